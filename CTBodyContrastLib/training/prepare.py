"""Turn a table of labeled cases and a table of landmarks into the data set table that training reads."""

import csv
import os
from pathlib import Path

from ..io import find_scans
from .dataset import COLUMNS, DatasetError, read_dataset, write_dataset

_VOLUME_SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")


def prepare(cases: Path, landmarks: Path, output: Path) -> int:
    """Join cases.csv and landmarks.csv by case_id and write dataset.csv; existing folds are kept.

    The volume of a case is `ct/<case_id>.nii.gz` beside cases.csv (or .nii, .nrrd, .mha, or a DICOM folder).
    Paths are written relative to the output's folder.

    Returns:
        The number of cases.

    Raises:
        DatasetError: a table or a volume is missing, or a value cannot be used.
    """
    found = _read(landmarks)
    rows = []
    for case_id, case in _read(cases).items():
        volume = _volume(cases.parent / "ct", case_id)
        relative = os.path.relpath(volume, output.parent)
        joined = {**found.get(case_id, {}), **case, "path": relative}
        rows.append({column: joined.get(column, "") for column in COLUMNS})
    write_dataset(rows, output)
    return len(read_dataset(output))


def _read(table: Path) -> dict[str, dict[str, str]]:
    if not table.is_file():
        raise DatasetError(f"There is no table {table}.")
    with table.open(newline="", encoding="utf-8") as stream:
        return {row["case_id"]: row for row in csv.DictReader(stream)}


def _volume(folder: Path, case_id: str) -> Path:
    candidates = [folder / f"{case_id}{suffix}" for suffix in _VOLUME_SUFFIXES]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    if (folder / case_id).is_dir() and find_scans(folder / case_id):
        return folder / case_id
    raise DatasetError(f"Case {case_id} has no volume: looked for {candidates[0]}.")
