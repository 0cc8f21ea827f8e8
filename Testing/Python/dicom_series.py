"""Small DICOM files for the reader's tests."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import CTImageStorage, EnhancedCTImageStorage, ExplicitVRLittleEndian, generate_uid

SERIES_UID = "1.2.826.0.1.3680043.8.498.1"
ROWS, COLUMNS = 6, 5
SPACING = (0.5, 0.75)  # mm between rows, mm between columns
AXIAL = [1, 0, 0, 0, 1, 0]


def pixels(index: int) -> np.ndarray:
    """Stored values of the slice with this index: different in each slice, row and column."""
    return (index * 100 + np.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)).astype(np.int16)


def slice_dataset(index: int = 0, stored: np.ndarray | None = None, **changes: object) -> FileDataset:
    """A CT slice at z = 2 * index mm; changes are DICOM keywords, None removes one."""
    stored = pixels(index) if stored is None else stored
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID = str(changes.get("SOPClassUID", CTImageStorage))
    meta.MediaStorageSOPInstanceUID = changes.get("SOPInstanceUID") or generate_uid()
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    values = {
        "SOPClassUID": CTImageStorage,
        "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "Modality": "CT",
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"],
        "PatientName": "Secret^Name",
        "PatientID": "secret-id",
        "StudyInstanceUID": "1.2.826.0.1.3680043.8.498.2",
        "SeriesInstanceUID": SERIES_UID,
        "SeriesNumber": 3,
        "SeriesDescription": "CHEST 2 MM",
        "InstanceNumber": index + 1,
        "Rows": stored.shape[0],
        "Columns": stored.shape[1],
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16,
        "BitsStored": 16,
        "HighBit": 15,
        "PixelRepresentation": int(stored.dtype.kind == "i"),
        "ImagePositionPatient": [-10, -20, 2 * index],
        "ImageOrientationPatient": AXIAL,
        "PixelSpacing": list(SPACING),
        "RescaleSlope": 1,
        "RescaleIntercept": -1024,
        "SliceThickness": 2,
        "PixelData": stored.tobytes(),
    } | changes
    for keyword, value in values.items():
        if value is not None:
            setattr(dataset, keyword, value)
    return dataset


def write_series(folder: Path, count: int = 4, **changes: object) -> list[Path]:
    """Write slices 0, 1, ...; a change given as a list of that many values is for each slice its own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for index in range(count):
        own = {
            keyword: value[index] if isinstance(value, list) and len(value) == count else value
            for keyword, value in changes.items()
        }
        paths.append(write(folder / f"{index:03d}.dcm", slice_dataset(index, **own)))
    return paths


def write(path: Path, dataset: Dataset) -> Path:
    """Write one file and return its path."""
    dataset.save_as(path, enforce_file_format=True)
    return path


def write_enhanced(path: Path, stored: Sequence[np.ndarray] = (), **changes: object) -> Path:
    """Write one multi-frame object; without stored slices of the series' own four. They lie 3 mm apart, head first."""
    stored = stored or [pixels(index) for index in range(4)]
    of_frames = ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "RescaleSlope", "RescaleIntercept")
    dataset = slice_dataset(
        0, np.concatenate(stored), SOPClassUID=EnhancedCTImageStorage, **dict.fromkeys(of_frames), **changes
    )
    dataset.Rows, dataset.NumberOfFrames = stored[0].shape[0], len(stored)
    shared = {
        "PlaneOrientationSequence": {"ImageOrientationPatient": AXIAL},
        "PixelMeasuresSequence": {"PixelSpacing": list(SPACING)},
        "PixelValueTransformationSequence": {"RescaleSlope": 1, "RescaleIntercept": -1024, "RescaleType": "HU"},
    }
    places = [{"PlanePositionSequence": {"ImagePositionPatient": [-10, -20, -3 * k]}} for k in range(len(stored))]
    dataset.SharedFunctionalGroupsSequence = Items([_groups(shared)])
    dataset.PerFrameFunctionalGroupsSequence = Items([_groups(place) for place in places])
    return write(path, dataset)


def _groups(sequences: dict[str, dict[str, object]]) -> Dataset:
    groups = Dataset()
    for keyword, values in sequences.items():
        item = Dataset()
        for name, value in values.items():
            setattr(item, name, value)
        setattr(groups, keyword, Items([item]))
    return groups


def positions(distances: Sequence[float]) -> list[list[float]]:
    """ImagePositionPatient of axial slices at these z in mm."""
    return [[-10, -20, float(z)] for z in distances]


@contextmanager
def changed(path: Path) -> Iterator[Dataset]:
    """Change a written file."""
    dataset = pydicom.dcmread(path)
    yield dataset
    dataset.save_as(path)


def hounsfield(*indices: int) -> np.ndarray:
    """The voxels of a volume of these slices, in HU."""
    return np.stack([pixels(index) for index in indices]) - 1024


def zipped(folder: Path, target: Path) -> Path:
    """Pack everything below a folder, with names that begin below it."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    return target


def compress_jpeg_lossless(source: Path, target: Path) -> None:
    """Write a DICOM file again as JPEG Lossless, the most common compression of CT."""
    import SimpleITK as sitk

    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    reader.SetOutputPixelType(sitk.sitkInt16)
    reader.SetFileName(str(source))
    writer = sitk.ImageFileWriter()
    writer.SetImageIO("GDCMImageIO")
    writer.KeepOriginalImageUIDOn()
    writer.UseCompressionOn()
    writer.SetCompressor("JPEG")
    writer.SetFileName(str(target))
    writer.Execute(reader.Execute())
