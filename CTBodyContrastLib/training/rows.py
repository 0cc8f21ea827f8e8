"""From a usable series to its row in the data set table."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..errors import DatasetError
from ..io.csv_table import Row
from ..io.results import harmless, hashed
from .archive import FoundSeries, UsableSeries
from .dataset import COLUMNS, REVIEW_COLUMNS, Split
from .weak_labels import Confidence, Proposal, propose_contrast, propose_parts

# How BIDS names a subject, in a file or folder.
_SUBJECT = re.compile(r"sub-[A-Za-z0-9]+")
_NOT_STATED = "not stated"
_CASE_ID_DIGITS = 16  # 64 bits, as `hashed`. The word before them keeps a spreadsheet from taking 12e34 for a number
# From DICOM keyword to column.
_PROPERTIES = {
    "InstitutionName": "institution",
    "Manufacturer": "manufacturer",
    "ConvolutionKernel": "kernel",
    "PatientSex": "sex",
    "PatientAge": "age",
}


def dataset_rows(usable: Sequence[UsableSeries], folder: Path, trust: Confidence, salt: str) -> list[Row]:
    """A row for each series, without fold and split; its path is relative to a folder.

    Proposed labels of the confidence given, or a higher one, become labels. The patient stands in the row as a hash,
    salted with a secret.
    """
    volumes = Counter(each.found.scan.series_uid for each in usable)
    return [_row(each, folder, trust, salt, volumes[each.found.scan.series_uid] > 1) for each in usable]


def _row(series: UsableSeries, folder: Path, trust: Confidence, salt: str, has_phases: bool) -> Row:
    header, scan = series.found.header, series.found.scan
    parts, contrast = propose_parts(header.tags), propose_contrast(header.tags)
    if contrast.label and has_phases and scan.series_uid:
        # The tags of a series do not say which of its phases came before the injection.
        evidence = f"{contrast.evidence}; the series holds several volumes"
        contrast = Proposal(contrast.label, Confidence.LOW, evidence)
    return {
        **dict.fromkeys((*COLUMNS, *REVIEW_COLUMNS), ""),
        "path": os.path.relpath(scan.path, folder),
        "case_id": f"case-{series.voxels[:_CASE_ID_DIGITS]}",
        "patient_id": f"patient-{hashed(salt + _patient(series.found))}",
        "source": series.found.root.resolve().name,
        "licence": _NOT_STATED,
        "release_ok": "yes",
        **_label("covers", parts, trust),
        **_label("contrast", contrast, trust),
        "series_uid": scan.series_uid,
        "voxels": series.voxels,
        "slice_thickness": series.slice_thickness,
        **{column: harmless(header.text(keyword)) for keyword, column in _PROPERTIES.items()},
    }


def set_apart(rows: Sequence[Row], usable: Sequence[UsableSeries], names: Sequence[str]) -> None:
    """Make the rows of whole sources, institutions or folders right below a root external, in place.

    Raises:
        DatasetError: a name fits none of the rows.
    """
    for name in names:
        chosen = []
        for row, series in zip(rows, usable, strict=True):
            below = series.found.scan.path.relative_to(series.found.root).parts[:1]
            # Only a folder that was named on purpose becomes a source: others may be called like patients.
            if name in below:
                row["source"] = name
            if name.casefold() in (row["source"].casefold(), row["institution"].casefold()):
                chosen.append(row)
        if not chosen:
            known = sorted({row[column] for row in rows for column in ("source", "institution")} - {""})
            raise DatasetError(f"No scan is from {name}. There are {', '.join(known)}, and the folders below them.")
        for row in chosen:
            row["split"] = str(Split.EXTERNAL)


def unnamed_patients(usable: Sequence[UsableSeries]) -> list[str]:
    """A sentence about scans that do not say whose they are."""
    unnamed = sum(not _named_patient(each.found) for each in usable)
    if not unnamed:
        return []
    return [
        f"{unnamed} scans name no patient: each examination or file counts as a patient of its own. "
        "Correct patient_id, split and fold where that is wrong."
    ]


def _label(column: str, proposal: Proposal, trust: Confidence) -> Row:
    trusted = proposal.confidence is not None and proposal.confidence.reaches(trust)
    return {
        column: proposal.label if trusted else "",
        f"proposed_{column}": proposal.label,
        f"{column}_confidence": proposal.confidence or "",
        f"{column}_evidence": proposal.evidence,
    }


def _named_patient(found: FoundSeries) -> str:
    """What names the patient; empty when nothing does. It must not be written anywhere."""
    if found.header.text("PatientID"):
        return f"{found.header.text('IssuerOfPatientID')} {found.header.text('PatientID')}"
    subject = None if found.scan.files else _SUBJECT.search(str(found.scan.path.relative_to(found.root)))
    return f"{found.root.resolve().name} {subject.group()}" if subject else ""


def _patient(found: FoundSeries) -> str:
    return _named_patient(found) or found.header.text("StudyInstanceUID") or str(found.scan.path.resolve())
