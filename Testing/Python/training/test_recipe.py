from pathlib import Path

import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.labels import VESSEL_VIEWS, Method, Plane
from CTBodyContrastLib.training.recipe import Recipe, RecipeError, keep_recipe, load_recipe, read_recipe, recipe_of
from CTBodyContrastLib.training.study.recipe import StudyRecipe


def test_the_compact_recipe_states_every_default() -> None:
    assert load_recipe("compact") == Recipe()


def test_the_paper_recipe_states_every_default() -> None:
    assert load_recipe("paper") == StudyRecipe()


def test_reconstructions_can_be_chosen() -> None:
    recipe = load_recipe("paper", ['reconstructions=["mip-sagittal", "aip-axial"]'])
    assert recipe.views == ((Method.AIP, Plane.AXIAL), (Method.MIP, Plane.SAGITTAL))


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ('reconstructions=["mip-oblique"]', "no reconstruction 'mip-oblique'. Known: aip-axial"),
        ("reconstructions=[]", "at least one reconstruction"),
        ("reconstructions=[3]", "must be a str"),
        ('tasks=["contrast"]', "contrast is judged within a part"),
        ("window_hu=[40, -160]", "window_hu must be the HU shown as 0"),
        ("training.steps=7", "no key 'steps'"),
        ('kind="slabs"', "cannot be made into another"),
    ],
)
def test_a_wrong_override_of_the_study_is_named(override: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        load_recipe("paper", [override])


def test_a_kind_that_does_not_exist_is_named() -> None:
    with pytest.raises(RecipeError, match=r"no kind of recipe 'magic'\. Known: slabs, study"):
        recipe_of({"kind": "magic"})


@pytest.mark.parametrize("name", ["compact", "paper"])
def test_a_run_keeps_its_recipe(tmp_path: Path, name: str) -> None:
    keep_recipe(tmp_path, load_recipe(name))
    assert read_recipe(tmp_path) == load_recipe(name)


def test_a_value_can_be_overridden_by_its_dotted_name() -> None:
    recipe = load_recipe("compact", ["training.steps=7", "augmentation.blur=0", 'backbone="inception_resnet_v2"'])
    assert recipe.training.steps == 7
    assert recipe.augmentation.blur == 0.0
    assert recipe.backbone == "inception_resnet_v2"
    assert recipe.training.learning_rate == Recipe().training.learning_rate


def test_vessel_views_follow_the_nine() -> None:
    assert load_recipe("compact").views == NINE_VIEWS + VESSEL_VIEWS
    assert load_recipe("compact", ["vessel_views=false"]).views == NINE_VIEWS


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("training.step=7", "no key 'step'"),
        ("nonsense=1", "no key 'nonsense'"),
        ("training.steps=true", "must be a int"),
        ('training.steps="7"', "must be a int"),
        ("training=7", "must be a TrainingSettings"),
        ("training.steps", "key=value"),
        ("backbone=lite0", "not valid TOML"),
    ],
)
def test_a_wrong_override_is_named(override: str, message: str) -> None:
    with pytest.raises(RecipeError, match=message):
        load_recipe("compact", [override])


def test_an_unknown_recipe_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="Known: compact"):
        load_recipe("fancy")
    with pytest.raises(RecipeError, match="no recipe"):
        load_recipe(str(tmp_path / "mine.toml"))


def test_a_recipe_file_of_ones_own_needs_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("input_size = 299\n[training]\nsteps = 3\n")
    recipe = load_recipe(str(tmp_path / "mine.toml"))
    assert (recipe.input_size, recipe.training.steps) == (299, 3)
    assert recipe.backbone == Recipe().backbone
