import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from made_up_study import VIEW, study_recipe, write_phantoms
from quiet_engine import quiet_engine

pytest.importorskip("lightning", reason="not run: what training needs is not installed")

from CTBodyContrastLib import make_phantom
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.io.csv_table import read_table
from CTBodyContrastLib.labels import View
from CTBodyContrastLib.reporting.model_card import page
from CTBodyContrastLib.training.bundling import bundle_run
from CTBodyContrastLib.training.dataset import COLUMNS, DatasetError, Split, write_dataset
from CTBodyContrastLib.training.evaluation import measures
from CTBodyContrastLib.training.evaluation.evaluate import evaluate
from CTBodyContrastLib.training.evaluation.sets import EXTERNAL, INTERNAL, external_set, sets_of_run
from CTBodyContrastLib.training.plan import Plan
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import RecipeError
from CTBodyContrastLib.training.study import run as study_run
from CTBodyContrastLib.training.study.fitting import plan_single
from CTBodyContrastLib.training.study.images import StudyScan
from CTBodyContrastLib.training.study.run import train_study


def silent(text: str) -> None:
    pass


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_phantoms(tmp_path_factory.mktemp("phantoms"))


@pytest.fixture(scope="module")
def said() -> list[str]:
    return []


@pytest.fixture(scope="module")
def finished(dataset: Path, said: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("study") / "run"
    train_study(dataset, study_recipe(), quiet_engine(run, said.append), "mine")
    return run


@pytest.fixture(scope="module")
def card(finished: Path) -> Path:
    return bundle_run(finished, finished / "model", say=silent)


def test_each_reconstruction_and_task_has_a_network(finished: Path, said: list[str]) -> None:
    assert {path.stem for path in (finished / "networks" / VIEW).iterdir()} == {"body-part", "neck"}
    assert "No network for contrast in the chest: its training scans are not of both kinds, CE and NE." in said


@pytest.mark.parametrize("split", [Split.VALIDATION, Split.TEST, Split.EXTERNAL])
def test_the_networks_are_asked_about_the_scans_set_apart(finished: Path, split: Split) -> None:
    found = Predictions.load(finished / f"{split}.npz")
    assert found.case_id.tolist() == [f"{split}-neck-CE", f"{split}-neck-NE", f"{split}-chest-NE"]
    assert found.part_logits.shape == found.contrast_logits.shape == (3, 1, 5)
    assert found.contrast.tolist() == [1, 0, -1], "contrast in the chest was judged without a network"


def test_networks_learn_from_training_scans_that_may_be_released_and_stop_by_validation_scans(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = read_table(dataset, COLUMNS)
    rows[-3] |= {"split": "training", "release_ok": "no"}
    table = dataset.with_name("with-one-not-to-be-released.csv")
    write_dataset(rows, table)
    seen: dict[str, tuple[list[str], list[str]]] = {}

    def noting(view: View, task: str, training: list[StudyScan], validation: list[StudyScan], *others: object) -> Plan:
        seen[task] = [scan.case.case_id for scan in training], [scan.case.case_id for scan in validation]
        return plan_single(view, task, training, validation, *others)

    monkeypatch.setattr(study_run, "plan_single", noting)
    train_study(table, study_recipe(), quiet_engine(tmp_path / "run"), "mine")
    scans = ("neck-CE", "neck-NE", "chest-NE")
    expected = [f"training-{scan}" for scan in scans], [f"validation-{scan}" for scan in scans]
    assert seen == {"body-part": expected, "neck": expected}
    learned_from = json.loads((tmp_path / "run/finished.json").read_text())["training_data"]
    assert learned_from["scans"] == 3, "a case that may not be released was counted"


def test_a_finished_network_is_not_trained_again(dataset: Path, finished: Path, tmp_path: Path) -> None:
    run = copytree(finished, tmp_path / "run")
    (run / "networks" / VIEW / "neck.safetensors").unlink()
    said: list[str] = []
    train_study(dataset, study_recipe(), quiet_engine(run, said.append), "mine")
    assert [text for text in said if text.endswith("training.")] == ["MIP sagittal, neck: training."]
    kept, again = (Predictions.load(each / "test.npz") for each in (finished, run))
    assert np.array_equal(kept.contrast_logits, again.contrast_logits)


def test_the_card_says_what_was_trained_and_how_it_tested(card: Path) -> None:
    stated = json.loads(card.read_text())
    assert (stated["name"], stated["trunks"], stated["tasks"]) == ("mine", "separate", ["body-part", "neck"])
    assert stated["preprocessing"]["spacing_mm"] == 0
    assert stated["starting_weights"]["name"] == "random"
    assert stated["training_data"]["scans"] == 3
    assert stated["test"]["body_part"]["n"] == 3
    assert stated["precision"]["slabs"] == 3
    assert "patient-" not in card.read_text()
    text = page(stated)
    assert "has a network of its own for each of:\n  body-part, neck" in text
    assert "plain reconstructions of the whole volume, 32 x 32 pixels" in text
    assert "On the test scans of 3 patients, set apart from training: body part" in text


def test_the_model_classifies_with_the_view_it_has(card: Path) -> None:
    result = Classifier.load(card, "cpu").classify(make_phantom("neck", "CE", seed=3, spacing=(8.0, 8.0, 8.0)))
    assert result.agreement in ("0/1", "1/1")
    assert [f"{method}-{plane}" for method, plane in result.votes] == [VIEW]
    if result.body_part != "neck":
        assert result.contrast == ""
        assert "not trained to tell contrast in the" in result.reason


def test_the_model_says_of_a_table_what_the_run_said(dataset: Path, finished: Path, card: Path) -> None:
    tested = sets_of_run(finished)[EXTERNAL].judged.predictions
    again = external_set(dataset, card, say=silent).judged.predictions
    chosen = np.isin(again.case_id, tested.case_id)
    assert again.part_logits[chosen] == pytest.approx(tested.part_logits, abs=0.02)  # half precision
    assert again.contrast[chosen].tolist() == tested.contrast.tolist()


def test_the_study_is_evaluated_on_its_test_and_external_sets(
    dataset: Path, finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "RESAMPLES", 5)
    report = evaluate(tmp_path / "report", run=finished, dataset=dataset, thumbnails=True, say=silent)
    for name in ("table-3.md", "table-4.md", "figure-4.png", "figure-5.svg", "internal", "external"):
        assert (report.parent / name).exists(), name
    (row,) = [line for line in (report.parent / "table-3.md").read_text().splitlines() if "Sagittal | MIP" in line]
    assert row.count("n = 3") == 2
    assert set(sets_of_run(finished)) == {INTERNAL, EXTERNAL}


def refused(error: type[Exception], message: str, action: Callable[[], object]) -> None:
    with pytest.raises(error, match=message):
        action()


def test_a_run_is_not_mixed_with_another_recipe_or_table(dataset: Path, finished: Path, tmp_path: Path) -> None:
    other = study_recipe("training.seed=1")
    refused(RecipeError, "another recipe", lambda: train_study(dataset, other, quiet_engine(finished)))
    run = copytree(finished, tmp_path / "run")
    fewer = tmp_path / "dataset.csv"
    rows = [line.replace(",validation,", ",test,") for line in dataset.read_text().splitlines()]
    fewer.write_text("\n".join(rows))
    for path in dataset.parent.glob("*.nii.gz"):
        (tmp_path / path.name).symlink_to(path)
    refused(DatasetError, "set other scans apart", lambda: train_study(fewer, study_recipe(), quiet_engine(run)))
