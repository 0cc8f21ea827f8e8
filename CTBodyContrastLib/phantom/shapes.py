"""Solid shapes in mm: each tells how far points lie outside (positive) or inside (negative) its surface.

Distances are exact for capsules and plates and first-order near the surface for the others, which is where they matter:
a voxel's share of a shape is read from the distance of its center.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

Point = tuple[float, float, float]
Bounds = tuple[Point, Point]

_TINY = 1e-6
# In mm: further outside than any voxel is large.
_FAR = 1e3


class Shape(Protocol):
    """Anything that has a bounding box and a distance."""

    @property
    def bounds(self) -> Bounds:
        """Lowest and highest corner in mm."""

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Signed distance in mm for arrays that broadcast to (K, J, I)."""


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid; turn is its rotation about the body's long axis in radians."""

    center: Point
    radii: Point
    turn: float = 0.0

    @property
    def bounds(self) -> Bounds:
        (cx, cy, cz), (a, b, c) = self.center, self.radii
        cosine, sine = float(np.cos(self.turn)), float(np.sin(self.turn))
        reach_x, reach_y = float(np.hypot(a * cosine, b * sine)), float(np.hypot(a * sine, b * cosine))
        return (cx - reach_x, cy - reach_y, cz - c), (cx + reach_x, cy + reach_y, cz + c)

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        x, y, z = x - self.center[0], y - self.center[1], z - self.center[2]
        if self.turn:
            cosine, sine = float(np.cos(self.turn)), float(np.sin(self.turn))
            x, y = cosine * x + sine * y, cosine * y - sine * x
        a, b, c = self.radii
        u, v, w = x * (1 / a), y * (1 / b), z * (1 / c)
        u, v, w = u * u, v * v, w * w
        slope = u * (1 / a**2) + v * (1 / b**2)
        slope = slope + w * (1 / c**2) + _TINY**2
        level = u + v
        level = level + (w - 1)
        return level / (2 * np.sqrt(slope))


@dataclass(frozen=True)
class Capsule:
    """A segment from start to end with a radius that may change along it: a piece of a vessel, rib or limb."""

    start: Point
    end: Point
    start_radius: float
    end_radius: float

    @property
    def bounds(self) -> Bounds:
        reach = max(self.start_radius, self.end_radius)
        pairs = list(zip(self.start, self.end, strict=True))
        low = [min(pair) - reach for pair in pairs]
        high = [max(pair) + reach for pair in pairs]
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        x, y, z = x - self.start[0], y - self.start[1], z - self.start[2]
        ax, ay, az = (end - start for start, end in zip(self.start, self.end, strict=True))
        along = (x * ax + y * ay + z * az) * (1 / max(ax * ax + ay * ay + az * az, _TINY))
        along = np.clip(along, 0, 1)
        x, y, z = x - along * ax, y - along * ay, z - along * az
        return np.sqrt(x * x + y * y + z * z) - (self.start_radius + along * (self.end_radius - self.start_radius))


@dataclass(frozen=True)
class Column:
    """A stack of ellipse-like cross-sections along the body's long axis, given by rows of a table.

    Attributes:
        rows: (z, center x, center y, half width, half depth) in mm, z ascending; linear in between, flat ends.
        open_ends: what lies in layers below the surface reaches the ends, as fat under the skin of a limb does.
        square: cross-sections with fuller corners than an ellipse, as a trunk has (exponent 2.25 in place of 2).
    """

    rows: tuple[tuple[float, float, float, float, float], ...]
    square: bool = False
    open_ends: bool = False

    @cached_property
    def _table(self) -> np.ndarray:
        return np.array(self.rows, dtype=float).T

    @property
    def bounds(self) -> Bounds:
        z, x, y, a, b = self._table
        low, high = (np.min(x - a), np.min(y - b), z[0]), (np.max(x + a), np.max(y + b), z[-1])
        return (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        knots = self._table[0]
        cx, cy, a, b = (np.interp(z, knots, row).astype(np.float32) for row in self._table[1:])
        u, v = np.abs(x - cx) / a, np.abs(y - cy) / b
        if self.square:
            slope_u, slope_v = u * np.sqrt(np.sqrt(u)), v * np.sqrt(np.sqrt(v))
            level, power = u * slope_u + v * slope_v - 1, 2.25
        else:
            slope_u, slope_v = u, v
            level, power = u * u + v * v - 1, 2.0
        slope = np.sqrt(slope_u * slope_u / (a * a) + slope_v * slope_v / (b * b)) * power + _TINY
        low, high = float(knots[0]), float(knots[-1])
        beyond = np.abs(z - (low + high) / 2) - (high - low) / 2
        if self.open_ends:
            return level / slope + np.where(beyond > 0, _FAR, 0).astype(np.float32)
        return np.maximum(level / slope, beyond)


@dataclass(frozen=True)
class Plate:
    """A triangle with rounded edges: a piece of a flat bone or of a membrane."""

    corners: tuple[Point, Point, Point]
    half_thickness: float

    @property
    def bounds(self) -> Bounds:
        corners = np.array(self.corners)
        low, high = corners.min(axis=0) - self.half_thickness, corners.max(axis=0) + self.half_thickness
        return (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        corners = [np.array(corner) for corner in self.corners]
        normal = np.cross(corners[1] - corners[0], corners[2] - corners[0])
        normal = normal / (np.linalg.norm(normal) + _TINY)
        above = _along(normal, corners[0], x, y, z)
        edges = []
        for first, second in ((0, 1), (1, 2), (2, 0)):
            edge = corners[second] - corners[first]
            outward = np.cross(edge, normal)
            edges.append(_along(outward / (np.linalg.norm(outward) + _TINY), corners[first], x, y, z))
        beyond = np.maximum(np.maximum(np.maximum(edges[0], edges[1]), edges[2]), 0)
        return np.sqrt(above * above + beyond * beyond) - self.half_thickness


@dataclass(frozen=True)
class Box:
    """A block between two corners."""

    low: Point
    high: Point

    @property
    def bounds(self) -> Bounds:
        return self.low, self.high

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        across = [
            np.abs(axis - (low + high) / 2) - (high - low) / 2
            for axis, low, high in zip((x, y, z), self.low, self.high, strict=True)
        ]
        return np.maximum(np.maximum(across[0], across[1]), across[2])


@dataclass(frozen=True)
class Shell:
    """The lower part of a pipe around an axis along z: a couch top or a head holder.

    Attributes:
        center: x and y of the axis. radius: of the middle of the wall. half_wall: half its thickness.
        half_width: how far the part reaches to either side. low, high: its ends along z.
    """

    center: tuple[float, float]
    radius: float
    half_wall: float
    half_width: float
    low: float
    high: float

    @property
    def bounds(self) -> Bounds:
        x, y = self.center
        reach = self.radius + self.half_wall
        top = y - float(np.sqrt(max(self.radius**2 - self.half_width**2, 0.0))) + 2 * self.half_wall
        return (x - self.half_width, y - reach, self.low), (x + self.half_width, top, self.high)

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        x, y = x - self.center[0], y - self.center[1]
        wall = np.abs(np.sqrt(x * x + y * y) - self.radius) - self.half_wall
        ends = np.abs(z - (self.low + self.high) / 2) - (self.high - self.low) / 2
        return np.maximum(np.maximum(wall, np.abs(x) - self.half_width), ends)


@dataclass(frozen=True)
class Cut:
    """The part of a shape on one side of a plane: where direction . (point - origin) is negative."""

    shape: Shape
    origin: Point
    direction: Point

    @property
    def bounds(self) -> Bounds:
        return self.shape.bounds

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        direction = np.array(self.direction) / np.linalg.norm(self.direction)
        return np.maximum(self.shape.distance(x, y, z), _along(direction, np.array(self.origin), x, y, z))


@dataclass(frozen=True)
class Folded:
    """A shape whose surface is wavy, as the folds of the brain or of the bowel wall are.

    Attributes:
        wavelength, height: of the waves, in mm. phase: shifts them, in radians.
    """

    shape: Shape
    wavelength: float
    height: float
    phase: float = 0.0

    @property
    def bounds(self) -> Bounds:
        low, high = self.shape.bounds
        reach = self.height
        return (
            (low[0] - reach, low[1] - reach, low[2] - reach),
            (high[0] + reach, high[1] + reach, high[2] + reach),
        )

    def distance(self, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
        turn = 2 * float(np.pi) / self.wavelength
        waves = np.sin(turn * x + 1.7 * np.sin(turn * 0.6 * z + self.phase))
        waves = waves * np.sin(turn * y + 1.7 * np.sin(turn * 0.5 * x - self.phase) + turn * 0.8 * z)
        return self.shape.distance(x, y, z) + waves * self.height


def _along(direction: np.ndarray, origin: np.ndarray, x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    dx, dy, dz = (float(component) for component in direction)
    return x * dx + y * dy + z * dz - float(direction @ origin)
