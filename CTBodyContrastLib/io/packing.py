"""Headers and slices as short text: many of them are kept while few are in use, in memory and in a header cache.

In a series of 300 slices nearly everything is said 300 times; compressed, a slice takes some 30 bytes instead of 1,400.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, overload

from .. import errors
from ..errors import ScanError
from ..volume import CTVolume
from .dicom import read_stack
from .headers import Header
from .phases import Stack
from .planes import Slice, Uncompressed

# The lowest level already finds what repeats from slice to slice, in a third of the time of the default.
_LEVEL = 1

Values = list[Any]


def pack_headers(headers: Iterable[Header]) -> bytes:
    """Headers with their paths."""
    return _pack([[str(header.path), header_values(header)] for header in headers])


def unpack_headers(packed: bytes) -> list[Header]:
    """What pack_headers was given."""
    return [header_from(Path(path), values) for path, values in _unpack(packed)]


class PackedStack(Sequence[Path]):
    """The slices of one volume and its tags, unpacked when they are used; as a sequence, their files in order.

    Args:
        stack: only what reading needs of it is kept.
        tags: DICOM keyword to text, for the volume.
    """

    def __init__(self, stack: Stack, tags: Mapping[str, str]) -> None:
        slices = [[str(item.path), _slice_values(replace(item, uid="", acquisition=()))] for item in stack.slices]
        self._packed = _pack([slices, tags])
        self._duplicates = stack.duplicates
        self._files = len({item.path for item in stack.slices})

    def read(self) -> CTVolume:
        """The volume, as read_stack gives it."""
        slices, tags = _unpack(self._packed)
        return read_stack(Stack(tuple(_slice_from(Path(path), item) for path, item in slices), self._duplicates), tags)

    def __len__(self) -> int:
        return self._files

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Path]: ...
    def __getitem__(self, index: int | slice) -> Path | Sequence[Path]:
        return tuple(self)[index]

    def __iter__(self) -> Iterator[Path]:
        slices, _ = _unpack(self._packed)
        return map(Path, dict.fromkeys(path for path, _ in slices))


def header_values(header: Header) -> Values:
    """A header without its path, as lists, texts and numbers that JSON can hold."""
    problem = [type(header.problem).__name__, str(header.problem)] if header.problem else None
    slices = [_slice_values(item) for item in header.slices]
    return [header.series_uid, header.description, header.patient, header.tags, slices, problem]


def header_from(path: Path, values: Sequence[Any]) -> Header:
    """The header of a file from its header_values.

    Raises:
        ValueError, TypeError, AttributeError: they are no header's values.
    """
    series_uid, description, patient, tags, slices, problem = values
    return Header(
        path,
        str(series_uid),
        str(description),
        None if patient is None else int(patient),
        {str(keyword): str(value) for keyword, value in tags.items()},
        tuple(_slice_from(path, item) for item in slices),
        _problem(*problem) if problem else None,
    )


def _problem(kind: str, message: str) -> ScanError:
    found = getattr(errors, kind)
    if not issubclass(found, ScanError):
        raise ValueError(f"{kind} is no problem of a scan")
    return found(message)


def _slice_values(item: Slice) -> Values:
    return [
        item.frame,
        item.uid,
        item.position,
        item.orientation,
        item.grid,
        item.slope,
        item.intercept,
        item.acquisition,
        item.number,
        item.uncompressed,
        item.padding,
    ]


def _slice_from(path: Path, values: Sequence[Any]) -> Slice:
    frame, uid, position, orientation, grid, slope, intercept, acquisition, number, uncompressed, padding = values
    rows, columns, row_spacing, column_spacing = grid
    return Slice(
        path=path,
        frame=int(frame),
        uid=str(uid),
        position=tuple(map(float, position)),
        orientation=tuple(map(float, orientation)),
        grid=(int(rows), int(columns), float(row_spacing), float(column_spacing)),
        slope=float(slope),
        intercept=float(intercept),
        acquisition=tuple(map(str, acquisition)),
        number=int(number),
        uncompressed=Uncompressed(*map(int, uncompressed)) if uncompressed else None,
        padding=(float(padding[0]), float(padding[1])) if padding else None,
    )


def _pack(values: Values) -> bytes:
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode(), _LEVEL)


def _unpack(packed: bytes) -> Values:
    return json.loads(zlib.decompress(packed))
