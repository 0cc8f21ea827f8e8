"""Where a result comes from: the DICOM identity of a study and series, as an object derived from them must state it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import UnusableSourceError
from .parsing import PARSER_ERRORS
from .received import DicomFile, read_dataset

if TYPE_CHECKING:
    from pydicom import Dataset

# What tells patient and study (DICOM PS3.3, C.7.1.1 and C.7.2.1). All of it may be blank, none may be left out.
_IDENTITY = (
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "StudyID",
    "AccessionNumber",
    "ReferringPhysicianName",
)
_SERIES = ("SeriesNumber", "SeriesDescription", "BodyPartExamined")
_UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPClassUID", "SOPInstanceUID")
# DICOM PS3.5, 9.1. Some anonymizers write components that begin with 0, which is against it: a report must
# name the study as its images do, so that they are taken as they are.
_UID = re.compile(r"[0-9.]{1,64}")
_SEXES = ("M", "F", "O", "")


@dataclass(frozen=True)
class Instance:
    """One DICOM object and where it belongs: the four UIDs that refer to it."""

    study_uid: str
    series_uid: str
    sop_class_uid: str
    sop_instance_uid: str


@dataclass(frozen=True)
class Source:
    """The DICOM series that was classified.

    Attributes:
        identity: patient and study, DICOM keyword to text; "" where the header says nothing that may be passed on.
        header: the series' own SeriesNumber, SeriesDescription and BodyPartExamined, likewise.
        instances: the objects whose pixels were used, at least one.
    """

    identity: Mapping[str, str]
    header: Mapping[str, str]
    instances: tuple[Instance, ...]


def read_source(files: Sequence[DicomFile]) -> Source:
    """Read from a volume's DICOM files what a derived object must state. Only headers are read.

    Raises:
        UnusableSourceError: there is no DICOM file, one cannot be read any more, or one lacks a UID without which
            nothing can refer to it. No file is named: its name may be to be hidden.
    """
    if not files:
        raise UnusableSourceError(
            "This scan is no DICOM series: there is no study that the result could be filed under."
        )
    first = read_elements(files[0], (*_UIDS, *_IDENTITY, *_SERIES))
    instances = (_instance(first), *(_instance(read_elements(path, _UIDS)) for path in files[1:]))
    return Source(
        {keyword: _valid(keyword, _text(first, keyword)) for keyword in _IDENTITY},
        {keyword: _text(first, keyword) for keyword in _SERIES},
        instances,
    )


def read_patient(files: Sequence[DicomFile]) -> tuple[str, str]:
    """PatientName and PatientID from the first of a volume's DICOM files; empty where there is none or they are blank.

    Raises:
        UnusableSourceError: the file cannot be read any more.
    """
    if not files:
        return "", ""
    dataset = read_elements(files[0], ("PatientName", "PatientID"))
    return _text(dataset, "PatientName"), _text(dataset, "PatientID")


def read_elements(path: DicomFile, keywords: Sequence[str]) -> Dataset:
    """Some elements of a DICOM file's header.

    Raises:
        UnusableSourceError: the file cannot be read any more.
    """
    try:
        return read_dataset(path, keywords, with_pixels=False)
    except PARSER_ERRORS as error:
        raise UnusableSourceError("A file of the series can no longer be read. Run this again.") from error


def _instance(dataset: Dataset) -> Instance:
    found = {keyword: _text(dataset, keyword) for keyword in _UIDS}
    for keyword, uid in found.items():
        if not _UID.fullmatch(uid):
            raise UnusableSourceError(
                f"A slice has no valid {keyword}, so that nothing can refer to it. Export the series again."
            )
    return Instance(*found.values())


def _text(dataset: Dataset, keyword: str) -> str:
    """A header's value as text; "" when it is absent, or is no text because its type is wrong or it is damaged."""
    from pydicom.multival import MultiValue
    from pydicom.sequence import Sequence as Items

    try:
        value = dataset.get(keyword)
    except PARSER_ERRORS:
        return ""
    if value is None or isinstance(value, bytes | Items):
        return ""
    values = value if isinstance(value, MultiValue) else [value]
    return "\\".join(str(part).strip() for part in values)


def _valid(keyword: str, value: str) -> str:
    """A value that may stand in a new object, else "". Names and numbers are kept, by which an archive matches."""
    from pydicom.datadict import dictionary_VR
    from pydicom.valuerep import DA, TM

    kind = dictionary_VR(keyword)
    try:
        if kind == "DA":
            return value if len(value) == len("YYYYMMDD") and DA(value) else ""
        if kind == "TM":
            return value if TM(value) else ""
    except ValueError:
        return ""
    return value if keyword != "PatientSex" or value in _SEXES else ""
