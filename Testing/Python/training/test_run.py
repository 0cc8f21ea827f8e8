from pathlib import Path

import numpy as np
import pytest
from made_up_dataset import RECIPE, write_made_up_dataset

from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import Recipe, RecipeError, load_recipe

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.run import read_run, train, train_fold


@pytest.fixture
def recipe() -> Recipe:
    return load_recipe("compact", RECIPE)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_made_up_dataset(tmp_path)


def test_a_finished_fold_is_not_repeated(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    said: list[str] = []
    run = tmp_path / "run"
    train(dataset, recipe, run, say=said.append)
    assert sum(text.startswith("Fold") for text in said) == 2
    (run / "fold-1.npz").unlink()
    said.clear()
    train(dataset, recipe, run, say=said.append)
    assert [text for text in said if text.startswith("Fold")] == ["Fold 1: training without its patients."]


def test_folds_trained_apart_are_taken_up(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    whole, apart = tmp_path / "whole", tmp_path / "apart"
    train(dataset, recipe, whole, say=lambda text: None)
    for fold in (1, 0):
        train_fold(dataset, recipe, apart, fold, say=lambda text: None)
    said: list[str] = []
    train(dataset, recipe, apart, say=said.append)
    assert not [text for text in said if text.startswith("Fold")]
    for fold in ("fold-0.npz", "fold-1.npz"):
        first, second = (Predictions.load(run / fold) for run in (whole, apart))
        assert np.array_equal(first.part_logits, second.part_logits)


def test_a_run_can_be_read_back(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    weights = load_file(train(dataset, recipe, tmp_path / "run", say=lambda text: None))
    assert weights["head_weight"].dtype.itemsize == 4, "rounding them is up to `bundle`"
    kept, predictions = read_run(tmp_path / "run")
    assert kept == recipe
    assert sorted(set(predictions.case_id)) == ["case-0", "case-1", "case-2", "case-3"]
    assert predictions.variant.tolist().count(EQUALIZED) == 4


def test_a_fold_that_is_not_there_is_named(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no fold 7"):
        train_fold(dataset, recipe, tmp_path / "run", 7)


def test_a_run_is_not_mixed_with_another_recipe(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    train(dataset, recipe, tmp_path / "run", cross_validate=False, say=lambda text: None)
    with pytest.raises(RecipeError, match="another recipe"):
        train(dataset, load_recipe("compact", [*RECIPE, "training.seed=1"]), tmp_path / "run")


def test_one_fold_cannot_be_cross_validated(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    rows = dataset.read_text().splitlines()
    dataset.write_text("\n".join(rows[:3]))
    with pytest.raises(DatasetError, match="at least two folds"):
        train(dataset, recipe, tmp_path / "run", say=lambda text: None)
