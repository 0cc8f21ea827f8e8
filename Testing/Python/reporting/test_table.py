import csv
from math import nan
from pathlib import Path

from CTBodyContrastLib.reporting.count import Count
from CTBodyContrastLib.reporting.table import NOTHING, Table, interval, percent, share


def test_a_table_is_written_twice(tmp_path: Path) -> None:
    Table("small", "A title", ["a", "b"], [["x|y", "=1+1"]], "A note.").write(tmp_path)
    assert (tmp_path / "small.md").read_text() == "# A title\n\n| a | b |\n| --- | --- |\n| x\\|y | =1+1 |\n\nA note.\n"
    with (tmp_path / "small.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [["a", "b"], ["x|y", "'=1+1"]], "a spreadsheet would run the cell"


def test_numbers_are_written_as_the_study_does() -> None:
    assert percent(0.98214) == "98.21"
    assert interval((0.9, 1.0)) == "90.0 to 100.0"
    assert share(Count(445, 448)) == "445 of 448 (98.0 to 99.8 %)"


def test_what_is_not_defined_is_not_a_number() -> None:
    assert percent(nan) == interval(None) == interval((nan, nan)) == NOTHING
    assert share(Count(0, 0)) == "none"
