"""Where the iliac crests lie along the body: above them there is no bone beside the spine, up to the lowest ribs."""

import numpy as np

from .orientation import canonical_view
from .volume import CTVolume

# What is as dense as bone at about 3 mm. Kidneys and a colon with contrast may be, too; on both sides they seldom are.
_BONE_HU = 200
_TISSUE_HU = -300
# The body is where tissue is at least this deep from front to back; a couch and its foam are not.
_DEEP_MM = 60.0
# Beside the spine: so far from the middle of the body, as a share of half its width. Transverse processes end before.
_BESIDE = 0.3
# As much bone as the edge of a hip bone shows in a slice, on either side, all along the upper part of that bone, and
# no more so far above it.
_LEAST_CM2 = 0.5
_BONE_BELOW_MM, _NONE_ABOVE_MM = 30.0, 15.0


def find_crests(volume: CTVolume) -> tuple[int, ...]:
    """Where bone on both sides of the spine ends, seen from below.

    Args:
        volume: at about 3 mm (`preprocessing.reduce_volume`), in HU.

    Returns:
        Slices, counted from the feet, in which there is such bone for the last time. That of the iliac crests is among
        them where it is in the scan and no contrast in the bowel hides it; the top of the shoulders may be, too.
    """
    superior_mm, anterior_mm, right_mm = volume.axes.spacing[::-1]
    voxels = canonical_view(volume.voxels, volume.axes)
    deep = np.count_nonzero(voxels > _TISSUE_HU, axis=1) * anterior_mm >= _DEEP_MM  # (S, R)
    column = np.arange(deep.shape[1])
    first, last = deep.argmax(axis=1), deep.shape[1] - 1 - deep[:, ::-1].argmax(axis=1)
    from_middle = column - (first + last)[:, None] / 2
    beside = np.abs(from_middle) > _BESIDE * (last - first)[:, None] / 2
    area_cm2 = np.count_nonzero(voxels > _BONE_HU, axis=1) * anterior_mm * right_mm / 100  # of each column (S, R)
    sides = [np.where(beside & side, area_cm2, 0.0).sum(axis=1) for side in (from_middle < 0, from_middle > 0)]
    bony = deep.any(axis=1) & (np.minimum(*sides) >= _LEAST_CM2)
    below, above = max(1, round(_BONE_BELOW_MM / superior_mm)), max(1, round(_NONE_ABOVE_MM / superior_mm))
    return tuple(
        height
        for height in range(below - 1, len(bony) - above)
        if bony[height + 1 - below : height + 1].all() and not bony[height + 1 : height + 1 + above].any()
    )
