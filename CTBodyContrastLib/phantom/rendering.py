"""From shapes to voxels: every shape is painted over what was there, in its bounding box only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .shapes import Point, Shape

# Voxels worked on at a time: the intermediate arrays of a chunk stay small (8 MB each) whatever the volume's size.
_CHUNK_VOXELS = 2_000_000


@dataclass(frozen=True)
class Paint:
    """A shape and what it is made of.

    Attributes:
        layers: (depth in mm, HU) from the surface inward: bone is a dense shell around a spongy core.
    """

    shape: Shape
    layers: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Pose:
    """How the body lies on the couch: turned about its long axis, and leaning to a side or forward.

    Attributes:
        turn: radians. lean_x, lean_y: mm sideways and forward for each mm above level.
    """

    turn: float = 0.0
    lean_x: float = 0.0
    lean_y: float = 0.0
    level: float = 0.0

    def to_body(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The body's own x and y of room coordinates; z stays."""
        cosine, sine = float(np.cos(self.turn)), float(np.sin(self.turn))
        rise = z - self.level
        return (cosine * x + sine * y) - self.lean_x * rise, (cosine * y - sine * x) - self.lean_y * rise

    def to_room(self, point: Point) -> Point:
        """Room coordinates of a point of the body."""
        cosine, sine = float(np.cos(self.turn)), float(np.sin(self.turn))
        rise = point[2] - self.level
        x, y = point[0] + self.lean_x * rise, point[1] + self.lean_y * rise
        return cosine * x - sine * y, cosine * y + sine * x, point[2]


@dataclass(frozen=True)
class Grid:
    """Voxel centers in room coordinates: x to the right, y anterior, z superior, in mm.

    Attributes:
        x, y, z: float32 coordinates along I (falling), J (falling) and K (rising).
        spacing: voxel size along K, J and I.
    """

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    spacing: tuple[float, float, float]

    @property
    def voxel_size(self) -> float:
        """Edge in mm of a cube as large as a voxel."""
        return float(np.prod(self.spacing)) ** (1 / 3)

    def chunks(self) -> Iterator[slice]:
        """Stretches of K small enough to be worked on at once."""
        step = max(1, _CHUNK_VOXELS // (len(self.x) * len(self.y)))
        for first in range(0, len(self.z), step):
            yield slice(first, min(first + step, len(self.z)))


def paint(canvas: np.ndarray, grid: Grid, part: slice, paints: Sequence[Paint], pose: Pose) -> None:
    """Paint shapes, in order, into the slices `part` of a grid.

    Args:
        canvas: (K, J, I) float32 HU of those slices, changed in place.
    """
    z = grid.z[part]
    size = grid.voxel_size
    for each in paints:
        low, high = _room_bounds(each.shape, pose, size)
        k, j, i = _inside(z, low[2], high[2]), _inside(grid.y, low[1], high[1]), _inside(grid.x, low[0], high[0])
        if k is None or j is None or i is None:
            continue
        level = z[k][:, None, None]
        x, y = pose.to_body(grid.x[i][None, None, :], grid.y[j][None, :, None], level)
        distance = each.shape.distance(x, y, level)
        target = canvas[k, j, i]
        for depth, hu in each.layers:
            share = np.clip(0.5 - (distance + depth) * (1 / size), 0, 1)
            target += share * (hu - target)


def _room_bounds(shape: Shape, pose: Pose, margin: float) -> tuple[np.ndarray, np.ndarray]:
    low, high = shape.bounds
    corners = [pose.to_room((x, y, z)) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])]
    return np.min(corners, axis=0) - margin, np.max(corners, axis=0) + margin


def _inside(axis: np.ndarray, low: float, high: float) -> slice | None:
    """The stretch of a monotonic axis between low and high; None when there is none."""
    if axis[0] < axis[-1]:
        first, last = np.searchsorted(axis, (low, high))
    else:
        first, last = len(axis) - np.searchsorted(axis[::-1], (high, low))
    return slice(int(first), int(last)) if last > first else None
