"""Rows of result files."""

import csv
import io
import json
from pathlib import Path

import pytest
from classifications import CHEST
from dicom_series import zipped

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import ScanError
from CTBodyContrastLib.io.images import read_image
from CTBodyContrastLib.io.results import (
    COLUMNS,
    CsvWriter,
    JsonLinesWriter,
    ScanResult,
    as_cells,
    as_record,
    new_writer,
    open_results,
)
from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS, Status

REJECTED = Classification(Status.REJECTED, "IM0001.dcm in 1.2.3 is truncated: 7 slices of 1.2.30 are left.")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def written(result: ScanResult) -> list[str]:
    stream = io.StringIO()
    CsvWriter(stream).write(result)
    return rows_of(stream.getvalue())[1]


class TestCsv:
    def test_columns_are_in_the_agreed_order(self):
        stream = io.StringIO()
        CsvWriter(stream)
        assert stream.getvalue() == (
            "path,series_uid,body_part,body_part_probability,contrast,contrast_probability,agreement,status,reason,"
            "regions,tag_body_part,tag_contrast,tag_check,device,seconds,model\n"
        )

    def test_row_holds_labels_probabilities_and_origin(self):
        row = dict(zip(COLUMNS, written(ScanResult("a.nii.gz", "1.2", CHEST)), strict=True))
        assert row["path"] == "a.nii.gz"
        assert row["body_part"] == "chest"
        assert row["body_part_probability"] == "1.0000"
        assert row["contrast_probability"] == "0.7500"
        assert json.loads(row["regions"]) == [{"part": "chest", "k_first": 0, "k_last": 9}]
        assert row["tag_check"] == "body_part=missing;contrast=agree"
        assert row["seconds"] == "0.412"

    def test_rejected_row_has_no_label_and_no_probability(self):
        cells = as_cells(ScanResult("a", "", REJECTED))
        assert [cells[name] for name in COLUMNS[2:7]] == [""] * 5
        assert cells["status"] == "rejected"

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n", "＝", "＠"])  # noqa: RUF001
    def test_cell_a_spreadsheet_would_run_is_made_text(self, start):
        assert written(ScanResult(f"{start}cmd|' /C calc'!A0", "", CHEST))[0] == f"'{start}cmd|' /C calc'!A0"

    def test_carriage_return_breaks_no_row(self):
        assert written(ScanResult("\r=1+1\rb", "", CHEST))[0] == "' =1+1 b"

    def test_commas_quotes_and_line_breaks_survive(self):
        awkward = 'a,"b"\nc'
        assert written(ScanResult(awkward, "", CHEST))[0] == awkward

    def test_row_is_complete_in_the_file_as_soon_as_it_is_written(self, tmp_path):
        path = tmp_path / "results.csv"
        with open_results(path, "csv") as writer:
            writer.write(ScanResult("a", "", CHEST))
            assert len(rows_of(path.read_text(encoding="utf-8"))) == 2

    def test_file_name_that_is_not_valid_text_does_not_end_the_run(self, tmp_path):
        path = tmp_path / "results.csv"
        with open_results(path, "csv") as writer:
            writer.write(ScanResult("caf\udce9.nii", "", CHEST))
        assert "caf\\udce9.nii" in path.read_text(encoding="utf-8")


class TestJsonLines:
    def test_record_has_the_columns_the_votes_and_the_notes(self):
        record = as_record(ScanResult("a", "1.2", CHEST, "series 3, CHEST, CT"))
        assert tuple(record)[: len(COLUMNS)] == COLUMNS
        assert record["contrast_probability"] == 0.75
        assert record["notes"] == ["2 duplicate slices were dropped."]
        assert record["description"] == "series 3, CHEST, CT"
        assert record["date"] == "2026-01-02T03:04:05+00:00"

    def test_votes_name_their_view_and_come_in_the_order_of_the_nine(self):
        votes = as_record(ScanResult("a", "", CHEST))["votes"]
        assert [(vote["method"], vote["plane"]) for vote in votes] == [*NINE_VIEWS, VESSEL_VIEWS[0]]
        assert votes[0] == {
            "method": "aip",
            "plane": "axial",
            "body_part": {"brain": 0.2, "neck": 0.2, "chest": 0.2, "abdomen": 0.2, "pelvis": 0.2},
            "enhanced": 0.9877,
        }

    def test_missing_probability_is_null(self):
        assert as_record(ScanResult("a", "", REJECTED))["body_part_probability"] is None

    def test_each_result_is_one_line(self):
        stream = io.StringIO()
        writer = JsonLinesWriter(stream)
        for path in ("a\nb", "ü"):
            writer.write(ScanResult(path, "", CHEST))
        assert [json.loads(line)["path"] for line in stream.getvalue().splitlines()] == ["a\nb", "ü"]

    def test_format_is_chosen_by_name(self):
        assert isinstance(new_writer(io.StringIO(), "jsonl"), JsonLinesWriter)
        assert isinstance(new_writer(io.StringIO(), "csv"), CsvWriter)


class TestWithoutPaths:
    def test_path_and_series_uid_become_hashes_that_can_be_joined(self):
        first, second = (ScanResult("scans/DOE", "1.2.3", answer).without_paths() for answer in (CHEST, REJECTED))
        assert "DOE" not in first.path
        assert "1.2.3" not in first.series_uid
        assert (first.path, first.series_uid) == (second.path, second.series_uid)
        assert ScanResult("scans/ROE", "1.2.3", CHEST).without_paths().path != first.path

    def test_names_and_uids_in_the_reason_are_hidden_too(self, tmp_path):
        folder = tmp_path / "DOE_JANE"
        files = (folder / "disc 1" / "IM0001.dcm",)
        result = ScanResult(str(folder), "1.2.3", REJECTED, "DOE_JANE", files=files)
        reason = result.without_paths().classification.reason
        assert "IM0001.dcm" not in reason
        assert "1.2.3 " not in reason
        assert "is truncated: 7 slices of 1.2.30 are left." in reason

    def test_names_inside_a_zip_file_are_hidden_too(self, tmp_path):
        (tmp_path / "in" / "ROE_JOHN").mkdir(parents=True)
        (tmp_path / "in" / "ROE_JOHN" / "IM0001.dcm").touch()
        archive = zipped(tmp_path / "in", tmp_path / "DOE_JANE.zip")
        for place in (archive, archive / "ROE_JOHN"):
            answer = Classification(Status.REJECTED, "IM0001.dcm of ROE_JOHN in DOE_JANE.zip is truncated.")
            files = (archive / "ROE_JOHN" / "IM0001.dcm",)
            reason = ScanResult(str(place), "1.2.3", answer, files=files).without_paths().classification.reason
            assert not any(name in reason for name in ("IM0001", "ROE", "DOE"))

    def test_long_name_of_an_unpacked_file_is_hidden_too(self, tmp_path):
        (tmp_path / "in").mkdir()
        name = f"{'0' * 40}_{'DOE_JANE' * 6}.nii"
        (tmp_path / "in" / name).touch()
        place = zipped(tmp_path / "in", tmp_path / "a.zip") / name
        with pytest.raises(ScanError) as caught:
            read_image(place)
        answer = Classification(Status.REJECTED, str(caught.value))
        assert "DOE" in answer.reason
        assert "DOE" not in ScanResult(str(place), "", answer).without_paths().classification.reason

    def test_notes_and_description_are_hidden_too(self):
        answer = Classification(Status.OK, notes=("scan.nii was resampled.",))
        hidden = ScanResult("x/scan.nii", "", answer, "scan.nii").without_paths()
        assert "scan.nii" not in hidden.classification.notes[0] + hidden.description
        assert hidden.classification.notes[0].endswith("was resampled.")

    def test_short_slice_numbers_do_not_garble_the_reason(self, tmp_path):
        result = ScanResult(str(tmp_path), "", REJECTED, files=(tmp_path / "7",))
        assert "7 slices" in result.without_paths().classification.reason

    @pytest.mark.parametrize("name", ["Kim", "1234567"])
    def test_short_names_and_long_numbers_are_hidden(self, name):
        answer = Classification(Status.REJECTED, f"{name} is truncated, and so is {name}2.")
        result = ScanResult("scans", "1.2", answer, files=(Path("other") / name,))
        assert f"{name} " not in result.without_paths().classification.reason

    def test_missing_series_uid_stays_empty(self):
        assert ScanResult("a", "", CHEST).without_paths().series_uid == ""
