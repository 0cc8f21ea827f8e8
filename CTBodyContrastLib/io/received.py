"""DICOM objects that a server has sent: they stay in memory, and are read as files are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .archives import open_file
from .parsing import FIRST_PIXEL_TAG, parse

if TYPE_CHECKING:
    from pydicom.dataset import Dataset, FileDataset


@dataclass(frozen=True, eq=False, slots=True)
class ReceivedFile:
    """A DICOM object in memory.

    Attributes:
        name: how messages name it, as "Instance 12": no two of a series alike, and nothing about the patient.
        dataset: all of it, the pixels as they were sent.
    """

    name: str
    dataset: FileDataset = field(repr=False)

    def __post_init__(self) -> None:
        self.dataset.filename = self.name
        self.dataset.buffer = None  # pydicom keeps the bytes it was read from, which would double the memory

    @property
    def parent(self) -> Path:
        """It lies in no folder."""
        return Path()


DicomFile = Path | ReceivedFile


def read_dataset(file: DicomFile, keywords: Iterable[str] | None = None, *, with_pixels: bool = True) -> Dataset:
    """Read a DICOM file; what is in memory is there as a whole.

    Args:
        keywords: of the only elements to keep; all by default.
        with_pixels: whether the pixels are read, and what may follow them.

    Raises:
        UnreadableFileError, PARSER_ERRORS: as `parse`.
        OSError, BadZipFile: as `open_file`.
    """
    from pydicom.tag import Tag

    if isinstance(file, ReceivedFile):
        return file.dataset
    tags = None if keywords is None else [Tag(keyword) for keyword in keywords]
    with open_file(file) as opened:
        return parse(opened, lambda tag, *_: not with_pixels and tag >= FIRST_PIXEL_TAG, tags)
