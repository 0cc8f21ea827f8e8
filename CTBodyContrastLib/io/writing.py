"""Writing a volume: an image file, or a DICOM series that any viewer opens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import BadGeometryError, CTBodyContrastError
from ..volume import CTVolume

if TYPE_CHECKING:
    from pydicom import Dataset

_FILE_SUFFIXES = (".nii", ".nii.gz", ".nrrd", ".mha")
_TWO_FILE_SUFFIXES = (".nhdr", ".mhd")
_CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2"
_EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1"
# What scanners store: 0 is -1024 HU. A volume with lower values (padding) gets a lower intercept.
_INTERCEPT_HU = -1024
_HIGHEST_STORED = 2**16 - 1
# DICOM decimal strings hold 16 characters.
_DECIMAL_DIGITS = 9
# A file format that knows only three perpendicular axes cannot hold a tilted gantry's.
_LARGEST_SHEAR = 1e-3


class OutputError(CTBodyContrastError, OSError):
    """A file or folder cannot be written where it was asked for."""


def write_volume(volume: CTVolume, path: str | Path) -> Path:
    """Write a volume as an image file, or as a DICOM CT series into a new folder.

    The series has new UIDs and no patient: its name is CTBodyContrast^Phantom. Nothing half-written is left behind.

    Args:
        path: a name that ends in .nii, .nii.gz, .nrrd or .mha is a file, which is replaced if it is there; any other
            name is a folder, which must be new or empty, as a series mixed with other files cannot be told apart.

    Returns:
        The path.

    Raises:
        OutputError: there are other files in the folder, it cannot be made, or the values are too many for DICOM.
        BadGeometryError: the axes of the volume are not perpendicular.
    """
    target = Path(path)
    _check_axes(volume)
    name = target.name.lower()
    if name.endswith(_TWO_FILE_SUFFIXES):
        raise OutputError(f"{target} would need a second file for its voxels. Choose a name ending in .nrrd or .mha.")
    is_file = name.endswith(_FILE_SUFFIXES)
    if is_file and target.is_dir():
        raise OutputError(f"{target} is a folder. Choose another name for the file.")
    if not is_file:
        _check_folder(target)
        _check_values(volume)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        (_write_image if is_file else _write_series)(volume, target)
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}. Choose another place.") from error
    return target


def _check_axes(volume: CTVolume) -> None:
    directions = volume.ijk_to_ras[:3, :3] / np.linalg.norm(volume.ijk_to_ras[:3, :3], axis=0)
    if np.abs(directions.T @ directions - np.eye(3)).max() > _LARGEST_SHEAR:
        raise BadGeometryError("The volume's axes are not perpendicular (tilted gantry): resample it before writing.")


def _check_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise OutputError(
            f"{folder} is a file. Choose another folder for the DICOM series, or a file name ending in .nii.gz."
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"The folder {folder} already holds files. Choose a new or empty one for the DICOM series.")


def _check_values(volume: CTVolume) -> None:
    lowest, highest = float(volume.voxels.min()), float(volume.voxels.max())
    if highest - _intercept(volume) > _HIGHEST_STORED:
        raise OutputError(
            f"Values from {lowest:.0f} to {highest:.0f} HU are more than a DICOM CT series can hold. "
            "Choose a file name ending in .nii.gz."
        )


def _intercept(volume: CTVolume) -> int:
    """The HU that are stored as 0."""
    return min(_INTERCEPT_HU, int(np.floor(volume.voxels.min())))


def _write_image(volume: CTVolume, target: Path) -> None:
    import SimpleITK as sitk

    lps = np.diag([-1.0, -1.0, 1.0]) @ volume.ijk_to_ras[:3]
    spacing = np.linalg.norm(lps[:, :3], axis=0)
    image = sitk.GetImageFromArray(volume.voxels)
    image.SetSpacing(spacing.tolist())
    image.SetOrigin(lps[:, 3].tolist())
    image.SetDirection((lps[:, :3] / spacing).ravel().tolist())
    # The ending says the format, so the unfinished file keeps it; SimpleITK knows only small letters.
    unfinished = target.with_name("unfinished_" + target.name.lower())
    try:
        sitk.WriteImage(image, str(unfinished), useCompression=True)
        unfinished.replace(target)
    except RuntimeError as error:
        raise OSError(f"{target.name} was not accepted by the image writer") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write_series(volume: CTVolume, folder: Path) -> None:
    from tempfile import TemporaryDirectory

    there = folder.is_dir()
    with TemporaryDirectory(prefix="unfinished-", dir=folder if there else folder.parent) as temporary:
        unfinished = Path(temporary, "series")  # the temporary folder itself is closed to others
        unfinished.mkdir()
        template, intercept = _series_header(volume), _intercept(volume)
        for k, image in enumerate(volume.voxels):
            dataset = _slice(template, volume.ijk_to_ras, k, np.rint(image.astype(np.float64)) - intercept, intercept)
            dataset.save_as(unfinished / f"slice{k + 1:04d}.dcm", enforce_file_format=True)
        if there:  # it stays: a shell may be in it
            for path in unfinished.iterdir():
                path.replace(folder / path.name)
        else:
            unfinished.replace(folder)


def _series_header(volume: CTVolume) -> Dataset:
    """What all slices share."""
    from pydicom.dataset import Dataset
    from pydicom.uid import generate_uid

    step_k, step_j, step_i = volume.spacing
    lps = np.diag([-1.0, -1.0, 1.0]) @ volume.ijk_to_ras[:3, :3]
    now = datetime.now(UTC)
    values = {
        "SpecificCharacterSet": "ISO_IR 192",
        "ImageType": ["DERIVED", "PRIMARY", "AXIAL"],
        "SOPClassUID": _CT_IMAGE_STORAGE,
        "StudyDate": now.strftime("%Y%m%d"),
        "StudyTime": now.strftime("%H%M%S"),
        "AccessionNumber": "",
        "Modality": "CT",
        "Manufacturer": "CTBodyContrast",
        "ReferringPhysicianName": "",
        "StudyDescription": "Synthetic CT",
        "PatientName": "CTBodyContrast^Phantom",
        "PatientID": "phantom",
        "PatientBirthDate": "",
        "PatientSex": "",
        "PatientPosition": "HFS",
        "StudyInstanceUID": generate_uid(),
        "SeriesInstanceUID": generate_uid(),
        "FrameOfReferenceUID": generate_uid(),
        "StudyID": "1",
        "SeriesNumber": "1",
        "PositionReferenceIndicator": "",
        "KVP": "",
        "AcquisitionNumber": "1",
        "SliceThickness": _decimal(step_k),
        "SpacingBetweenSlices": _decimal(step_k),
        "PixelSpacing": [_decimal(step_j), _decimal(step_i)],
        "ImageOrientationPatient": [_decimal(v) for v in (*(lps[:, 0] / step_i), *(lps[:, 1] / step_j))],
    }
    # What the volume's own tags say goes first, except what would tie the series to another one.
    own = {name: value for name, value in volume.tags.items() if not name.endswith("UID")}
    dataset = Dataset()
    for keyword, value in (values | own).items():
        setattr(dataset, keyword, value)
    return dataset


def _slice(template: Dataset, ijk_to_ras: np.ndarray, k: int, stored: np.ndarray, intercept: int) -> Dataset:
    """One CT image; stored holds (J, I) values from 0."""
    from copy import deepcopy

    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID, generate_uid

    dataset = deepcopy(template)
    position = np.array([-1.0, -1.0, 1.0]) * (ijk_to_ras @ [0, 0, k, 1])[:3]
    dataset.SOPInstanceUID = generate_uid()
    dataset.InstanceNumber = k + 1
    dataset.ImagePositionPatient = [_decimal(value) for value in position]
    dataset.Rows, dataset.Columns = stored.shape
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 16, 15, 0
    dataset.RescaleSlope, dataset.RescaleIntercept, dataset.RescaleType = "1", str(intercept), "HU"
    # The usual soft-tissue window.
    dataset.WindowCenter, dataset.WindowWidth = "40", "400"
    dataset.PixelData = stored.astype("<u2").tobytes()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = UID(_CT_IMAGE_STORAGE)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.file_meta.TransferSyntaxUID = UID(_EXPLICIT_LITTLE_ENDIAN)
    return dataset


def _decimal(value: float) -> str:
    """A number as a DICOM decimal string."""
    return f"{float(value):.{_DECIMAL_DIGITS}g}"
