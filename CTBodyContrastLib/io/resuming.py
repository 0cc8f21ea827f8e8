"""Going on with a result file: which scans have their rows, and where the complete rows end."""

import csv
import io
import json
from codecs import BOM_UTF8
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..classification import Classification
from ..errors import ResultsFileError
from ..labels import Status
from .results import COLUMNS, Format, ScanResult, as_record, columns, harmless, hashed
from .series import Scan


class Row(NamedTuple):
    """What going on needs to know of one row; path and series UID as they stand in the file."""

    path: str
    series_uid: str
    status: Status
    contrast: str
    model: str


@dataclass(frozen=True)
class WrittenResults:
    """What a result file holds.

    Attributes:
        path: the file.
        file_format: csv or jsonl.
        rows: its complete rows.
        length: how many bytes they take, the header included.
        torn: whether more follows: a row that an interruption cut off.
    """

    path: Path
    file_format: Format
    rows: tuple[Row, ...] = ()
    length: int = 0
    torn: bool = False

    def check(self, model: str, contrast: bool) -> None:
        """Make sure that new rows may stand beside the old ones.

        Args:
            model: the model's name with its hash.
            contrast: whether contrast is asked for.

        Raises:
            ResultsFileError: a row comes from another model, or from the other task.
        """
        for row in self.rows:
            if row.model != model:
                raise ResultsFileError(
                    f"{self.path.name} holds results of the model {row.model}, and this run uses {model}. "
                    "Name that model with --model, or another file with -o."
                )
            if row.status != Status.REJECTED and bool(row.contrast) != contrast:
                task = "body-part" if contrast else "both"
                raise ResultsFileError(
                    f"{self.path.name} was written with --task {task}. Repeat that, or name another file with -o."
                )

    def remaining(self, scans: Iterable[Scan], hidden: bool) -> tuple[list[Scan], Counter[Status]]:
        """The scans without a row, and how many rows of the others have which status.

        The rows of a series with several volumes stand in the order of the volumes, so that their number says which
        ones are there. A series that is yet to be fetched is one scan, and its rows are written together. A rejected
        scan has its row: it is not tried again.

        Args:
            hidden: whether paths and series UIDs are written as hashes.

        Raises:
            ResultsFileError: the file has hashes and this run would not, or the other way round.
        """
        statuses: Mapping[tuple[str, str], list[Status]] = defaultdict(list)
        for row in self.rows:
            statuses[row.path, row.series_uid].append(row.status)
        rows = {key: iter(found) for key, found in statuses.items()}
        left: list[Scan] = []
        done: Counter[Status] = Counter()
        for scan in scans:
            if self._key(scan, not hidden) in rows:
                with_or_without = "without" if hidden else "with"
                raise ResultsFileError(
                    f"{self.path.name} was written {with_or_without} --no-paths. "
                    "Repeat that, or name another file with -o."
                )
            found = rows.get(self._key(scan, hidden), iter(()))
            written = list(found if scan.address else islice(found, 1))
            done.update(written)
            if not written:
                left.append(scan)
        return left, done

    def _key(self, scan: Scan, hidden: bool) -> tuple[str, str]:
        """Path and series UID as reading the file gives them back."""
        path, series_uid = scan.place, scan.series_uid
        if hidden:
            return hashed(path), hashed(series_uid) if series_uid else ""
        if self.file_format == "jsonl":
            return path, series_uid
        return _csv_text(path), _csv_text(series_uid)


def read_results(path: Path, file_format: Format, with_patient: bool = False) -> WrittenResults:
    """Read a result file up to its last complete row. One that is not there yet has no rows.

    Args:
        with_patient: whether its rows name the patient.

    Raises:
        ResultsFileError: it is no result file of this format, or has other columns.
        OSError: it cannot be read.
    """
    if not path.exists():
        return WrittenResults(path, file_format)
    content = path.read_bytes()
    length = complete_length(content, file_format)
    beginning = _beginning(file_format, with_patient)
    if not (content.startswith(beginning) or beginning.startswith(content)):
        raise ResultsFileError(
            f"{path.name} has other columns than this release writes as {file_format}: another release or program "
            "wrote it, or one run had --include-patient and the other not. Name another file with -o."
        )
    lines = content[:length].decode("utf-8", "surrogateescape")
    parse = _csv_rows if file_format == "csv" else _json_rows
    rows = []
    try:
        for cells in parse(lines, with_patient):
            rows.append(_row(cells))
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise ResultsFileError(
            f"Row {len(rows) + 1} of {path.name} is no result of this release: another release or program changed it. "
            "Name another file with -o."
        ) from error
    return WrittenResults(path, file_format, tuple(rows), length, torn=length < len(content))


def begins_as_results(path: Path) -> bool:
    """Whether a file is empty, or begins as results of any release do: then new ones may replace it.

    Raises:
        OSError: it cannot be read.
    """
    beginnings = (",".join(COLUMNS[:2]).encode() + b",", _beginning("jsonl", with_patient=False))
    with path.open("rb") as file:
        start = file.read(len(BOM_UTF8) + max(map(len, beginnings))).removeprefix(BOM_UTF8)
    return any(start.startswith(beginning) or beginning.startswith(start) for beginning in beginnings)


def _csv_text(text: str) -> str:
    return harmless(text).encode("utf-8", "backslashreplace").decode()


def complete_length(content: bytes, file_format: Format) -> int:
    """The number of bytes of a result file up to the end of its last complete row."""
    end = len(content)
    while (end := content.rfind(b"\n", 0, end)) >= 0:
        # Within quotes a line break belongs to a cell; a quote in a cell is doubled.
        if file_format == "jsonl" or content.count(b'"', 0, end) % 2 == 0:
            return end + 1
    return 0


def _beginning(file_format: Format, with_patient: bool) -> bytes:
    """How a file of a format begins, so that a file with one torn line is told from another kind of file."""
    return ",".join(columns(with_patient)).encode() + b"\n" if file_format == "csv" else b'{"path": "'


def _csv_rows(lines: str, with_patient: bool) -> Iterator[Mapping[str, str]]:
    reader = csv.reader(io.StringIO(lines, newline="\n"), strict=True)
    next(reader, None)
    for cells in reader:
        yield dict(zip(columns(with_patient), cells, strict=True))


def _json_rows(lines: str, with_patient: bool) -> Iterator[Mapping[str, str]]:
    patient = ("", "") if with_patient else None
    keys = tuple(as_record(ScanResult("", "", Classification(Status.REJECTED), patient=patient)))
    for line in lines.split("\n")[:-1]:
        record = json.loads(line)
        if tuple(record) != keys:
            raise ValueError("other keys")
        yield record


def _row(cells: Mapping[str, str]) -> Row:
    return Row(cells["path"], cells["series_uid"], Status(cells["status"]), cells["contrast"], cells["model"])
