"""Make the data set table that training reads: from an archive, or from labeled cases and their landmarks."""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import DatasetError, ScanError
from ..io.csv_table import read_table
from ..io.reading import read_volume
from ..io.series import find_scans
from ..reporting.table import Table
from .archive import Track, UsableSeries, voxel_hash, walk
from .corrections import apply_corrections, read_corrections
from .dataset import COLUMNS, LANDMARKS, cases_of, write_dataset, write_files
from .left_out import LeftOut, write_left_out
from .rows import dataset_rows, set_apart, unnamed_patients
from .splitting import divide, small_classes
from .table_one import table_one
from .weak_labels import Confidence

_VOLUME_SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")
_NAMED_REASONS = 3


@dataclass(frozen=True)
class Prepared:
    """What was prepared.

    Attributes:
        scans: how many rows were written. table: how they fall into parts, contrast and splits.
        left_out: kind to the number of scans. remarks: what a person should know, in plain sentences.
    """

    scans: int
    table: Table
    left_out: Mapping[str, int] = field(default_factory=dict)
    remarks: Sequence[str] = ()


def prepare_archive(
    roots: Sequence[Path],
    output: Path,
    external: Sequence[str] = (),
    corrections: Path | None = None,
    trust: Confidence = Confidence.MEDIUM,
    seed: int = 0,
    salt: str = "",
    track: Track = list,
) -> Prepared:
    """Walk folders and write a row for each usable series, with labels proposed from its tags.

    Beside dataset.csv it writes dataset.files.csv, the DICOM files of each row, and dataset.left-out.csv.

    Args:
        roots: folders to walk; each is a source, under its own name.
        external: sources, institutions or folders right below a root that are set apart whole.
        corrections: a table of labels by a reader; `corrections.py` says how it looks.
        trust: proposals of this confidence become labels. Lower ones wait in their own columns for a person.
        seed: of the random order in which patients are dealt into splits and folds.
        salt: a secret hashed with each patient ID, so that nobody finds an ID by trying. One salt, one hash.
        track: shows how far reading is.

    Raises:
        DatasetError: nothing usable was found, an input cannot be used, a patient is on both sides of a split, or the
            output holds reviewed rows. Nothing is written then.
    """
    _check_output(output)
    corrected = read_corrections(corrections) if corrections else []
    usable: list[UsableSeries] = []
    left_out: list[LeftOut] = []
    for each in walk(roots, track):
        if isinstance(each, LeftOut):
            left_out.append(each)
        else:
            usable.append(each)
    if not usable:
        reasons = " ".join(dict.fromkeys(each.reason for each in left_out[:_NAMED_REASONS]))
        raise DatasetError(f"No scan can be used; {len(left_out)} were found. {reasons}")
    rows = dataset_rows(usable, output.parent, trust, salt)
    remarks = [*unnamed_patients(usable), *apply_corrections(rows, corrected, output.parent)]
    set_apart(rows, usable, external)
    divide(rows, seed)
    files = {
        row["case_id"]: [os.path.relpath(file, output.parent) for file in each.found.scan.files]
        for row, each in zip(rows, usable, strict=True)
    }
    cases_of(rows, output, files)
    write_left_out(left_out, output)
    write_files(files, output)
    write_dataset(rows, output)
    return Prepared(
        len(rows), table_one(rows), Counter(each.kind for each in left_out), [*remarks, *small_classes(rows)]
    )


def prepare_cases(cases: Path, landmarks: Path, output: Path, seed: int = 0) -> Prepared:
    """Join cases.csv and landmarks.csv by case_id and write dataset.csv.

    The volume of a case is `ct/<case_id>.nii.gz` beside cases.csv (or .nii, .nrrd, .mha, or a DICOM folder).
    Paths are written relative to the output's folder. Folds or splits that the cases have are kept; without either,
    both are dealt.

    Raises:
        DatasetError: a table or a volume is missing or damaged, a value cannot be used, or a patient is in two folds
            or splits. Nothing is written then.
    """
    heights = {row["case_id"]: row for row in read_table(landmarks, ("case_id",))}
    rows = []
    for case in read_table(cases, set(COLUMNS) - {"path", "fold", "split", *LANDMARKS}):
        case_id = case["case_id"]
        volume = _volume(cases.parent / "ct", case_id)
        try:
            voxels = voxel_hash(read_volume(volume))
        except ScanError as error:
            raise DatasetError(f"Case {case_id}: {error}") from error
        added = {"path": os.path.relpath(volume, output.parent), "voxels": voxels}
        rows.append({**dict.fromkeys(COLUMNS, ""), **heights.get(case_id, {}), **case, **added})
    divide(rows, seed)
    cases_of(rows, output, {})
    write_dataset(rows, output)
    remarks = small_classes(rows) if any(row["split"] for row in rows) else []
    return Prepared(len(rows), table_one(rows), remarks=remarks)


def _check_output(output: Path) -> None:
    """Reading may take hours: what would fail after it is told before."""
    if not output.parent.is_dir():
        raise DatasetError(f"There is no folder {output.parent} for {output.name}: make it first.")
    if not output.is_file():
        return
    reviewed = sum(bool(row.get("reviewed")) for row in read_table(output))
    if reviewed:
        raise DatasetError(
            f"{output} holds {reviewed} reviewed rows, which would be lost. Give another name with -o, and take the "
            f"reviewed labels over with --corrections {output}."
        )


def _volume(folder: Path, case_id: str) -> Path:
    candidates = [folder / f"{case_id}{suffix}" for suffix in _VOLUME_SUFFIXES]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    if (folder / case_id).is_dir() and find_scans(folder / case_id):
        return folder / case_id
    raise DatasetError(f"Case {case_id} has no volume: looked for {candidates[0]}.")
