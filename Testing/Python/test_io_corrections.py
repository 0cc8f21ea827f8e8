"""The table of a reader's labels."""

import csv
import io

import pytest

from CTBodyContrastLib.io.corrections import COLUMNS, Reading, corrections_csv
from CTBodyContrastLib.labels import NodeAttribute, ReaderAttribute
from CTBodyContrastLib.training.corrections import read_corrections

PREDICTED = {
    NodeAttribute.BODY_PART: "chest+abdomen",
    NodeAttribute.CONTRAST: "CE",
    NodeAttribute.STATUS: "review",
    NodeAttribute.MODEL: "compact@0123456789ab",
}
LOOKED = {ReaderAttribute.DATE: "2026-01-02T03:04:05+00:00"}


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


def test_a_reader_who_agrees_confirms_the_prediction():
    row = row_of(PREDICTED | LOOKED)
    assert (row["body_part"], row["contrast"], row["reviewed"]) == ("chest+abdomen", "CE", "yes")


@pytest.mark.parametrize(
    ("corrected", "labels"),
    [
        ({ReaderAttribute.BODY_PART: "chest"}, ("chest", "CE")),
        ({ReaderAttribute.CONTRAST: "NE"}, ("chest+abdomen", "NE")),
    ],
)
def test_what_a_reader_corrects_replaces_the_prediction(corrected, labels):
    row = row_of(PREDICTED | LOOKED | corrected)
    assert (row["body_part"], row["contrast"]) == labels
    assert (row["predicted_body_part"], row["predicted_contrast"]) == ("chest+abdomen", "CE")


def test_mixed_contrast_is_no_label_to_learn_from():
    row = row_of(PREDICTED | LOOKED | {NodeAttribute.CONTRAST: "mixed"})
    assert (row["contrast"], row["predicted_contrast"]) == ("", "mixed")


def test_a_scan_that_cannot_be_found_again_is_named_and_not_to_be_read():
    row = row_of(PREDICTED | LOOKED, series_uid="", name="from a script")
    assert (row["series_uid"], row["path"], row["name"], row["reviewed"]) == ("", "", "from a script", "")
    assert row["body_part"] == "chest+abdomen"


def test_a_name_is_no_formula():
    assert row_of(PREDICTED, name="=1+1")["name"] == "'=1+1"


def test_prepare_reads_the_rows_of_scans_that_were_looked_at(tmp_path):
    readings = [
        Reading("1.2.3", "", "first", PREDICTED | LOOKED | {ReaderAttribute.CONTRAST: "NE"}),
        Reading("", "/scans/second.nrrd", "second", PREDICTED | LOOKED),
        Reading("", "", "from a script", PREDICTED | LOOKED),
        Reading("1.2.4", "", "not looked at", PREDICTED),
    ]
    table = tmp_path / "corrections.csv"
    table.write_text(corrections_csv(readings))
    first, second = read_corrections(table)
    assert (first["series_uid"], first["covers"], first["contrast"]) == ("1.2.3", "chest;abdomen", "NE")
    assert (second["covers"], second["contrast"]) == ("chest;abdomen", "CE")
    assert second["path"].endswith("second.nrrd")
