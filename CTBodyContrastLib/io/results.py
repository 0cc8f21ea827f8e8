"""Result files: one row a scan, as CSV for spreadsheets or as JSON lines with every view's vote."""

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TextIO

from ..classification import Classification, format_probability
from ..labels import NINE_VIEWS, VESSEL_VIEWS
from .archives import LONGEST_NAME, zip_around

if TYPE_CHECKING:
    from .received import DicomFile
    from .source import Source

Format = Literal["csv", "jsonl"]

COLUMNS = (
    "path",
    "series_uid",
    "body_part",
    "body_part_probability",
    "contrast",
    "contrast_probability",
    "agreement",
    "status",
    "reason",
    "regions",
    "tag_body_part",
    "tag_contrast",
    "tag_check",
    "device",
    "seconds",
    "model",
)

# After these, only when they are asked for.
PATIENT_COLUMNS = ("patient_name", "patient_id")

# A spreadsheet runs a cell that begins with one of these as a formula (or trims it and then does);
# the full-width forms count in East Asian locales. A leading apostrophe makes the cell text.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001

# 64 bits: no two scans of an archive of millions share a name by chance.
_HASH_DIGITS = 16

# Slices are often named 1, 2, 3... and folders CT: hiding those would only garble a sentence. An ID has more digits.
_SHORTEST_TELLING_NUMBER, _SHORTEST_TELLING_NAME = 5, 3


@dataclass(frozen=True)
class ScanResult:
    """One scan's answer and where the scan came from.

    Attributes:
        path: the file, the folder of a DICOM series, or the URL of one that a server holds.
        series_uid: SeriesInstanceUID; empty where there is none.
        classification: the answer.
        description: which of the scans in `path` it is, as "series 3, CHEST, CT, volume 1 of 2".
        patient: PatientName and PatientID; None unless they are asked for.
        source: what a report on a fetched series must state, as its files are gone, or in plain words why there can be
            none. It names the patient: no row and no message shows it.
        more_follow: further volumes of the same fetched series come next.
        files: the files it comes from, or that failed: its texts may name them and the folders they lie in.
    """

    path: str
    series_uid: str
    classification: Classification
    description: str = ""
    patient: tuple[str, str] | None = None
    source: "Source | str" = field(default="", repr=False)
    more_follow: bool = False
    files: "Sequence[DicomFile]" = field(default=(), repr=False, compare=False)

    def without_paths(self) -> "ScanResult":
        """The same result without the patient, and with path and series UID replaced by hashes, in its texts too.

        Equal paths and UIDs give equal hashes, so that rows of several runs can be joined.
        """
        place = Path(self.path)
        names = _telling_names(place, [file for file in self.files if isinstance(file, Path)])
        secrets = {self.path, os.path.realpath(place), place.name, self.series_uid, *names} - {""}
        longest_first = "|".join(re.escape(secret) for secret in sorted(secrets, key=len, reverse=True))
        whole_names = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")

        def hide(text: str) -> str:
            return whole_names.sub(lambda match: hashed(match.group()), text)

        answer = self.classification
        return ScanResult(
            hashed(self.path),
            hashed(self.series_uid) if self.series_uid else "",
            replace(answer, reason=hide(answer.reason), notes=tuple(hide(note) for note in answer.notes)),
            hide(self.description),
        )


class ResultWriter(Protocol):
    """Writes results; their rows are complete in the file when `write` returns."""

    def write(self, *results: ScanResult) -> None:
        """Append a row for each, all at once: an interruption leaves all of them or none."""


class CsvWriter:
    """Rows of COLUMNS, and perhaps of PATIENT_COLUMNS, as comma-separated values, below a header."""

    def __init__(self, stream: TextIO, header: bool = True, with_patient: bool = False) -> None:
        self._stream = stream
        if header:
            self._append(columns(with_patient))

    def write(self, *results: ScanResult) -> None:
        """Append a row for each."""
        self._append(*(as_cells(result).values() for result in results))

    def _append(self, *rows: Iterable[str]) -> None:
        # One write: an interruption leaves whole rows only.
        self._stream.write("".join(csv_line(cells) for cells in rows))
        self._stream.flush()


class JsonLinesWriter:
    """One JSON object a line: the columns with numbers as numbers, the votes, the reader's notes and the date."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, *results: ScanResult) -> None:
        """Append a line for each."""
        self._stream.write("".join(json.dumps(as_record(result), ensure_ascii=False) + "\n" for result in results))
        self._stream.flush()


def columns(with_patient: bool) -> tuple[str, ...]:
    """The columns of a row."""
    return COLUMNS + PATIENT_COLUMNS if with_patient else COLUMNS


def new_writer(stream: TextIO, file_format: Format, header: bool = True, with_patient: bool = False) -> ResultWriter:
    """The writer of a format onto an open text stream; header and with_patient are for csv."""
    return CsvWriter(stream, header, with_patient) if file_format == "csv" else JsonLinesWriter(stream)


@contextmanager
def open_results(path: Path, file_format: Format, keep: int = 0, with_patient: bool = False) -> Iterator[ResultWriter]:
    """Write a result file. Of an older one of that name the first bytes are kept, by default none.

    Args:
        with_patient: whether the results that will be written name the patient.

    Raises:
        OSError: the file cannot be written.
    """
    if keep:
        os.truncate(path, keep)
    # backslashreplace: a file name that is not valid text must not end a run.
    with path.open("a" if keep else "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        yield new_writer(stream, file_format, not keep, with_patient)


def as_cells(result: ScanResult) -> dict[str, str]:
    """A result as text, column name to cell; probabilities with 4 decimals."""
    answer = result.classification
    cells = (
        result.path,
        result.series_uid,
        answer.body_part,
        format_probability(answer.body_part_probability),
        answer.contrast,
        format_probability(answer.contrast_probability),
        answer.agreement,
        str(answer.status),
        answer.reason,
        json.dumps(list(answer.regions)) if answer.regions else "",
        answer.tag_body_part,
        answer.tag_contrast,
        answer.tag_check,
        answer.device,
        f"{answer.seconds:.3f}",
        answer.model,
        *(result.patient or ()),
    )
    return dict(zip(columns(result.patient is not None), cells, strict=True))


def as_record(result: ScanResult) -> dict[str, object]:
    """A result as JSON values: the columns, then `description`, `votes`, `notes` and `date`."""
    answer = result.classification
    return {
        **as_cells(result),
        "body_part_probability": _rounded(answer.body_part_probability),
        "contrast_probability": _rounded(answer.contrast_probability),
        "regions": [dict(region) for region in answer.regions],
        "seconds": round(answer.seconds, 3),
        "description": result.description,
        "votes": _votes(answer),
        "notes": list(answer.notes),
        "date": answer.date,
    }


def csv_line(cells: Iterable[str]) -> str:
    """Cells as one line of a CSV file; one that a spreadsheet would run as a formula is made text."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(harmless(cell) for cell in cells)
    return line.getvalue()


def harmless(cell: str) -> str:
    """A cell's text so that no spreadsheet runs it as a formula."""
    text = f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
    return text.replace("\r", " ")  # the csv module leaves it unquoted, and no reader takes that back


def hashed(text: str) -> str:
    """The pseudonym of a path, name or UID: 16 hexadecimal digits, equal for equal texts."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:_HASH_DIGITS]


def _votes(answer: Classification) -> list[Mapping[str, object]]:
    return [
        {
            "method": str(view[0]),
            "plane": str(view[1]),
            "body_part": {str(part): _rounded(value) for part, value in answer.votes[view].body_part.items()},
            "enhanced": _rounded(answer.votes[view].enhanced),
        }
        for view in (*NINE_VIEWS, *VESSEL_VIEWS)
        if view in answer.votes
    ]


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


def _telling_names(place: Path, files: Sequence[Path]) -> Iterator[str]:
    """The names of files, of the folders they lie in and of the zip files around those; none that identifies nobody."""
    folders = {place, *(file.parent for file in files)}
    archives = filter(None, map(zip_around, (*folders, *files)))
    for name in {path.name for path in (*files, *folders, *archives)}:
        if len(name) >= (_SHORTEST_TELLING_NUMBER if name.isdecimal() else _SHORTEST_TELLING_NAME):
            yield from (name, name[-LONGEST_NAME:])
