"""Headers of NRRD and MetaImage files, looked through before SimpleITK reads them: what is odd in them may crash it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..errors import UnreadableFileError

_HEADER_BYTES = 2**20  # a header has less than a thousand bytes, or some ten thousand where DICOM tags are kept
_NRRD_START = b"NRRD"
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_NRRD_DATA_FILE = re.compile(rb"^data ?file:[ \t]*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
# A field that SimpleITK does not understand is written into a text of 1,024 bytes, its own words included. No field of
# a CT needs as many; values of users' own, in lines as key:=value, may be longer.
_LONGEST_FIELD = 512
_METAIMAGE_DATA_FILE = re.compile(rb"^ElementDataFile[ \t]*=[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_METAIMAGE_DIMENSIONS = re.compile(rb"^NDims[ \t]*=(.*)$", re.MULTILINE)
_SOME_DIMENSIONS = re.compile(rb"\s*[1-9]\s*")  # SimpleITK has room for ten


def nrrd_data_file(path: Path) -> Path:
    """The file in which the voxels of an NRRD file are: itself, or the one that its header names.

    Raises:
        UnreadableFileError: the header is damaged, or there is no such file; a pipe would be waited for for ever.
    """
    start = _start(path)
    header, *rest = _EMPTY_LINE.split(start, maxsplit=1)
    named = _NRRD_DATA_FILE.search(header)
    fields = [line for line in header.splitlines() if not line.startswith(b"#") and line.partition(b":")[2][:1] != b"="]
    if not start.startswith(_NRRD_START) or not (rest or named) or max(map(len, fields)) > _LONGEST_FIELD:
        raise _damaged(path)
    return _beside(path, named[1]) if named else path


def nrrd_fields(path: Path) -> dict[str, str]:
    """The fields of an NRRD file's header by name, in small letters; without values of users' own (key:=value)."""
    header = _EMPTY_LINE.split(_start(path), maxsplit=1)[0].decode("utf-8", "replace")
    lines = (line.partition(":") for line in header.splitlines() if not line.startswith("#"))
    return {name.lower(): value.strip() for name, _, value in lines if not value.startswith("=")}


def metaimage_data_file(path: Path) -> Path:
    """The same of a MetaImage file."""
    start = _start(path)
    named = _METAIMAGE_DATA_FILE.search(start)
    if named is None:
        raise _damaged(path)
    dimensions = _METAIMAGE_DIMENSIONS.findall(start[: named.start()])
    if not dimensions or not all(map(_SOME_DIMENSIONS.fullmatch, dimensions)):
        raise _damaged(path)
    return path if named[1].upper() == b"LOCAL" else _beside(path, named[1])


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES)


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"The header of {path.name} is incomplete or damaged. Copy or export it again.")


def _beside(path: Path, name: bytes) -> Path:
    data = path.parent / os.fsdecode(name)
    if data.is_file():
        return data
    raise UnreadableFileError(
        f"{path.name} needs one file with its voxels beside it, which is not there. Copy it too, or export the scan as "
        "a single .nrrd or .nii.gz file."
    )
