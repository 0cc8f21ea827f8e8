"""What a data set keeps of a DICOM series' header: what labels, patients, subgroups and acquisitions are told by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UnreadableFileError
from ..io.headers import read_header
from ..io.parsing import PARSER_ERRORS
from ..io.phases import normal
from ..io.planes import ACQUISITION_TAGS, text
from ..io.received import read_dataset

if TYPE_CHECKING:
    from pydicom import Dataset

_MORE_TAGS = (
    "PatientID",
    "IssuerOfPatientID",
    "PatientSex",
    "PatientAge",
    "InstitutionName",
    "FrameOfReferenceUID",
    "AnatomicRegionSequence",
    "SharedFunctionalGroupsSequence",
)


@dataclass(frozen=True)
class SeriesHeader:
    """The header of a series.

    Attributes:
        tags: DICOM keyword to text; of AnatomicRegionSequence the code meanings. It holds the patient's ID, which
            must not be written anywhere, and no name.
        plane: axial, sagittal or coronal, whichever is the closest.
    """

    tags: Mapping[str, str]
    plane: str

    def text(self, keyword: str) -> str:
        """A tag's text; empty when it is blank or absent."""
        return self.tags.get(keyword, "")


def read_series_header(path: Path) -> SeriesHeader:
    """Read the header of one file of a series that `find_scans` has found readable.

    Raises:
        UnreadableFileError: the file is damaged, or has changed since.
    """
    header = read_header(path)
    if header is None or header.problem is not None:
        raise UnreadableFileError(f"{path.name} can no longer be read. Run this again.")
    try:
        dataset = read_dataset(path, _MORE_TAGS, with_pixels=False)
        more = {keyword: text(dataset, keyword) for keyword in _MORE_TAGS if not keyword.endswith("Sequence")}
        region = _region(dataset)
    except PARSER_ERRORS as error:
        raise UnreadableFileError(f"The header of {path.name} is damaged: copy it again.") from error
    first = header.slices[0]
    acquisition = dict(zip(ACQUISITION_TAGS, first.acquisition, strict=True))
    largest = max(range(3), key=lambda axis: abs(normal(first)[axis]))
    tags = {**acquisition, **header.tags, **more, "AnatomicRegionSequence": region}
    return SeriesHeader(tags, ("sagittal", "coronal", "axial")[largest])


def _region(dataset: Dataset) -> str:
    """The meanings of the region's codes; an enhanced object keeps them with what its frames share."""
    shared = dataset.get("SharedFunctionalGroupsSequence")
    anatomy = shared[0].get("FrameAnatomySequence") if shared else None
    codes = [code for place in (dataset, *(anatomy or ())) for code in place.get("AnatomicRegionSequence") or ()]
    return ", ".join(text(code, "CodeMeaning") for code in codes)
