from dataclasses import replace

from classifications import CHEST, OK

from CTBodyContrastLib import Status
from CTBodyContrastLib.io.result_rows import by_doubt, rows_csv
from CTBodyContrastLib.io.results import ScanResult, as_cells, open_results

REJECTED = replace(OK, status=Status.REJECTED, body_part_probability=None, contrast_probability=None)
REVIEW = replace(OK, status=Status.REVIEW, body_part_probability=0.9, contrast_probability=0.9)


def row(series_uid, answer, path="/scans"):
    return as_cells(ScanResult(path, series_uid, answer))


def uids(rows):
    return [each["series_uid"] for each in rows]


def test_review_comes_before_rejected_and_rejected_before_ok():
    assert uids(by_doubt([row("ok", OK), row("rejected", REJECTED), row("review", REVIEW)])) == [
        "review",
        "rejected",
        "ok",
    ]


def test_lower_of_the_two_probabilities_decides():
    surer = replace(OK, body_part_probability=0.8, contrast_probability=0.9)
    assert uids(by_doubt([row("surer", surer), row("less sure", OK)])) == ["less sure", "surer"]


def test_result_without_contrast_has_one_probability():
    part_only = replace(OK, body_part_probability=0.5, contrast="", contrast_probability=None)
    assert uids(by_doubt([row("both", OK), row("part", part_only)])) == ["part", "both"]


def test_volumes_of_a_series_stay_together_and_in_their_order():
    rows = [row("a", OK, "1"), row("b", OK), row("a", REVIEW, "2")]
    assert [each["path"] for each in by_doubt(rows)] == ["1", "2", "/scans"]


def test_equal_doubt_keeps_the_order():
    assert uids(by_doubt([row("b", OK), row("a", OK)])) == ["b", "a"]


def test_csv_is_that_of_the_command_line(tmp_path):
    results = [ScanResult("=folder, with comma", "1.2", CHEST), ScanResult("/b", "1.3", REJECTED)]
    with open_results(tmp_path / "results.csv", "csv") as writer:
        for each in results:
            writer.write(each)
    assert rows_csv(map(as_cells, results)) == (tmp_path / "results.csv").read_text(encoding="utf-8")


def test_what_is_no_result_of_ours_comes_first():
    edited = row("edited", OK) | {"status": "unclear", "body_part_probability": "high"}
    assert uids(by_doubt([row("review", REVIEW), edited])) == ["edited", "review"]
