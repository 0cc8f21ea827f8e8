"""The table of a reader's labels."""

import csv
import io

import pytest

from CTBodyContrastLib.io.corrections import COLUMNS, Reading, corrections_csv, reader_attributes
from CTBodyContrastLib.labels import NodeAttribute
from CTBodyContrastLib.training.corrections import read_corrections

PREDICTED = {
    NodeAttribute.BODY_PART: "chest+abdomen",
    NodeAttribute.CONTRAST: "CE",
    NodeAttribute.STATUS: "review",
    NodeAttribute.MODEL: "compact@0123456789ab",
}
DATE = "2026-01-02T03:04:05+00:00"


def read_as(body_part="", contrast="", predicted=PREDICTED):
    """The attributes of a scan that a reader has looked at."""
    return predicted | reader_attributes(predicted, body_part, contrast, DATE)


def row_of(attributes, series_uid="1.2.3", path="", name="scan"):
    (row,) = csv.DictReader(io.StringIO(corrections_csv([Reading(series_uid, path, name, attributes)])))
    return row


def test_columns_are_those_that_prepare_reads_and_more():
    assert {"series_uid", "path", "body_part", "contrast", "reviewed"} <= set(COLUMNS)
    assert corrections_csv([]) == ",".join(COLUMNS) + "\n"


def test_a_scan_that_nobody_looked_at_has_no_labels():
    row = row_of(PREDICTED)
    assert (row["body_part"], row["contrast"], row["reviewed"], row["date"]) == ("", "", "", "")
    assert (row["predicted_body_part"], row["predicted_contrast"]) == ("chest+abdomen", "CE")


@pytest.mark.parametrize(
    ("body_part", "contrast", "labels"),
    [("", "", ("chest+abdomen", "CE")), ("chest", "", ("chest", "CE")), ("", "NE", ("chest+abdomen", "NE"))],
)
def test_what_a_reader_does_not_correct_is_confirmed(body_part, contrast, labels):
    row = row_of(read_as(body_part, contrast))
    assert (row["body_part"], row["contrast"], row["reviewed"], row["date"]) == (*labels, "yes", DATE)
    assert (row["predicted_body_part"], row["predicted_contrast"]) == ("chest+abdomen", "CE")


def test_what_was_confirmed_stays_when_another_model_predicts_something_else():
    assert row_of(read_as() | {NodeAttribute.BODY_PART: "neck"})["body_part"] == "chest+abdomen"


def test_mixed_contrast_is_no_label_to_learn_from():
    row = row_of(read_as(predicted=PREDICTED | {NodeAttribute.CONTRAST: "mixed"}))
    assert (row["contrast"], row["predicted_contrast"]) == ("", "mixed")


def test_a_scan_that_was_rejected_can_be_read_all_the_same():
    row = row_of(read_as("pelvis", predicted={NodeAttribute.STATUS: "rejected"}))
    assert (row["body_part"], row["contrast"], row["status"]) == ("pelvis", "", "rejected")


def test_a_scan_that_cannot_be_found_again_is_named_and_not_to_be_read():
    row = row_of(read_as(), series_uid="", name="from a script")
    assert (row["series_uid"], row["path"], row["name"], row["reviewed"]) == ("", "", "from a script", "")
    assert row["body_part"] == "chest+abdomen"


def test_a_name_is_no_formula():
    assert row_of(PREDICTED, name="=1+1")["name"] == "'=1+1"


def test_prepare_reads_the_rows_of_scans_that_were_looked_at(tmp_path):
    readings = [
        Reading("1.2.3", "", "first", read_as(contrast="NE")),
        Reading("", "/scans/second.nrrd", "second", read_as()),
        Reading("", "", "from a script", read_as()),
        Reading("1.2.4", "", "not looked at", PREDICTED),
    ]
    table = tmp_path / "corrections.csv"
    table.write_text(corrections_csv(readings))
    first, second = read_corrections(table)
    assert (first["series_uid"], first["covers"], first["contrast"]) == ("1.2.3", "chest;abdomen", "NE")
    assert (second["covers"], second["contrast"]) == ("chest;abdomen", "CE")
    assert second["path"].endswith("second.nrrd")
