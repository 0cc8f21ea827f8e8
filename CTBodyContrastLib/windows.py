"""Windows slid along the body of a long scan: where they lie, and what the network is shown of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from .crests import find_crests
from .labels import Method, Plane, View
from .lungs import Lungs, find_lungs
from .preprocessing import Preprocessing, network_input, network_views, soft_tissue_shift
from .volume import MINIMUM_SLICES, CTVolume

# A window shows enough of any part to name it, and seldom more than two. Chosen with the views below on scans of
# patients that the network had not seen: longer windows pass over a neck, nearer ones find its borders no better.
_WINDOW_MM, _STEP_MM = 120.0, 80.0
# Three views of each window keep a long scan near four times the time of one classification. The two without bone also
# see contrast.
_VIEWS: tuple[View, ...] = (
    (Method.MIP, Plane.CORONAL),
    (Method.VESSEL_MIP, Plane.SAGITTAL),
    (Method.VESSEL_MIP, Plane.CORONAL),
)


@dataclass(frozen=True)
class Window:
    """A stretch of a volume: slices along the body's axis, counted from the feet.

    Attributes:
        first, last: the lowest and the highest slice.
    """

    first: int
    last: int


@dataclass(frozen=True)
class BodyAxis:
    """How the slices of a reduced volume, counted from the feet, lie in the volume that was read.

    Attributes:
        count: how many there are. spacing: mm between them. lowest_mm: S of the lowest one's center.
        rise_mm: by how much S grows from one to the next; less than the spacing where the scan lies askew.
        factor: how many slices of the volume that was read one of them averages.
        original_count: how many slices that volume has along the same axis.
        flipped: whether its slices run from head to feet.
    """

    count: int
    spacing: float
    lowest_mm: float
    rise_mm: float
    factor: int
    original_count: int
    flipped: bool

    @classmethod
    def of(cls, volume: CTVolume, reduced: CTVolume) -> "BodyAxis":
        """From the volume that was read and what `reduce_volume` made of it."""
        axis = reduced.axes.array_axes[2]
        count, spacing = reduced.voxels.shape[axis], reduced.axes.spacing[2]
        middle = (np.array(reduced.voxels.shape[::-1]) - 1) / 2
        center = float((reduced.ijk_to_ras @ [*middle, 1])[2])
        factor = round(spacing / volume.axes.spacing[2])
        rise = abs(float(reduced.ijk_to_ras[2, 2 - axis]))
        lowest = center - (count - 1) / 2 * rise
        return cls(count, spacing, lowest, rise, factor, volume.voxels.shape[axis], reduced.axes.flipped[2])

    def originals(self, first: int, last: int) -> tuple[int, int]:
        """Slices counted from the feet, as first and last slice of the volume that was read, as that counts them."""
        if self.flipped:
            first, last = self.count - 1 - last, self.count - 1 - first
        return first * self.factor, min((last + 1) * self.factor, self.original_count) - 1


@dataclass(frozen=True, eq=False)
class PreparedWindows:
    """What the network is shown of a long scan's windows.

    Attributes:
        windows: from feet to head; none for a scan that is hardly longer than one. views: those of each window.
        images: float32 (window * view, channel, row, column) in 0..1.
        axis: how the windows' slices lie in the volume.
        lungs: where lungs lie along it; None without any, and where the volume is not reduced.
        crests: slices in which iliac crests end, or what looks like them; none where the volume is not reduced.
    """

    windows: tuple[Window, ...]
    views: tuple[View, ...]
    images: np.ndarray
    axis: BodyAxis
    lungs: Lungs | None = None
    crests: tuple[int, ...] = ()


def prepare_windows(
    volume: CTVolume, reduced: CTVolume, views: Sequence[View], preprocessing: Preprocessing
) -> PreparedWindows:
    """Cut a reduced volume into windows, and make the images of each.

    Args:
        volume: as it was read. reduced: what `reduce_volume` made of it.
        views, preprocessing: the model's.
    """
    seen, found = window_views(views), windows(reduced)
    size = preprocessing.input_size
    images = []
    for each in found:
        stretch = reduced.stretch(each.first, each.last)
        projections = network_views(stretch, seen, preprocessing.plain, preprocessing.edge_sharpness)
        images.append(network_input(projections, preprocessing, soft_tissue_shift(stretch, preprocessing)))
    joined = np.concatenate(images) if images else np.empty((0, 3, size, size), np.float32)
    prepared = PreparedWindows(tuple(found), seen, joined, BodyAxis.of(volume, reduced))
    # Looking through all voxels of a volume that is not reduced would take longer than the network.
    if not found or preprocessing.plain:
        return prepared
    return replace(prepared, lungs=find_lungs(reduced), crests=find_crests(reduced))


def window_views(views: Sequence[View]) -> tuple[View, ...]:
    """The views that each window is looked at from: of a model without vessel views, all coronal ones, or else all."""
    found = tuple(view for view in _VIEWS if view in views)
    return found if found == _VIEWS else tuple(view for view in views if view[1] is Plane.CORONAL) or tuple(views)


def windows(volume: CTVolume) -> list[Window]:
    """Windows over a reduced volume, evenly from the feet to the head; none for one that is hardly longer than one."""
    count, spacing = volume.voxels.shape[volume.axes.array_axes[2]], volume.axes.spacing[2]
    length = max(MINIMUM_SLICES, round(_WINDOW_MM / spacing))
    steps = ceil((count - length) * spacing / _STEP_MM)
    if steps < 1:
        return []
    starts = np.linspace(0, count - length, steps + 1).round().astype(int).tolist()
    return [Window(start, start + length - 1) for start in starts]
