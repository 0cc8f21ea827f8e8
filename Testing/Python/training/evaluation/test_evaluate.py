import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_up_predictions import made_up_predictions, write_run
from made_up_scans import write_model, write_necks

pytest.importorskip("sklearn", reason="not run: what training needs is not installed")
pytest.importorskip("timm", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.evaluation import measures
from CTBodyContrastLib.training.evaluation.evaluate import EvaluationError, evaluate
from CTBodyContrastLib.training.recipe import RecipeError

STUDY = {f"{name}.{suffix}" for name in ("table-3", "table-4") for suffix in ("md", "csv")} | {
    f"{name}.{suffix}" for name in ("figure-4", "figure-5") for suffix in ("png", "svg")
}
FIGURES = {"reconstructions", "copies", "comparisons", "calibration", "selective", "subgroups"}
TABLES = {"measures", "parts", "predictions"} | FIGURES


@pytest.fixture(autouse=True, scope="module")
def few_resamples() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "RESAMPLES", 5)
        yield


@pytest.fixture(scope="module")
def external(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A table of scans and a model's card."""
    folder = tmp_path_factory.mktemp("external")
    return write_necks(folder), write_model(folder / "model")


@pytest.fixture(scope="module")
def both(external: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an evaluation of a run and of a model, with everything that can be asked for."""
    folder = tmp_path_factory.mktemp("both")
    run = write_run(folder / "run", made_up_predictions())
    table = folder / "cases.csv"
    table.write_text("case_id,manufacturer\n" + "".join(f"case-{index},GE\n" for index in range(10)))
    report = evaluate(folder / "out", run, *external, table, thumbnails=True, say=lambda text: None)
    return report.parent


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_tables_figures_and_the_report_are_written(both: Path) -> None:
    assert {path.name for path in both.iterdir()} == STUDY | {"report.html", "internal", "external"}
    for name in ("internal", "external"):
        written = {path.name for path in (both / name).iterdir()}
        expected = {f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "md")}
        assert written == expected | {f"{figure}.{suffix}" for figure in FIGURES for suffix in ("png", "svg")}


def test_the_report_says_what_was_judged_and_names_no_patient(both: Path) -> None:
    text = (both / "report.html").read_text(encoding="utf-8")
    assert "folds 0, 1, 2" in text
    assert "60 slabs of 30 patients, from 2 sources." in text
    assert "judged by tiny@" in text
    assert "2 slabs of 2 patients, from 1 sources." in text
    for path in both.rglob("*.*"):
        if path.suffix != ".png":
            assert not re.search("patient-\\d|stranger", path.read_text(encoding="utf-8")), path


def test_both_together_fill_the_studys_columns(both: Path) -> None:
    row = rows(both / "table-3.csv")[0]
    assert row["Internal accuracy (%)"].endswith("n = 60")
    assert row["External accuracy (%)"].endswith("n = 2")


def test_every_slab_has_its_row(both: Path) -> None:
    assert len(rows(both / "internal/predictions.csv")) == 60
    assert [row["case_id"] for row in rows(both / "external/predictions.csv")] == ["outside-0", "outside-1"]


def test_thumbnails_are_those_of_doubtful_external_scans(both: Path) -> None:
    assert (both / "report.html").read_text(encoding="utf-8").count("<img") == 2 * 12


def test_subgroups_come_from_the_table_given(both: Path) -> None:
    found = {row["Value"]: row["Patients"] for row in rows(both / "internal/subgroups.csv")}
    assert found["GE"] == "5"


def test_an_earlier_run_without_equalized_copies_is_evaluated_and_shows_no_pixels(tmp_path: Path) -> None:
    run = write_run(tmp_path / "old", made_up_predictions(equalized=False))
    text = evaluate(tmp_path / "out", run, say=lambda text: None).read_text(encoding="utf-8")
    assert "There are no equalized copies here" in text
    assert "<img" not in text


class TestRefusal:
    def test_something_must_be_named(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match="Name the folder of a run"):
            evaluate(tmp_path / "out", dataset=tmp_path / "dataset.csv")
        with pytest.raises(EvaluationError, match="name their table with --dataset"):
            evaluate(tmp_path / "out", model="compact")

    def test_thumbnails_need_the_scans(self, tmp_path: Path) -> None:
        with pytest.raises(EvaluationError, match="Thumbnails are made from the scans"):
            evaluate(tmp_path / "out", tmp_path, thumbnails=True)

    def test_a_folder_without_a_run_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(RecipeError, match="is not the folder of a run"):
            evaluate(tmp_path / "out", tmp_path)
        assert not (tmp_path / "out").exists()

    def test_one_fold_cannot_be_judged_by_others(self, tmp_path: Path) -> None:
        given = made_up_predictions()
        run = write_run(tmp_path / "one", given[given.fold == 0])
        with pytest.raises(DatasetError, match="holds 1 finished folds"):
            evaluate(tmp_path / "out", run)

    def test_a_patient_of_the_run_is_not_external(self, external: tuple[Path, Path], tmp_path: Path) -> None:
        given = made_up_predictions()
        known = replace(given, patient_id=np.where(given.patient_id == "patient-3", "stranger-1", given.patient_id))
        run = write_run(tmp_path / "run", known)
        with pytest.raises(EvaluationError, match="1 patients of the run are also among the external scans"):
            evaluate(tmp_path / "out", run, *external, say=lambda text: None)
