"""CSV tables that people edit in spreadsheets: read with plain errors, written whole or not at all."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..errors import DatasetError
from .whole import write_whole

Row = dict[str, str]


def read_table(table: Path, columns: Iterable[str] = ()) -> list[Row]:
    """Read the rows of a table.

    Args:
        columns: what it must have; more may stand beside them.

    Raises:
        DatasetError: the table or a column is missing, or it is no text in UTF-8.
    """
    if not table.is_file():
        raise DatasetError(f"There is no table {table}.")
    try:
        # Excel begins a UTF-8 file with a mark that would become a part of the first column's name.
        with table.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream, restval="")
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise DatasetError(f"{table} lacks the columns {', '.join(sorted(missing))}.")
            return list(reader)
    except UnicodeDecodeError as error:
        raise DatasetError(f'{table} is not in UTF-8. Save it as "CSV UTF-8 (comma delimited)".') from error


def write_table(rows: Iterable[Mapping[str, str]], columns: Sequence[str], table: Path) -> None:
    """Write rows; a reader never sees half a table.

    A column that a row lacks stays empty; other cells of a row are dropped.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(table, text.getvalue())
