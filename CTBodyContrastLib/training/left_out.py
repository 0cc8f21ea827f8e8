"""Scans of an archive that are no use for training, and why."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import NoPixelDataError, NotCTError, ScanError, UnreadableFileError
from ..io.csv_table import write_table
from ..io.results import harmless
from ..io.series import Scan
from .series_header import SeriesHeader

COLUMNS = ("path", "series_uid", "description", "kind", "reason")

PROJECTION = "derived projection"
REFORMAT = "reformat"
DUPLICATE = "the same voxels twice"
_KIND_OF_PROBLEM: tuple[tuple[type[ScanError], str], ...] = (
    (NotCTError, "scout, screen save or another modality"),
    (NoPixelDataError, "report or other object without an image"),
    (UnreadableFileError, "unreadable"),
)
_OTHER_PROBLEM = "no CT volume that can be judged"

# In ImageType and SeriesDescription. A thick-slab average is a projection as well, but an ordinary slice may be
# called average by its filter.
_PROJECTION_WORDS = re.compile(r"(?<![A-Z])(?:MIP|MINIP|MAXIP|VRT|PROJECTION IMAGE)S?(?![A-Z])")
_REFORMAT_WORDS = re.compile(r"(?<![A-Z])(?:MPR|REFORMATTED)(?![A-Z])")


@dataclass(frozen=True)
class LeftOut:
    """A scan that is left out. kind: one of a few words, which are counted. reason: a sentence."""

    scan: Scan
    kind: str
    reason: str


def write_left_out(left_out: Sequence[LeftOut], table: Path) -> None:
    """Write beside a dataset.csv what was left out and why, one scan a row: dataset.left-out.csv."""
    rows = []
    for each in left_out:
        path = os.path.relpath(each.scan.path, table.parent)
        cells = (path, each.scan.series_uid, each.scan.description, each.kind, each.reason)
        rows.append(dict(zip(COLUMNS, map(harmless, cells), strict=True)))
    write_table(rows, COLUMNS, left_out_table(table))


def left_out_table(table: Path) -> Path:
    """The table of what was left out beside a dataset.csv: dataset.left-out.csv."""
    return table.with_suffix(".left-out.csv")


def left_out_for(scan: Scan, problem: ScanError) -> LeftOut:
    """A scan that cannot be used, with what its reader or a check says."""
    kinds = (kind for error, kind in _KIND_OF_PROBLEM if isinstance(problem, error))
    return LeftOut(scan, next(kinds, _OTHER_PROBLEM), str(problem))


def derived(scan: Scan, header: SeriesHeader, others: Sequence[SeriesHeader]) -> LeftOut | None:
    """Say why a series is left out as derived from another one; None when it is an acquisition's own.

    A reformat is left out only where the slices that it was made of are in the archive too.
    """
    image_type = header.text("ImageType").upper()
    if _PROJECTION_WORDS.search(f"{image_type} {header.text('SeriesDescription').upper()}"):
        return LeftOut(scan, PROJECTION, "A projection (MIP or the like) of other slices, not the slices themselves.")
    if _is_reformat(header):
        for other in others:
            if not _is_reformat(other) and _one_acquisition(header, other):
                reason = f"A {header.plane} reformat; the acquisition's own {other.plane} slices are in the archive."
                return LeftOut(scan, REFORMAT, reason)
    return None


def _is_reformat(header: SeriesHeader) -> bool:
    return header.plane != "axial" or bool(_REFORMAT_WORDS.search(header.text("ImageType").upper()))


def _one_acquisition(one: SeriesHeader, other: SeriesHeader) -> bool:
    """Reconstructions of one acquisition share its number; where that is blank, study and frame of reference decide."""
    place = ("StudyInstanceUID", "FrameOfReferenceUID")
    if not all(one.text(tag) and one.text(tag) == other.text(tag) for tag in place):
        return False
    numbers = {header.text("AcquisitionNumber") for header in (one, other)} - {""}
    return len(numbers) < 2
