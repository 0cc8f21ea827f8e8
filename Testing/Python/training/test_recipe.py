import json
from pathlib import Path

import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.training.recipe import Recipe, RecipeError, load_recipe


def test_the_compact_recipe_states_every_default() -> None:
    assert load_recipe("compact") == Recipe()


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


def test_a_recipe_survives_its_description() -> None:
    recipe = load_recipe("compact", ["training.steps=7", "augmentation.blur=1"])
    assert Recipe.of(json.loads(json.dumps(recipe.as_dict()))) == recipe


def test_a_recipe_file_of_ones_own_needs_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("input_size = 299\n[training]\nsteps = 3\n")
    recipe = load_recipe(str(tmp_path / "mine.toml"))
    assert (recipe.input_size, recipe.training.steps) == (299, 3)
    assert recipe.backbone == Recipe().backbone
