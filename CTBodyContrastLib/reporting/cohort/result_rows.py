"""The rows of a result file, as far as a report on many scans needs them."""

import csv
import io
import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import ResultsFileError
from ...io.results import Format
from ...io.resuming import complete_length
from ...labels import DISPLAY_NAME, BodyPart, Contrast, Status
from ...tags import CONFLICT, MISSING, check_results
from ..count import Count


@dataclass(frozen=True)
class Row:
    """One scan's result. Labels are empty and probabilities None where it was rejected or not asked for.

    Attributes:
        checks: "body_part" and "contrast" to agree, missing or conflict: the tags against the pixels.
    """

    path: str
    series_uid: str
    status: Status
    body_part: str
    body_part_probability: float | None
    contrast: str
    contrast_probability: float | None
    checks: Mapping[str, str]
    model: str

    def conflict(self, label: str) -> bool | None:
        """Whether the tags name another "body_part" or "contrast" than the pixels; None where they say nothing."""
        check = self.checks.get(label, MISSING)
        return None if check == MISSING else check == CONFLICT


@dataclass(frozen=True)
class Cohort:
    """A result file.

    Attributes:
        name: of the file.
        properties: "Manufacturer" and so on to the value of each row, in their order.
    """

    name: str
    rows: Sequence[Row]
    properties: Mapping[str, Sequence[str]] = field(default_factory=dict)


def rates(rows: Sequence[Row]) -> dict[str, Count]:
    """How many need review, are rejected, and have tags that name something else, of those whose tags say anything."""
    return {
        "Needs review": Count.of(row.status is Status.REVIEW for row in rows),
        "Rejected": Count.of(row.status is Status.REJECTED for row in rows),
        "Tags name another part": Count.of(_known(row.conflict("body_part") for row in rows)),
        "Tags name other contrast": Count.of(_known(row.conflict("contrast") for row in rows)),
    }


def labels(rows: Sequence[Row]) -> dict[str, list[str]]:
    """The body parts and the contrast labels stated."""
    return {
        "Body part": [row.body_part for row in rows if row.body_part],
        "Contrast": [row.contrast for row in rows if row.contrast],
    }


def probabilities(rows: Sequence[Row]) -> dict[str, list[float]]:
    """The probabilities of the labels stated."""
    return {
        "Body part's probability": [p for row in rows if (p := row.body_part_probability) is not None],
        "Contrast's probability": [p for row in rows if (p := row.contrast_probability) is not None],
    }


def counted(stated: Sequence[str]) -> dict[str, Count]:
    """How many of the labels stated are each, from head to foot, CE before NE; what stands for several comes last."""
    return {name: Count.of(each == name for each in stated) for name in in_order(set(stated))}


def in_order(names: Iterable[str]) -> list[str]:
    """Labels in the order of `counted`."""
    order = [*BodyPart, *Contrast]
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


def display(label: str) -> str:
    """A label as a person reads it."""
    return {str(each): name for each, name in DISPLAY_NAME.items()}.get(label, label)


def read_rows(path: Path) -> list[Row]:
    """Read a CSV or JSON lines file of `classify`, whatever its name; a torn last row is left out.

    Raises:
        ResultsFileError: it is no result file, or holds no row.
        OSError: it cannot be read.
    """
    content = path.read_bytes()
    file_format: Format = "jsonl" if content.removeprefix(BOM_UTF8).startswith(b"{") else "csv"
    text = content[: complete_length(content, file_format)].decode("utf-8-sig", "replace")
    try:
        rows = [_row(cells) for cells in (_json_cells(text) if file_format == "jsonl" else _csv_cells(text))]
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise ResultsFileError(
            f"{path.name} is no file of results. Make one with `ctbodycontrast classify -o results.csv`."
        ) from error
    if not rows:
        raise ResultsFileError(f"{path.name} holds no row.")
    return rows


def _known(values: Iterator[bool | None]) -> list[bool]:
    return [value for value in values if value is not None]


def _csv_cells(text: str) -> Iterator[Mapping[str, str]]:
    yield from csv.DictReader(io.StringIO(text, newline=""), strict=True)


def _json_cells(text: str) -> Iterator[Mapping[str, str]]:
    for line in text.split("\n")[:-1]:
        yield json.loads(line)


def _row(cells: Mapping[str, str]) -> Row:
    return Row(
        path=cells["path"],
        series_uid=cells["series_uid"],
        status=Status(cells["status"]),
        body_part=cells["body_part"],
        body_part_probability=_number(cells["body_part_probability"]),
        contrast=cells["contrast"],
        contrast_probability=_number(cells["contrast_probability"]),
        checks=check_results(cells["tag_check"]),
        model=cells["model"],
    )


def _number(cell: str | float | None) -> float | None:
    return None if cell is None or cell == "" else float(cell)
