"""A recipe: every choice of a training, in one TOML file that can be overridden value by value."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..labels import NINE_VIEWS, VESSEL_VIEWS, View
from ..preprocessing import Preprocessing
from .augmentation import VolumeAugmentation
from .settings import RecipeError, with_values
from .study.recipe import StudyRecipe

_FOLDER = Path(__file__).parent / "recipes"
_KEPT = "recipe.json"
# Unenhanced muscle, blood and brain of the scans that the windows of `preprocessing` were chosen on.
_SOFT_TISSUE_HU = 40.0
# Chosen on softened and sharpened copies of scans that the network asked had not seen; see `edges`.
_EDGE_SHARPNESS = (0.45, 0.65)


@dataclass(frozen=True)
class TrainingSettings:
    """How the weights are found; see recipes/compact.toml for the reason of each value."""

    steps: int = 840
    slabs_per_step: int = 3
    nine_views_per_slab: int = 3
    learning_rate: float = 5e-4
    warm_up: float = 0.15
    second_cycle: float = 0.5
    weight_decay: float = 0.02
    drop_rate: float = 0.2
    gradient_clip: float = 2.0
    average_decay: float = 0.99
    label_smoothing: float = 0.05
    shared_contrast: float = 0.25
    phantoms: int = 20
    outliers: float = 0.15
    rotate_degrees: float = 8.0
    zoom: float = 0.12
    shift: float = 0.05
    checkpoint_steps: int = 40
    seed: int = 0


@dataclass(frozen=True)
class Recipe:
    """One network for all views and both tasks, trained on stretches of scans.

    Its other kind, the study's, is StudyRecipe.
    """

    kind: str = "slabs"
    backbone: str = "tf_efficientnet_lite0"
    starting_weights: str = "imagenet"
    input_size: int = 192
    vessel_views: bool = True
    centered: bool = True
    usual_edges: bool = True
    training: TrainingSettings = field(default_factory=TrainingSettings)
    augmentation: VolumeAugmentation = field(default_factory=VolumeAugmentation)

    @property
    def preprocessing(self) -> Preprocessing:
        """What the model's card will state about its input."""
        return Preprocessing(
            self.input_size,
            soft_tissue_hu=_SOFT_TISSUE_HU if self.centered else None,
            edge_sharpness=_EDGE_SHARPNESS if self.usual_edges else None,
        )

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
        return with_values(cls(), values)

    def as_dict(self) -> dict[str, Any]:
        """The resolved recipe, for the run's folder and the model card."""
        return asdict(self)


_KINDS: Mapping[str, Recipe | StudyRecipe] = {each.kind: each for each in (Recipe(), StudyRecipe())}


def recipe_of(values: Mapping[str, Any]) -> Recipe | StudyRecipe:
    """The recipe that a TOML file or `as_dict` describes; what it does not say has the default of its kind.

    Raises:
        RecipeError: an unknown kind or key, or a value of the wrong type.
    """
    kind = values.get("kind", Recipe.kind)
    if kind not in _KINDS:
        raise RecipeError(f"There is no kind of recipe {kind!r}. Known: {', '.join(_KINDS)}.")
    return with_values(_KINDS[kind], values)


def load_recipe(name_or_path: str, overrides: Sequence[str] = ()) -> Recipe | StudyRecipe:
    """Load a recipe by name ("compact", "paper") or path, and apply overrides such as "training.steps=10".

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
        recipe = recipe_of(tomllib.loads(path.read_text(encoding="utf-8")))
        for override in overrides:
            recipe = _overridden(recipe, override)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"The recipe {path.name} is not valid TOML: {error}. Texts need quotes.") from error
    return recipe


def _overridden(recipe: Recipe | StudyRecipe, override: str) -> Recipe | StudyRecipe:
    key, separator, value = override.partition("=")
    if not separator:
        raise RecipeError(f"An override reads key=value, for example training.steps=10; this is not one: {override}.")
    nested: Any = tomllib.loads(f"value = {value}")["value"]
    for name in reversed(key.strip().split(".")):
        nested = {name: nested}
    if nested.get("kind", recipe.kind) != recipe.kind:
        raise RecipeError(f"A recipe of kind {recipe.kind} cannot be made into another: choose another with --recipe.")
    return with_values(recipe, nested)


def keep_recipe(run: Path, recipe: Recipe | StudyRecipe) -> None:
    """Write the resolved recipe to the run's folder.

    Raises:
        RecipeError: it holds a run of another recipe.
    """
    run.mkdir(parents=True, exist_ok=True)
    kept = run / _KEPT
    resolved = json.dumps(recipe.as_dict(), indent=2) + "\n"
    if kept.is_file() and kept.read_text(encoding="utf-8") != resolved:
        raise RecipeError(f"{run} holds a run of another recipe. Give another folder, or remove that one.")
    kept.write_text(resolved, encoding="utf-8")


def read_recipe(run: Path) -> Recipe | StudyRecipe:
    """The recipe of a run's folder.

    Raises:
        RecipeError: the folder holds no run, or its recipe is not understood.
    """
    try:
        return recipe_of(json.loads((run / _KEPT).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise RecipeError(
            f"{run} is not the folder of a run: {error}. Give the folder that `train -o` wrote."
        ) from error
