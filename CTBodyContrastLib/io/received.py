"""DICOM objects that a server has sent: they stay in memory, and are read as files are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .archives import open_file

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


def read_dataset(file: DicomFile, **options: object) -> Dataset:
    """Read a DICOM file as pydicom's `dcmread` does with these options; what is in memory is there as a whole."""
    from pydicom import dcmread

    if isinstance(file, ReceivedFile):
        return file.dataset
    with open_file(file) as opened:
        return dcmread(opened, force=True, **options)
