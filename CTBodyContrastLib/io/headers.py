"""What one DICOM file says about its image, read without its pixels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import (
    BadGeometryError,
    ColorImageError,
    NoPixelDataError,
    NotCTError,
    NotHounsfieldError,
    ScanError,
    UnreadableFileError,
)

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

# The tags a volume keeps: what is compared with the pixels, and none that identifies the patient.
VOLUME_TAGS = (
    "Modality",
    "SOPClassUID",
    "SeriesInstanceUID",
    "StudyInstanceUID",
    "BodyPartExamined",
    "ContrastBolusAgent",
    "ContrastBolusRoute",
    "StudyDescription",
    "SeriesDescription",
    "ProtocolName",
    "Manufacturer",
    "ConvolutionKernel",
    "SliceThickness",
    "KVP",
    "GantryDetectorTilt",
)
# What can tell one volume of a series from another at the same place, the most telling first.
ACQUISITION_TAGS = (
    "ImageType",
    "TemporalPositionIdentifier",
    "NominalPercentageOfCardiacPhase",
    "AcquisitionNumber",
    "ConvolutionKernel",
    "KVP",
    "SliceThickness",
    "AcquisitionDateTime",
    "AcquisitionTime",
    "ContentTime",
)
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
# In an enhanced object these are kept once for all frames or once for each, inside these sequences.
_FRAME_SEQUENCES = {
    "ImagePositionPatient": "PlanePositionSequence",
    "ImageOrientationPatient": "PlaneOrientationSequence",
    "PixelSpacing": "PixelMeasuresSequence",
    "SliceThickness": "PixelMeasuresSequence",
    "RescaleSlope": "PixelValueTransformationSequence",
    "RescaleIntercept": "PixelValueTransformationSequence",
    "RescaleType": "PixelValueTransformationSequence",
    "BodyPartExamined": "FrameAnatomySequence",
    "ConvolutionKernel": "CTReconstructionSequence",
    "KVP": "CTXRayDetailsSequence",
}
_FIRST_PIXEL_TAG = 0x7FE00008  # Float Pixel Data; Double Float and Pixel Data follow it
# What pydicom raises when a file ends too early or holds impossible values.
_PARSER_ERRORS = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError, struct.error)


@dataclass(frozen=True, slots=True)
class Slice:
    """One image plane of a CT series.

    Attributes:
        path, frame: the file, and the index of the frame inside it (0 for an ordinary file).
        uid: SOPInstanceUID, with the frame for a multi-frame object.
        position, orientation: ImagePositionPatient and ImageOrientationPatient (LPS, mm).
        grid: Rows, Columns and the two PixelSpacing values (mm between rows, mm between columns).
        slope, intercept: stored values to HU.
        acquisition: the values of ACQUISITION_TAGS, as text.
        number: InstanceNumber, or the number of the frame.
    """

    path: Path
    frame: int
    uid: str
    position: tuple[float, ...]
    orientation: tuple[float, ...]
    grid: tuple[int, int, float, float]
    slope: float
    intercept: float
    acquisition: tuple[str, ...]
    number: int


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

    path: Path
    series_uid: str
    description: str
    tags: dict[str, str] = field(default_factory=dict)
    slices: tuple[Slice, ...] = ()
    problem: ScanError | None = None


def looks_like_dicom(start: bytes) -> bool:
    """Tell from a file's first 132 bytes whether it is DICOM, with or without the standard preamble."""
    # Without a preamble the file starts with group 0008, whose first elements have small numbers.
    return start[128:132] == b"DICM" or (start[:2] == b"\x08\x00" and start[3:4] == b"\x00")


def read_header(path: Path) -> Header | None:
    """Read what one DICOM file says about its image; None for a DICOMDIR, which is only a table of contents.

    Nothing is raised for a bad file: its header carries the problem.
    """
    try:
        dataset, pixels_seen = _read_before_pixels(path)
        header = Header(
            path,
            text(dataset, "SeriesInstanceUID"),
            _describe(dataset),
            {keyword: text(dataset, keyword) for keyword in VOLUME_TAGS if keyword in dataset},
        )
        is_contents = text(dataset, "SOPClassUID") == _DICOMDIR_CLASS or path.name.upper() == "DICOMDIR"
    except _PARSER_ERRORS as error:
        return Header(path, "", path.name, problem=_damaged(path, error))
    if is_contents:
        return None
    problem = _problem(dataset, path, pixels_seen)
    if problem is not None:
        return replace(header, problem=problem)
    try:
        return replace(header, slices=tuple(_slices(dataset, path)), tags=header.tags | _frame_tags(dataset))
    except ScanError as scan_error:
        return replace(header, problem=scan_error)
    except _PARSER_ERRORS as error:
        return replace(header, problem=_damaged(path, error))


def _read_before_pixels(path: Path) -> tuple[Dataset, bool]:
    """The tags that are needed, and whether pixel data follow them."""
    from pydicom.filereader import read_partial

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


def _damaged(path: Path, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} cannot be read as DICOM ({error}). It is damaged: copy it again.")


def text(dataset: Dataset, keyword: str) -> str:
    """A tag as text: "" when blank or absent, several values joined by a backslash as in DICOM."""
    value = dataset.get(keyword)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if hasattr(value, "__iter__"):
        return "\\".join(str(part).strip() for part in value)
    return str(value).strip()


def _describe(dataset: Dataset) -> str:
    number, words = text(dataset, "SeriesNumber"), text(dataset, "SeriesDescription")
    parts = [f"series {number}" if number else "a series without a number", words, text(dataset, "Modality")]
    return ", ".join(part for part in parts if part)


def _problem(dataset: Dataset, path: Path, pixels_seen: bool) -> ScanError | None:
    """Why this file is not one or more CT slices, in the order in which a person would ask."""
    sop_class, modality = text(dataset, "SOPClassUID"), text(dataset, "Modality")
    is_cut_off = not pixels_seen and not text(dataset, "SeriesInstanceUID")
    if is_cut_off or not (sop_class or modality):
        return UnreadableFileError(f"{path.name} is not a complete DICOM file. Copy it again or leave it out.")
    is_image = pixels_seen or "Rows" in dataset
    if sop_class.startswith(_SECONDARY_CAPTURE_CLASS) and is_image:
        return NotCTError("This is a secondary capture (a picture of a screen), not CT slices. Choose the CT series.")
    if modality not in ("", "CT") or (sop_class and sop_class not in _CT_CLASSES):
        what = f"modality {modality or 'unknown'}"
        if is_image:
            return NotCTError(f"These are not CT slices ({what}). Choose the CT series.")
        return NoPixelDataError(f"This DICOM object ({what}) has no image, such as a report or a plan.")
    image_type = text(dataset, "ImageType").upper()
    if "LOCALIZER" in image_type:
        return NotCTError("This is a CT scout (localizer), not a stack of slices. Choose the CT series.")
    if not pixels_seen:
        return NoPixelDataError(f"{path.name} has no pixel data: only its header was exported, or it was cut off.")
    if dataset.get("SamplesPerPixel", 1) != 1:
        return ColorImageError("This series holds color images. Choose the original CT series.")
    return None


def _slices(dataset: Dataset, path: Path) -> Iterator[Slice]:
    frames = dataset.get("PerFrameFunctionalGroupsSequence")
    for index, frame in enumerate(frames or [None]):
        slope, intercept = _rescale(dataset, frame)
        row_spacing, column_spacing = _numbers(dataset, frame, "PixelSpacing", 2)
        yield Slice(
            path=path,
            frame=index,
            uid=text(dataset, "SOPInstanceUID") + (f"#{index}" if frames else ""),
            position=_numbers(dataset, frame, "ImagePositionPatient", 3),
            orientation=_numbers(dataset, frame, "ImageOrientationPatient", 6),
            grid=(int(dataset.Rows), int(dataset.Columns), row_spacing, column_spacing),
            slope=slope,
            intercept=intercept,
            acquisition=_acquisition(dataset, frame),
            number=index if frames else int(dataset.get("InstanceNumber") or 0),
        )


def _value(dataset: Dataset, frame: Dataset | None, keyword: str) -> object:
    """A value of the file itself, else of the frame, else of what all frames share; None when absent or blank."""
    if dataset.get(keyword) is not None:
        return dataset.get(keyword)
    shared = dataset.get("SharedFunctionalGroupsSequence") or [None]
    for groups in (frame, shared[0]):
        items = groups.get(_FRAME_SEQUENCES[keyword]) if groups is not None else None
        if items and items[0].get(keyword) is not None:
            return items[0].get(keyword)
    return None


def _numbers(dataset: Dataset, frame: Dataset | None, keyword: str, count: int) -> tuple[float, ...]:
    value = _value(dataset, frame, keyword)
    numbers = tuple(float(part) for part in value) if hasattr(value, "__iter__") else ()
    if len(numbers) != count:
        raise BadGeometryError(
            f"{Path(dataset.filename).name} does not say where its slice lies ({keyword} is missing). "
            "Export the original series again."
        )
    return numbers


def _rescale(dataset: Dataset, frame: Dataset | None) -> tuple[float, float]:
    # Rescale Type is often left out; for CT Image Storage that means HU (DICOM PS3.3, C.8.2.1).
    rescale_type = str(_value(dataset, frame, "RescaleType") or "HU").strip().upper()
    if rescale_type != "HU":
        raise NotHounsfieldError(
            f"The pixel values of this series are in {rescale_type}, not in HU. Choose the CT series in HU."
        )
    slope, intercept = _value(dataset, frame, "RescaleSlope"), _value(dataset, frame, "RescaleIntercept")
    return (1.0 if slope is None else float(str(slope))), (0.0 if intercept is None else float(str(intercept)))


def _acquisition(dataset: Dataset, frame: Dataset | None) -> tuple[str, ...]:
    if frame is None:
        return tuple(text(dataset, keyword) for keyword in ACQUISITION_TAGS)
    content = (frame.get("FrameContentSequence") or [None])[0]
    frame_type = (frame.get("CTImageFrameTypeSequence") or [None])[0]
    of_frame = {
        "ImageType": (frame_type, "FrameType"),
        "TemporalPositionIdentifier": (content, "TemporalPositionIndex"),
        "AcquisitionNumber": (content, "FrameAcquisitionNumber"),
        "AcquisitionDateTime": (content, "FrameAcquisitionDateTime"),
    }
    return tuple(
        text(of_frame[keyword][0], of_frame[keyword][1]) if of_frame.get(keyword, (None,))[0] is not None else ""
        for keyword in ACQUISITION_TAGS
    )


def _frame_tags(dataset: Dataset) -> dict[str, str]:
    """The tags that an enhanced object keeps in sequences, under the names they have in an ordinary CT file."""
    frames = dataset.get("PerFrameFunctionalGroupsSequence")
    if not frames:
        return {}
    found = {
        keyword: str(_value(dataset, frames[0], keyword))
        for keyword in VOLUME_TAGS
        if keyword in _FRAME_SEQUENCES and _value(dataset, frames[0], keyword) is not None
    }
    agents = dataset.get("ContrastBolusAgentSequence")
    if agents:
        found["ContrastBolusAgent"] = text(agents[0], "CodeMeaning")
    return found
