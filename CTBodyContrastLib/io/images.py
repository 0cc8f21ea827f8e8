"""One CT volume from a NIfTI, NRRD or MetaImage file."""

from __future__ import annotations

import math
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
from .image_headers import metaimage_data_file, nrrd_data_file
from .nifti import no_orientation, read_nifti
from .values import compact

if TYPE_CHECKING:
    import SimpleITK as sitk

_NIFTI_SUFFIXES = (".nii", ".nii.gz")
_NRRD_SUFFIXES = (".nrrd", ".nhdr")
IMAGE_SUFFIXES = (*_NIFTI_SUFFIXES, *_NRRD_SUFFIXES, ".mha", ".mhd")
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
    import SimpleITK as sitk

    voxels = compact(sitk.GetArrayFromImage(image))
    # An NRRD file may leave out which space its axes are in; MetaImage always counts in LPS.
    lies_somehow = is_nrrd and not image.HasMetaDataKey("NRRD_space")
    return CTVolume(voxels, _ijk_to_ras(image), doubts=(no_orientation(path.name),) if lies_somehow else ())


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
