"""The CT series of a DICOM database such as 3D Slicer's: listing them, and classifying one from its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .errors import ScanNotFoundError

if TYPE_CHECKING:
    from .batch import OnStage
    from .classifier import Classifier, Task
    from .io.results import ScanResult


class DicomDatabase(Protocol):
    """What is asked of a database: methods of ctkDICOMDatabase (CTK, Libs/DICOM/Core), by their names there.

    A field is a column of the database's tables Patients, Studies and Series; "" where it says nothing.
    """

    def patients(self) -> Iterable[str]:
        """The database's own number of each patient."""

    def displayedNameForPatient(self, patient: str) -> str:  # noqa: N802
        """The name as the DICOM browser shows it."""

    def fieldForPatient(self, field: str, patient: str) -> str:  # noqa: N802
        """A field of a patient."""

    def studiesForPatient(self, patient: str) -> Iterable[str]:  # noqa: N802
        """The StudyInstanceUIDs of a patient."""

    def fieldForStudy(self, field: str, study_uid: str) -> str:  # noqa: N802
        """A field of a study."""

    def seriesForStudy(self, study_uid: str) -> Iterable[str]:  # noqa: N802
        """The SeriesInstanceUIDs of a study."""

    def fieldForSeries(self, field: str, series_uid: str) -> str:  # noqa: N802
        """A field of a series."""

    def filesForSeries(self, series_uid: str) -> Iterable[str]:  # noqa: N802
        """The files of a series; empty names where only a server has them."""


@dataclass(frozen=True)
class Series:
    """A series as a person finds it in the DICOM browser. Patient and study are for the screen only.

    Attributes:
        uid: SeriesInstanceUID.
        modality: as DICOM writes it: "CT", "MR".
        patient: the name, or the ID where there is no name.
        study: the date of the study, as the database writes it.
        description: number and SeriesDescription, as "3: CHEST 2 MM"; the UID where there is neither.
    """

    uid: str
    modality: str
    patient: str
    study: str
    description: str

    @property
    def is_ct(self) -> bool:
        """Whether it may be classified."""
        return self.modality == "CT"


def all_series(database: DicomDatabase) -> Iterator[Series]:
    """The series in the database's order, each when it is asked for: they may be many. No file is opened."""
    for patient in database.patients():
        name = database.displayedNameForPatient(patient) or database.fieldForPatient("PatientID", patient)
        for study in database.studiesForPatient(patient):
            date = database.fieldForStudy("StudyDate", study)
            for uid in database.seriesForStudy(study):
                modality = database.fieldForSeries("Modality", uid)
                yield Series(uid, modality, name, date, _description(database, uid))


def ct_series(database: DicomDatabase) -> list[Series]:
    """All series of modality CT."""
    return [series for series in all_series(database) if series.is_ct]


def series_files(database: DicomDatabase, series_uid: str) -> list[Path]:
    """The files of a series that are on this computer."""
    return [Path(name) for name in database.filesForSeries(series_uid) if name]


def classify_series(
    series_uid: str,
    files: Sequence[Path],
    classifier: Classifier,
    on_stage: OnStage,
    task: Task = "both",
    regions: bool = False,
) -> list[ScanResult]:
    """Classify each volume that the files of one series make; there is always at least one result.

    Args:
        series_uid: by which the database knows the series; the results name it so.
        files: its DICOM files.
        classifier: a loaded model.
        on_stage: called with a text and how far the current volume is (0 to 1); what it raises ends the work.
        task, regions: those of `classify_scans`.

    Raises:
        ModelError, MissingPackageError: no scan could be classified; everything about this series is a result with
            status rejected and its reason instead.
    """
    # Not sooner: they slow Slicer's start.
    from .batch import classify_scans
    from .io.series import Scan, scans_of_files

    missing = ScanNotFoundError("No file of this series is on this computer. Retrieve or import it again.")
    scans = scans_of_files(files) or [Scan(Path(), problem=missing)]
    results = classify_scans(scans, classifier, task, on_stage, regions=regions)
    return [replace(result, series_uid=series_uid) for result in results]


def _description(database: DicomDatabase, uid: str) -> str:
    parts = (database.fieldForSeries(field, uid) for field in ("SeriesNumber", "SeriesDescription"))
    return ": ".join(part for part in parts if part) or uid
