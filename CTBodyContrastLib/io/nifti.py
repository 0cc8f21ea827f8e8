"""NIfTI files, read without a library: sheared matrices stay, whole numbers stay int16, a cut-off file is noticed.

Format: NIfTI-1 and NIfTI-2, https://nifti.nimh.nih.gov.
"""

from __future__ import annotations

import gzip
import io
import math
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ..errors import ColorImageError, FourDimensionalError, ScanError, TwoDimensionalError, UnreadableFileError
from ..volume import CTVolume
from .growth import check_growth
from .values import compact

# Name, type and byte offset of the header fields that are used.
_NIFTI1_FIELDS = (
    ("dim", "8i2", 40),
    ("datatype", "i2", 70),
    ("pixdim", "8f4", 76),
    ("offset", "f4", 108),
    ("slope", "f4", 112),
    ("inter", "f4", 116),
    ("units", "u1", 123),
    ("qform", "i2", 252),
    ("sform", "i2", 254),
    ("quatern", "3f4", 256),
    ("shift", "3f4", 268),
    ("srow", "(3,4)f4", 280),
)
_NIFTI2_FIELDS = (
    ("datatype", "i2", 12),
    ("dim", "8i8", 16),
    ("pixdim", "8f8", 104),
    ("offset", "i8", 168),
    ("slope", "f8", 176),
    ("inter", "f8", 184),
    ("qform", "i4", 344),
    ("sform", "i4", 348),
    ("quatern", "3f8", 352),
    ("shift", "3f8", 376),
    ("srow", "(3,4)f8", 400),
    ("units", "i4", 500),
)


def _header_type(fields: tuple[tuple[str, str, int], ...], size: int) -> np.dtype:
    names, formats, offsets = zip(*fields, strict=True)
    return np.dtype({"names": names, "formats": formats, "offsets": offsets, "itemsize": size})


_NIFTI1 = _header_type(_NIFTI1_FIELDS, 348)
_NIFTI2 = _header_type(_NIFTI2_FIELDS, 540)
_VOXEL_TYPES = {
    2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4", 1024: "i8", 1280: "u8",
}  # fmt: skip
_COLOR_TYPES = (128, 2304)  # RGB24, RGBA32
_MM_PER_UNIT = {1: 1000.0, 2: 1.0, 3: 0.001}  # meter, millimeter, micrometer; 0 (unknown) is taken as mm


@dataclass(frozen=True)
class _Layout:
    """Where the voxels of a file lie, and what they mean."""

    shape: tuple[int, int, int]
    voxel_type: np.dtype
    offset: int
    slope: float
    inter: float
    ijk_to_ras: np.ndarray
    oriented: bool


def read_nifti(path: Path, packed_bytes: int) -> CTVolume:
    """Read a .nii or .nii.gz file.

    Args:
        packed_bytes: how many it takes on the disk, which tells what it may claim to hold.

    Raises:
        UnreadableFileError: the file is truncated, damaged or not NIfTI, or claims to be far larger than it is.
        TwoDimensionalError, FourDimensionalError, ColorImageError: it holds something else than one volume.
    """
    try:
        with _open(path) as file:
            layout = _layout(file, path.name)
            claimed = max(0, layout.offset) + math.prod(layout.shape) * layout.voxel_type.itemsize
            check_growth(path.name, packed_bytes, claimed)
            voxels = _voxels(file, layout, path.name)
    except ScanError:
        raise
    except (gzip.BadGzipFile, EOFError, zlib.error, OverflowError, ValueError) as error:
        raise UnreadableFileError(
            f"{path.name} is truncated or damaged ({type(error).__name__}). Copy or export it again."
        ) from error
    doubts = () if layout.oriented else (no_orientation(path.name),)
    return CTVolume(compact(voxels, layout.slope, layout.inter), layout.ijk_to_ras, doubts=doubts)


def no_orientation(name: str) -> str:
    """The doubt about an image file that does not say how its axes lie in the patient."""
    return f"{name} does not say which way the patient lies."


def _open(path: Path) -> io.BufferedIOBase:
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if compressed else path.open("rb")


def _layout(file: io.BufferedIOBase, name: str) -> _Layout:
    start = file.read(_NIFTI1.itemsize)
    kind, order = _kind(start)
    if kind is None:
        raise UnreadableFileError(f"{name} is not a NIfTI file, or it is truncated. Export it again.")
    start += file.read(kind.itemsize - len(start))
    if len(start) < kind.itemsize:
        raise UnreadableFileError(f"{name} ends within its header: it is truncated. Copy or export it again.")
    header = np.frombuffer(start, kind.newbyteorder(order))[0]
    code = int(header["datatype"])
    if code in _COLOR_TYPES:
        raise ColorImageError(f"{name} is a color image, not a CT volume. Choose the original CT.")
    if code not in _VOXEL_TYPES:
        raise UnreadableFileError(f"{name} has voxels of an unknown kind (NIfTI type {code}). Export it as int16.")
    slope, inter = float(header["slope"]), float(header["inter"])
    scaled = np.isfinite(slope) and np.isfinite(inter) and slope != 0  # a slope of 0 means: not scaled
    return _Layout(
        shape=_shape(header["dim"], name),
        voxel_type=np.dtype(order + _VOXEL_TYPES[code]),
        offset=int(header["offset"]) - kind.itemsize,
        slope=slope if scaled else 1.0,
        inter=inter if scaled else 0.0,
        ijk_to_ras=_ijk_to_ras(header),
        oriented=bool(header["sform"] > 0 or header["qform"] > 0),
    )


def _kind(start: bytes) -> tuple[np.dtype | None, Literal["<", ">"]]:
    """NIfTI-1 or -2 by the size that a header begins with, and its byte order."""
    orders: tuple[Literal["<", ">"], ...] = ("<", ">")
    for order in orders:
        size = int(np.frombuffer(start[:4].ljust(4), order + "i4")[0])
        if size == _NIFTI1.itemsize and start[344:347] == b"n+1":
            return _NIFTI1, order
        if size == _NIFTI2.itemsize and start[4:7] == b"n+2":
            return _NIFTI2, order
    return None, "<"


def _shape(dim: np.ndarray, name: str) -> tuple[int, int, int]:
    """(K, J, I); further dimensions of one element are dropped."""
    count = int(dim[0])
    sizes = [int(size) for size in dim[1 : count + 1]]
    if not 1 <= count <= 7 or min(sizes) < 1:
        raise UnreadableFileError(f"{name} has an impossible size {sizes}: it is damaged. Export it again.")
    if count > 4 and sizes[4] > 1:
        raise ColorImageError(f"{name} has several values in each voxel. Choose the original CT.")
    if any(size > 1 for size in sizes[3:]):
        raise FourDimensionalError(f"{name} holds {sizes[3]} volumes (a time series?). Export a single one.")
    if count < 3:
        raise TwoDimensionalError(f"{name} is a single image, not a volume. Export the whole CT series.")
    return sizes[2], sizes[1], sizes[0]


def _ijk_to_ras(header: np.void) -> np.ndarray:
    matrix = np.eye(4)
    scale = _MM_PER_UNIT.get(int(header["units"]) & 7, 1.0)  # the lowest three bits are the unit of length
    if header["sform"] > 0:
        matrix[:3] = header["srow"]
    else:
        spacing = np.abs(header["pixdim"][1:4].astype(float))
        matrix[:3, :3] = np.diag(spacing)
        if header["qform"] > 0:
            handedness = -1.0 if header["pixdim"][0] < 0 else 1.0
            matrix[:3, :3] = _rotation(header["quatern"].astype(float)) * (spacing * (1.0, 1.0, handedness))
            matrix[:3, 3] = header["shift"]
    matrix[:3] *= scale
    return matrix


def _rotation(quaternion: np.ndarray) -> np.ndarray:
    """Rotation matrix of the unit quaternion (a, b, c, d), given b, c and d."""
    b, c, d = quaternion
    a = np.sqrt(max(0.0, 1.0 - b * b - c * c - d * d))
    return np.array(
        [
            [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
            [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)],
            [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c],
        ]
    )


def _voxels(file: io.BufferedIOBase, layout: _Layout, name: str) -> np.ndarray:
    """The stored (K, J, I) values in the machine's byte order."""
    file.seek(max(0, layout.offset), io.SEEK_CUR)
    voxels = np.empty(layout.shape, layout.voxel_type)
    target, filled = voxels.data.cast("B"), 0
    while filled < len(target):
        count = file.readinto(target[filled:])
        if not count:
            raise UnreadableFileError(
                f"{name} is truncated: {filled} of {len(target)} bytes are there. Copy or export it again."
            )
        filled += count
    file.read(1)  # at its end a compressed file is checked against its own sum
    return voxels.astype(voxels.dtype.newbyteorder("="), copy=False)
