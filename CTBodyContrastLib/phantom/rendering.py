"""From shapes to voxels: every shape is painted over what was there, in its bounding box only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .shapes import Shape

# Voxels worked on at a time: the intermediate arrays of a chunk stay small (8 MB each) whatever the volume's size.
_CHUNK_VOXELS = 2_000_000


@dataclass(frozen=True, slots=True)
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

    def to_room(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Room coordinates of points of the body."""
        cosine, sine = float(np.cos(self.turn)), float(np.sin(self.turn))
        rise = z - self.level
        x, y = x + self.lean_x * rise, y + self.lean_y * rise
        return cosine * x - sine * y, cosine * y + sine * x, z


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


class Painter:
    """Paints shapes, in order, into a grid.

    Attributes:
        paints: the shapes. bounds: (number, 2, 3) their lowest and highest corners in the room.
    """

    def __init__(self, paints: Sequence[Paint], pose: Pose, margin: float) -> None:
        self.paints = paints
        self.pose = pose
        self.bounds = _room_bounds(paints, pose, margin)

    def paint(self, canvas: np.ndarray, grid: Grid, part: slice) -> None:
        """Paint the slices `part` of the grid; canvas is their (K, J, I) float32 HU, changed in place."""
        z = grid.z[part]
        reached = (self.bounds[:, 0, 2] <= z[-1]) & (self.bounds[:, 1, 2] >= z[0])
        for index in np.flatnonzero(reached):
            _paint(canvas, grid, z, self.paints[index], self.pose, self.bounds[index])


def _paint(canvas: np.ndarray, grid: Grid, z: np.ndarray, each: Paint, pose: Pose, bounds: np.ndarray) -> None:
    low, high = bounds
    k, j, i = _inside(z, low[2], high[2]), _inside(grid.y, low[1], high[1]), _inside(grid.x, low[0], high[0])
    if k is None or j is None or i is None:
        return
    level = z[k][:, None, None]
    x, y = pose.to_body(grid.x[i][None, None, :], grid.y[j][None, :, None], level)
    distance = each.shape.distance(x, y, level)
    target = canvas[k, j, i]
    for depth, hu in each.layers:
        share = distance + depth
        share *= -1 / grid.voxel_size
        share += 0.5
        np.clip(share, 0, 1, out=share)
        target += share * (hu - target)


def _room_bounds(paints: Sequence[Paint], pose: Pose, margin: float) -> np.ndarray:
    corners = np.array([each.shape.bounds for each in paints], dtype=float).reshape(-1, 2, 3)
    low, high = corners[:, 0], corners[:, 1]
    placed = [
        np.stack(pose.to_room(np.where(right, high[:, 0], low[:, 0]), np.where(front, high[:, 1], low[:, 1]), end), 1)
        for right in (False, True)
        for front in (False, True)
        for end in (low[:, 2], high[:, 2])
    ]
    return np.stack([np.min(placed, axis=0) - margin, np.max(placed, axis=0) + margin], axis=1)


def _inside(axis: np.ndarray, low: float, high: float) -> slice | None:
    """The stretch of a monotonic axis between low and high; None when there is none."""
    if axis[0] < axis[-1]:
        first, last = np.searchsorted(axis, (low, high))
    else:
        first, last = len(axis) - np.searchsorted(axis[::-1], (high, low))
    return slice(int(first), int(last)) if last > first else None
