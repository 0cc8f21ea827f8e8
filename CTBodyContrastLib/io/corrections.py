"""The table of what a reader says of scans, which `ctbodycontrast prepare --corrections` reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..labels import Contrast, NodeAttribute, ReaderAttribute
from .results import csv_line

COLUMNS = (
    "series_uid",
    "path",
    "name",
    "body_part",
    "contrast",
    "reviewed",
    "date",
    "predicted_body_part",
    "predicted_contrast",
    "status",
    "model",
)


@dataclass(frozen=True)
class Reading:
    """What was predicted for one scan, and what a reader says of it.

    Attributes:
        series_uid: SeriesInstanceUID; empty where there is none.
        path: the file, for a scan without a series UID; empty where there is none either.
        name: how the scan is called where it was read.
        attributes: of its Slicer node, by NodeAttribute and ReaderAttribute; without a reader's date nobody has looked.
    """

    series_uid: str
    path: str
    name: str
    attributes: Mapping[str, str]

    @property
    def reviewed(self) -> bool:
        """Whether a reader has looked."""
        return ReaderAttribute.DATE in self.attributes

    @property
    def can_be_found(self) -> bool:
        """Whether the scan is known by more than a name."""
        return bool(self.series_uid or self.path)


def reader_attributes(predicted: Mapping[str, str], body_part: str, contrast: str, date: str) -> dict[str, str]:
    """What to write down of a reader who has looked.

    What the reader confirms is written out, so that it stays what it was when another model predicts something else.

    Args:
        predicted: the attributes of the prediction, by NodeAttribute; none where there is none.
        body_part, contrast: the reader's labels; empty where the prediction is right.
        date: ISO 8601.
    """
    predicted_contrast = predicted.get(NodeAttribute.CONTRAST, "")
    # A scan that is enhanced in parts has neither label.
    known_contrast = predicted_contrast if predicted_contrast in list(Contrast) else ""
    return {
        ReaderAttribute.BODY_PART: body_part or predicted.get(NodeAttribute.BODY_PART, ""),
        ReaderAttribute.CONTRAST: contrast or known_contrast,
        ReaderAttribute.DATE: date,
    }


def corrections_csv(readings: Iterable[Reading]) -> str:
    """The table: a row of COLUMNS for each scan, with the reader's labels; empty where nobody has looked.

    `reviewed` is yes where a reader has looked and the scan can be found again: `prepare` passes over other rows.
    """
    return "".join(csv_line(cells) for cells in (COLUMNS, *map(_cells, readings)))


def _cells(reading: Reading) -> tuple[str, ...]:
    def attribute(name: NodeAttribute | ReaderAttribute) -> str:
        return reading.attributes.get(name, "")

    return (
        reading.series_uid,
        reading.path,
        reading.name,
        attribute(ReaderAttribute.BODY_PART),
        attribute(ReaderAttribute.CONTRAST),
        "yes" if reading.reviewed and reading.can_be_found else "",
        attribute(ReaderAttribute.DATE),
        attribute(NodeAttribute.BODY_PART),
        attribute(NodeAttribute.CONTRAST),
        attribute(NodeAttribute.STATUS),
        attribute(NodeAttribute.MODEL),
    )
