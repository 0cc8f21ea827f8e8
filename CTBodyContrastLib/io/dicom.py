"""A stack of DICOM slices as one CT volume in HU."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..errors import BadGeometryError, MixedOrientationError, UnreadableFileError
from ..volume import CTVolume
from .headers import without_values
from .phases import Stack, distances, normal
from .planes import Slice
from .received import DicomFile, read_dataset
from .uneven import even_grid, gap_doubts, resample

# Direction cosines and pixel spacings are written with at least four digits, so that more than this is
# another orientation or another grid. (0.001 is 0.06 degrees, 0.25 mm at the edge of a slice.)
_SAME_DIRECTION = 1e-3
_SAME_SPACING_MM = 1e-3
_UNIT_NORMAL_WITHIN = 0.01  # cosines written with two digits still pass
# The axis through the slices may lean against their normal: below this it is rounding, above it is told.
_TILT_DEGREES = 0.5
# Slices are expected on one straight line; a pixel or two off it changes no label.
_SIDEWAYS_MM = 3.0
# A single slice has no step to its neighbor; any positive thickness makes its matrix valid.
_SINGLE_SLICE_MM = 1.0
# The JPEG and JPEG-LS family, by far the most common compression of CT. SimpleITK decodes it without a further
# package, in half the time of pylibjpeg (4 against 8 ms for 512 x 512), and lets other threads run meanwhile.
_SIMPLEITK_FIRST = frozenset(f"1.2.840.10008.1.2.4.{kind}" for kind in (50, 51, 57, 70, 80, 81))
_MOST_THREADS = 4  # beyond this, reading the files is what takes the time
_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0])


class _BeyondInt16Error(Exception):
    """A value in HU does not fit an int16 voxel."""


class _Values(NamedTuple):
    """A decoded slice: stored values (J, I), and slope and intercept from them to HU."""

    stored: np.ndarray
    slope: float
    intercept: float


def check_geometry(slices: Sequence[Slice]) -> None:
    """Check that slices can be stacked at all.

    Raises:
        BadGeometryError: positions or directions are no numbers or no right angle.
        MixedOrientationError: slices differ in orientation, size or pixel spacing.
    """
    first = slices[0]
    finite = all(math.isfinite(value) for item in slices for value in (*item.position, *item.orientation))
    if not finite or not math.isclose(math.hypot(*normal(first)), 1.0, abs_tol=_UNIT_NORMAL_WITHIN):
        raise BadGeometryError("The slice positions or directions of this series are damaged. Export it again.")
    for item in slices[1:]:
        if item.grid[:2] != first.grid[:2] or not _close(item.grid[2:], first.grid[2:], _SAME_SPACING_MM):
            raise MixedOrientationError(
                "The slices of this series differ in size or pixel spacing. Choose or export one reconstruction."
            )
        if not _close(item.orientation, first.orientation, _SAME_DIRECTION):
            raise MixedOrientationError(
                "The slices of this series lie in different orientations. Choose the axial series."
            )


def _close(one: tuple[float, ...], other: tuple[float, ...], within: float) -> bool:
    return one == other or all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def read_stack(stack: Stack, tags: Mapping[str, str]) -> CTVolume:
    """Read the pixels of a stack of slices into one volume.

    Returns:
        Voxels (K, J, I) in HU with K along the slice normal: int16 where slope and intercept are whole numbers,
        else float32. A tilted stack keeps its sheared matrix. Uneven slices are resampled to a regular grid.

    Raises:
        UnreadableFileError: a file is truncated or cannot be decoded; it is named.
        BadGeometryError: the positions make no volume.
    """
    slices, where = stack.slices, np.array(distances(stack.slices))
    notes = [f"{_count(stack.duplicates, 'duplicate slice')} dropped."] if stack.duplicates else []
    doubts = list(gap_doubts(where))
    matrix, lean, sideways = _geometry(slices, where, tags)
    stated_tilt = abs(_number(tags, "GantryDetectorTilt"))
    if lean > _TILT_DEGREES:
        notes.append(f"The gantry was tilted by {lean:.1f} degrees; the slices are used as they lie.")
    elif stated_tilt > _TILT_DEGREES:
        notes.append(f"The gantry was tilted by {stated_tilt:.1f} degrees; the slices were straightened before.")
    if sideways > _SIDEWAYS_MM:
        doubts.append(f"Slices are shifted sideways by up to {sideways:.0f} mm against each other.")
    voxels = _decode(slices)
    grid = even_grid(where)
    if grid is not None:
        gaps, step = np.diff(where), grid[1] - grid[0]
        notes.append(
            f"Uneven slice gaps ({gaps.min():.2f} to {gaps.max():.2f} mm) were resampled to a regular {step:.2f} mm."
        )
        voxels = resample(voxels, where, grid)
        matrix[:3, 2] *= (len(slices) - 1) / (len(grid) - 1)
    return CTVolume(voxels, matrix, dict(tags), tuple(notes), tuple(doubts))


def _count(number: int, what: str) -> str:
    return f"1 {what} was" if number == 1 else f"{number} {what}s were"


def _geometry(slices: Sequence[Slice], where: np.ndarray, tags: Mapping[str, str]) -> tuple[np.ndarray, float, float]:
    """IJK-to-RAS with the mean step as K column, its lean in degrees and the largest offset from its line in mm."""
    row, column = np.array(slices[0].orientation[:3]), np.array(slices[0].orientation[3:])
    row_spacing, column_spacing = slices[0].grid[2:]
    positions = np.array([item.position for item in slices])
    along = np.array(normal(slices[0]))
    if len(slices) == 1:
        step = along * (_number(tags, "SliceThickness") or _SINGLE_SLICE_MM)
        sideways = 0.0
    else:
        direction = (positions[-1] - positions[0]) / (where[-1] - where[0])
        on_line = positions[0] + (where - where[0])[:, None] * direction
        sideways = float(np.linalg.norm(positions - on_line, axis=1).max())
        step = (positions[-1] - positions[0]) / (len(slices) - 1)
    matrix = np.eye(4)
    matrix[:3, :3] = _LPS_TO_RAS @ np.column_stack((row * column_spacing, column * row_spacing, step))
    matrix[:3, 3] = _LPS_TO_RAS @ positions[0]
    cosine = np.dot(step, along) / np.linalg.norm(step)
    return matrix, math.degrees(math.acos(min(1.0, cosine))), sideways


def _number(tags: Mapping[str, str], keyword: str) -> float:
    """A tag as a number; 0 when it is absent, blank or no number."""
    try:
        return float(tags.get(keyword) or 0)
    except ValueError:
        return 0.0


def _decode(slices: Sequence[Slice]) -> np.ndarray:
    """All slices in HU, in one array that is allocated once."""
    shape = (len(slices), *slices[0].grid[:2])
    if all(item.slope.is_integer() and item.intercept.is_integer() for item in slices):
        try:
            return _decode_into(np.empty(shape, np.int16), slices)
        except _BeyondInt16Error:
            pass  # metal on an extended scale, or padding outside the field of view: kept exact in float32
    return _decode_into(np.empty(shape, np.float32), slices)


def _decode_into(voxels: np.ndarray, slices: Sequence[Slice]) -> np.ndarray:
    # A multi-frame file is opened once for all of its frames.
    indexed = sorted(enumerate(slices), key=lambda pair: str(pair[1].path))
    files = [(path, list(pairs)) for path, pairs in groupby(indexed, key=lambda pair: pair[1].path)]
    first_file = files[0][0]
    readable_by_simpleitk = isinstance(first_file, Path) and len(files) == len(slices)
    simpleitk_first = readable_by_simpleitk and _transfer_syntax(first_file) in _SIMPLEITK_FIRST
    # Only SimpleITK lets other threads run while it decodes; pydicom would only get slower.
    threads = min(_MOST_THREADS, os.cpu_count() or 1) if simpleitk_first else 1

    def decode(entry: tuple[DicomFile, list[tuple[int, Slice]]]) -> None:
        _decode_file(voxels, *entry, simpleitk_first)

    if threads == 1:
        for entry in files:
            decode(entry)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(decode, files):
                pass
    return voxels


def _store(target: np.ndarray, values: _Values) -> None:
    """Write the HU of one slice into its place in the volume."""
    stored, slope, intercept = values
    if stored.shape != target.shape:
        raise ValueError("the image has another size than its header says")
    if target.dtype == np.float32:
        np.multiply(stored, np.float32(slope), out=target, casting="unsafe")
        target += np.float32(intercept)
        return
    ends = [int(end) * int(slope) + int(intercept) for end in (stored.min(), stored.max())]
    limits = np.iinfo(np.int16)
    if stored.dtype.kind == "f" or min(ends) < limits.min or max(ends) > limits.max:
        raise _BeyondInt16Error
    # Integers wrap around, so that a product that overflows on its way ends right when the result fits.
    np.copyto(target, stored, casting="unsafe")
    if slope != 1:
        target *= np.int64(slope).astype(np.int16)
    if intercept != 0:
        target += np.int64(intercept).astype(np.int16)


def _transfer_syntax(path: Path) -> str:
    from pydicom.filereader import read_file_meta_info

    try:
        return str(read_file_meta_info(path).get("TransferSyntaxUID", ""))
    except Exception:  # without file meta information it is plain Implicit VR Little Endian
        return ""


def _decode_file(voxels: np.ndarray, path: DicomFile, frames: list[tuple[int, Slice]], simpleitk_first: bool) -> None:
    """Write the frames of one file into their places, by the faster decoder or else by the other one."""
    reasons = []
    for decoder in (_with_simpleitk, _with_pydicom) if simpleitk_first else (_with_pydicom, _with_simpleitk):
        try:
            for index, values in decoder(path, frames):
                _store(voxels[index], values)
            return
        except (_BeyondInt16Error, MemoryError):
            raise
        # Decoders raise whatever they like for a damaged file; the last line of their text says the most.
        except Exception as error:
            reasons.append(without_values(error))
    reason = reasons[1 if simpleitk_first else 0]  # pydicom's is written for people
    raise UnreadableFileError(
        f"{path.name} cannot be decoded: it is truncated, damaged or compressed in an unknown way ({reason}). "
        "Copy it again from the archive, uncompressed if this persists."
    )


def _with_pydicom(path: DicomFile, frames: Sequence[tuple[int, Slice]]) -> Iterator[tuple[int, _Values]]:
    from pydicom.pixels import pixel_array

    dataset = read_dataset(path)
    if "TransferSyntaxUID" not in dataset.file_meta:
        from pydicom.uid import ImplicitVRLittleEndian

        dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    if not any(keyword in dataset for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        raise ValueError("the pixel data ends too early")
    for index, item in frames:
        yield index, _Values(pixel_array(dataset, index=item.frame, raw=True), item.slope, item.intercept)


def _with_simpleitk(path: DicomFile, frames: Sequence[tuple[int, Slice]]) -> Iterator[tuple[int, _Values]]:
    """Frames decoded by SimpleITK, which applies slope and intercept itself."""
    import SimpleITK as sitk

    if not isinstance(path, Path):
        raise ValueError("SimpleITK reads only what is on a disk")
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    reader.SetFileName(str(path))
    values = sitk.GetArrayFromImage(reader.Execute())
    for index, item in frames:
        yield index, _Values(values[item.frame] if values.ndim > 2 else values, 1.0, 0.0)
