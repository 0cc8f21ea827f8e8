from pathlib import Path

import pytest

from CTBodyContrastLib.io.csv_table import read_table, write_table
from CTBodyContrastLib.training.dataset import DatasetError


def test_rows_come_back_as_they_were(tmp_path: Path) -> None:
    write_table([{"a": "흉부, 1", "c": "dropped"}, {"b": "2"}], ("a", "b"), tmp_path / "t.csv")
    assert read_table(tmp_path / "t.csv", ("a", "b")) == [{"a": "흉부, 1", "b": ""}, {"a": "", "b": "2"}]


def test_what_excel_writes_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("\ufeffpath,b\r\nx,1\r\n".encode())
    assert read_table(tmp_path / "t.csv", ("path",)) == [{"path": "x", "b": "1"}]


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"a,c\n1,2\n", "lacks the columns b"), ("a,b\n\xfc,1\n".encode("latin-1"), "UTF-8")],
)
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DatasetError, match=rf"t\.csv .*{message}"):
        read_table(tmp_path / "t.csv", ("a", "b"))


def test_an_interrupted_write_leaves_the_old_table(tmp_path: Path) -> None:
    def rows():
        yield {"a": "new"}
        raise KeyboardInterrupt

    write_table([{"a": "old"}], ("a",), tmp_path / "t.csv")
    with pytest.raises(KeyboardInterrupt):
        write_table(rows(), ("a",), tmp_path / "t.csv")
    assert read_table(tmp_path / "t.csv") == [{"a": "old"}]
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
