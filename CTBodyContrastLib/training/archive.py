"""Walk an archive: one series after the other, each either usable or left out with the reason."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..errors import DatasetError, ScanError, ScanNotFoundError
from ..io.reading import read_files
from ..io.series import Scan, find_scans
from ..orientation import canonical_view
from ..volume import CTVolume, check_hounsfield, check_slices
from .left_out import DUPLICATE, LeftOut, derived, left_out_for
from .series_header import SeriesHeader, read_series_header

# Shows how far a loop is; a command gives a progress bar.
Track = Callable[[Sequence["FoundSeries"]], Iterable["FoundSeries"]]


@dataclass(frozen=True)
class FoundSeries:
    """A scan whose header can be used. root: the folder that was walked. An image file has an empty header."""

    root: Path
    scan: Scan
    header: SeriesHeader


@dataclass(frozen=True)
class UsableSeries:
    """A series that was read and can be judged.

    Attributes:
        voxels: SHA-256 of the voxels, equal for every format and orientation they are stored in.
        slice_thickness: mm, as text; of the header, else the voxels' size along the slices.
    """

    found: FoundSeries
    voxels: str
    slice_thickness: str


def walk(roots: Sequence[Path], track: Track = list) -> Iterator[UsableSeries | LeftOut]:
    """Find and read every scan below some folders, each once.

    Raises:
        DatasetError: a folder is missing, or holds no scan.
    """
    found: list[FoundSeries] = []
    for item in _find(roots):
        if isinstance(item, LeftOut):
            yield item
        else:
            found.append(item)
    headers = [each.header for each in found]
    kept = []
    for each in found:
        unwanted = derived(each.scan, each.header, headers)
        if unwanted is not None:
            yield unwanted
        else:
            kept.append(each)
    yield from _read(track(kept))


def voxel_hash(volume: CTVolume) -> str:
    """SHA-256 of a volume's size and HU values, rounded, in patient order: superior, anterior, right."""
    voxels = canonical_view(volume.voxels, volume.axes)
    digest = hashlib.sha256(repr(voxels.shape).encode())
    for plane in voxels:
        digest.update(np.rint(plane).astype("<i4").tobytes())
    return digest.hexdigest()


def _find(roots: Sequence[Path]) -> Iterator[FoundSeries | LeftOut]:
    for root in roots:
        if not root.is_dir():
            raise DatasetError(f"There is no folder {root}.")
        scans = find_scans(root)
        if isinstance(scans[0].problem, ScanNotFoundError):
            raise DatasetError(str(scans[0].problem))
        for scan in scans:
            try:
                if scan.problem is not None:
                    raise scan.problem
                header = read_series_header(scan.files[0]) if scan.files else SeriesHeader({}, "axial")
                yield FoundSeries(root, scan, header)
            except ScanError as problem:
                yield left_out_for(scan, problem)


def _read(found: Iterable[FoundSeries]) -> Iterator[UsableSeries | LeftOut]:
    first: dict[str, Scan] = {}
    for each in found:
        try:
            # By its files, as training is going to read it.
            volume = read_files(each.scan.files) if each.scan.files else each.scan.read()
            check_slices(volume)
            check_hounsfield(float(volume.voxels.min()), float(volume.voxels.max()))
        except ScanError as problem:
            yield left_out_for(each.scan, problem)
            continue
        voxels = voxel_hash(volume)
        same = first.setdefault(voxels, each.scan)
        if same is not each.scan:
            yield LeftOut(each.scan, DUPLICATE, f"The same voxels as {same.path} ({same.description}).")
            continue
        yield UsableSeries(each, voxels, each.header.text("SliceThickness") or f"{volume.spacing[0]:g}")
