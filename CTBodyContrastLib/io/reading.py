"""Reading CT volumes: the one in a file or folder, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..errors import NotCTError, ScanError, SeveralSeriesError, UnreadableFileError
from ..volume import CTVolume
from .series import Scan, find_scans, scans_of_files

# A message names this many series; a folder may hold hundreds.
_NAMED_SERIES = 10
_OTHER_IMAGES = "What the series holds beside its CT slices, such as a scout, was left out."


def read_volume(path: str | Path) -> CTVolume:
    """Read the one CT volume that a file, or a folder with one DICOM series, holds.

    What a series holds beside its CT slices, such as its scout, is left out, which the volume's notes say.

    Raises:
        SeveralSeriesError: there are several; the message names them.
        ScanError: the one that says why the scan cannot be read.
    """
    return _only_volume(find_scans(path), Path(path).name)


def read_files(files: Iterable[Path]) -> CTVolume:
    """Read the one CT volume that these DICOM files of a series make, whatever else lies beside them.

    Raises:
        SeveralSeriesError, ScanError: as `read_volume`.
    """
    files = list(files)
    return _only_volume(scans_of_files(files), files[0].parent.name)


def _only_volume(scans: list[Scan], name: str) -> CTVolume:
    if len(scans) == 1:
        return scans[0].read()
    volumes = [scan for scan in scans if not isinstance(scan.problem, NotCTError)]
    same_series = scans[0].series_uid and len({scan.series_uid for scan in scans}) == 1
    if len(volumes) == 1 and same_series:
        volume = volumes[0].read()
        return replace(volume, notes=(*volume.notes, _OTHER_IMAGES))
    for scan in scans:
        if isinstance(scan.problem, UnreadableFileError):
            raise scan.problem
    names = [scan.description or scan.path.name for scan in scans]
    more = f" and {len(names) - _NAMED_SERIES} more" if len(names) > _NAMED_SERIES else ""
    raise SeveralSeriesError(
        f"{name} holds {len(names)} scans: {'; '.join(names[:_NAMED_SERIES])}{more}. "
        "Choose one of them, or read all with read_volumes."
    )


def read_volumes(path: str | Path, on_error: Callable[[Scan, ScanError], None] | None = None) -> Iterator[CTVolume]:
    """Yield every CT volume in a file or, recursively, in a folder, one at a time.

    Args:
        path: a file or folder.
        on_error: called with a scan that cannot be read and its error, after which reading goes on;
            without it the error is raised.
    """
    for scan in find_scans(path):
        try:
            volume = scan.read()
        except ScanError as error:
            if on_error is None:
                raise
            on_error(scan, error)
        else:
            yield volume
