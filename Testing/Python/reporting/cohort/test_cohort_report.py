import re
from pathlib import Path

import pytest
from made_up_results import CONFLICT, OK, REJECTED, REVIEW, write_results
from typer.testing import CliRunner

from CTBodyContrastLib.cli import app

for package in ("matplotlib", "statsmodels", "jinja2"):
    pytest.importorskip(package, reason="not run: what reports need is not installed")


def run(*arguments: object):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    current = write_results(tmp_path / "new.csv", [OK] * 20 + [REVIEW] * 15 + [CONFLICT] * 5 + [REJECTED], "1.2")
    reference = write_results(tmp_path / "<b>old.csv", [OK] * 40 + [REVIEW] * 2, "9.9")
    scanners = tmp_path / "scanners.csv"
    series = [f"{uid}.{index},{'AB'[index % 2]},2026-0{1 + index % 3}" for uid in ("1.2", "9.9") for index in range(42)]
    scanners.write_text("\n".join(["series_uid,manufacturer,month", *series, ""]))
    return current, reference, scanners


def test_report_is_one_page_with_its_tables_and_figures_beside_it(files, tmp_path: Path) -> None:
    current, reference, scanners = files
    output = tmp_path / "out"
    done = run(current, "--reference", reference, "--properties", scanners, "-o", output)
    assert done.exit_code == 0
    assert "Needs review: 20 of 41; in the reference 2 of 42. Change by +44.0 points" in done.stdout
    assert "Manufacturer A: Needs review" in done.stdout
    page = (output / "report.html").read_text(encoding="utf-8")
    for sentence in done.stdout.splitlines()[1:3]:
        assert sentence.strip() in page
    assert page.count("<svg") == 6
    assert not re.findall(r'(?:src|href)="(?!#|data:)', page)
    assert not re.findall(r"<script|@import|url\((?!#)", page)
    assert "<b>old" not in page
    names = {path.name for path in output.iterdir()}
    assert {"overview.csv", "differences.md", "groups-manufacturer.csv", "rates-month.png", "shares.svg"} <= names


def test_one_file_alone_is_described_even_without_labels(tmp_path: Path) -> None:
    done = run(write_results(tmp_path / "new.csv", [REJECTED] * 3), "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert "Rejected: 3 of 3" in done.stdout
    assert "reference" not in done.stdout


def test_what_cannot_be_used_is_told_in_a_sentence(files, tmp_path: Path) -> None:
    current, _, scanners = files
    for arguments, words in (
        ([scanners], "is no file of results"),
        ([tmp_path / "missing.csv"], "No such file"),
        ([current, "--properties", scanners, "--headers"], "twice"),
    ):
        done = run(*arguments, "-o", tmp_path / "out")
        assert (done.exit_code, words in done.stderr) == (2, True), done.stderr
