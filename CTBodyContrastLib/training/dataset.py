"""The data set table: one row a scan, with its labels, its patient's fold and its anatomical landmarks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..errors import DatasetError
from ..io.archives import is_there
from ..io.csv_table import read_table, write_table
from ..io.reading import read_files, read_volume
from ..labels import BodyPart, Contrast
from ..regions import TYPICAL_LENGTH_MM
from ..volume import CTVolume
from .leaks import find_leaks

LANDMARKS = (
    "vertex",
    "skull_base",
    "lung_apex",
    "carina",
    "lung_base",
    "lung_bottom",
    "iliac_crest",
    "l5_s1",
    "femoral_head",
    "ischium",
)
COLUMNS = (
    "path",
    "case_id",
    "patient_id",
    "source",
    "licence",
    "release_ok",
    "contrast",
    "covers",
    "fold",
    "split",
    *LANDMARKS,
)

# What `prepare` writes beside them, for the person who reviews the labels, for subgroups, and to find a scan twice.
REVIEW_COLUMNS = (
    "reviewed",
    "proposed_covers",
    "covers_confidence",
    "covers_evidence",
    "proposed_contrast",
    "contrast_confidence",
    "contrast_evidence",
)
PROPERTY_COLUMNS = (
    "series_uid",
    "voxels",
    "institution",
    "manufacturer",
    "kernel",
    "slice_thickness",
    "sex",
    "age",
)

# Where each body part begins and ends (lower, upper landmark). Chest ends at the lowest recess of the lungs and abdomen
# begins at the highest dome: they overlap.
EXTENT = {
    BodyPart.BRAIN: ("skull_base", "vertex"),
    BodyPart.NECK: ("lung_apex", "skull_base"),
    BodyPart.CHEST: ("lung_bottom", "lung_apex"),
    BodyPart.ABDOMEN: ("iliac_crest", "lung_base"),
    BodyPart.PELVIS: ("ischium", "iliac_crest"),
}

_FILES_COLUMNS = ("case_id", "file")
_NAMED_LEAKS = 5  # a message names this many; there may be thousands


class Split(StrEnum):
    """What a patient's scans are for, in a training that sets patients apart once and has no folds."""

    TRAINING = "training"
    VALIDATION = "validation"
    TEST = "test"
    EXTERNAL = "external"


@dataclass(frozen=True)
class Case:
    """One scan of the data set.

    Attributes:
        path: the volume file. fold: the patient's cross-validation fold. split: training unless the table says more.
        contrast: None when unknown; such a scan can teach the body part only.
        covers: the parts of which most lies inside the scan.
        landmarks: name to mm above the center of the lowest slice; only those inside the scan.
        may_train_release: whether its licence allows a released model to learn from it.
        files: the DICOM files of the volume; empty when it is the only one in `path`.
    """

    path: Path
    case_id: str
    patient_id: str
    source: str
    licence: str
    may_train_release: bool
    contrast: Contrast | None
    covers: tuple[BodyPart, ...]
    fold: int
    landmarks: Mapping[str, float] = field(default_factory=dict)
    split: Split = Split.TRAINING
    files: tuple[Path, ...] = ()

    def read(self) -> CTVolume:
        """Read the volume, or raise the ScanError that says why it cannot be."""
        return read_files(self.files) if self.files else read_volume(self.path)

    def extent(self, part: BodyPart) -> tuple[float, float] | None:
        """The part's lower and upper end in mm above the lowest slice; None when neither end is known.

        An end that lies outside the scan is a typical length away from the other.
        """
        lower_name, upper_name = EXTENT[part]
        typical = TYPICAL_LENGTH_MM[part]
        lower, upper = self.landmarks.get(lower_name), self.landmarks.get(upper_name)
        if lower is not None:
            return lower, lower + typical if upper is None else upper
        return None if upper is None else (upper - typical, upper)


def read_dataset(table: Path) -> list[Case]:
    """Read a dataset.csv written by `prepare`.

    Raises:
        DatasetError: a column or file is missing, a label is not in the vocabulary, or a patient, series or volume
            is in two folds or two splits.
    """
    rows = read_table(table, COLUMNS)
    return cases_of(rows, table, _read_files(files_table(table)))


def cases_of(rows: Sequence[Mapping[str, str]], table: Path, files: Mapping[str, Sequence[str]]) -> list[Case]:
    """The cases of a table's rows; raises as `read_dataset`.

    Args:
        table: where the rows are, or are going to be: their paths are relative to its folder.
        files: case_id to the DICOM files of its volume, relative likewise.
    """
    if not rows:
        raise DatasetError(f"{table} lists no scan.")
    cases = [_case(row, table, files.get(row["case_id"], ())) for row in rows]
    leaks = find_leaks(rows)
    if leaks:
        raise DatasetError(f"{table}: {' '.join(leaks[:_NAMED_LEAKS])}")
    return cases


def write_dataset(rows: Iterable[Mapping[str, str]], table: Path) -> None:
    """Write a dataset.csv; columns that a row lacks stay empty, others are dropped."""
    # What a person looks at comes before the landmarks.
    labels = COLUMNS[: -len(LANDMARKS)]
    write_table(rows, (*labels, *REVIEW_COLUMNS, *PROPERTY_COLUMNS, *LANDMARKS), table)


def write_files(files: Mapping[str, Sequence[str]], table: Path) -> None:
    """Write beside a dataset.csv which DICOM files make each case's volume, relative to the table's folder."""
    rows = [{"case_id": case_id, "file": file} for case_id, names in files.items() for file in names]
    write_table(rows, _FILES_COLUMNS, files_table(table))


def files_table(table: Path) -> Path:
    """The table of DICOM files beside a dataset.csv: dataset.files.csv."""
    return table.with_suffix(".files.csv")


def _read_files(table: Path) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    if table.is_file():
        for row in read_table(table, _FILES_COLUMNS):
            files.setdefault(row["case_id"], []).append(row["file"])
    return files


def _case(row: Mapping[str, str], table: Path, files: Sequence[str]) -> Case:
    for name in (row["path"], *files):
        if not is_there(table.parent / name):
            raise DatasetError(f"{table}: {row['case_id']} names the missing file {name}.")
    try:
        return Case(
            path=table.parent / row["path"],
            case_id=row["case_id"],
            patient_id=row["patient_id"],
            source=row["source"],
            licence=row["licence"],
            may_train_release=row["release_ok"] == "yes",
            contrast=Contrast(row["contrast"]) if row["contrast"] else None,
            covers=tuple(BodyPart(part) for part in row["covers"].split(";") if part),
            fold=int(row["fold"]),
            split=Split(row["split"] or Split.TRAINING),
            landmarks={name: float(row[name]) for name in LANDMARKS if row[name]},
            files=tuple(table.parent / name for name in files),
        )
    except ValueError as error:
        raise DatasetError(f"{table}, row {row['case_id']}: {error}.") from error
