"""Manufacturer, kernel and month of each scan: from a table, or from the headers of the scans themselves."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ...errors import ResultsFileError, UnreadableFileError
from ...io.archives import is_zip, zip_around
from ...io.csv_table import read_table
from ...io.parsing import PARSER_ERRORS
from ...io.received import read_dataset
from ...io.results import harmless, hashed
from ...io.walking import files_in, files_in_archive
from .result_rows import Row

NOT_STATED = "not stated"


def _manufacturer(text: str) -> str:
    # "SIEMENS", "Siemens Healthineers" and "Siemens" are one.
    return re.split(r"[\s_]", text.strip())[0].upper()


def _kernel(text: str) -> str:
    # Siemens appends the strength of its iterative reconstruction: "Br40d\3".
    return text.split("\\")[0].strip()


def _month(text: str) -> str:
    found = re.match(r"(\d{4})-?(\d{2})", text)
    return f"{found[1]}-{found[2]}" if found else ""


# For each property: the columns of a table that may hold it, its DICOM keyword, and how a value is grouped.
_PROPERTIES: Mapping[str, tuple[tuple[str, ...], str, Callable[[str], str]]] = {
    "Manufacturer": (("manufacturer",), "Manufacturer", _manufacturer),
    "Kernel": (("kernel",), "ConvolutionKernel", _kernel),
    "Month": (("month", "date", "study_date"), "StudyDate", _month),
}
MONTH = "Month"


def from_table(table: Path, rows: Sequence[Row]) -> dict[str, list[str]]:
    """For each property that a table has a column of, the value of each row.

    Its rows are matched by `series_uid` or `path`, also with those of results written with --no-paths.

    Raises:
        DatasetError: it cannot be read. ResultsFileError: it has neither column, or matches no row.
    """
    entries = read_table(table)
    columns = set(entries[0]) if entries else set()
    keys = [name for name in ("series_uid", "path") if name in columns]
    if not keys:
        raise ResultsFileError(f"{table.name} has no column series_uid or path: it cannot be matched with scans.")
    known = {name: entry for entry in entries for key in keys if entry[key] for name in _names(entry[key])}
    matched = [known.get(row.series_uid) or known.get(row.path) or {} for row in rows]
    if not any(matched):
        raise ResultsFileError(f"No {' or '.join(keys)} of {table.name} is among the results.")
    return {
        name: [_grouped(entry.get(column, ""), group) for entry in matched]
        for name, (choices, _, group) in _PROPERTIES.items()
        for column in choices
        if column in columns
    }


def from_headers(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The same, from one DICOM file of each scan; `NOT_STATED` where its path leads to none any more."""
    headers = [_header(Path(row.path), row.series_uid) if row.series_uid else {} for row in rows]
    return {
        name: [_grouped(header.get(keyword, ""), group) for header in headers]
        for name, (_, keyword, group) in _PROPERTIES.items()
    }


def _names(text: str) -> tuple[str, ...]:
    """How a path or UID may stand in a result file."""
    return text, harmless(text), hashed(text)


def _grouped(text: str, group: Callable[[str], str]) -> str:
    return (group(text) if text.strip() else "") or NOT_STATED


def _header(place: Path, series_uid: str) -> Mapping[str, str]:
    """The first file in a folder that belongs to a series, as far as it is of interest."""
    wanted = ["SeriesInstanceUID", *(keyword for _, keyword, _ in _PROPERTIES.values())]
    for path in _files(place):
        try:
            dataset = read_dataset(path, wanted, with_pixels=False)
            values = {keyword: dataset.get(keyword) or "" for keyword in wanted}
        except PARSER_ERRORS:
            continue
        if str(values["SeriesInstanceUID"]) == series_uid:
            return {
                keyword: value if isinstance(value, str) else "\\".join(map(str, value))
                for keyword, value in values.items()
            }
    return {}


def _files(place: Path) -> Iterator[Path]:
    """The files in a folder, which may lie in a zip file; none where they may not be read."""
    with suppress(OSError, UnreadableFileError):
        if place.is_dir():
            yield from files_in(place)
        elif archive := place if is_zip(place) else zip_around(place):
            yield from (path for path in files_in_archive(archive) if path.parent == place)
