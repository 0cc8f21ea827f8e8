"""A list of shapes to paint, written in the average adult's mm and stored in one person's."""

from collections.abc import Sequence

import numpy as np

from .body import Body
from .rendering import Paint
from .shapes import Capsule, Column, Ellipsoid, Plate, Point, Shape
from .tissues import TissueValues

# (depth in mm, tissue) below the surface of a shape.
Layer = tuple[float, str]
_BOTH_SIDES = (1.0, -1.0)


class Scene:
    """Collects paints in painting order: what is added later lies inside or over what was added before.

    Attributes:
        centers: RAS position in mm of some structures, by name.
        back: y in mm of the lowest point of the back, where the couch begins. width: of the trunk, in mm.

    Positions and sizes are those of the average adult; a tissue may be followed by (depth, tissue) layers of what
    lies below the surface. Methods with `side` mirror x for -1.
    """

    def __init__(self, body: Body, tissues: TissueValues, seed: Sequence[int]) -> None:
        self.body = body
        self.tissues = tissues
        self.paints: list[Paint] = []
        self.centers: dict[str, Point] = {}
        self.back = 0.0
        self.width = 0.0
        self._seed = tuple(seed)

    def random(self, topic: str) -> np.random.Generator:
        """Random numbers of one topic, so that a change in one organ leaves the others of a seed as they were."""
        return np.random.default_rng((*self._seed, *topic.encode()))

    def add(self, shape: Shape, tissue: str, *layers: Layer) -> None:
        """Add a shape given in this person's mm."""
        values = tuple((depth, self.tissues[name]) for depth, name in ((0.0, tissue), *layers))
        self.paints.append(Paint(shape, values))

    def name(self, name: str, center: tuple[float, float, float]) -> None:
        """Remember where a structure can be found."""
        x, y, z = self.body.pose.to_room(*(np.float64(value) for value in self.body.point(*center)))
        self.centers[name] = (float(x), float(y), float(z))

    def ellipsoid(self, center: Point, radii: Point, tissue: str, *layers: Layer, turn: float = 0.0) -> Ellipsoid:
        """Add an ellipsoid and return it; turn is in degrees, counterclockwise seen from above."""
        shape = self.make_ellipsoid(center, radii, turn)
        self.add(shape, tissue, *layers)
        return shape

    def make_ellipsoid(self, center: Point, radii: Point, turn: float = 0.0) -> Ellipsoid:
        """This person's ellipsoid."""
        width, depth, length = self.body.scale(center[2])
        a, b, c = radii
        return Ellipsoid(self.body.point(*center), (a * width, b * depth, c * length), float(np.radians(turn)))

    def pair(self, center: Point, radii: Point, tissue: str, *layers: Layer, turn: float = 0.0) -> None:
        """Add an ellipsoid on both sides."""
        for side in _BOTH_SIDES:
            mirrored = (side * center[0], center[1], center[2])
            self.ellipsoid(mirrored, radii, tissue, *layers, turn=side * turn)

    def column(
        self,
        rows: Sequence[Sequence[float]],
        tissue: str,
        *layers: Layer,
        grow: float = 0.0,
        side: float = 1.0,
        square: bool = False,
        open_ends: bool = False,
    ) -> Column:
        """Add a stack of cross-sections (z, x, y, half width, half depth), widened by grow mm, and return it."""
        shape = self.make_column(rows, grow=grow, side=side, square=square, open_ends=open_ends)
        self.add(shape, tissue, *layers)
        return shape

    def make_column(
        self,
        rows: Sequence[Sequence[float]],
        grow: float = 0.0,
        side: float = 1.0,
        square: bool = False,
        open_ends: bool = False,
    ) -> Column:
        """This person's stack of cross-sections."""
        mapped = []
        for z, x, y, a, b in rows:
            width, depth, _ = self.body.scale(z)
            px, py, pz = self.body.point(side * x, y, z)
            mapped.append((pz, px, py, max(a * width + grow, 0.5), max(b * depth + grow, 0.5)))
        return Column(tuple(mapped), square, open_ends)

    def tube(
        self,
        points: Sequence[Point],
        radii: float | Sequence[float],
        tissue: str,
        *layers: Layer,
        side: float = 1.0,
        smooth: int = 1,
    ) -> None:
        """Add a tube through points; smooth is the number of pieces between two points (1: straight)."""
        path = np.array(points, dtype=float) * (side, 1, 1)
        sizes = np.broadcast_to(np.asarray(radii, dtype=float), len(path))
        if smooth > 1:
            steps = np.linspace(0, len(sizes) - 1, (len(sizes) - 1) * smooth + 1)
            path, sizes = _curve(path, smooth), np.interp(steps, np.arange(len(sizes)), sizes)
        pieces = []
        for start, end, first, last in zip(path, path[1:], sizes, sizes[1:], strict=False):
            scale = float(np.mean(self.body.scale(float(start[2]))))
            ends = (self.body.point(*map(float, start)), self.body.point(*map(float, end)))
            pieces.append(Capsule(*ends, float(first) * scale, float(last) * scale))
        # Layer by layer, so that the wall of one piece does not close the lumen of the one before.
        for depth, name in ((0.0, tissue), *layers):
            for piece in pieces:
                self.paints.append(Paint(piece, ((depth, self.tissues[name]),)))

    def tubes(
        self, points: Sequence[Point], radii: float | Sequence[float], tissue: str, *layers: Layer, smooth: int = 1
    ) -> None:
        """Add a tube on both sides."""
        for side in _BOTH_SIDES:
            self.tube(points, radii, tissue, *layers, side=side, smooth=smooth)

    def plates(
        self, corners: Sequence[Point], half_thickness: float, tissue: str, *layers: Layer, mirrored: bool = True
    ) -> None:
        """Add a strip of triangles, each corner making one with the two before it; on both sides if mirrored."""
        for side in _BOTH_SIDES if mirrored else (1.0,):
            placed = [self.body.point(side * x, y, z) for x, y, z in corners]
            for triangle in zip(placed, placed[1:], placed[2:], strict=False):
                self.add(Plate(triangle, half_thickness), tissue, *layers)


def _curve(path: np.ndarray, pieces: int) -> np.ndarray:
    """Catmull-Rom curve through points: (n, 3) to ((n - 1) * pieces + 1, 3)."""
    padded = np.concatenate([2 * path[:1] - path[1:2], path, 2 * path[-1:] - path[-2:-1]])
    t = (np.arange(pieces) / pieces)[:, None]
    curved = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        curved.append(
            0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        )
    return np.concatenate([*curved, path[-1:]])
