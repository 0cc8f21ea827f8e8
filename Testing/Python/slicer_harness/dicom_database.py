"""slicer.dicomDatabase and DICOMLib.DICOMUtils: what is imported, as Slicer's DICOM database tells of it."""

from pathlib import Path
from types import ModuleType
from typing import Any

import slicer
import vtk

# Columns of CTK's dicom-schema.sql, which are the fields that may be asked for, and the keywords they are filled from.
_PATIENT_FIELDS = {"PatientsName": "PatientName", "PatientID": "PatientID", "PatientsSex": "PatientSex"}
_STUDY_FIELDS = {name: name for name in ("StudyID", "StudyDate", "StudyTime", "StudyDescription", "AccessionNumber")}
_SERIES_FIELDS = {name: name for name in ("SeriesNumber", "SeriesDate", "SeriesDescription", "Modality")}

Fields = dict[str, str]


class ctkDICOMDatabase:
    """The database in memory. Lists are tuples and what is not known is "", as PythonQt gives them.

    An unknown method, field or attribute fails, though to the real one an unknown field is "" too.
    """

    __slots__ = ("_files", "_open", "_parents", "_patients", "_series", "_studies", "_values")

    def __init__(self, values: dict[tuple[str, str], str]) -> None:
        """The values are those of instances that are in no file, by instance UID and tag."""
        self._values = values
        self._open = True
        self._patients: dict[str, Fields] = {}
        self._studies: dict[str, Fields] = {}
        self._series: dict[str, Fields] = {}
        self._files: dict[str, list[str]] = {}
        self._parents: dict[str, str] = {}

    isOpen = property(lambda self: self._open)

    def closeDatabase(self) -> None:
        self._open = False

    def insert(self, path: str, storeFile: bool = True, generateThumbnail: bool = True) -> None:
        """Add a file, which is left where it is."""
        from pydicom import dcmread

        if storeFile or generateThumbnail:
            raise NotImplementedError("The harness neither copies files nor draws thumbnails")
        header = dcmread(_text(path), stop_before_pixels=True)
        study, series = str(header.StudyInstanceUID), str(header.SeriesInstanceUID)
        known = (uid for uid, fields in self._patients.items() if fields["PatientID"] == header.PatientID)
        patient = next(known, str(len(self._patients) + 1))
        self._patients[patient] = _fields(header, _PATIENT_FIELDS)
        self._studies[study] = _fields(header, _STUDY_FIELDS)
        self._series[series] = _fields(header, _SERIES_FIELDS)
        self._parents |= {series: study, study: patient}
        self._files.setdefault(series, []).append(path)

    def patients(self) -> tuple[str, ...]:
        return tuple(self._patients) if self._open else ()

    def studiesForPatient(self, patientUID: str) -> tuple[str, ...]:
        return self._children(patientUID)

    def seriesForStudy(self, studyUID: str) -> tuple[str, ...]:
        return self._children(studyUID)

    def filesForSeries(self, seriesUID: str, hits: int = -1) -> tuple[str, ...]:
        files = self._files.get(_text(seriesUID), []) if self._open else []
        return tuple(files[:hits] if hits > 0 else files)

    def displayedNameForPatient(self, patientUID: str) -> str:
        return self.fieldForPatient("PatientsName", patientUID).replace("^", ", ")

    def fieldForPatient(self, field: str, patientUID: str) -> str:
        return self._field(self._patients, _PATIENT_FIELDS, field, patientUID)

    def fieldForStudy(self, field: str, studyUID: str) -> str:
        return self._field(self._studies, _STUDY_FIELDS, field, studyUID)

    def fieldForSeries(self, field: str, seriesUID: str) -> str:
        return self._field(self._series, _SERIES_FIELDS, field, seriesUID)

    def instanceValue(self, sopInstanceUID: str, tag: str) -> str:
        return self._values.get((_text(sopInstanceUID), _text(tag)), "")

    def _children(self, parent: str) -> tuple[str, ...]:
        found = (uid for uid, each in self._parents.items() if each == _text(parent))
        return tuple(found) if self._open else ()

    def _field(self, table: dict[str, Fields], known: Fields, field: str, uid: str) -> str:
        if field not in known:
            raise ValueError(f"The database has no field '{field}' there. It has: {', '.join(known)}")
        return table.get(_text(uid), {}).get(field, "") if self._open else ""


class TemporaryDICOMDatabase:
    """Another database, empty, while the context lasts."""

    def __init__(self, directory: str | None = None) -> None:
        self._before = slicer.dicomDatabase

    def __enter__(self) -> ctkDICOMDatabase:
        slicer.dicomDatabase = ctkDICOMDatabase({})
        return slicer.dicomDatabase

    def __exit__(self, *raised: object) -> None:
        slicer.dicomDatabase.closeDatabase()
        slicer.dicomDatabase = self._before


def make_dicom_library(volumes_logic: Any) -> ModuleType:
    """The module `DICOMLib`, of which a few functions of `DICOMUtils` are there."""

    def importDicom(dicomDataDir: str, dicomDatabase: Any = None, copyFiles: bool = False) -> bool:
        for path in sorted(Path(_text(dicomDataDir)).iterdir()):
            (dicomDatabase or slicer.dicomDatabase).insert(str(path), copyFiles, False)
        return True

    def loadSeriesByUID(seriesUIDs: list[str]) -> list[str]:
        if not isinstance(seriesUIDs, list) or not seriesUIDs:
            raise ValueError("SeriesUIDs must contain a list")
        if not slicer.dicomDatabase.isOpen:
            raise OSError("DICOM module or database cannot be accessed")
        nodes = [_load(slicer.dicomDatabase.filesForSeries(uid), volumes_logic) for uid in seriesUIDs]
        return [node.GetID() for node in nodes if node]

    library = ModuleType("DICOMLib")
    library.DICOMUtils = ModuleType("DICOMLib.DICOMUtils")
    for each in (importDicom, loadSeriesByUID, TemporaryDICOMDatabase):
        setattr(library.DICOMUtils, each.__name__, each)
    return library


def _load(files: tuple[str, ...], volumes_logic: Any) -> Any:
    """A volume node of these files; None where they make none, as Slicer says in its log."""
    if not all(Path(each).is_file() for each in files):
        return None
    names = vtk.vtkStringArray()
    for each in files:
        names.InsertNextValue(each)
    return volumes_logic.AddArchetypeVolume(files[0], "series", 0, names)


def _fields(header: Any, keywords: Fields) -> Fields:
    return {field: str(header.get(keyword, "")) for field, keyword in keywords.items()}


def _text(value: str) -> str:
    """PythonQt takes nothing else, such as a Path, for a QString."""
    if type(value) is not str:
        raise ValueError(f"A string is needed here, not {value!r}")
    return value
