"""What one DICOM file says about its image, read without its pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from ..errors import (
    NO_MEMORY,
    ColorImageError,
    NoPixelDataError,
    NotCTError,
    ScanError,
    TooLargeError,
    UnreadableFileError,
)
from .archives import not_opened, open_file
from .parsing import FIRST_PIXEL_TAG, PARSER_ERRORS, parse
from .planes import ACQUISITION_TAGS, VOLUME_TAGS, Slice, Uncompressed, Values, frame_tags, slices_of, text
from .received import DicomFile, ReceivedFile

if TYPE_CHECKING:
    from pydicom import Dataset
    from pydicom.tag import BaseTag

# SOP classes of DICOM PS3.4, table B.5-1.
_CT_CLASSES = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.2",  # CT Image Storage
        "1.2.840.10008.5.1.4.1.1.2.1",  # Enhanced CT Image Storage
        "1.2.840.10008.5.1.4.1.1.2.2",  # Legacy Converted Enhanced CT Image Storage
    }
)
_SECONDARY_CAPTURE_CLASS = "1.2.840.10008.5.1.4.1.1.7"  # and its multi-frame variants below it
_DICOMDIR_CLASS = "1.2.840.10008.1.3.10"

_BITS = ("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation")
_IMAGE_TAGS = (
    "SOPInstanceUID",
    "PatientID",
    "SeriesNumber",
    "InstanceNumber",
    "Rows",
    "Columns",
    "SamplesPerPixel",
    "NumberOfFrames",
    *_BITS,
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "PixelSpacing",
    "RescaleSlope",
    "RescaleIntercept",
    "RescaleType",
    "PixelPaddingValue",
    "PixelPaddingRangeLimit",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
    "ContrastBolusAgentSequence",
)
# So few bits of a hash tell the patients of one series apart; which ID it was, they do not tell.
_PATIENT_BYTES = 2
_PIXEL_DATA_TAG = 0x7FE00010
_UNDEFINED_LENGTH = 0xFFFFFFFF  # of compressed pixel data
_SHORT_BYTES = 256  # of a value that others may share; sequences are longer
_PLAIN_SYNTAXES = ("1.2.840.10008.1.2", "1.2.840.10008.1.2.1")  # implicit and explicit VR, little endian
# A file named like this is meant to be DICOM: when it is not, that is said instead of passing over it.
DICOM_SUFFIXES = (".dcm", ".dicom", ".ima")
_DICOM_START_BYTES = 132  # a preamble of 128 bytes and the letters DICM


@dataclass(frozen=True, slots=True)
class Header:
    """What one DICOM file holds.

    Attributes:
        series_uid: SeriesInstanceUID; empty when the file does not say.
        description: the series as a person knows it, for messages ("series 3, CHEST 1.25 MM").
        patient: differs between two patients of one series; it is neither an ID nor leads to one. None when the file
            does not name its patient.
        tags: VOLUME_TAGS that are present, as text.
        slices: its image planes; empty when `problem` is set.
        problem: why it cannot be part of a CT volume.
    """

    path: DicomFile
    series_uid: str
    description: str
    patient: int | None = None
    tags: dict[str, str] = field(default_factory=dict)
    slices: tuple[Slice, ...] = ()
    problem: ScanError | None = None


class _Pixels(NamedTuple):
    """The element in which pixel data begin: its tag, where its value stands in the file and how long that is."""

    tag: int
    offset: int
    length: int


def is_dicom(path: Path) -> bool:
    """Whether a file is DICOM or is meant to be."""
    if path.name.lower().endswith(DICOM_SUFFIXES):
        return True
    try:
        with open_file(path) as file:
            return _begins_as_dicom(file)
    except PARSER_ERRORS:
        return True  # reading it again will say why it cannot be opened


def is_table(path: DicomFile) -> bool:
    """Whether a file is named as a DICOMDIR, the table of contents of a disc."""
    return path.name.upper() == "DICOMDIR"


def read_header(path: DicomFile) -> Header | None:
    """Read what one DICOM file says about its image; None for other files and for a DICOMDIR.

    Nothing is raised for a bad file: its header carries the problem.
    """
    header = Header(path, "", path.name)
    try:
        dataset, pixels = (None, None) if is_table(path) else _read_before_pixels(path)
        if dataset is None:
            return None
        values = _values(dataset)
        if text(values, "SOPClassUID") == _DICOMDIR_CLASS:
            return None
        tags = {keyword: text(values, keyword) for keyword in VOLUME_TAGS if keyword in values}
        series_uid = text(values, "SeriesInstanceUID")
        patient = _patient(series_uid, text(values, "PatientID"))
        header = Header(path, series_uid, describe(values), patient, tags)
        _check_is_ct(values, path, pixels is not None)
        plain = dataset.file_meta.get("TransferSyntaxUID") in _PLAIN_SYNTAXES
        slices = tuple(slices_of(values, path, _uncompressed(values, pixels) if plain else None))
        return replace(header, slices=slices, tags=tags | frame_tags(values))
    except ScanError as problem:
        return replace(header, problem=problem)
    except MemoryError:
        return replace(header, problem=TooLargeError(NO_MEMORY))
    except PermissionError as error:
        return replace(header, problem=not_opened(Path(path.name), error))
    except PARSER_ERRORS as error:
        message = f"{path.name} cannot be read as DICOM ({without_values(error)}). It is damaged: copy it again."
        return replace(header, problem=UnreadableFileError(message))


def without_values(error: Exception) -> str:
    """The last line of a parser's or decoder's error, without the header values it quotes: they may name a patient."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    # What is quoted may hold marks of quotation itself: all from the first to the last is left out.
    return re.sub("['\"].*['\"]", "...", lines[-1])


def _patient(series_uid: str, patient_id: str) -> int | None:
    if not patient_id:
        return None
    # With the series in it, the same patient has another number in each.
    hashed = blake2b(f"{series_uid} {patient_id}".encode("utf-8", "surrogateescape"), digest_size=_PATIENT_BYTES)
    return int.from_bytes(hashed.digest())


def _begins_as_dicom(file: IO[bytes]) -> bool:
    start = file.read(_DICOM_START_BYTES)
    # Without the standard preamble a file starts with group 0008, whose first elements have small numbers.
    return start[128:] == b"DICM" or (start[:2] == b"\x08\x00" and start[3:4] == b"\x00")


def _read_before_pixels(path: DicomFile) -> tuple[Dataset | None, _Pixels | None]:
    """The tags that are needed, and the pixel data that follow them; nothing for a file that is not DICOM."""
    if isinstance(path, ReceivedFile):
        tags = [tag for tag in path.dataset.keys() if tag >= FIRST_PIXEL_TAG]  # noqa: SIM118
        return path.dataset, _Pixels(tags[0], 0, _UNDEFINED_LENGTH) if tags else None

    pixels = None

    def at_pixels(tag: BaseTag, _vr: str | None, length: int) -> bool:
        nonlocal pixels
        if int.__ge__(tag, FIRST_PIXEL_TAG):  # asked for each element, and pydicom's own comparison takes long
            pixels = _Pixels(tag, file.tell(), length)
        return pixels is not None

    with open_file(path) as file:
        if not _begins_as_dicom(file) and not path.name.lower().endswith(DICOM_SUFFIXES):
            return None, None
        return parse(file, at_pixels, list(_tags_to_read())), pixels


def _values(dataset: Dataset) -> dict[str, Any]:
    """DICOM keyword to value, for the tags that are needed and there."""
    keywords, encodings = _tags_to_read(), dataset.original_character_set
    encodings = (encodings,) if isinstance(encodings, str) else tuple(encodings)
    found = {}
    for tag in dataset.keys():  # noqa: SIM118 - a Dataset itself gives elements, which it would have to convert first
        keyword = keywords.get(number := int(tag))
        if keyword is None:
            continue
        raw = dataset.get_item(tag)
        if raw.is_raw and raw.value is not None and len(raw.value) <= _SHORT_BYTES:
            found[keyword] = _value(number, raw.VR, raw.value, raw.is_implicit_VR, raw.is_little_endian, encodings)
        else:
            found[keyword] = dataset[tag].value
    return found


# Most values are the same in every slice of a series, and interpreting one takes longer than reading it. There are
# some ten values for each slice that are its own, so that those of a series are replaced by later ones only.
@lru_cache(maxsize=8192)
def _value(
    tag: int, kind: str | None, value: bytes, is_implicit: bool, is_little_endian: bool, encodings: tuple[str, ...]
) -> Any:
    from pydicom.dataelem import RawDataElement, convert_raw_data_element
    from pydicom.tag import BaseTag

    raw = RawDataElement(BaseTag(tag), kind, len(value), value, 0, is_implicit, is_little_endian)
    return convert_raw_data_element(raw, encoding=list(encodings)).value


def _uncompressed(values: Values, pixels: _Pixels | None) -> Uncompressed | None:
    """Where the pixels stand in a file without compression; None unless they are of the usual kind."""
    if pixels is None or pixels.tag != _PIXEL_DATA_TAG or pixels.length == _UNDEFINED_LENGTH:
        return None
    allocated, stored, high, signed = (int(values.get(keyword) or 0) for keyword in _BITS)
    length = 2 * int(values["Rows"]) * int(values["Columns"]) * int(values.get("NumberOfFrames") or 1)
    if allocated != 16 or not 0 < stored <= allocated or high != stored - 1 or signed not in (0, 1):
        return None
    return Uncompressed(pixels.offset, stored, signed) if pixels.length >= length else None


@cache
def _tags_to_read() -> dict[int, str]:
    """DICOM tag to keyword. The tags are plain numbers: pydicom's own compare themselves far more slowly."""
    from pydicom.datadict import tag_for_keyword

    return {tag_for_keyword(keyword): keyword for keyword in (*VOLUME_TAGS, *ACQUISITION_TAGS, *_IMAGE_TAGS)}


def describe(values: Values) -> str:
    """A series as a person knows it, from its number, description and modality."""
    number, words = text(values, "SeriesNumber"), text(values, "SeriesDescription")
    parts = [f"series {number}" if number else "a series without a number", words, text(values, "Modality")]
    return ", ".join(part for part in parts if part)


def _check_is_ct(values: Values, path: DicomFile, pixels_seen: bool) -> None:
    """Raise why this file is not one or more CT slices, in the order in which a person would ask."""
    sop_class, modality = text(values, "SOPClassUID"), text(values, "Modality")
    is_cut_off = not pixels_seen and not text(values, "SeriesInstanceUID")
    if is_cut_off or not (sop_class or modality):
        raise UnreadableFileError(f"{path.name} is not a complete DICOM file. Copy it again or leave it out.")
    is_image = pixels_seen or "Rows" in values
    if sop_class.startswith(_SECONDARY_CAPTURE_CLASS) and is_image:
        raise NotCTError("This is a secondary capture (a picture of a screen), not CT slices. Choose the CT series.")
    if modality not in ("", "CT") or (sop_class and sop_class not in _CT_CLASSES):
        what = f"modality {modality or 'unknown'}"
        if is_image:
            raise NotCTError(f"These are not CT slices ({what}). Choose the CT series.")
        raise NoPixelDataError(f"This DICOM object ({what}) has no image, such as a report or a plan.")
    image_type = text(values, "ImageType").upper()
    if "LOCALIZER" in image_type:
        raise NotCTError("This is a CT scout (localizer), not a stack of slices. Choose the CT series.")
    if not pixels_seen:
        raise NoPixelDataError(f"{path.name} has no pixel data: only its header was exported, or it was cut off.")
    if (values.get("SamplesPerPixel") or 1) != 1:
        raise ColorImageError("This series holds color images. Choose the original CT series.")
    high, stored = values.get("HighBit"), values.get("BitsStored")
    if high is not None and stored is not None and high >= stored:
        # Older releases of DICOM allowed it, but decoders take the low bits for the value all the same.
        raise UnreadableFileError(
            f"{path.name} stores its pixel values in an outdated way (HighBit {high} of {stored} bits). "
            "Export the series again with another program."
        )
