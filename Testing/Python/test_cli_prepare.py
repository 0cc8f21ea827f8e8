"""`ctbodycontrast prepare`."""

from pathlib import Path

import pytest
from made_up_archive import write_scan
from typer.testing import CliRunner, Result

from CTBodyContrastLib.cli import app


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["prepare", *map(str, arguments)])


def test_an_archive_is_listed_and_table_1_printed(tmp_path: Path) -> None:
    write_scan(tmp_path / "ct/a", "p1", BodyPartExamined="HEAD", StudyDescription="nativ")
    write_scan(tmp_path / "ct/b", "p1", seed=1, count=3)
    result = run(tmp_path / "ct", "-o", tmp_path / "dataset.csv")
    assert result.exit_code == 0, result.output
    assert "Left out: 1 (no CT volume that can be judged)." in result.stderr
    assert "brain NE has 1 patient" in result.stderr
    assert "dataset.csv: 1 scans." in result.stderr
    assert "Table 1: scans (CE/NE)" in result.stdout
    assert "0/1" in next(line for line in result.stdout.splitlines() if "Brain" in line)


@pytest.mark.parametrize("arguments", [[], ["--cases", "c.csv"], ["ct", "--cases", "c.csv", "--landmarks", "l.csv"]])
def test_one_kind_of_input_is_asked_for(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "name the folders of an archive, or two tables" in result.stderr


def test_a_problem_is_told_in_a_sentence(tmp_path: Path) -> None:
    result = run(tmp_path, "-o", tmp_path / "dataset.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: The folder")
    assert "Traceback" not in result.output
