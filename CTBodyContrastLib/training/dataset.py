"""The data set table: one row a scan, with its labels, its patient's fold and its anatomical landmarks."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from ..errors import CTBodyContrastError
from ..labels import BodyPart, Contrast
from ..regions import TYPICAL_LENGTH_MM

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

# Where each body part begins and ends (lower, upper landmark). Chest ends at the lowest recess of the lungs and abdomen
# begins at the highest dome: they overlap.
EXTENT = {
    BodyPart.BRAIN: ("skull_base", "vertex"),
    BodyPart.NECK: ("lung_apex", "skull_base"),
    BodyPart.CHEST: ("lung_bottom", "lung_apex"),
    BodyPart.ABDOMEN: ("iliac_crest", "lung_base"),
    BodyPart.PELVIS: ("ischium", "iliac_crest"),
}


class Split(StrEnum):
    """What a patient's scans are for, in a training that sets patients apart once and has no folds."""

    TRAINING = "training"
    VALIDATION = "validation"
    TEST = "test"
    EXTERNAL = "external"


class DatasetError(CTBodyContrastError, ValueError):
    """The data set table cannot be used as it is."""


@dataclass(frozen=True)
class Case:
    """One scan of the data set.

    Attributes:
        path: the volume file. fold: the patient's cross-validation fold. split: training unless the table says more.
        contrast: None when unknown; such a scan teaches the body part only.
        covers: the parts of which most lies inside the scan.
        landmarks: name to mm above the center of the lowest slice; only those inside the scan.
        may_train_release: whether its licence allows a released model to learn from it.
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
        DatasetError: a column or file is missing, a label is not in the vocabulary, or one patient is in two folds.
    """
    if not table.is_file():
        raise DatasetError(f"There is no data set table {table}. Make one with `ctbodycontrast prepare`.")
    with table.open(newline="", encoding="utf-8") as stream:
        reader = csv.DictReader(stream)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise DatasetError(f"{table} lacks the columns {', '.join(sorted(missing))}. Make it with `prepare`.")
        cases = [_case(row, table) for row in reader]
    if not cases:
        raise DatasetError(f"{table} lists no scan.")
    check_patients(cases)
    return cases


def write_dataset(rows: Iterable[Mapping[str, str]], table: Path) -> None:
    """Write rows with COLUMNS; a reader never sees half a table."""
    unfinished = table.with_name(table.name + ".unfinished")
    with unfinished.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    unfinished.replace(table)


def check_patients(cases: Iterable[Case]) -> None:
    """Raise DatasetError when one patient is in two folds: results on that patient would be too good."""
    folds: dict[str, int] = {}
    for case in cases:
        if folds.setdefault(case.patient_id, case.fold) != case.fold:
            raise DatasetError(
                f"Patient {case.patient_id} is in folds {folds[case.patient_id]} and {case.fold}: choose one."
            )


def _case(row: Mapping[str, str], table: Path) -> Case:
    path = table.parent / row["path"]
    if not path.exists():
        raise DatasetError(f"{table}: {row['case_id']} names the missing file {row['path']}.")
    try:
        return Case(
            path=path,
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
        )
    except ValueError as error:
        raise DatasetError(f"{table}, row {row['case_id']}: {error}.") from error
