"""Spine, ribs, sternum and shoulder girdle."""

import numpy as np

from .scene import Scene
from .shapes import Column

# Center of the spine's vertebral bodies: y at z, in mm. Lordosis at L3 and C5, kyphosis at T6.
_SPINE_Z = (120, 140, 220, 300, 400, 470, 540, 590, 640, 690, 718)
_SPINE_Y = (-58, -46, -30, -38, -56, -62, -56, -44, -28, -23, -22)
# From L5 up to C1: the lowest edge of each vertebra.
_LEVELS = (
    tuple(142 + 36 * n for n in range(5))
    + tuple(322 + 22.4 * n for n in range(12))
    + tuple(591 + 17.6 * n for n in range(7))
)
_CANAL = (9.5, 8.0)


def spine_y(z: float) -> float:
    """Center of the vertebral bodies at a height."""
    return float(np.interp(z, _SPINE_Z, _SPINE_Y))


def _body_size(z: float) -> tuple[float, float]:
    """Half width and half depth of the vertebral body at a height."""
    return (
        float(np.interp(z, (140, 320, 450, 580, 600, 715), (26, 22, 15, 15, 11, 10))),
        float(np.interp(z, (140, 320, 450, 580, 600, 715), (17, 16, 14, 10, 8.5, 8))),
    )


def add_spine(scene: Scene) -> None:
    """Vertebrae with disks, arches and processes, and the canal with the cord."""
    for low, high in zip(_LEVELS, (*_LEVELS[1:], 714), strict=False):
        _add_vertebra(scene, low, high - low)
    canal = [(z, 0, spine_y(z) - _body_size(z)[1] - _CANAL[1], *_CANAL) for z in range(60, 731, 10) if z >= 120]
    scene.column(canal, "spinal fluid")
    cord = [(z, x, y, 6.0, 4.2) for z, x, y, _, _ in canal if z >= 300]
    scene.column(cord, "nerve")


def _add_vertebra(scene: Scene, low: float, pitch: float) -> None:
    middle = low + pitch / 2
    half_width, half_depth = _body_size(middle)
    disk = pitch * (0.22 if low < 320 else 0.16)
    y_low, y_high = spine_y(low), spine_y(low + pitch)
    rows = [(low, 0, y_low, half_width, half_depth), (low + pitch, 0, y_high, half_width, half_depth)]
    scene.column([rows[0], (low + disk, 0, y_low, half_width, half_depth)], "disk")
    waist = (middle, 0, spine_y(middle), half_width * 0.9, half_depth * 0.9)
    body = [(low + disk, 0, y_low, half_width + 0.5, half_depth + 0.5), waist, (*rows[1][:3], *rows[0][3:])]
    scene.column(body, "vertebra shell", (1.6, "spongy bone"))
    back = spine_y(middle) - half_depth
    canal_center = back - _CANAL[1]
    arch = (middle - 0.1 * pitch, 0, canal_center)
    scene.column(
        [(arch[0] - 0.28 * pitch, 0, canal_center, _CANAL[0] + 4.5, _CANAL[1] + 4.5),
         (arch[0] + 0.32 * pitch, 0, canal_center, _CANAL[0] + 4.5, _CANAL[1] + 4.5)],
        "vertebra shell", (1.4, "spongy bone"),
    )  # fmt: skip
    tip = canal_center - _CANAL[1] - float(np.interp(middle, (140, 300, 460, 580, 620, 690), (26, 28, 24, 30, 20, 16)))
    drop = float(np.interp(middle, (140, 330, 450, 560, 620), (6, 8, 24, 16, 8)))
    scene.tube([(0, canal_center - _CANAL[1] - 2, middle), (0, tip, middle - drop)], 3.6,
               "vertebra shell", (1.4, "spongy bone"))  # fmt: skip
    reach = float(np.interp(middle, (140, 250, 320, 450, 580, 620, 715), (42, 44, 28, 32, 36, 24, 34)))
    process = [(_CANAL[0] + 1, canal_center + 1, middle), (reach, canal_center - 6, middle + 2)]
    scene.tubes(process, 4.0, "vertebra shell", (1.5, "spongy bone"))
    scene.pair((_CANAL[0] + 7, canal_center - 8, low + 2), (6, 6, 0.36 * pitch), "vertebra shell", (1.6, "spongy bone"))


# Rib cage at the middle of the ribs: z, center y, half width, half depth.
_CAGE_Z = (300, 345, 400, 450, 490, 525, 555, 580, 600)
_CAGE_Y = (-6, 0, 4, 2, -4, -12, -18, -24, -28)
_CAGE_WIDTH = (128, 134, 136, 130, 120, 105, 86, 62, 40)
_CAGE_DEPTH = (88, 95, 98, 94, 88, 78, 66, 50, 34)


def cage(z: float) -> tuple[float, float, float]:
    """Center y, half width and half depth of the rib cage at a height."""
    tables = (_CAGE_Y, _CAGE_WIDTH, _CAGE_DEPTH)
    y, width, depth = (float(np.interp(z, _CAGE_Z, row)) for row in tables)
    return y, width, depth


def add_ribs(scene: Scene) -> None:
    """Twelve pairs of ribs with their cartilages, and the sternum."""
    for number in range(12):
        start = 322 + 22.4 * (11 - number) + 14
        # The first ribs and the floating ones are short; the middle ones slope down most.
        reach = float(np.interp(number, (0, 1, 2, 7, 9, 10, 11), (0.80, 0.80, 0.80, 0.77, 0.70, 0.48, 0.36)))
        slope = float(np.interp(number, (0, 3, 8, 11), (32, 72, 82, 60)))
        angles = np.linspace(0.10, reach, 15) * np.pi
        points = []
        for angle in angles:
            z = start - slope * (1 - np.cos(angle)) / 2
            y, width, depth = cage(min(z, 592 - 4 * number))
            points.append((float(width * np.sin(angle)), float(y - depth * np.cos(angle)), float(z)))
        points[0] = (26, spine_y(start) - 14, start)
        scene.tubes(points, [4.2, *[4.6] * 14], "flat bone", (1.6, "spongy bone"))
        if number < 10:
            end = (14.0, 0.0, max(points[-1][2] + 4, 440.0)) if number < 7 else (30.0, 0.0, 420.0)
            y, _, depth = cage(end[2])
            scene.tubes([points[-1], (end[0], y + depth, end[2])], 5.0, "rib cartilage")
    for z, half_width, half_length in ((470, 15, 52), (528, 24, 22)):
        y, _, depth = cage(z)
        scene.ellipsoid((0, y + depth - 1, z), (half_width, 6.5, half_length), "thin bone", (1.5, "spongy bone"))


def add_shoulders(scene: Scene) -> None:
    """Clavicles and scapulae with the muscles on them."""
    blade = [(72, -82, 574), (70, -92, 440), (140, -40, 548)]
    scene.plates(blade, 2.5, "flat bone", (1.6, "spongy bone"))
    scene.tubes([(72, -88, 560), (120, -78, 566), (168, -36, 582)], (3, 5, 6), "cortical bone", (2, "spongy bone"))
    scene.tubes([(134, -38, 556), (148, -32, 556)], (10, 12), "cortical bone", (2, "spongy bone"))
    scene.tubes([(128, -20, 566), (146, 6, 562)], 5, "cortical bone", (2, "spongy bone"))
    clavicle = [(16, 58, 552), (50, 62, 562), (95, 30, 578), (150, -16, 588)]
    scene.tubes(clavicle, (9, 6, 5.5, 6.5), "cortical bone", (2.2, "spongy bone"), smooth=4)


def rib_cage_column(scene: Scene, grow: float, low: float = 300.0, high: float = 600.0) -> Column:
    """The space inside the ribs between two heights, widened by grow mm."""
    heights = [low, *(z for z in _CAGE_Z if low < z < high), high]
    rows = [(z, 0, *cage(z)) for z in heights]
    return scene.make_column(rows, grow=grow, square=True)
