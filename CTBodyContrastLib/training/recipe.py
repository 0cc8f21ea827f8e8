"""A recipe: every choice of a training, in one TOML file that can be overridden value by value."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from ..errors import CTBodyContrastError
from ..labels import NINE_VIEWS, VESSEL_VIEWS, View
from ..preprocessing import Preprocessing
from .augmentation import VolumeAugmentation

_FOLDER = Path(__file__).parent / "recipes"


class RecipeError(CTBodyContrastError, ValueError):
    """A recipe file, or an override, names something that does not exist or cannot be."""


@dataclass(frozen=True)
class TrainingSettings:
    """How the weights are found; see recipes/compact.toml for the reason of each value."""

    steps: int = 420
    slabs_per_step: int = 4
    nine_views_per_slab: int = 5
    learning_rate: float = 6e-4
    weight_decay: float = 0.02
    drop_rate: float = 0.2
    average_decay: float = 0.985
    shared_contrast: float = 0.25
    phantoms: int = 20
    rotate_degrees: float = 8.0
    zoom: float = 0.12
    shift: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class Recipe:
    """A whole training: the network, its input, its views, the training and the augmentation."""

    backbone: str = "tf_efficientnet_lite0"
    starting_weights: str = "imagenet"
    input_size: int = 192
    vessel_views: bool = True
    training: TrainingSettings = field(default_factory=TrainingSettings)
    augmentation: VolumeAugmentation = field(default_factory=VolumeAugmentation)

    @property
    def preprocessing(self) -> Preprocessing:
        """What the model's card will state about its input."""
        return Preprocessing(input_size=self.input_size)

    @property
    def views(self) -> tuple[View, ...]:
        """The views that get heads, in the order of the network's outputs."""
        return NINE_VIEWS + (VESSEL_VIEWS if self.vessel_views else ())

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Recipe":
        """The recipe that `as_dict` described; what it does not say has its default.

        Raises:
            RecipeError: an unknown key, or a value of the wrong type.
        """
        return _apply(cls(), values)

    def as_dict(self) -> dict[str, Any]:
        """The resolved recipe, for the run's folder and the model card."""
        return asdict(self)


def load_recipe(name_or_path: str, overrides: Sequence[str] = ()) -> Recipe:
    """Load a recipe by name ("compact") or path, and apply overrides such as "training.steps=10".

    Raises:
        RecipeError: no such recipe, an unknown key, or a value of the wrong type.
    """
    path = Path(name_or_path)
    if not path.suffix:
        path = _FOLDER / f"{name_or_path}.toml"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in _FOLDER.glob("*.toml")))
        raise RecipeError(f"There is no recipe {name_or_path}. Known: {known}; or give the path of a .toml file.")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        recipe = Recipe.of(values)
        for override in overrides:
            key, separator, value = override.partition("=")
            if not separator:
                raise RecipeError(
                    f"An override reads key=value, for example training.steps=10; this is not one: {override}."
                )
            nested: Any = tomllib.loads(f"value = {value}")["value"]
            for name in reversed(key.strip().split(".")):
                nested = {name: nested}
            recipe = _apply(recipe, nested)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"The recipe {path.name} is not valid TOML: {error}. Texts need quotes.") from error
    return recipe


_Settings = TypeVar("_Settings", bound=Recipe | TrainingSettings | VolumeAugmentation)


def _apply(settings: _Settings, values: Mapping[str, Any]) -> _Settings:
    known = {each.name: getattr(settings, each.name) for each in fields(settings)}
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise RecipeError(f"Recipes have no key {key!r}. Known here: {', '.join(known)}.")
        current = known[key]
        if isinstance(value, Mapping) and isinstance(current, TrainingSettings | VolumeAugmentation):
            changes[key] = _apply(current, value)
        elif type(value) is type(current) or (isinstance(current, float) and type(value) is int):
            changes[key] = type(current)(value)
        else:
            raise RecipeError(f"The recipe's {key} must be a {type(current).__name__}, not {value!r}.")
    return replace(settings, **changes)
