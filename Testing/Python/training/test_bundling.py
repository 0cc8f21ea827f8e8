import errno
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from made_up_dataset import RECIPE, write_made_up_dataset
from quiet_engine import quiet_engine
from typer.testing import CliRunner

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.bundle import load_bundle
from CTBodyContrastLib.cli import app
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import View
from CTBodyContrastLib.reporting.model_card import page
from CTBodyContrastLib.reporting.table import Table
from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.measured import keep_measured
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import RecipeError, load_recipe

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

import torch
from safetensors.torch import load_file

from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.training import bundling
from CTBodyContrastLib.training.bundling import bundle_run
from CTBodyContrastLib.training.rounding import Rounding
from CTBodyContrastLib.training.run import train


def silent(text: str) -> None:
    pass


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run of the command `train`, with the data that it was trained on beside it."""
    folder = tmp_path_factory.mktemp("finished")
    inputs = [write_made_up_dataset(folder), "-o", folder / "run", "--name", "mine", "--device", "cpu"]
    overrides = [word for value in RECIPE for word in ("--set", value)]
    done = CliRunner().invoke(app, ["train", *map(str, inputs), *overrides])
    assert done.exit_code == 0, done.output
    return folder / "run"


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bundling without the check of rounding, for tests of something else."""
    monkeypatch.setattr(bundling, "half_precision", lambda *arguments: Rounding(4, 0, 0.0))


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Path:
    """A copy of the run, which a test may spoil."""
    return Path(shutil.copytree(finished, tmp_path / "run"))


@pytest.mark.usefixtures("unchecked")
def test_a_run_becomes_a_model_that_classifies(finished: Path, tmp_path: Path) -> None:
    card_path = bundle_run(finished, tmp_path / "model", say=silent)
    voxels = np.full((20, 20, 20), -1000, np.int16)
    voxels[:, 5:15, 5:15] = 40
    result = Classifier.load(tmp_path / "model", "cpu").classify(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])))
    assert result.model.startswith("mine@")
    assert result.body_part
    assert page(load_bundle(card_path).card).startswith("# Model card: mine")


def test_the_card_says_what_the_run_knows_and_no_patient(finished: Path, tmp_path: Path) -> None:
    text = bundle_run(finished, tmp_path, say=silent).read_text()
    card = json.loads(text)
    assert card["cross_validation"]["folds"] == 2
    assert card["cross_validation"]["body_part"]["n"] == 4
    assert card["cross_validation"]["by_part"]["neck"]["contrast_CE"]["n"] == 2
    assert card["training_data"]["scans"] == 3, "a case that may not be released was trained on"
    assert card["training_data"]["by_licence"] == card["fitted_on"] == {"CC0": 3}
    assert card["starting_weights"]["name"] == "random"
    assert card["recipe"]["training"]["steps"] == 2
    for identifier in ("patient-", "case-", ".nii", str(finished.parent)):
        assert identifier not in text


@pytest.mark.usefixtures("unchecked")
def test_the_card_takes_up_what_was_measured_of_the_run(run: Path, tmp_path: Path) -> None:
    table = Table("robustness", "Robustness", ["Change", "Right"], [["noise", "9 of 10"]])
    keep_measured(run, table)
    assert load_bundle(bundle_run(run, tmp_path / "model", say=silent)).card["measured"] == [asdict(table)]


def test_half_precision_is_checked_on_all_held_out_slabs(finished: Path, tmp_path: Path) -> None:
    rounding = json.loads(bundle_run(finished, tmp_path, say=silent).read_text())["precision"]
    assert rounding["slabs"] == 4
    # Two steps of training put no label so far from the other that rounding could not change it.
    assert (rounding["stored"] == "half") == (rounding["slabs_changed"] == 0)
    assert 0 < rounding["largest_probability_change"] < 0.01


def test_it_is_checked_on_the_validation_patients_where_there_are_some(
    run: Path, finished: Path, tmp_path: Path
) -> None:
    table = write_made_up_dataset(tmp_path)
    header, *rows = table.read_text().splitlines()
    split = header.split(",").index("split")
    cells = rows[0].split(",")
    cells[split] = "validation"
    table.write_text("\n".join([header, ",".join(cells), *rows[1:]]))
    card = bundle_run(run, tmp_path / "model", dataset=table, say=silent)
    assert json.loads(card.read_text())["precision"]["slabs"] == 1


def test_weights_stay_as_they_are_where_rounding_would_change_a_label(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "half_precision", lambda *arguments: Rounding(4, 1, 0.2))
    said: list[str] = []
    card_path = bundle_run(finished, tmp_path, say=said.append)
    assert said[-1] == "The weights are in single precision: rounding them would change the labels of 1 of 4 slabs."
    assert json.loads(card_path.read_text())["precision"]["stored"] == "single"
    trained, stored = load_file(finished / "all.safetensors"), load_file(card_path.with_suffix(".safetensors"))
    assert all(torch.equal(stored[name], tensor) for name, tensor in trained.items())


@pytest.mark.usefixtures("unchecked")
def test_nothing_is_fitted_on_equalized_copies(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fitted_on: list[set[int]] = []

    def fit_fusion(predictions: Predictions, views: tuple[View, ...]) -> Fusion:
        fitted_on.append(set(predictions.variant.tolist()))
        return Fusion()

    for user in ("bundling", "metrics"):
        monkeypatch.setattr(f"CTBodyContrastLib.training.{user}.fit_fusion", fit_fusion)
    bundle_run(finished, tmp_path, say=silent)
    assert EQUALIZED in Predictions.load(finished / "fold-0.npz").variant
    assert len(fitted_on) == 3
    assert all(variants == {0, 1, 2} for variants in fitted_on)


@pytest.mark.usefixtures("unchecked")
def test_a_run_holds_its_model_and_is_not_overwritten_by_one(run: Path) -> None:
    assert load_bundle(run).name.startswith("mine@")
    assert bundle_run(run, run, say=silent) == run / "mine.json"
    for name in ("recipe", "all", "fold-0"):
        with pytest.raises(ModelError, match="belongs to no model"):
            bundle_run(run, run, name, say=silent)


@pytest.mark.usefixtures("unchecked")
def test_without_cross_validation_the_card_claims_nothing(finished: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    recipe = load_recipe("compact", RECIPE)
    train(finished.parent / "dataset.csv", recipe, quiet_engine(run), cross_validate=False)
    said: list[str] = []
    card = bundle_run(run, tmp_path, say=said.append)
    assert "cross_validation" not in json.loads(card.read_text())
    assert said[0] == "This model was not cross-validated: nothing is known of its accuracy."


class TestUnusable:
    def refused(self, error: type[Exception], message: str, run: Path, **options: object) -> None:
        with pytest.raises(error, match=message):
            bundle_run(run, run / "model", say=silent, **options)
        assert not (run / "model").exists()

    def test_no_run(self, tmp_path: Path) -> None:
        self.refused(RecipeError, "not the folder of a run", tmp_path)

    def test_training_was_interrupted(self, run: Path) -> None:
        (run / "all.safetensors").unlink()
        self.refused(ModelError, "not a finished run", run)

    def test_a_fold_is_missing(self, run: Path) -> None:
        (run / "fold-1.npz").unlink()
        self.refused(DatasetError, r"lacks the predictions fold-1\.npz", run)

    def test_weights_are_cut_off(self, run: Path) -> None:
        weights = run / "all.safetensors"
        weights.write_bytes(weights.read_bytes()[:-10])
        self.refused(ModelError, "is damaged", run)

    def test_weights_are_no_run_of_ours(self, run: Path) -> None:
        shutil.copy(run / "fold-0.safetensors", run / "all.safetensors")
        self.refused(ModelError, "no training wrote it", run)

    def test_weights_come_from_another_recipe(self, run: Path) -> None:
        recipe = json.loads((run / "recipe.json").read_text())
        recipe["training"]["seed"] += 1
        (run / "recipe.json").write_text(json.dumps(recipe))
        self.refused(ModelError, "weights of another recipe", run)

    def test_the_table_has_moved(self, run: Path, tmp_path: Path) -> None:
        self.refused(DatasetError, "no table", run, dataset=tmp_path / "gone.csv")

    @pytest.mark.usefixtures("unchecked")
    def test_the_disk_is_full(self, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = tmp_path / "model"
        old = bundle_run(run, folder, say=silent).read_text()
        write = Path.write_bytes

        def full(path: Path, content: bytes) -> int:
            write(path, content[:10])
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            bundle_run(run, folder, texts="compact", say=silent)
        assert sorted(path.name for path in folder.iterdir()) == ["mine.json", "mine.safetensors"]
        assert (folder / "mine.json").read_text() == old
        assert load_bundle(folder)
