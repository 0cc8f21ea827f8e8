"""Headers that are well formed and say what no scan does."""

import re
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from dicom_series import changed
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import Tag

from fuzzing.seeds import seed, write_files

_TYPES = ("AE", "AT", "DS", "FD", "FL", "IS", "LO", "OB", "OW", "PN", "SQ", "SS", "UI", "UL", "UN", "US", "UT", "ZZ")
_LONG_TYPES = ("OB", "OW", "SQ", "UN", "UT")  # their length has four bytes, after two unused ones (DICOM PS3.5, 7.1.2)
_LENGTHS = (1, 2, 4, 7, 8, 16, 300)
_NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "0",
    "-0",
    "-1",
    "1e308",
    "-1e308",
    "1e-308",
    "99999999999",
    "",
    " ",
    "1,5",
    "\\",
    "٣",
)
NUMBER_TAGS = (
    "Rows",
    "Columns",
    "SamplesPerPixel",
    "NumberOfFrames",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "PixelSpacing",
    "RescaleSlope",
    "RescaleIntercept",
    "SliceThickness",
    "GantryDetectorTilt",
)
TEXT_TAGS = (
    "SOPClassUID",
    "SOPInstanceUID",
    "SeriesInstanceUID",
    "Modality",
    "ImageType",
    "SeriesNumber",
    "SeriesDescription",
    "InstanceNumber",
    "PhotometricInterpretation",
    "RescaleType",
    "SpecificCharacterSet",
)
# The number of values of each.
_GEOMETRY = {"ImagePositionPatient": 3, "ImageOrientationPatient": 6, "PixelSpacing": 2, "SliceThickness": 1}
_EXTREMES = ("nan", "inf", "0", "-1", "1", "1e300", "1e-300")
_HUGE = (0, 1, 2**15 - 1, 2**15, 2**16 - 1)
_EXPLICIT = ("DICOM", "DICOM, RLE", "DICOM, JPEG 2000", "DICOM, JPEG Lossless", "DICOM, multi-frame")
_DICOM = (*_EXPLICIT, "DICOM, implicit VR")
_WITH_TEXT = tuple(f"{kind}{form}" for kind in ("NRRD", "MetaImage") for form in ("", ", compressed", ", two files"))
_TEXT_LINES = 20  # of a header; voxels follow
_TEXT_VALUES = (
    b"",
    b"0 0 0",
    b"-1 -1 -1",
    b"nan nan nan",
    b"inf 1 1",
    b"99999 99999 99999",
    b"2147483647 1 1",
    b"../..",
    b"x" * 5000,
)
# Type, place and number of values: sizes, spacing, offset and scale, kinds of matrix, matrices, type of voxels.
_NIFTI_FIELDS = (("<h", 40, 8), ("<f", 76, 8), ("<f", 108, 3), ("<h", 252, 2), ("<f", 256, 18), ("<h", 70, 2))
_NIFTI_EXTREMES = {
    "<h": (0, 1, -1, 2**15 - 1, -(2**15)),
    "<f": (0.0, -1.0, 1e38, 1e-38, float("nan"), float("inf")),
}
_DEPTHS = (10, 200, 2000, 20000)
# Little endian (DICOM PS3.5, 7.5).
_PIXEL_DATA = b"\xe0\x7f\x10\x00"
_UNKNOWN_LENGTH = b"\xff" * 4
_ITEM = b"\xfe\xff\x00\xe0"
_ENDS = b"\xfe\xff\x0d\xe0\0\0\0\0\xfe\xff\xdd\xe0\0\0\0\0"


def wrong_numbers(rng: Random, dataset: Dataset) -> None:
    """Text where a number is expected, or a number that is none."""
    _put(dataset, rng.choice(NUMBER_TAGS), rng.choices(_NUMBERS, k=rng.choice((1, 2, 3, 6, 7))))


def bad_geometry(rng: Random, dataset: Dataset) -> None:
    """Zero, infinite or no spacing, and matrices that are not numbers."""
    keyword, count = rng.choice(sorted(_GEOMETRY.items()))
    _put(dataset, keyword, rng.choices(_EXTREMES, k=count))


def _put(dataset: Dataset, keyword: str, numbers: Iterable[str]) -> None:
    """Numbers as they will stand in the file: pydicom neither checks nor changes them."""
    tag, value = Tag(keyword), "\\".join(numbers).encode()
    dataset[tag] = RawDataElement(tag, "DS", len(value), value, 0, False, True)


def huge_sizes(rng: Random, dataset: Dataset) -> None:
    dataset.Rows, dataset.Columns = rng.choice(_HUGE), rng.choice(_HUGE)
    if rng.random() < 0.5:
        dataset.NumberOfFrames = rng.choice((0, 2, 2**15, 2**31 - 1, -1))


def missing(rng: Random, dataset: Dataset) -> None:
    for keyword in rng.sample((*NUMBER_TAGS, *TEXT_TAGS, "PixelData"), rng.randint(1, 4)):
        if keyword in dataset:
            del dataset[keyword]


def wrong_types(rng: Random, folder: Path) -> None:
    """In one slice or all, a value of another type than its tag has, with whatever bytes."""
    files = dict(seed(rng.choice(_EXPLICIT)))
    tag = tag_for_keyword(rng.choice(NUMBER_TAGS + TEXT_TAGS))
    kind, value = rng.choice(_TYPES), rng.choice((b"", b"\0", b"nan", rng.randbytes(rng.choice(_LENGTHS))))
    start = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    length = struct.pack("<HL", 0, len(value)) if kind in _LONG_TYPES else struct.pack("<H", len(value))
    usual = re.compile(re.escape(start) + dictionary_VR(tag).encode() + b"..", re.DOTALL)
    for name in rng.choice((sorted(files), sorted(files)[:1])):
        if found := usual.search(files[name]):
            rest = files[name][found.end() + int.from_bytes(found[0][-2:], "little") :]
            files[name] = files[name][: found.start()] + start + kind.encode() + length + value + rest
    write_files(folder, files)


def deep_sequences(rng: Random, folder: Path) -> None:
    """Sequences within sequences, before the pixels of one slice."""
    name = rng.choice(("DICOM", "DICOM, implicit VR"))
    files = dict(seed(name))
    path = rng.choice(sorted(files))
    start, pixels, end = files[path].rpartition(_PIXEL_DATA)
    kind = b"SQ\0\0" if name == "DICOM" else b""
    depth = rng.choice(_DEPTHS)
    # Shared functional groups, of unknown length, each in the only item of the last; then the ends of all.
    nested = (b"\x00\x52\x29\x92" + kind + _UNKNOWN_LENGTH + _ITEM + _UNKNOWN_LENGTH) * depth + _ENDS * depth
    write_files(folder, files | {path: start + nested + pixels + end})


def of_dicom(change: Callable[[Random, Dataset], None], rng: Random, folder: Path) -> None:
    """A sound series in which the headers of one file or of all are changed in the same way."""
    write_files(folder, seed(rng.choice(_DICOM)))
    paths = sorted(folder.iterdir())
    state = rng.getstate()
    for path in rng.choice((paths, paths[:1], paths[-1:])):
        rng.setstate(state)
        with changed(path) as dataset:
            change(rng, dataset)


def of_nifti(rng: Random, folder: Path) -> None:
    """Fields of a NIfTI header take extreme values."""
    ((name, content),) = seed("NIfTI").items()
    header = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        kind, start, count = rng.choice(_NIFTI_FIELDS)
        place = start + rng.randrange(count) * struct.calcsize(kind)
        struct.pack_into(kind, header, place, rng.choice(_NIFTI_EXTREMES[kind]))
    write_files(folder, {name: bytes(header)})


def of_text(rng: Random, folder: Path) -> None:
    """A line in the header of an NRRD or MetaImage file says something else."""
    files = dict(seed(rng.choice(_WITH_TEXT)))
    name = next(name for name in files if not name.endswith("raw"))
    separator = b": " if files[name].startswith(b"NRRD") else b" = "
    lines = files[name].split(b"\n")
    number = rng.choice([number for number, line in enumerate(lines[:_TEXT_LINES]) if separator in line])
    keyword = lines[number].partition(separator)[0]
    lines[number] = keyword + separator + rng.choice(_TEXT_VALUES)
    write_files(folder, files | {name: b"\n".join(lines)})
