"""The published study on an archive of 40 synthetic series, by the commands alone."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from CTBodyContrastLib import BodyPart, Contrast, make_phantom
from CTBodyContrastLib.cli import app
from CTBodyContrastLib.io.writing import write_volume

for package in ("torch", "timm", "lightning", "sklearn", "statsmodels", "matplotlib", "jinja2"):
    pytest.importorskip(package, reason=f"not run: {package} is not installed")

PERSONS = 4
# One reconstruction, and a network of a second instead of InceptionResNetV2.
SMALL = {
    "backbone": "'test_efficientnet'",
    "starting_weights": "'random'",
    "input_size": 64,
    "reconstructions": "['mip-sagittal']",
}


def run(*arguments: object) -> str:
    """What a command prints; it must succeed."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 40 DICOM series, each of a person of its own; tags tell body part and contrast."""
    folder = tmp_path_factory.mktemp("archive")
    cells = [(part, contrast) for part in BodyPart for contrast in Contrast]
    for number, (part, contrast) in enumerate(PERSONS * cells):
        volume = make_phantom(part, contrast, number, spacing=(8.0, 8.0, 8.0))
        described = f"{part} {'without contrast' if contrast is Contrast.NE else 'portal venous'}"
        tags = {**volume.tags, "PatientID": f"person {number}", "SeriesDescription": described}
        write_volume(replace(volume, tags=tags), folder / f"{number:02d}" / "series")
    return folder


@pytest.fixture(scope="module")
def dataset(archive: Path) -> Path:
    table = archive.with_name("work") / "dataset.csv"
    table.parent.mkdir()
    run("prepare", archive, "-o", table)
    return table


@pytest.fixture(scope="module")
def trained(dataset: Path) -> Path:
    folder = dataset.with_name("run")
    changes = [argument for key, value in SMALL.items() for argument in ("--set", f"{key}={value}")]
    run("train", dataset, "-o", folder, "--recipe", "paper", "--max-epochs", "1", "--device", "cpu", *changes)
    return folder


@pytest.fixture(scope="module")
def model(trained: Path) -> Path:
    folder = trained.with_name("models")
    run("bundle", trained, "-o", folder, "--name", "study", "--device", "cpu")
    return folder


def test_prepare_labels_every_series_and_sets_patients_apart(dataset: Path) -> None:
    found = rows(dataset)
    assert len(found) == 40
    for part in BodyPart:
        for contrast in Contrast:
            assert sum(row["covers"] == part and row["contrast"] == contrast for row in found) == PERSONS
    assert {row["split"] for row in found} == {"training", "validation", "test"}


def test_evaluate_makes_the_studys_tables_and_figures(trained: Path) -> None:
    report = trained.with_name("report")
    run("evaluate", trained, "-o", report)
    for name in ("table-3", "table-4"):
        assert rows(report / f"{name}.csv")
    for name in ("figure-4", "figure-5"):
        assert (report / f"{name}.png").stat().st_size
        assert (report / f"{name}.svg").stat().st_size
    assert "<svg" in (report / "report.html").read_text(encoding="utf-8")


def test_the_bundle_classifies_the_archive(archive: Path, model: Path) -> None:
    results = model.with_name("results.csv")
    run("classify", archive, "--model", model, "-o", results, "--workers", "0", "--device", "cpu")
    found = rows(results)
    assert len(found) == 40
    assert all(row["model"].startswith("study@") and row["body_part"] and row["contrast"] for row in found)
    assert {row["agreement"][1:] for row in found} == {"/1"}
