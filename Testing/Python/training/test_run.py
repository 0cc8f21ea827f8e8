import json
from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import View
from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.dataset import COLUMNS, DatasetError, write_dataset
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import Recipe, RecipeError, load_recipe

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.training.run import read_run, train, train_fold

# Nothing is learned in two steps: what is tested is that every step of a run fits to the next.
RECIPE = [
    'backbone="mobilenetv3_small_050"',
    'starting_weights="random"',
    "input_size=64",
    "training.steps=2",
    "training.slabs_per_step=2",
    "training.phantoms=0",
]


@pytest.fixture
def recipe() -> Recipe:
    return load_recipe("compact", RECIPE)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    import SimpleITK as sitk

    rows = []
    for index in range(4):
        voxels = np.full((40, 30, 30), -1024, np.int16)
        voxels[:, 5:25, 5:25] = np.random.default_rng(index).integers(0, 200, (40, 20, 20))
        image = sitk.GetImageFromArray(voxels)
        image.SetSpacing((3.0, 3.0, 3.0))
        sitk.WriteImage(image, str(tmp_path / f"{index}.nii.gz"))
        row = dict.fromkeys(COLUMNS, "") | {
            "path": f"{index}.nii.gz",
            "case_id": f"case-{index}",
            "patient_id": f"patient-{index}",
            "source": "made up",
            "licence": "CC0",
            "release_ok": "no" if index == 3 else "yes",
            "contrast": ("CE", "NE")[index % 2],
            "covers": "neck",
            "fold": str(index // 2),
            "lung_apex": "40",
            "skull_base": "90",
        }
        rows.append(row)
    write_dataset(rows, tmp_path / "dataset.csv")
    return tmp_path / "dataset.csv"


def test_a_run_gives_a_bundle_that_classifies(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    card_path = train(dataset, recipe, tmp_path / "run", name="mine", say=lambda text: None)
    card = json.loads(card_path.read_text())
    assert card["cross_validation"]["body_part"]["n"] == 4
    assert card["cross_validation"]["by_part"]["neck"]["contrast_CE"]["n"] == 2
    assert card["training_data"]["scans"] == 3, "a case that may not be released was trained on"
    assert card["training_data"]["by_licence"] == {"CC0": 3}
    assert card["starting_weights"]["name"] == "random"
    assert "patient-0" not in card_path.read_text()
    voxels = np.full((20, 20, 20), -1000, np.int16)
    voxels[:, 5:15, 5:15] = 40
    result = Classifier.load(card_path, "cpu").classify(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])))
    assert result.model.startswith("mine@")
    assert result.body_part


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
    cards = [json.loads((run / "compact.json").read_text()) for run in (whole, apart)]
    assert cards[0]["cross_validation"] == cards[1]["cross_validation"]


def test_a_run_can_be_read_back(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    train(dataset, recipe, tmp_path / "run", say=lambda text: None)
    kept, predictions = read_run(tmp_path / "run")
    assert kept == recipe
    assert sorted(set(predictions.case_id)) == ["case-0", "case-1", "case-2", "case-3"]


def test_equalized_copies_are_kept_and_nothing_is_fitted_on_them(
    dataset: Path, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted_on: list[set[int]] = []

    def fit_fusion(predictions: Predictions, views: tuple[View, ...]) -> Fusion:
        fitted_on.append(set(predictions.variant.tolist()))
        return Fusion()

    for user in ("run", "metrics"):
        monkeypatch.setattr(f"CTBodyContrastLib.training.{user}.fit_fusion", fit_fusion)
    train(dataset, recipe, tmp_path / "run", say=lambda text: None)
    assert read_run(tmp_path / "run")[1].variant.tolist().count(EQUALIZED) == 4
    assert len(fitted_on) == 3
    assert all(variants == {0, 1, 2} for variants in fitted_on)


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
