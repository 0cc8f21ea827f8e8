"""The image planes that a DICOM CT object describes: one in an ordinary file, many in an enhanced one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import BadGeometryError, NotHounsfieldError, UnreadableFileError
from .received import DicomFile

if TYPE_CHECKING:
    from pydicom import Dataset

# The tags a volume keeps: what is compared with the pixels or tells its kind, and none that identifies the patient.
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
    "ManufacturerModelName",
    "ImageType",
    "RescaleType",
    "PatientAge",
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

# Metal on an extended scale ends at 30,710 HU, and an int16 voxel here.
_HIGHEST_HU = 32767

# DICOM keyword to value: a pydicom Dataset, or a dict of what was read of one.
Values = Mapping[str, Any]


class Uncompressed(NamedTuple):
    """Where stored values of 16 bits stand in a file as they are, little endian.

    offset is that of the first frame, in bytes; signed and bits_stored are PixelRepresentation and BitsStored.
    """

    offset: int
    bits_stored: int
    signed: int


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
        uncompressed: where its pixels stand; None when they have to be decoded.
        padding: the lowest and highest HU that stand for no data, where they lie above those of any CT.
    """

    path: DicomFile
    frame: int
    uid: str
    position: tuple[float, ...]
    orientation: tuple[float, ...]
    grid: tuple[int, int, float, float]
    slope: float
    intercept: float
    acquisition: tuple[str, ...]
    number: int
    uncompressed: Uncompressed | None = None
    padding: tuple[float, float] | None = None


def text(values: Values, keyword: str) -> str:
    """A tag as text: "" when blank or absent, several values joined by a backslash as in DICOM."""
    value = values.get(keyword)
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if hasattr(value, "__iter__"):
        return "\\".join(str(part).strip() for part in value)
    return str(value).strip()


def slices_of(values: Values, path: DicomFile, uncompressed: Uncompressed | None) -> Iterator[Slice]:
    """The planes of one file.

    Raises:
        BadGeometryError, NotHounsfieldError: it does not say where a plane lies, or its values are not in HU.
        UnreadableFileError: it has no rows or columns.
    """
    rows, columns = int(values["Rows"]), int(values["Columns"])
    if rows < 1 or columns < 1:
        raise UnreadableFileError(f"{path.name} has {rows} rows and {columns} columns: it is damaged. Copy it again.")
    frames = values.get("PerFrameFunctionalGroupsSequence")
    for index, frame in enumerate(frames or [None]):
        slope, intercept = _rescale(values, frame)
        row_spacing, column_spacing = _numbers(values, path, frame, "PixelSpacing", 2)
        yield Slice(
            path=path,
            frame=index,
            uid=text(values, "SOPInstanceUID") + (f"#{index}" if frames else ""),
            position=_numbers(values, path, frame, "ImagePositionPatient", 3),
            orientation=_numbers(values, path, frame, "ImageOrientationPatient", 6),
            grid=(rows, columns, row_spacing, column_spacing),
            slope=slope,
            intercept=intercept,
            acquisition=_acquisition(values, frame),
            number=index if frames else int(values.get("InstanceNumber") or 0),
            uncompressed=uncompressed,
            padding=_padding(values, slope, intercept),
        )


def _value(values: Values, frame: Dataset | None, keyword: str) -> object:
    """A value of the file itself, else of the frame, else of what all frames share; None when absent or blank."""
    if values.get(keyword) is not None:
        return values.get(keyword)
    shared = values.get("SharedFunctionalGroupsSequence") or [None]
    for groups in (frame, shared[0]):
        items = groups.get(_FRAME_SEQUENCES[keyword]) if groups is not None else None
        if items and items[0].get(keyword) is not None:
            return items[0].get(keyword)
    return None


def _numbers(values: Values, path: DicomFile, frame: Dataset | None, keyword: str, count: int) -> tuple[float, ...]:
    value = _value(values, frame, keyword)
    numbers = tuple(float(part) for part in value) if hasattr(value, "__iter__") else ()
    if len(numbers) != count:
        raise BadGeometryError(
            f"{path.name} does not say where its slice lies ({keyword} is missing). Export the original series again."
        )
    return numbers


def _rescale(values: Values, frame: Dataset | None) -> tuple[float, float]:
    # Rescale Type is often left out; for CT Image Storage that means HU (DICOM PS3.3, C.8.2.1). HU_MOD is HU that were
    # changed for some materials, as in a virtual non-contrast image (PS3.3, C.11.1.1.2). US is unspecified, which GDCM,
    # and with it ITK and SimpleITK, write where they know no type: whether it is HU then shows in the values alone.
    rescale_type = str(_value(values, frame, "RescaleType") or "HU").strip().upper()
    if rescale_type not in ("HU", "HU_MOD", "US"):
        raise NotHounsfieldError(
            f"The pixel values of this series are in {rescale_type}, not in HU. Choose the CT series in HU."
        )
    slope, intercept = _value(values, frame, "RescaleSlope"), _value(values, frame, "RescaleIntercept")
    return (1.0 if slope is None else float(str(slope))), (0.0 if intercept is None else float(str(intercept)))


def _padding(values: Values, slope: float, intercept: float) -> tuple[float, float] | None:
    """What stands for no data outside the field of view, in HU.

    Only where it lies above all HU, as -2000 does in values without a sign: other padding is as dark as air.
    """
    first, last = values.get("PixelPaddingValue"), values.get("PixelPaddingRangeLimit")
    ends = [end for end in (first, first if last is None else last) if isinstance(end, int | bytes)]
    if values.get("PixelRepresentation") != 0 or len(ends) < 2:
        return None
    low, high = sorted(map(_unsigned, ends))
    # Half a step more on either side, for what decoders round.
    padding = slope * (low - 0.5) + intercept, slope * (high + 0.5) + intercept
    return padding if padding[0] > _HIGHEST_HU else None


def _unsigned(value: int | bytes) -> int:
    """A stored value of 16 bits; its bytes where the file does not say whether it has a sign (implicit VR)."""
    return int.from_bytes(value, "little") if isinstance(value, bytes) else value & 0xFFFF


def _acquisition(values: Values, frame: Dataset | None) -> tuple[str, ...]:
    if frame is None:
        return tuple(
            _thickness(values) if keyword == "SliceThickness" else text(values, keyword) for keyword in ACQUISITION_TAGS
        )
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


def _thickness(values: Values) -> str:
    """SliceThickness to 0.1 mm: some programs compute it anew for each slice, and it differs in the last digits."""
    written = text(values, "SliceThickness")
    try:
        return f"{float(written):.1f}"
    except ValueError:
        return written


def frame_tags(values: Values) -> dict[str, str]:
    """The tags that an enhanced object keeps in sequences, under the names they have in an ordinary CT file."""
    frames = values.get("PerFrameFunctionalGroupsSequence")
    if not frames:
        return {}
    found = {
        keyword: str(_value(values, frames[0], keyword))
        for keyword in VOLUME_TAGS
        if keyword in _FRAME_SEQUENCES and _value(values, frames[0], keyword) is not None
    }
    agents = values.get("ContrastBolusAgentSequence")
    if agents:
        found["ContrastBolusAgent"] = text(agents[0], "CodeMeaning")
    return found
