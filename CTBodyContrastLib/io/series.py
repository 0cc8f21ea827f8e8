"""Find the CT scans under a file or folder; each is read when it is asked for, and none is lost silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, islice
from pathlib import Path

from ..errors import (
    NO_MEMORY,
    NoPixelDataError,
    NotCTError,
    ScanError,
    ScanNotFoundError,
    TooLargeError,
    UnreadableFileError,
)
from ..volume import CTVolume
from .archives import is_zip, not_opened, zip_around
from .dicom import check_geometry, read_stack
from .headers import Header, is_dicom, is_table, read_header
from .images import IMAGE_SUFFIXES, read_image
from .packing import PackedStack, pack_headers, unpack_headers
from .phases import Stack, split_series
from .received import DicomFile, ReceivedFile
from .walking import files_in, files_in_archive, files_in_table, files_under

ReadHeader = Callable[[Path], Header | None]

# Headers are packed when so many have been read; loose, they take 6 MB.
_LOOSE_HEADERS = 4096


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan that was found, not yet read. It can be sent to another process.

    Attributes:
        path: the image file, or the folder of a DICOM series, both of which may lie inside a zip file; of no meaning
            for what a server holds.
        series_uid: SeriesInstanceUID; empty for other formats.
        description: how a person knows it, without patient identity ("series 3, CHEST, CT, volume 1 of 2").
        problem: why it cannot be read, when the headers already show it.
        files: the DICOM files whose slices make the volume; empty for other formats.
        faulty: the file or folder that `problem` names, where it is not `path`.
        received: the same for a series that a server has sent.
        address: of a series that a server holds, its URL.
    """

    path: Path
    series_uid: str = ""
    description: str = ""
    problem: ScanError | None = None
    files: Sequence[Path] = ()
    faulty: tuple[DicomFile, ...] = ()
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
        try:
            return self._reader()
        except ScanError:
            raise
        except MemoryError as error:
            raise TooLargeError(NO_MEMORY) from error
        except OSError as error:
            raise not_opened(self.path, error) from error


def find_scans(path: str | Path, read: ReadHeader = read_header) -> list[Scan]:
    """Find every scan in a file or, recursively, in a folder: one for each volume, sorted by path and series.

    A DICOM file stands for its whole series in its folder, a DICOMDIR for the files it lists, and a zip file is
    searched like a folder. A series that holds several acquisitions or phases gives one scan for each. What cannot be
    read is a scan whose `read()` raises the named error; there is always at least one. Files that are neither DICOM
    nor images are passed over in a folder. Only headers are read, each once, and few of them are kept at a time.

    Args:
        path: a file or folder.
        read: gives the header of a file, as `read_header` or the `read` of a HeaderCache.
    """
    path = Path(path)
    search = _Search(read)
    try:
        search.add(path)
    except OSError as error:
        search.add_problem(path, not_opened(path, error), Path(error.filename or path))
    if scans := search.scans():
        return scans
    what = f"The folder {path.name}" if path.is_dir() else path.name
    missing = ScanNotFoundError(f"{what} holds no CT scan (DICOM, NIfTI, NRRD or MetaImage files).")
    return [Scan(path, problem=missing)]


def scans_of_files(files: Iterable[DicomFile]) -> list[Scan]:
    """The scans that DICOM files of one series make, and nothing that lies beside them."""
    return _scans_of_series([header for header in map(read_header, files) if header])


class _Search:
    """Scans as they are found, and the headers of each series until all files have been seen.

    A series may lie in several folders, so that it is complete only at the end. Until then its headers are packed.
    """

    def __init__(self, read: ReadHeader) -> None:
        self._read = read
        self._found: list[Scan] = []
        self._series: dict[str, list[bytes]] = defaultdict(list)

    def scans(self) -> list[Scan]:
        """All that were found, sorted; those of one series stay in their order."""
        groups = [[scan] for scan in self._found]
        for packed in self._series.values():
            groups.append(_scans_of_series([header for part in packed for header in unpack_headers(part)]))
        groups.sort(key=lambda scans: (str(scans[0].path), scans[0].series_uid))
        return [scan for scans in groups for scan in scans]

    def add(self, path: Path) -> None:
        """What a file or folder stands for that a person has named.

        Raises:
            OSError: it, or the folder it lies in, cannot be opened.
        """
        if path.is_dir():
            self.in_folder(path)
        elif not path.is_file():
            self.add_problem(path, ScanNotFoundError(f"There is no file or folder {path}. Check the name."))
        elif _is_image(path):
            self.add_image(path)
        elif is_zip(path):
            self.in_archive(path)
        elif is_table(path):
            self.in_table(path)
        elif is_dicom(path):
            self.beside(path)
        else:
            message = f"{path.name} is neither DICOM nor {', '.join(IMAGE_SUFFIXES)}: it cannot be read as a CT scan."
            self.add_problem(path, UnreadableFileError(message))

    def add_problem(self, path: Path, problem: ScanError, *faulty: Path) -> None:
        self._found.append(Scan(path, problem=problem, faulty=faulty))

    def add_image(self, path: Path) -> None:
        self._found.append(Scan(path, description=path.name, _reader=partial(read_image, path)))

    def in_folder(self, folder: Path) -> None:
        def closed(error: OSError) -> None:
            place = Path(error.filename)
            self.add_problem(place, not_opened(place, error))

        self._add_files(files_under(folder, closed))

    def in_archive(self, archive: Path) -> None:
        try:
            self._add_files(files_in_archive(archive))
        except UnreadableFileError as problem:
            self.add_problem(archive, problem)

    def in_table(self, table: Path) -> None:
        try:
            listed = list(files_in_table(table))
        except UnreadableFileError as problem:
            self.add_problem(table, problem)
            return
        there = [path for path in listed if path.is_file()]
        self._add_files(there)
        missing = len(listed) - len(there)
        if missing:
            message = (
                f"{missing} of the {len(listed)} files that {table.name} lists are not there. Copy the whole disc."
            )
            self.add_problem(table, UnreadableFileError(message))

    def beside(self, path: Path) -> None:
        """The series of a DICOM file, in its folder."""
        chosen = self._read(path)
        if chosen:
            others = (self._read(other) for other in files_in(path.parent) if other != path)
            same = (header for header in others if header and _series_key(header) == _series_key(chosen))
            self._add_headers([chosen, *same])

    def _add_files(self, paths: Iterable[Path]) -> None:
        headers = filter(None, map(self._header, paths))
        while loose := list(islice(headers, _LOOSE_HEADERS)):
            self._add_headers(loose)

    def _header(self, path: Path) -> Header | None:
        """The header of a DICOM file; any other file is dealt with."""
        if _is_image(path):
            self.add_image(path)
        elif is_zip(path) and zip_around(path) is None:
            self.in_archive(path)
        elif is_zip(path):
            self.add_problem(path, UnreadableFileError(f"{path.name} lies in another zip file: unpack that one first."))
        else:
            return self._read(path)
        return None

    def _add_headers(self, headers: Iterable[Header]) -> None:
        for key, group in groupby(sorted(headers, key=_series_key), key=_series_key):
            self._series[key].append(pack_headers(group))


def _is_image(path: Path) -> bool:
    return path.name.lower().endswith(IMAGE_SUFFIXES)


def _scans_of_series(headers: list[Header]) -> list[Scan]:
    """One scan for each volume of a series, and one for what it holds beside CT slices, such as its scout.

    A UID is to name one series of one patient; where an archive gave it to two, their slices make no volume together.
    """
    other = [header for header in headers if isinstance(header.problem, NotCTError)]
    slices = [header for header in headers if not isinstance(header.problem, NotCTError)]
    # Without this it would be taken for the volume, which has the same description.
    beside = ", a scout or other images" if slices else ""
    scans = [
        Scan(_place(header), header.series_uid, header.description + beside, header.problem, faulty=(header.path,))
        for header in other[:1]
    ]
    known = dict.fromkeys(header.patient for header in slices if header.patient is not None)
    patients: list[int | None] = [*known] or [None]
    for patient, name in zip(patients, _numbered("patient", len(patients)), strict=True):
        # One that does not name its patient, or cannot be read, may be a slice of any of them.
        if same := [header for header in slices if header.patient in (patient, None)]:
            scans += _volumes(same, name)
    return scans


def _numbered(what: str, count: int) -> list[str]:
    """What is added to the descriptions of several that would have the same; nothing for only one."""
    return [f", {what} {number} of {count}" for number in range(1, count + 1)] if count > 1 else [""] * count


def _series_key(header: Header) -> str:
    """What files of one series share; slices that do not name it, as after some anonymizers, share their folder."""
    return header.series_uid or str(_place(header))


def _place(header: Header) -> Path:
    path = header.path
    return path.parent if header.series_uid or header.slices or isinstance(path, ReceivedFile) else path


def _volumes(headers: list[Header], patient: str) -> list[Scan]:
    scan = partial(Scan, _place(headers[0]), headers[0].series_uid)
    description = headers[0].description + patient
    try:
        _check_headers(headers)
        slices = [item for header in headers for item in header.slices]
        check_geometry(slices)
    except ScanError as problem:
        faulty = tuple(header.path for header in headers if header.problem)[:1]
        return [scan(description, problem, faulty=faulty)]
    stacks = split_series(slices)
    tags = {header.path: header.tags for header in headers}
    return [
        _of_stack(partial(scan, description + name), stack, tags[stack.slices[0].path])
        for name, stack in zip(_numbered("volume", len(stacks)), stacks, strict=True)
    ]


def _of_stack(scan: Callable[..., Scan], stack: Stack, tags: Mapping[str, str]) -> Scan:
    """Of files little is kept until they are read; what a server has sent is in memory as a whole."""
    received = tuple(dict.fromkeys(item.path for item in stack.slices if isinstance(item.path, ReceivedFile)))
    if received:
        return scan(received=received, _reader=partial(read_stack, stack, tags))
    packed = PackedStack(stack, tags)
    return scan(files=packed, _reader=packed.read)


def _check_headers(headers: list[Header]) -> None:
    """Raise the first problem of a series: a volume without that slice would be another volume."""
    problems = [header.problem for header in headers if header.problem is not None]
    if not problems:
        return
    if isinstance(problems[0], NoPixelDataError) and len(problems) < len(headers):
        raise UnreadableFileError(str(problems[0]))
    raise problems[0]
