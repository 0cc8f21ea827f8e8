"""The study's kind of recipe: one network for each reconstruction and task."""

from dataclasses import asdict, dataclass, field
from typing import Any

from ...labels import NINE_VIEWS, Method, View
from ...preprocessing import Preprocessing
from ...separate_networks import BODY_PART
from ..settings import RecipeError

CONTRAST = "contrast"
_NINE = tuple("-".join(view) for view in NINE_VIEWS)


@dataclass(frozen=True)
class StudyTraining:
    """How the weights are found; see recipes/paper.toml for the reason of each value."""

    max_epochs: int = 200
    patience: int = 5
    images_per_step: int = 6
    learning_rate: float = 0.001
    momentum: float = 0.0
    gradient_clip: float = 0.0
    class_weights: bool = False
    checkpoint_steps: int = 100
    seed: int = 0


@dataclass(frozen=True)
class ImageAugmentation:
    """Random changes to a reconstruction.

    Attributes:
        flip: probability that left and right of the image are exchanged.
        rotate_degrees: largest angle either way. zoom: largest enlargement or reduction, as a share of the size.
        noise: standard deviation of Gaussian noise, of the range 0 to 1.
        warp: how far pixels are moved by smooth random fields, and warp_smoothness how far these stay alike, in pixels;
            alpha and sigma of torchvision's ElasticTransform.
    """

    flip: float = 0.5
    rotate_degrees: float = 10.0
    zoom: float = 0.1
    noise: float = 0.02
    warp: float = 50.0
    warp_smoothness: float = 5.0


@dataclass(frozen=True)
class StudyRecipe:
    """A network of its own for each reconstruction and task, trained on whole scans."""

    kind: str = "study"
    backbone: str = "inception_resnet_v2"
    starting_weights: str = "imagenet-or-random"
    input_size: int = 299
    window_hu: tuple[float, ...] = (-1024.0, 2000.0)
    reconstructions: tuple[str, ...] = _NINE
    tasks: tuple[str, ...] = (BODY_PART, CONTRAST)
    training: StudyTraining = field(default_factory=StudyTraining)
    augmentation: ImageAugmentation = field(default_factory=ImageAugmentation)

    def __post_init__(self) -> None:
        for name in set(self.reconstructions) - set(_NINE):
            raise RecipeError(f"There is no reconstruction {name!r}. Known: {', '.join(_NINE)}.")
        if not self.reconstructions:
            raise RecipeError("A recipe needs at least one reconstruction.")
        if BODY_PART not in self.tasks or set(self.tasks) - {BODY_PART, CONTRAST}:
            raise RecipeError(
                f"The tasks are {BODY_PART} alone, or {BODY_PART} and {CONTRAST}: contrast is judged within a part."
            )
        if len(self.window_hu) != 2 or self.window_hu[0] >= self.window_hu[1]:
            raise RecipeError("The recipe's window_hu must be the HU shown as 0 and, higher, as 1.")

    @property
    def preprocessing(self) -> Preprocessing:
        """Plain reconstructions of the whole volume, the same gray image in all three channels."""
        low, high = self.window_hu
        methods = (Method.AIP, Method.MIP, Method.MID_PLANE)
        return Preprocessing(self.input_size, 0.0, dict.fromkeys(methods, ((low, high),) * 3))

    @property
    def views(self) -> tuple[View, ...]:
        """The reconstructions to train on, in the order of NINE_VIEWS."""
        return tuple(view for view in NINE_VIEWS if "-".join(view) in self.reconstructions)

    def as_dict(self) -> dict[str, Any]:
        """The resolved recipe, for the run's folder and the model card."""
        return asdict(self)
