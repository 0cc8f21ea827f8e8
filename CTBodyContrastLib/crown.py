"""A head without its crown: how much of that a scan shows must not tell whether contrast was given."""

from dataclasses import replace

import numpy as np

from .volume import CTVolume

# Denser than this are the body and a couch, but no air, padding or lung.
BODY_HU = -500
# The crown are the slices from the top in which a head is narrower than this share of its widest one: some 4 cm.
_NARROWER = 0.85
# It is the widest before the slices become narrower than this share of it again, towards a neck.
_NARROWS = 0.95
# A head's widest slice is no larger than this, and shoulders are hardly ever smaller.
_LARGEST_HEAD_MM2 = 50000.0
_LONGEST_CROWN_MM = 80.0


def without_crown(volume: CTVolume) -> CTVolume:
    """Leave out the crown of a head at the volume's upper end.

    In the scans that the bundled model learned from, those with contrast end lower on the head. Without what differs,
    it has to look at the vessels.

    Args:
        volume: at about 3 mm, in HU, cropped to the body.

    Returns:
        A volume on a view of the same voxels; the volume itself where no head gets narrower towards its upper end.
    """
    axis = volume.axes.array_axes[2]
    others = tuple(other for other in range(3) if other != axis)
    areas = np.count_nonzero(volume.voxels > BODY_HU, axis=others) * np.prod(
        [volume.spacing[other] for other in others]
    )
    from_top = areas if volume.axes.flipped[2] else areas[::-1]
    count = crown_slices(from_top, volume.spacing[axis])
    if not count:
        return volume
    kept = [slice(None)] * 3
    kept[axis] = slice(count, None) if volume.axes.flipped[2] else slice(None, -count)
    matrix = volume.ijk_to_ras.copy()
    matrix[:3, 3] += (kept[axis].start or 0) * matrix[:3, 2 - axis]
    return replace(volume, voxels=volume.voxels[tuple(kept)], ijk_to_ras=matrix)


def crown_slices(areas: np.ndarray, spacing: float) -> int:
    """How many slices from the top belong to a crown.

    Args:
        areas: of the body in each slice from the top down, in mm2. spacing: mm between slices.
    """
    widest = np.maximum.accumulate(areas)
    narrows = np.flatnonzero(areas < _NARROWS * widest)
    head = widest[narrows[0]] if len(narrows) else widest[-1]
    count = int(np.argmax(areas >= _NARROWER * head))
    most = min(_LONGEST_CROWN_MM / spacing, len(areas) / 2)
    return count if head <= _LARGEST_HEAD_MM2 and count <= most else 0
