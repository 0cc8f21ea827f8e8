"""The table that a run learns from: what of it was learned from, and that it stays the same from fold to fold."""

import json
from pathlib import Path

import pytest
from quiet_engine import quiet_engine

from CTBodyContrastLib.io.csv_table import read_table
from CTBodyContrastLib.training import bundling
from CTBodyContrastLib.training.dataset import COLUMNS, DatasetError, write_dataset
from CTBodyContrastLib.training.finished_run import read_finished
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import Recipe
from CTBodyContrastLib.training.rounding import Rounding

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.run import train, train_fold


def change(dataset: Path, case: int, **cells: str) -> None:
    rows = read_table(dataset, COLUMNS)
    rows[case] |= cells
    write_dataset(rows, dataset)


@pytest.mark.parametrize(
    "changed",
    [{"fold": "1"}, {"contrast": "NE"}, {"release_ok": "no"}, {"lung_apex": "43"}, {"patient_id": "another"}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_table_that_was_changed_needs_another_folder(
    dataset: Path, recipe: Recipe, tmp_path: Path, changed: dict[str, str]
) -> None:
    engine = quiet_engine(tmp_path / "run")
    (tmp_path / "run").mkdir()
    (tmp_path / "run/fold-1.npz").touch()  # this fold is finished: its scans need not be read again
    train_fold(dataset, recipe, engine, 1)
    change(dataset, 0, **changed)
    with pytest.raises(DatasetError, match="holds a run on another table"):
        train_fold(dataset, recipe, engine, 1)


@pytest.mark.parametrize(
    "changed", [{"contrast": ""}, {"lung_apex": "", "skull_base": ""}], ids=["unknown contrast", "no landmarks"]
)
def test_only_scans_that_can_be_drawn_count_as_learned_from(
    dataset: Path, recipe: Recipe, tmp_path: Path, changed: dict[str, str]
) -> None:
    change(dataset, 2, **changed)
    train(dataset, recipe, quiet_engine(tmp_path / "run"), cross_validate=False)
    _, provenance = read_finished(tmp_path / "run", recipe)
    assert (provenance.training_data["scans"], provenance.training_data["patients"]) == (2, 2)


def test_what_is_released_is_fitted_on_scans_that_may_be(
    dataset: Path, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(dataset, recipe, quiet_engine(tmp_path / "run"))
    given: list[Predictions] = []
    fit = bundling.fitted
    monkeypatch.setattr(bundling, "half_precision", lambda *arguments: Rounding(4, 0, 0.0))
    monkeypatch.setattr(
        bundling, "fitted", lambda predictions, *others: given.append(predictions) or fit(predictions, *others)
    )
    card = json.loads(bundling.bundle_run(tmp_path / "run", tmp_path / "model", say=lambda text: None).read_text())
    assert set(given[0].case_id) == {"case-0", "case-1", "case-2"}, "case-3 may not be released"
    assert card["cross_validation"]["body_part"]["n"] == 4, "it is judged all the same"
