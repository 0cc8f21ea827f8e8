"""The files under a folder, in a zip file, or listed in a DICOMDIR, which may hold scans."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ELOOP
from operator import attrgetter
from pathlib import Path

from ..errors import UnreadableFileError
from .archives import files_in_zip
from .parsing import PARSER_ERRORS
from .received import read_dataset


def files_under(folder: Path, on_closed: Callable[[OSError], None]) -> Iterator[Path]:
    """Every regular file in a folder and those below it, folder by folder and sorted; hidden ones are left out.

    Args:
        on_closed: called with the error of a folder or file that may not be opened; its filename says which.
    """
    visited: set[str] = set()
    folders = [str(folder)]
    while folders:
        parent = folders.pop()
        # Data sets are often linked together; a link back to a folder above must not lead around for ever.
        place = os.path.realpath(parent)
        if place in visited:
            continue
        visited.add(place)
        try:
            with os.scandir(parent) as listing:
                entries = sorted((each for each in listing if not each.name.startswith(".")), key=attrgetter("name"))
        except OSError as error:
            on_closed(error)
            continue
        below = []
        for entry in entries:
            try:
                if entry.is_dir():
                    below.append(entry.path)
                elif entry.is_file():
                    yield Path(entry.path)
            except OSError as error:
                if error.errno != ELOOP:  # such a link leads nowhere, as one to a file that is gone
                    on_closed(error)
        folders += reversed(below)


def files_in(folder: Path) -> Iterator[Path]:
    """Every regular file in a folder itself, sorted; hidden ones are left out."""
    yield from (path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith("."))


def files_in_archive(path: Path) -> Iterator[Path]:
    """Every file in a zip file, sorted; those that are hidden or lie in a hidden folder are left out.

    Raises:
        UnreadableFileError: it cannot be opened, or must not be.
    """
    for file in files_in_zip(path):
        if not any(part.startswith(".") for part in file.relative_to(path).parts):
            yield file


def files_in_table(table: Path) -> Iterator[Path]:
    """The files that a DICOMDIR lists, in its order, whether they are there or not.

    Raises:
        UnreadableFileError: it cannot be read.
    """
    try:
        listed = [record.get("ReferencedFileID") for record in read_dataset(table)["DirectoryRecordSequence"]]
    except PARSER_ERRORS as error:
        raise UnreadableFileError(
            f"{table.name}, a DICOM table of contents, is damaged: choose the folder it lies in."
        ) from error
    for names in listed:
        if names:
            yield _as_on_disk(table.parent, [names] if isinstance(names, str) else [str(name) for name in names])


def _as_on_disk(folder: Path, names: list[str]) -> Path:
    """A listed file, whose names are in capitals, while a disc may show them in small letters.

    Each name is that of one file or folder below: none leads up or elsewhere.
    """
    for name in (Path(name).name for name in names):
        if name != "..":
            small = folder / name.lower()
            folder = small if small.exists() and not (folder / name).exists() else folder / name
    return folder
