"""The pixels of DICOM slices in HU: read as they stand where they are not compressed, else by the faster decoder."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..errors import UnreadableFileError
from .archives import on_disk, size_on_disk
from .codestreams import check_compressed, compressed_pixels
from .growth import check_growth
from .headers import without_values
from .planes import Slice, Uncompressed
from .received import DicomFile, ReceivedFile, read_dataset

# The JPEG and JPEG-LS family, by far the most common compression of CT. SimpleITK decodes it without a further
# package, in half the time of pylibjpeg (4 against 8 ms for 512 x 512), and lets other threads run meanwhile.
_SIMPLEITK_FIRST = frozenset(f"1.2.840.10008.1.2.4.{kind}" for kind in (50, 51, 57, 70, 80, 81))
_MOST_THREADS = 4  # beyond this, reading the files is what takes the time
# (7FE0,0010), little endian, and the most bytes that stand between its beginning and its value.
_PIXEL_DATA_START = b"\xe0\x7f\x10\x00"
_LONGEST_ELEMENT_START = 12

# Slices of one file, each with its index in the volume.
Frames = Sequence[tuple[int, Slice]]


class _BeyondInt16Error(Exception):
    """A value in HU does not fit an int16 voxel."""


class _Values(NamedTuple):
    """A decoded slice: stored values (J, I), slope and intercept from them to HU, and what its header says."""

    stored: np.ndarray
    slope: float
    intercept: float
    item: Slice


Reader = Callable[[Any, Frames], Iterator[tuple[int, _Values]]]


def decode(slices: Sequence[Slice]) -> np.ndarray:
    """Read the pixels of slices of one size into one array that is allocated once.

    Returns:
        (K, J, I) in HU, in the order of the slices: int16 where slope and intercept are whole numbers and the values
        fit, else float32.

    Raises:
        UnreadableFileError: a file is truncated or cannot be decoded, or the header claims far more than there is; it
            is named.
    """
    shape = (len(slices), *slices[0].grid[:2])
    packed_bytes = sum(map(_packed_bytes, {item.path for item in slices}))
    check_growth(f"The series of {slices[0].path.name}", packed_bytes, math.prod(shape) * np.dtype(np.int16).itemsize)
    if all(item.slope.is_integer() and item.intercept.is_integer() for item in slices):
        try:
            return _decode_into(np.empty(shape, np.int16), slices)
        except _BeyondInt16Error:
            pass  # metal on an extended scale, or padding outside the field of view: kept exact in float32
    return _decode_into(np.empty(shape, np.float32), slices)


def _packed_bytes(file: DicomFile) -> int:
    return size_on_disk(file) if isinstance(file, Path) else len(file.dataset.get("PixelData") or b"")


def _decode_into(voxels: np.ndarray, slices: Sequence[Slice]) -> np.ndarray:
    # A multi-frame file is opened once for all of its frames.
    indexed = sorted(enumerate(slices), key=lambda pair: str(pair[1].path))
    files = [(path, list(pairs)) for path, pairs in groupby(indexed, key=lambda pair: pair[1].path)]
    first_file = files[0][0]
    readable_by_simpleitk = isinstance(first_file, Path) and len(files) == len(slices)
    simpleitk_first = readable_by_simpleitk and _transfer_syntax(first_file) in _SIMPLEITK_FIRST
    # Only SimpleITK lets other threads run while it decodes; pydicom would only get slower.
    threads = min(_MOST_THREADS, os.cpu_count() or 1) if simpleitk_first else 1

    def decode_entry(entry: tuple[DicomFile, Frames]) -> None:
        _decode_file(voxels, *entry, simpleitk_first)

    if threads == 1:
        for entry in files:
            decode_entry(entry)
    else:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(decode_entry, files):
                pass
    return voxels


def _store(target: np.ndarray, values: _Values) -> None:
    """Write the HU of one slice into its place in the volume."""
    stored, slope, intercept, item = values
    if item.padding:
        hu = stored * np.float64(slope) + intercept
        empty = (hu >= item.padding[0]) & (hu <= item.padding[1])
        # The lowest value that can be stored is 0, which in a CT is as dark as air or darker.
        stored = np.where(empty, stored.dtype.type((item.intercept - intercept) / slope), stored)
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
        with on_disk(path) as file:
            return str(read_file_meta_info(file).get("TransferSyntaxUID", ""))
    except Exception:  # without file meta information it is plain Implicit VR Little Endian
        return ""


def _decode_file(voxels: np.ndarray, path: DicomFile, frames: Frames, simpleitk_first: bool) -> None:
    """Write the frames of one file into their places, by the first reader that can."""
    reasons = {}
    with on_disk(path) if isinstance(path, Path) else nullcontext(path) as file:
        for reader in _readers(path, simpleitk_first):
            try:
                for index, values in reader(file, frames):
                    _store(voxels[index], values)
                return
            except (_BeyondInt16Error, MemoryError):
                raise
            # Decoders raise whatever they like for a damaged file; pydicom's text is written for people.
            except Exception as error:
                reasons[reader] = without_values(error)
    raise UnreadableFileError(
        f"{path.name} cannot be decoded: it is truncated, damaged or compressed in an unknown way "
        f"({reasons[_with_pydicom]}). Copy it again from the archive, uncompressed if this persists."
    )


def _readers(path: DicomFile, simpleitk_first: bool) -> tuple[Reader, ...]:
    """What can read a file, the fastest first."""
    if isinstance(path, ReceivedFile):
        return (_with_pydicom,)  # the others read what is on a disk
    return (_with_simpleitk, _with_pydicom) if simpleitk_first else (_as_it_stands, _with_pydicom, _with_simpleitk)


def _as_it_stands(path: Path, frames: Frames) -> Iterator[tuple[int, _Values]]:
    """Frames that are not compressed, from where the header said they stand: no other part of the file is read."""
    with path.open("rb") as file:
        for index, item in frames:
            if item.uncompressed is None:
                raise ValueError("the pixel data is compressed")
            yield index, _Values(_stored(file, item, item.uncompressed), item.slope, item.intercept, item)


def _stored(file: BufferedReader, item: Slice, place: Uncompressed) -> np.ndarray:
    # The element's tag stands 8 bytes before its value, or 12 where its type is written: the file may have changed.
    file.seek(place.offset - _LONGEST_ELEMENT_START)
    if _PIXEL_DATA_START not in file.read(_LONGEST_ELEMENT_START):
        raise ValueError("the file has changed")
    stored = np.empty(item.grid[:2], "<i2" if place.signed else "<u2")
    file.seek(place.offset + item.frame * stored.nbytes)
    if file.readinto(stored) < stored.nbytes:
        raise ValueError("the pixel data ends too early")
    unused = 16 - place.bits_stored  # bits above the value; they may hold anything (DICOM PS3.5, 8.1.1)
    if unused:
        stored <<= unused
        stored >>= unused
    return stored


def _with_pydicom(path: DicomFile, frames: Frames) -> Iterator[tuple[int, _Values]]:
    from pydicom.pixels import pixel_array

    dataset = read_dataset(path)
    if "TransferSyntaxUID" not in dataset.file_meta:
        from pydicom.uid import ImplicitVRLittleEndian

        dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    if not any(keyword in dataset for keyword in ("PixelData", "FloatPixelData", "DoubleFloatPixelData")):
        raise ValueError("the pixel data ends too early")
    if "PixelData" in dataset and dataset["PixelData"].is_undefined_length:
        check_compressed(dataset.PixelData, *frames[0][1].grid[:2])
    for index, item in frames:
        yield index, _Values(pixel_array(dataset, index=item.frame, raw=True), item.slope, item.intercept, item)


def _with_simpleitk(path: Path, frames: Frames) -> Iterator[tuple[int, _Values]]:
    """Compressed frames decoded by SimpleITK, which applies slope and intercept itself."""
    import SimpleITK as sitk

    check_compressed(compressed_pixels(path.read_bytes()), *frames[0][1].grid[:2])
    reader = sitk.ImageFileReader()
    reader.SetImageIO("GDCMImageIO")
    reader.SetFileName(str(path))
    values = sitk.GetArrayFromImage(reader.Execute())
    for index, item in frames:
        yield index, _Values(values[item.frame] if values.ndim > 2 else values, 1.0, 0.0, item)
