"""A head without its crown: how much of that a scan shows must not tell whether contrast was given."""

import numpy as np

from .volume import BODY_HU, CTVolume

# The crown is what lies above the first slice that has this share of the area of a head's largest one.
_NARROWER = 0.85
# Of the slices from the top down that is the largest before they have less than this share of it again, as a neck has.
_NARROWS = 0.95
# Where that is larger, they are shoulders or a trunk. All four limits were chosen on scans that the network had not
# seen. Of a trunk in a small field of view, a little of the upper end may be taken for a crown.
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
    pixel_mm2 = np.prod([volume.spacing[other] for other in others])
    areas = pixel_mm2 * np.count_nonzero(volume.voxels > BODY_HU, axis=others)
    from_top = areas if volume.axes.flipped[2] else areas[::-1]
    count = crown_slices(from_top, volume.spacing[axis])
    return volume.stretch(0, len(areas) - 1 - count) if count else volume


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
