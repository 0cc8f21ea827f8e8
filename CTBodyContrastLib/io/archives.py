"""Files inside zip files: each has a path, that of the zip file followed by its own name.

A zip file is no folder, so that nothing else can have such a path. What a name inside says of folders above, of the
root or of drives is left out: a path never leads out of its zip file.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ..errors import UnreadableFileError
from .growth import grows_too_much

ZIP_SUFFIX = ".zip"
# The largest CT objects, of some thousand frames, take 2 GiB.
LARGEST_FILE_BYTES = 4 * 2**30
_ENCRYPTED = 0x1  # of the general purpose flags (APPNOTE.TXT, 4.4.4)
# So much of the end of a name is kept for what is unpacked: the longest name that any file system takes has 255 bytes,
# of which a letter may need four.
LONGEST_NAME = 60


def is_zip(path: Path) -> bool:
    """Whether a file is named like a zip file."""
    return path.name.lower().endswith(ZIP_SUFFIX)


def files_in_zip(path: Path) -> list[Path]:
    """The paths of all files inside a zip file, sorted.

    Raises:
        UnreadableFileError: it is damaged, encrypted or packed in an unusual way, or a file in it would unpack to
            more than LARGEST_FILE_BYTES or grow too much.
    """
    try:
        _, members = _opened(path)
    except (OSError, BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(f"{path.name} is no zip file, or a damaged one. Copy it again.") from error
    for member in members.values():
        _check(path, member)
    return sorted(members)


def _check(path: Path, member: ZipInfo) -> None:
    if member.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(f"{path.name} is encrypted. Unpack it with its password, and choose that folder.")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableFileError(f"{path.name} is packed in an unusual way. Unpack it, and choose that folder.")
    if member.file_size > LARGEST_FILE_BYTES or grows_too_much(member.compress_size, member.file_size):
        raise UnreadableFileError(
            f"{path.name} holds a file that unpacks from {member.compress_size / 2**20:.1f} MiB to "
            f"{member.file_size / 2**30:.1f} GiB, as no scan does. If you trust it, unpack it, and choose that folder."
        )


def open_file(path: Path) -> IO[bytes]:
    """Open a file for reading, on disk or inside a zip file.

    Raises:
        OSError: there is no such file, or it cannot be read.
        BadZipFile: its zip file is damaged.
    """
    archive = zip_around(path)
    if archive is None:
        return path.open("rb")
    opened, _ = _opened(archive)
    # Parsers read eight bytes at a time, for which a zip file alone is slow.
    return BufferedReader(opened.open(_member(archive, path)))  # type: ignore[type-var]


def not_opened(path: Path, error: OSError) -> UnreadableFileError:
    """What tells a person that a file or folder cannot be opened, because of its rights, the disk or the network."""
    name, why = Path(error.filename or path).name, error.strerror or "the disk or the network failed"
    return UnreadableFileError(f"{name} cannot be opened ({why}). Check the right to read it, or leave it out.")


def size_on_disk(path: Path) -> int:
    """How many bytes a file takes; inside a zip file, packed.

    Raises:
        OSError: there is no such file any more.
    """
    archive = zip_around(path)
    return path.stat().st_size if archive is None else _member(archive, path).compress_size


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder, on disk or inside a zip file."""
    archive = zip_around(path)
    if archive is None:
        return path.exists()
    _, members = _opened(archive)
    return path in members or any(path in member.parents for member in members)


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """Where a library that only reads from disks finds a file: one in a zip file is unpacked for that time.

    Raises:
        UnreadableFileError: it cannot be unpacked.
        OSError: there is no such file any more, or no room.
    """
    if zip_around(path) is None:
        yield path
        return
    with TemporaryDirectory(prefix="ctbodycontrast-") as folder:
        unpacked = Path(folder, path.name[-LONGEST_NAME:])
        try:
            with open_file(path) as source, unpacked.open("wb") as target:
                shutil.copyfileobj(source, target)
        except (BadZipFile, EOFError, zlib.error) as error:
            raise UnreadableFileError(f"{path.name} cannot be unpacked. Copy its zip file again.") from error
        yield unpacked


def zip_around(path: Path) -> Path | None:
    """The zip file that a path leads into; None for any other path."""
    if ZIP_SUFFIX not in str(path).lower():
        return None
    return next((parent for parent in path.parents if is_zip(parent) and parent.is_file()), None)


def _member(archive: Path, path: Path) -> ZipInfo:
    _, members = _opened(archive)
    if path not in members:
        raise FileNotFoundError(f"There is no {path.name} in {archive.name} any more.")
    return members[path]


def _opened(path: Path) -> tuple[ZipFile, dict[Path, ZipInfo]]:
    now = path.stat()
    return _open(path, now.st_size, now.st_mtime_ns)


# The slices of a series are opened one after the other; reading the zip file's table each time would take longer than
# that. It is kept until another zip file is opened, or this one has changed.
@lru_cache(maxsize=1)
def _open(path: Path, _size: int, _changed: int) -> tuple[ZipFile, dict[Path, ZipInfo]]:
    opened = ZipFile(path)
    files = [member for member in opened.infolist() if not member.filename.endswith("/")]
    members = {_path_of(path, member.filename): member for member in files}
    members.pop(path, None)  # no name, or one of dots alone
    return opened, members


def _path_of(archive: Path, name: str) -> Path:
    parts = name.replace("\\", "/").replace(":", "_").split("/")
    return archive.joinpath(*(part for part in parts if part not in ("", ".", "..")))
