"""What one DICOM file says about its image, read without its pixels."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from ..errors import ColorImageError, NoPixelDataError, NotCTError, ScanError, UnreadableFileError
from .planes import ACQUISITION_TAGS, VOLUME_TAGS, Slice, frame_tags, slices_of, text
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

_IMAGE_TAGS = (
    "SOPInstanceUID",
    "SeriesNumber",
    "InstanceNumber",
    "Rows",
    "Columns",
    "SamplesPerPixel",
    "NumberOfFrames",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "PixelSpacing",
    "RescaleSlope",
    "RescaleIntercept",
    "RescaleType",
    "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence",
    "ContrastBolusAgentSequence",
)
_FIRST_PIXEL_TAG = 0x7FE00008  # Float Pixel Data; Double Float and Pixel Data follow it
# What pydicom raises when a file ends too early or holds impossible values.
PARSER_ERRORS = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError, struct.error)


@dataclass(frozen=True, slots=True)
class Header:
    """What one DICOM file holds.

    Attributes:
        series_uid: SeriesInstanceUID; empty when the file does not say.
        description: the series as a person knows it, for messages ("series 3, CHEST 1.25 MM").
        tags: VOLUME_TAGS that are present, as text.
        slices: its image planes; empty when `problem` is set.
        problem: why it cannot be part of a CT volume.
    """

    path: DicomFile
    series_uid: str
    description: str
    tags: dict[str, str] = field(default_factory=dict)
    slices: tuple[Slice, ...] = ()
    problem: ScanError | None = None


def looks_like_dicom(start: bytes) -> bool:
    """Tell from a file's first 132 bytes whether it is DICOM, with or without the standard preamble."""
    # Without a preamble the file starts with group 0008, whose first elements have small numbers.
    return start[128:132] == b"DICM" or (start[:2] == b"\x08\x00" and start[3:4] == b"\x00")


def read_header(path: DicomFile) -> Header | None:
    """Read what one DICOM file says about its image; None for a DICOMDIR, which is only a table of contents.

    Nothing is raised for a bad file: its header carries the problem.
    """
    header = Header(path, "", path.name)
    try:
        dataset, pixels_seen = _read_before_pixels(path)
        if text(dataset, "SOPClassUID") == _DICOMDIR_CLASS or path.name.upper() == "DICOMDIR":
            return None
        tags = {keyword: text(dataset, keyword) for keyword in VOLUME_TAGS if keyword in dataset}
        header = Header(path, text(dataset, "SeriesInstanceUID"), describe(dataset), tags)
        _check_is_ct(dataset, path, pixels_seen)
        return replace(header, slices=tuple(slices_of(dataset, path)), tags=tags | frame_tags(dataset))
    except ScanError as problem:
        return replace(header, problem=problem)
    except PARSER_ERRORS as error:
        message = f"{path.name} cannot be read as DICOM ({without_values(error)}). It is damaged: copy it again."
        return replace(header, problem=UnreadableFileError(message))


def without_values(error: Exception) -> str:
    """The last line of a parser's or decoder's error, without the header values it quotes: they may name a patient."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return re.sub("'[^']*'|\"[^\"]*\"", "...", lines[-1])


def _read_before_pixels(path: DicomFile) -> tuple[Dataset, bool]:
    """The tags that are needed, and whether pixel data follow them."""
    from pydicom.filereader import read_partial

    if isinstance(path, ReceivedFile):
        return path.dataset, any(tag >= _FIRST_PIXEL_TAG for tag in path.dataset.keys())  # noqa: SIM118

    pixels_seen = False

    def at_pixels(tag: int, _vr: str | None, _length: int) -> bool:
        nonlocal pixels_seen
        pixels_seen = tag >= _FIRST_PIXEL_TAG
        return pixels_seen

    with path.open("rb") as file:
        return read_partial(file, at_pixels, force=True, specific_tags=_tags_to_read()), pixels_seen


@cache
def _tags_to_read() -> list[BaseTag]:
    from pydicom.tag import Tag

    return [Tag(keyword) for keyword in (*VOLUME_TAGS, *ACQUISITION_TAGS, *_IMAGE_TAGS)]


def describe(dataset: Dataset) -> str:
    """A series as a person knows it, from its number, description and modality."""
    number, words = text(dataset, "SeriesNumber"), text(dataset, "SeriesDescription")
    parts = [f"series {number}" if number else "a series without a number", words, text(dataset, "Modality")]
    return ", ".join(part for part in parts if part)


def _check_is_ct(dataset: Dataset, path: DicomFile, pixels_seen: bool) -> None:
    """Raise why this file is not one or more CT slices, in the order in which a person would ask."""
    sop_class, modality = text(dataset, "SOPClassUID"), text(dataset, "Modality")
    is_cut_off = not pixels_seen and not text(dataset, "SeriesInstanceUID")
    if is_cut_off or not (sop_class or modality):
        raise UnreadableFileError(f"{path.name} is not a complete DICOM file. Copy it again or leave it out.")
    is_image = pixels_seen or "Rows" in dataset
    if sop_class.startswith(_SECONDARY_CAPTURE_CLASS) and is_image:
        raise NotCTError("This is a secondary capture (a picture of a screen), not CT slices. Choose the CT series.")
    if modality not in ("", "CT") or (sop_class and sop_class not in _CT_CLASSES):
        what = f"modality {modality or 'unknown'}"
        if is_image:
            raise NotCTError(f"These are not CT slices ({what}). Choose the CT series.")
        raise NoPixelDataError(f"This DICOM object ({what}) has no image, such as a report or a plan.")
    image_type = text(dataset, "ImageType").upper()
    if "LOCALIZER" in image_type:
        raise NotCTError("This is a CT scout (localizer), not a stack of slices. Choose the CT series.")
    if not pixels_seen:
        raise NoPixelDataError(f"{path.name} has no pixel data: only its header was exported, or it was cut off.")
    if (dataset.get("SamplesPerPixel") or 1) != 1:
        raise ColorImageError("This series holds color images. Choose the original CT series.")
