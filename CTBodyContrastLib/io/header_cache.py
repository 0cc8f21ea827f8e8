"""A file that keeps what headers said, so that the next search of the same folders starts at once.

A header is known again by the path, size and time of change of its file. The cache holds no path, but a hash of it,
and of a header what this program uses: descriptions and UIDs, and of the patient no more than tells two in one series
apart, which leads to neither name nor ID. Nothing in it is needed: when it is damaged, or its disk is full, headers are
read from their files, as without it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path

from .. import __version__
from ..errors import HeaderCacheError, TooLargeError
from .archives import zip_around
from .headers import Header, read_header
from .packing import header_from, header_values
from .planes import ACQUISITION_TAGS, VOLUME_TAGS, Slice

# How SQLite's files begin, and where in them a program's own number stands (sqlite.org/fileformat2.html, 1.3).
_SQLITE_START = b"SQLite format 3\0"
_NUMBER_PLACE = slice(68, 72)
_NUMBER = int.from_bytes(b"CTbc")
# Another process that writes is waited for so long; it needs a fraction of it.
_WAIT_S = 5.0
# New headers are written together: each time waits for the disk.
_TOGETHER = 1000
_KEY_BYTES = 16  # no two files of an archive of millions share a key by chance


class HeaderCache:
    """Headers by path, size and time of change, in a SQLite file that several processes may use at once.

    Attributes:
        damaged: what it holds cannot be relied on.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.damaged = False
        self._in_use = True
        self._connection = connection
        self._new: list[tuple[bytes, int, int, str]] = []

    def read(self, path: Path) -> Header | None:
        """What `read_header` gives for a file, from the cache where it is there."""
        try:
            now = (zip_around(path) or path).stat()
        except OSError:
            return read_header(path)
        key = blake2b(str(path.absolute()).encode("utf-8", "surrogateescape"), digest_size=_KEY_BYTES).digest()
        known = self._known(path, key, now.st_size, now.st_mtime_ns)
        if known:
            return known
        header = read_header(path)
        # Some problems name the file, and its name may be that of a patient. A lack of memory may be over next time.
        passing = header and isinstance(header.problem, TooLargeError)
        if header and not passing and path.name not in str(header.problem):
            text = json.dumps(header_values(header), separators=(",", ":"))
            self._new.append((key, now.st_size, now.st_mtime_ns, text))
            if len(self._new) >= _TOGETHER:
                self.save()
        return header

    def save(self) -> None:
        """Write what has been read since the last time; nothing is raised when that fails."""
        new, self._new = self._new, []
        if self._in_use:
            with suppress(sqlite3.Error), self._connection:
                self._connection.executemany("REPLACE INTO headers VALUES (?, ?, ?, ?)", new)

    def _known(self, path: Path, key: bytes, size: int, changed: int) -> Header | None:
        if not self._in_use:
            return None
        query = "SELECT header FROM headers WHERE path = ? AND size = ? AND changed = ?"
        try:
            row = self._connection.execute(query, (key, size, changed)).fetchone()
            return header_from(path, json.loads(row[0])) if row else None
        except sqlite3.OperationalError:
            self._in_use = False  # its disk fails, or somebody holds it: waiting for each header would take for ever
        except (sqlite3.DatabaseError, ValueError, TypeError, AttributeError):
            self._in_use, self.damaged = False, True
        return None


@contextmanager
def open_header_cache(path: Path) -> Iterator[HeaderCache]:
    """Open a header cache, new where there is none; one that is damaged or of another release is begun anew.

    Raises:
        HeaderCacheError: there is a file of another kind, which is left alone, or none can be made.
    """
    try:
        if path.exists() and not _is_cache(path):
            raise HeaderCacheError(f"{path} is no header cache, and is left alone. Name another file, or delete it.")
        connection = _connect(path)
    except (sqlite3.Error, OSError) as error:
        raise HeaderCacheError(f"{path} cannot be used as a header cache ({error}). Name another file.") from error
    cache = HeaderCache(connection)
    try:
        yield cache
    finally:
        cache.save()
        connection.close()
        if cache.damaged:
            with suppress(OSError):  # another process may have begun a new one, or has it open
                path.unlink()


def _is_cache(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(_NUMBER_PLACE.stop)
    return not start or (start.startswith(_SQLITE_START) and start[_NUMBER_PLACE] == _NUMBER.to_bytes(4))


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _open(path)
    except sqlite3.OperationalError:
        raise  # such as a disk without locks; nothing is wrong with the file
    except sqlite3.DatabaseError:
        path.unlink()
        return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_S)
    try:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("PRAGMA user_version").fetchone()[0] != _version():
                connection.execute("DROP TABLE IF EXISTS headers")
                connection.execute(f"PRAGMA application_id = {_NUMBER}")
                connection.execute(f"PRAGMA user_version = {_version()}")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS headers "
                "(path BLOB PRIMARY KEY, size INTEGER, changed INTEGER, header TEXT) WITHOUT ROWID"
            )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _version() -> int:
    """A number that differs between releases that keep or read something else."""
    names = [item.name for kind in (Header, Slice) for item in fields(kind)]
    kept = (__version__, VOLUME_TAGS, ACQUISITION_TAGS, names)
    return int.from_bytes(blake2b(repr(kept).encode(), digest_size=4).digest()) >> 1  # a positive 32-bit number
