"""DICOM files parsed by pydicom within limits: a damaged one must not take up the memory, or a worker for minutes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from ..errors import UnreadableFileError
from .growth import check_growth

if TYPE_CHECKING:
    from pydicom import FileDataset
    from pydicom.tag import BaseTag

# For a damaged file pydicom raises whatever it likes: errors of its own that share no base, those of struct and zlib,
# of Python for what is no number, and RecursionError for sequences within sequences.
PARSER_ERRORS = Exception

# Steps of parsing: reading a part, or going on to the next element. A slice takes some 250; a frame of an enhanced CT
# none or, where sequences do not say how long they are, some 150. A copy that was broken off may end in zeros, each
# eight of which are an element: 64 MiB of them would take half a minute.
_MOST_STEPS = 1_000_000
_PART_BYTES = 2**20

FIRST_PIXEL_TAG = 0x7FE00008  # Float Pixel Data; Double Float and Pixel Data follow it

# Asked before each element with its tag, its type and the length of its value; pydicom stops where it answers yes.
StopWhen = Callable[["BaseTag", str | None, int], bool]


def parse(file: IO[bytes], stop_when: StopWhen, tags: list[BaseTag | int] | None = None) -> FileDataset:
    """Parse an open DICOM file as pydicom does, whether or not it has a preamble.

    Args:
        file: while `stop_when` is asked, it stands where the value of that element begins, unless it is deflated.
        stop_when: where to stop.
        tags: the only elements to keep; all by default.

    Raises:
        UnreadableFileError: it has more parts, or inflates to more, than a scan does.
        PARSER_ERRORS: it is damaged.
    """
    from pydicom.filereader import read_partial

    limited = _LimitedFile(file)

    def stop(tag: BaseTag, kind: str | None, length: int) -> bool:
        limited.step()
        return stop_when(tag, kind, length)

    file.seek(0)
    return read_partial(limited, stop, force=True, specific_tags=tags)


class _LimitedFile:
    """What pydicom reads of an open file, until it has done so many steps or would inflate too much."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._steps = 0
        self._read, self.seek, self.tell = file.read, file.seek, file.tell

    def step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise UnreadableFileError(f"The header of {self._name} has no end: it is damaged. Copy it again.")

    def read(self, size: int | None = None) -> bytes:
        self.step()
        if size is not None:
            return self._read(size)
        # Only to inflate a deflated file, and then at once, does pydicom read all the rest.
        deflated = self._read()
        _check_inflation(self._name, deflated)
        return deflated

    @property
    def _name(self) -> str:
        return PurePath(self._file.name).name


def _check_inflation(name: str, deflated: bytes) -> None:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated, rest = 0, deflated
    while rest and not inflater.eof:
        inflated += len(inflater.decompress(rest, _PART_BYTES))
        rest = inflater.unconsumed_tail
        check_growth(name, len(deflated), inflated)
