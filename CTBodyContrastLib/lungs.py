"""Where the lungs lie along the body: they show better than anything else where the chest begins and ends."""

from dataclasses import dataclass

import numpy as np

from .masks import without_thin
from .orientation import canonical_view
from .volume import CTVolume

# Lung with its vessels averaged over 3 mm, from emphysema to dependent parts. Gas in the bowel is thinner.
_LUNG_HU = (-950, -500)
_TISSUE_HU = -300
# Thinner than this is the shell of a couch, or the edge of air, where partial volume looks like lung.
_TISSUE_RADIUS_MM, _LUNG_RADIUS_MM = 3.0, 6.0
# Both lungs of an adult measure more in their widest slice. Less is a part of them, a child's, or something else.
_LEAST_PEAK_CM2 = 100.0
_SEEN_CM2 = 10.0
# The recesses and the tips are thinner than what is counted as lung. `Testing/Benchmarks/region_borders.py` prints the
# median error that is left.
_BELOW_SEEN_MM, _ABOVE_SEEN_MM = 15.0, 6.0
# At the highest dome, lungs are nearly as wide as they get.
_SHARE_AT_DOME = 0.75


@dataclass(frozen=True)
class Lungs:
    """Between which slices of a reduced volume, counted from the feet, lungs lie; None where they lie outside of it.

    Attributes:
        bottom: the lowest recess. dome: the highest dome of the diaphragm. apex: the top of the higher lung.
    """

    bottom: int | None
    dome: int | None
    apex: int | None


def find_lungs(volume: CTVolume) -> Lungs | None:
    """Find the lungs of an adult by their HU, and by the tissue in front of, behind and beside them.

    Args:
        volume: at about 3 mm (`preprocessing.reduce_volume`), in HU.

    Returns:
        None where there are none, or only small parts of them.
    """
    superior_mm, anterior_mm, right_mm = spacing = volume.axes.spacing[::-1]
    voxels = canonical_view(volume.voxels, volume.axes)
    tissue = without_thin(voxels > _TISSUE_HU, spacing, _TISSUE_RADIUS_MM)
    air = (voxels > _LUNG_HU[0]) & (voxels < _LUNG_HU[1]) & _between(tissue, 1) & _between(tissue, 2)
    lung = without_thin(air, spacing, _LUNG_RADIUS_MM)
    area_cm2 = np.count_nonzero(lung, axis=(1, 2)) * anterior_mm * right_mm / 100
    widest = int(area_cm2.argmax())
    if area_cm2[widest] < _LEAST_PEAK_CM2:
        return None
    unseen = np.flatnonzero(area_cm2 < _SEEN_CM2)
    first = int(unseen[unseen < widest].max(initial=-1)) + 1
    last = int(unseen[unseen > widest].min(initial=len(area_cm2))) - 1
    dome = first + int(np.argmax(area_cm2[first:] >= _SHARE_AT_DOME * area_cm2[widest]))
    return Lungs(
        bottom=max(0, first - round(_BELOW_SEEN_MM / superior_mm)) if first > 0 else None,
        dome=dome if dome > 0 else None,
        apex=min(len(area_cm2) - 1, last + round(_ABOVE_SEEN_MM / superior_mm)) if last < len(area_cm2) - 1 else None,
    )


def _between(tissue: np.ndarray, axis: int) -> np.ndarray:
    """Where there is tissue on both sides along an axis."""
    before = np.logical_or.accumulate(tissue, axis=axis)
    behind = np.flip(np.logical_or.accumulate(np.flip(tissue, axis), axis=axis), axis)
    return before & behind
