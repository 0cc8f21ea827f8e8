"""What a site sets once for a computer, whatever scan or scene is open; kept and exchanged as JSON."""

import json
from dataclasses import asdict, dataclass, fields

from .device import CHOICES
from .errors import SettingsError


@dataclass(frozen=True)
class SiteSettings:
    """Settings of a computer.

    Attributes:
        model: the folder of a model, or its card; empty for the bundled one.
        device: where the network runs, as `choose_device` takes it.
        review_body_part_below, review_contrast_below: a label less probable than this is for review; None for the
            threshold that the model's card states.
        subject_hierarchy: whether the labels of a volume node are written on its subject hierarchy item too.

    Raises:
        SettingsError: a value cannot be used; the message names it.
    """

    model: str = ""
    device: str = "auto"
    review_body_part_below: float | None = None
    review_contrast_below: float | None = None
    subject_hierarchy: bool = True

    def __post_init__(self) -> None:
        if not isinstance(self.model, str):
            raise SettingsError(f'The setting model must be the name of a folder or "", not {self.model!r}.')
        if self.device not in CHOICES:
            raise SettingsError(f"There is no device {self.device!r}. Choose one of {', '.join(CHOICES)}.")
        for name in ("review_body_part_below", "review_contrast_below"):
            value = getattr(self, name)
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if value is not None and not (is_number and 0 <= value <= 1):
                raise SettingsError(f"The setting {name} must be a probability from 0 to 1 or null, not {value!r}.")
        if not isinstance(self.subject_hierarchy, bool):
            raise SettingsError(f"The setting subject_hierarchy must be true or false, not {self.subject_hierarchy!r}.")

    @property
    def review_below(self) -> dict[str, float]:
        """The thresholds that replace those of the model's card, by label."""
        stated = {"body_part": self.review_body_part_below, "contrast": self.review_contrast_below}
        return {name: threshold for name, threshold in stated.items() if threshold is not None}

    def to_json(self) -> str:
        """All settings, one a line."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "SiteSettings":
        """Settings that `to_json` wrote; one that is left out has its usual value.

        Raises:
            SettingsError: it holds something else.
        """
        try:
            values = json.loads(text)
        except ValueError as error:
            raise SettingsError("This is no file of settings: it is not JSON. Export it again.") from error
        known = [field.name for field in fields(cls)]
        if not isinstance(values, dict) or not set(values) <= set(known):
            raise SettingsError(f"This is no file of settings. It may hold {', '.join(known)} and nothing else.")
        return cls(**values)
