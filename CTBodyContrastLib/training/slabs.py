"""Training examples: stretches of scans, drawn at random between the landmarks of a body part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..errors import DatasetError
from ..labels import BodyPart, Contrast
from ..orientation import canonical_view
from ..preprocessing import reduce_volume
from ..volume import MINIMUM_SLICES, CTVolume
from .dataset import Case
from .tissue import body_mask

# A stretch with less of the part than this cannot be named with confidence by a person either.
_LEAST_COVERAGE = 0.35
# Protocols begin and end up to about a fifth of the part's length before or behind its landmarks.
_END_JITTER = 0.2


@dataclass(frozen=True)
class TrainingScan:
    """A case with its voxels in memory.

    Attributes:
        voxels: (S, A, R) int16 HU at about 3 mm; inferior to superior, anterior to posterior, right to left.
        spacing: mm along S, A and R.
        body: (S, A, R) mask of the patient, without couch, head holder and clothes.
    """

    case: Case
    voxels: np.ndarray
    spacing: tuple[float, float, float]
    body: np.ndarray

    @classmethod
    def of(cls, case: Case, volume: CTVolume, spacing_mm: float) -> "TrainingScan":
        """Reduce a volume as inference does and keep it in patient order."""
        reduced = reduce_volume(volume, spacing_mm)
        right, anterior, superior = reduced.axes.spacing
        voxels = np.ascontiguousarray(canonical_view(reduced.voxels, reduced.axes))
        return cls(case, voxels, (superior, anterior, right), body_mask(voxels))

    @property
    def depth_mm(self) -> float:
        """Distance between the lowest and the highest slice."""
        return (len(self.voxels) - 1) * self.spacing[0]


@dataclass(frozen=True)
class Slab:
    """A stretch of a scan that shows one body part.

    Attributes:
        contrast: None when unknown.
        low_mm, high_mm: its ends above the scan's lowest slice.
        coverage: how much of the part's whole length lies inside the scan.
    """

    scan: TrainingScan
    part: BodyPart
    contrast: Contrast | None
    low_mm: float
    high_mm: float
    coverage: float

    @property
    def slices(self) -> slice:
        """Its slices in the scan; never fewer than MINIMUM_SLICES."""
        step, count = self.scan.spacing[0], len(self.scan.voxels)
        first, last = max(0, round(self.low_mm / step)), min(count, round(self.high_mm / step) + 1)
        if last - first < MINIMUM_SLICES:
            first = max(0, min(first, count - MINIMUM_SLICES))
            last = first + MINIMUM_SLICES
        return slice(first, last)

    @property
    def voxels(self) -> np.ndarray:
        """(S, A, R) view of the scan between the ends."""
        return self.scan.voxels[self.slices]

    @property
    def body(self) -> np.ndarray:
        """(S, A, R) view of the body's mask between the ends."""
        return self.scan.body[self.slices]


def slab(scan: TrainingScan, part: BodyPart, jitter: tuple[float, float] = (0.0, 0.0)) -> Slab | None:
    """The stretch of a scan that shows a part, its ends moved outward by fractions of the part's length.

    Returns:
        None when too little of the part lies inside the scan.
    """
    extent = scan.case.extent(part)
    if extent is None:
        return None
    low, high = extent
    length = high - low
    coverage = (min(high, scan.depth_mm) - max(low, 0.0)) / length
    if coverage < _LEAST_COVERAGE:
        return None
    low, high = max(0.0, low - jitter[0] * length), min(scan.depth_mm, high + jitter[1] * length)
    return Slab(scan, part, scan.case.contrast, low, high, coverage)


def landmark_slabs(scans: Sequence[TrainingScan]) -> list[Slab]:
    """One slab, exactly between the landmarks, for every part that a scan covers: what results are reported on."""
    found = (slab(scan, part) for scan in scans for part in scan.case.covers)
    return [each for each in found if each is not None]


class SlabSampler:
    """Draws slabs: every part equally often, in it each contrast label, then each source by the root of what it has.

    Without the last, the one source with 67 of the cases would decide what a neck looks like. A scan of unknown
    contrast is drawn only for a part of which one label alone is known.

    Attributes:
        case_ids: of all scans that are drawn from; others show too little of every part, or contrast is not known.

    Raises:
        DatasetError: no scan has landmarks.
    """

    def __init__(self, scans: Sequence[TrainingScan]) -> None:
        slabs = [each for scan in scans for part in BodyPart if (each := slab(scan, part)) is not None]
        if not slabs:
            raise DatasetError(
                "No scan has landmarks to cut body parts at. Give them to `prepare` with --cases and --landmarks, or "
                "choose a recipe that learns from whole scans."
            )
        self._cells: dict[BodyPart, dict[Contrast | None, dict[str, list[Slab]]]] = {}
        for each in slabs:
            by_source = self._cells.setdefault(each.part, {}).setdefault(each.contrast, {})
            by_source.setdefault(each.scan.case.source, []).append(each)
        for by_contrast in self._cells.values():
            if len(by_contrast) > 2:
                by_contrast.pop(None, None)
        drawn = [each for each in slabs if each.contrast in self._cells[each.part]]
        self.case_ids = frozenset(each.scan.case.case_id for each in drawn)

    def draw(self, rng: np.random.Generator) -> Slab:
        """A random slab with random ends."""
        part = list(self._cells)[rng.integers(len(self._cells))]
        by_contrast = self._cells[part]
        by_source = list(by_contrast.values())[rng.integers(len(by_contrast))]
        # The square root lies between equal sources and equal cases: a source of one case is not seen as often
        # as a source of sixty, but far more often than its share.
        weights = np.sqrt([sum(each.coverage for each in slabs) for slabs in by_source.values()])
        source = list(by_source.values())[rng.choice(len(weights), p=weights / weights.sum())]
        coverage = np.array([each.coverage for each in source])
        chosen = source[rng.choice(len(source), p=coverage / coverage.sum())]
        jitter = rng.uniform(-0.6 * _END_JITTER, _END_JITTER, 2)
        return slab(chosen.scan, part, (jitter[0], jitter[1])) or chosen
