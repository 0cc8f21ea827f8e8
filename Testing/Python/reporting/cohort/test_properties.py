import os
from dataclasses import replace
from pathlib import Path

import pytest
from dicom_series import SERIES_UID, write_series, zipped
from made_up_results import OK, write_results

from CTBodyContrastLib.errors import ResultsFileError
from CTBodyContrastLib.io.results import ScanResult, open_results
from CTBodyContrastLib.reporting.cohort.properties import NOT_STATED, from_headers, from_table
from CTBodyContrastLib.reporting.cohort.result_rows import Row, read_rows


@pytest.fixture
def rows(tmp_path: Path) -> list[Row]:
    return read_rows(write_results(tmp_path / "results.csv", [OK] * 3))


def table(folder: Path, *lines: str) -> Path:
    path = folder / "scanners.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_table_is_matched_by_series(tmp_path: Path, rows: list[Row]) -> None:
    siemens = "1.2.1,Siemens Healthineers,Br40d\\3,20260315"
    scanners = table(tmp_path, "series_uid,manufacturer,kernel,study_date", siemens, "1.2.0,,B30f,")
    assert from_table(scanners, rows) == {
        "Manufacturer": [NOT_STATED, "SIEMENS", NOT_STATED],
        "Kernel": ["B30f", "Br40d", NOT_STATED],
        "Month": [NOT_STATED, "2026-03", NOT_STATED],
    }


def test_a_table_is_matched_by_path(tmp_path: Path, rows: list[Row]) -> None:
    assert from_table(table(tmp_path, "path,month", "scans/2,2026-04"), rows) == {
        "Month": [NOT_STATED, NOT_STATED, "2026-04"]
    }


def test_hashed_results_are_matched_too(tmp_path: Path) -> None:
    path = tmp_path / "hidden.csv"
    with open_results(path, "csv") as writer:
        writer.write(ScanResult("scans/0", "1.2.0", OK).without_paths())
    found = from_table(table(tmp_path, "series_uid,kernel", "1.2.0,B30f"), read_rows(path))
    assert found == {"Kernel": ["B30f"]}


@pytest.mark.parametrize(
    ("lines", "words"),
    [(["case_id,kernel", "1,B30f"], "series_uid or path"), (["series_uid,kernel", "9.9,B30f"], "No series_uid")],
)
def test_a_table_that_matches_nothing_is_refused(tmp_path: Path, rows: list[Row], lines: list[str], words: str) -> None:
    with pytest.raises(ResultsFileError, match=words):
        from_table(table(tmp_path, *lines), rows)


def test_headers_say_it_where_the_scans_still_are(tmp_path: Path) -> None:
    write_series(tmp_path / "scan", 2, SeriesInstanceUID="9.9", Manufacturer="OTHER")
    for path in (tmp_path / "scan").iterdir():
        path.rename(path.with_suffix(".other"))
    write_series(
        tmp_path / "scan", 2, Manufacturer="GE MEDICAL SYSTEMS", ConvolutionKernel=["Br40d", "3"], StudyDate="20260131"
    )
    path = tmp_path / "results.csv"
    with open_results(path, "csv") as writer:
        writer.write(ScanResult(str(tmp_path / "scan"), SERIES_UID, OK))
        writer.write(ScanResult(str(tmp_path / "moved"), SERIES_UID, OK))
        writer.write(ScanResult("volume.nii.gz", "", OK))
    assert from_headers(read_rows(path)) == {
        "Manufacturer": ["GE", NOT_STATED, NOT_STATED],
        "Kernel": ["Br40d", NOT_STATED, NOT_STATED],
        "Month": ["2026-01", NOT_STATED, NOT_STATED],
    }


def test_headers_are_found_in_a_zip_file_too(tmp_path: Path, rows: list[Row]) -> None:
    write_series(tmp_path / "in" / "a", 1, ConvolutionKernel="B30f")
    write_series(tmp_path / "in", 1, SeriesInstanceUID="9.9", ConvolutionKernel="B70f")
    archive = zipped(tmp_path / "in", tmp_path / "scans.zip")
    places = [replace(rows[0], path=str(archive / "a"), series_uid=SERIES_UID)]
    places.append(replace(rows[0], path=str(archive), series_uid="9.9"))
    assert from_headers(places)["Kernel"] == ["B30f", "B70f"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the pipes of Unix")
def test_a_pipe_beside_the_slices_is_not_waited_for(tmp_path: Path, rows: list[Row]) -> None:
    write_series(tmp_path / "scan", 1, ConvolutionKernel="B30f")
    os.mkfifo(tmp_path / "scan" / "000")
    assert from_headers([replace(rows[0], path=str(tmp_path / "scan"), series_uid=SERIES_UID)])["Kernel"] == ["B30f"]


def test_a_folder_that_may_not_be_read_costs_its_own_values_only(
    tmp_path: Path, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert from_headers([replace(rows[0], path=str(tmp_path))])["Kernel"] == [NOT_STATED]
