"""Small DICOM series of made-up patients, as an archive holds them."""

from pathlib import Path

import numpy as np
from dicom_series import write_series

SLICES, ROWS, COLUMNS = 8, 10, 12


def write_scan(folder: Path, patient: str, seed: int = 0, count: int = SLICES, **tags: object) -> list[Path]:
    """A series that can be judged: noise between -1024 and 500 HU, another one for each seed."""
    stored = np.random.default_rng(seed).integers(0, 1524, (count, ROWS, COLUMNS)).astype(np.int16)
    uid = f"1.2.826.0.1.{sum(map(ord, patient))}.{seed}"
    own = {
        "SpecificCharacterSet": "ISO_IR 192",
        "PatientID": patient,
        "StudyInstanceUID": f"{uid}.1",
        "SeriesInstanceUID": f"{uid}.2",
        "FrameOfReferenceUID": f"{uid}.3",
        "AcquisitionNumber": 1,
        "SeriesDescription": "",
    }
    return write_series(folder, count, stored=list(stored), **own | tags)


def row(**changes: str) -> dict[str, str]:
    """A row of a data set table, as far as labels, patient and division are concerned."""
    cells = {"case_id": "a", "patient_id": "p", "covers": "chest", "contrast": "CE", "fold": "", "split": ""}
    return cells | {"path": "a", "series_uid": "", "voxels": "", "reviewed": ""} | changes
