"""Find the CT scans under a file or folder; each is read when it is asked for, and none is lost silently."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..errors import NoPixelDataError, NotCTError, ScanError, ScanNotFoundError, UnreadableFileError
from ..volume import CTVolume
from .dicom import check_geometry, read_stack
from .headers import Header, looks_like_dicom, read_header
from .images import IMAGE_SUFFIXES, read_image
from .phases import split_series
from .received import DicomFile, ReceivedFile

# A file named like this is meant to be DICOM: when it is not, that is said instead of passing over it.
_DICOM_SUFFIXES = (".dcm", ".dicom", ".ima")
_DICOM_START_BYTES = 132  # a preamble of 128 bytes and the letters DICM


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan that was found, not yet read. It can be sent to another process.

    Attributes:
        path: the image file, or the folder of a DICOM series; of no meaning for what a server holds.
        series_uid: SeriesInstanceUID; empty for other formats.
        description: how a person knows it, without patient identity ("series 3, CHEST, CT, volume 1 of 2").
        problem: why it cannot be read, when the headers already show it.
        files: the DICOM files whose slices make the volume; empty for other formats.
        received: the same for a series that a server has sent.
        address: of a series that a server holds, its URL.
    """

    path: Path
    series_uid: str = ""
    description: str = ""
    problem: ScanError | None = None
    files: tuple[Path, ...] = ()
    received: tuple[ReceivedFile, ...] = ()
    address: str = ""
    _reader: Callable[[], CTVolume] | None = field(default=None, repr=False)
    _fetch: Callable[[], list[Scan]] | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """Where it is, as results state it."""
        return self.address or str(self.path)

    def volumes(self) -> list[Scan]:
        """The volumes that it stands for: itself, or those of a series that is fetched from a server now.

        Raises:
            ScanError: the series cannot be fetched.
            ArchiveError: no series can be, for now.
        """
        return self._fetch() if self._fetch else [self]

    def read(self) -> CTVolume:
        """Read the volume, or raise the ScanError that says why it cannot be."""
        if self.problem is not None or self._reader is None:
            raise self.problem or UnreadableFileError(f"{self.path.name} cannot be read.")
        return self._reader()


def find_scans(path: str | Path) -> list[Scan]:
    """Find every scan in a file or, recursively, in a folder: one for each volume, sorted by path and series.

    A DICOM file stands for its whole series in its folder. A series that holds several acquisitions or phases
    gives one scan for each. What cannot be read is a scan whose `read()` raises the named error; there is
    always at least one. Files that are neither DICOM nor images are passed over in a folder.
    """
    path = Path(path)
    if path.is_dir():
        scans = [scan for group in _scans_in_folder(path) for scan in group]
        missing = f"The folder {path.name} holds no CT scan (DICOM, NIfTI, NRRD or MetaImage files)."
        return scans or [Scan(path, problem=ScanNotFoundError(missing))]
    if not path.is_file():
        return [Scan(path, problem=ScanNotFoundError(f"There is no file or folder {path}. Check the name."))]
    if _is_image(path):
        return [_image_scan(path)]
    if not _is_dicom(path):
        problem = UnreadableFileError(
            f"{path.name} is neither DICOM nor {', '.join(IMAGE_SUFFIXES)}: it cannot be read as a CT scan."
        )
        return [Scan(path, problem=problem)]
    return _scans_of_file(path)


def scans_of_files(files: Iterable[DicomFile]) -> list[Scan]:
    """The scans that DICOM files of one series make, and nothing that lies beside them."""
    headers = [read_header(path) for path in files]
    return _scans_of_series([header for header in headers if header is not None])


def _scans_of_file(path: Path) -> list[Scan]:
    chosen = read_header(path)
    if chosen is None:
        problem = UnreadableFileError(f"{path.name} is a DICOM table of contents: choose the folder it lies in.")
        return [Scan(path, problem=problem)]
    beside = [read_header(other) for other in sorted(path.parent.iterdir()) if other != path and _is_dicom(other)]
    series = [header for header in beside if header is not None and _series_key(header) == _series_key(chosen)]
    return _scans_of_series([chosen, *series])


def _scans_in_folder(folder: Path) -> Iterator[list[Scan]]:
    series: dict[str, list[Header]] = defaultdict(list)
    found: list[list[Scan]] = []

    def closed(error: OSError) -> None:
        place = Path(error.filename)
        problem = UnreadableFileError(f"The folder {place.name} cannot be opened ({error.strerror}).")
        found.append([Scan(place, problem=problem)])

    for path in _files(folder, closed):
        if _is_image(path):
            found.append([_image_scan(path)])
        elif _is_dicom(path):
            header = read_header(path)
            if header is not None:
                series[_series_key(header)].append(header)
    found.extend(_scans_of_series(headers) for headers in series.values())
    yield from sorted(found, key=lambda scans: (str(scans[0].path), scans[0].series_uid))


def _files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[Path]:
    visited: set[str] = set()
    for parent, folders, names in os.walk(folder, onerror=on_error, followlinks=True):
        # Data sets are often linked together; a link back to a folder above must not lead around for ever.
        place = os.path.realpath(parent)
        if place in visited:
            folders.clear()
            continue
        visited.add(place)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))


def _is_image(path: Path) -> bool:
    return path.name.lower().endswith(IMAGE_SUFFIXES)


def _is_dicom(path: Path) -> bool:
    if not path.is_file() or path.name.startswith("."):
        return False
    if path.name.lower().endswith(_DICOM_SUFFIXES):
        return True
    try:
        with path.open("rb") as file:
            return looks_like_dicom(file.read(_DICOM_START_BYTES))
    except OSError:
        return True  # reading it again will say why it cannot be opened


def _image_scan(path: Path) -> Scan:
    return Scan(path, description=path.name, _reader=partial(read_image, path))


def _scans_of_series(headers: list[Header]) -> list[Scan]:
    """One scan for each volume of a series, and one for what it holds beside CT slices, such as its scout."""
    other = [header for header in headers if isinstance(header.problem, NotCTError)]
    slices = [header for header in headers if not isinstance(header.problem, NotCTError)]
    scans = [Scan(_place(header), header.series_uid, header.description, header.problem) for header in other[:1]]
    return scans + (_volumes(slices) if slices else [])


def _series_key(header: Header) -> str:
    """What files of one series share; slices that do not name it, as after some anonymizers, share their folder."""
    return header.series_uid or str(_place(header))


def _place(header: Header) -> Path:
    path = header.path
    return path.parent if header.series_uid or header.slices or isinstance(path, ReceivedFile) else path


def _volumes(headers: list[Header]) -> list[Scan]:
    scan = partial(Scan, _place(headers[0]), headers[0].series_uid)
    description = headers[0].description
    try:
        _check_headers(headers)
        slices = [item for header in headers for item in header.slices]
        check_geometry(slices)
    except ScanError as problem:
        return [scan(description, problem)]
    stacks = split_series(slices)
    tags = {header.path: header.tags for header in headers}
    used = [dict.fromkeys(item.path for item in stack.slices) for stack in stacks]
    return [
        scan(
            description + (f", volume {index} of {len(stacks)}" if len(stacks) > 1 else ""),
            files=tuple(file for file in files if isinstance(file, Path)),
            received=tuple(file for file in files if isinstance(file, ReceivedFile)),
            _reader=partial(read_stack, stack, tags[stack.slices[0].path]),
        )
        for index, (stack, files) in enumerate(zip(stacks, used, strict=True), start=1)
    ]


def _check_headers(headers: list[Header]) -> None:
    """Raise the first problem of a series: a volume without that slice would be another volume."""
    problems = [header.problem for header in headers if header.problem is not None]
    if not problems:
        return
    if isinstance(problems[0], NoPixelDataError) and len(problems) < len(headers):
        raise UnreadableFileError(str(problems[0]))
    raise problems[0]
