from pathlib import Path

import pytest
from made_up_results import CONFLICT, OK, REJECTED, REVIEW, write_results

from CTBodyContrastLib.errors import ResultsFileError
from CTBodyContrastLib.reporting.cohort.result_rows import labels, probabilities, rates, read_rows
from CTBodyContrastLib.reporting.count import Count

ANSWERS = [OK, OK, REVIEW, CONFLICT, REJECTED]


@pytest.mark.parametrize("name", ["results.csv", "results.jsonl"])
@pytest.mark.parametrize("renamed", ["", "r.json", "r.CSV"])
def test_both_formats_are_counted_alike(tmp_path: Path, name: str, renamed: str) -> None:
    rows = read_rows(write_results(tmp_path / name, ANSWERS).rename(tmp_path / (renamed or name)))
    assert rates(rows) == {
        "Needs review": Count(2, 5),
        "Rejected": Count(1, 5),
        "Tags name another part": Count(1, 4),
        "Tags name other contrast": Count(1, 1),
    }
    assert labels(rows) == {"Body part": ["chest"] * 3 + ["abdomen"], "Contrast": ["CE"] * 3 + ["NE"]}
    assert probabilities(rows)["Contrast's probability"] == [0.9, 0.9, 0.6, 0.6]


def test_a_torn_last_row_is_left_out(tmp_path: Path) -> None:
    path = write_results(tmp_path / "results.csv", ANSWERS)
    path.write_bytes(path.read_bytes()[:-5])
    assert len(read_rows(path)) == 4


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "path,series_uid\n"])
def test_another_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text)
    with pytest.raises(ResultsFileError, match=r"other\.csv"):
        read_rows(path)
