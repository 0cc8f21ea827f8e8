"""One CT volume from a NIfTI, NRRD or MetaImage file."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..errors import (
    ColorImageError,
    FourDimensionalError,
    ScanNotFoundError,
    TwoDimensionalError,
    UnreadableFileError,
)
from ..volume import CTVolume
from .archives import on_disk, size_on_disk
from .growth import check_growth
from .image_headers import metaimage_data_file, nrrd_data_file, nrrd_fields
from .nifti import no_orientation, read_nifti
from .values import compact

if TYPE_CHECKING:
    import SimpleITK as sitk

_NIFTI_SUFFIXES = (".nii", ".nii.gz")
_NRRD_SUFFIXES = (".nrrd", ".nhdr")
IMAGE_SUFFIXES = (*_NIFTI_SUFFIXES, *_NRRD_SUFFIXES, ".mha", ".mhd")
_MM_PER_UNIT = {"m": 1000.0, "cm": 10.0, "mm": 1.0, "um": 0.001, "µm": 0.001}
_LEAST_VOXEL_BYTES = 2  # in memory: int16
_MOST_COLOR_CHANNELS = 4  # red, green, blue and opacity; more values in a voxel are time points


def read_image(path: Path) -> CTVolume:
    """Read a .nii, .nii.gz, .nrrd, .nhdr, .mha or .mhd file.

    Returns:
        Voxels (K, J, I) as stored: int16 where the file holds whole numbers that fit, else float32.

    Raises:
        UnreadableFileError: the file is truncated, damaged, of another kind, or claims to be far larger than it is.
        TwoDimensionalError, FourDimensionalError, ColorImageError: it holds something else than one volume.
    """
    with on_disk(path) as file:
        if not file.is_file():
            raise ScanNotFoundError(f"There is no file {path}. Check the name.")
        if path.name.lower().endswith(_NIFTI_SUFFIXES):
            return read_nifti(file, size_on_disk(path))
        is_nrrd = path.name.lower().endswith(_NRRD_SUFFIXES)
        data = nrrd_data_file(file) if is_nrrd else metaimage_data_file(file)
        packed_bytes = size_on_disk(path) if data == file else data.stat().st_size
        image = _read_with_simpleitk(file, "NrrdImageIO" if is_nrrd else "MetaImageIO", packed_bytes)
        fields = nrrd_fields(file) if is_nrrd else {}
    import SimpleITK as sitk

    voxels, matrix = compact(sitk.GetArrayFromImage(image)), _ijk_to_ras(image)
    if not is_nrrd:  # MetaImage always counts in LPS and mm
        return CTVolume(voxels, matrix)
    matrix[:3] *= _mm_per_unit(fields)
    return CTVolume(voxels, matrix, doubts=_nrrd_doubts(path.name, fields, image))


def _mm_per_unit(fields: Mapping[str, str]) -> np.ndarray:
    """For each axis of the space of an NRRD file; a unit that is not stated or not known is taken as mm."""
    units = re.findall(r'"\s*([^"]*?)\s*"', fields.get("space units") or fields.get("units") or "")
    scales = [_MM_PER_UNIT.get(unit, 1.0) for unit in units]
    return np.array(scales if len(scales) == 3 else [1.0] * 3)[:, None]


def _nrrd_doubts(name: str, fields: Mapping[str, str], image: sitk.Image) -> tuple[str, ...]:
    """What an NRRD file may leave out: how its axes lie in the patient, and how large its voxels are."""
    # SimpleITK turns every space that is the patient's into this one, whether or not the axes in it are stated.
    in_patient = image.HasMetaDataKey("NRRD_space") and image.GetMetaData("NRRD_space") == "left-posterior-superior"
    doubts: tuple[str, ...] = () if in_patient and "space directions" in fields else (no_orientation(name),)
    if not {"space directions", "spacings"} & set(fields):
        doubts += (f"{name} does not say how large its voxels are: 1 mm is taken.",)
    return doubts


def _read_with_simpleitk(path: Path, kind: str, packed_bytes: int) -> sitk.Image:
    import SimpleITK as sitk

    reader = sitk.ImageFileReader()
    reader.SetImageIO(kind)
    reader.SetFileName(str(path))
    try:
        reader.ReadImageInformation()
        _check_kind(path.name, reader.GetSize(), reader.GetNumberOfComponents())
        size = list(reader.GetSize())
        check_growth(path.name, packed_bytes, math.prod(size) * _LEAST_VOXEL_BYTES)
        if len(size) > 3:
            reader.SetExtractSize([*size[:3], *[0] * (len(size) - 3)])
        return reader.Execute()
    except RuntimeError as error:
        # SimpleITK's text names its own source files: the file's name says more.
        raise UnreadableFileError(
            f"{path.name} cannot be read: it is truncated or damaged. Copy or export it again."
        ) from error


def _check_kind(name: str, size: tuple[int, ...], channels: int) -> None:
    if any(count > 1 for count in size[3:]) or channels > _MOST_COLOR_CHANNELS:
        raise FourDimensionalError(f"{name} holds several volumes (a time series?). Export a single one.")
    if channels > 1:
        raise ColorImageError(f"{name} is a color image, not a CT volume. Choose the original CT.")
    if len(size) < 3:
        raise TwoDimensionalError(f"{name} is a single image, not a volume. Export the whole CT series.")


def _ijk_to_ras(image: sitk.Image) -> np.ndarray:
    """SimpleITK counts in LPS: the first two rows change their sign."""
    direction = np.array(image.GetDirection()).reshape(3, 3)
    matrix = np.eye(4)
    matrix[:3, :3] = direction * image.GetSpacing()
    matrix[:3, 3] = image.GetOrigin()
    matrix[:2] *= -1
    return matrix
