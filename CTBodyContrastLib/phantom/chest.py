"""Lungs with airways and vessels, heart, great vessels and the mediastinum."""

import numpy as np

from .scene import Scene
from .shapes import Cut
from .spine import cage, rib_cage_column, spine_y

_CARINA = (0, -18, 500)
# The pleura lies just inside the ribs; above the second height the lungs end in domes.
_PLEURA_MM = -6.0
_LUNG_LOW, _APEX = 312.0, 548.0


def add_lungs(scene: Scene) -> None:
    """Both lungs with branching vessels; the diaphragm and the mediastinum are painted over them."""
    for side in (1.0, -1.0):
        inside = rib_cage_column(scene, _PLEURA_MM, _LUNG_LOW, _APEX)
        scene.add(Cut(inside, scene.body.point(side * 6, 0, 450), (-side, 0, 0)), "lung")
        scene.ellipsoid((side * 44, cage(_APEX)[0], _APEX - 4), (38, 55, 40), "lung")
        for start in ((36, -12, 482), (38, 0, 466), (34, -22, 462)):
            _add_tree(scene, side, start)
    scene.name("lung", (96, 10, 450))


def add_diaphragm(scene: Scene) -> None:
    """The diaphragm with fat below it; a rim of lung stays between it and the ribs."""
    rows = [(300, 0, -2, 122, 82), (325, 0, 4, 123, 78), (345, 0, 10, 116, 74), (368, 0, 14, 90, 66)]
    scene.column(rows, "visceral fat", square=True)
    scene.ellipsoid((64, 8, 332), (61, 78, 66), "muscle", (2.5, "visceral fat"))
    scene.ellipsoid((-64, 6, 328), (60, 76, 60), "muscle", (2.5, "visceral fat"))


def _add_tree(scene: Scene, side: float, root: tuple[float, float, float]) -> None:
    """Vessels that branch from the hilum towards the pleura, thinner at every fork."""
    rng = scene.random(f"lung vessels {side} {root}")
    outward = rng.normal((0.9, 0, 0), (0.35, 0.8, 0.9), (7, 3))
    branches = [(np.array(root, float), each / np.linalg.norm(each), 4.2) for each in outward]
    for generation in range(6):
        following = []
        for start, direction, radius in branches:
            end = start + direction * rng.uniform(14, 26) * 0.95**generation
            if not _in_lung(end):
                continue
            scene.tube([tuple(start), tuple(end)], (radius, radius * 0.8), "lung vessel", side=side)
            for _ in range(2 if generation < 4 else 1):
                turned = direction + rng.normal(0, 0.42, 3)
                following.append((end, turned / np.linalg.norm(turned), radius * float(rng.uniform(0.62, 0.82))))
        branches = following


def _in_lung(point: np.ndarray) -> bool:
    x, y, z = (float(value) for value in point)
    center, width, depth = cage(z)
    inside = (x / (width - 9)) ** 2 + ((y - center) / (depth - 9)) ** 2 < 1
    return inside and x > 14 and 330 < z < 575


def add_mediastinal_fat(scene: Scene) -> None:
    """What lies between the lungs, before the organs there are painted."""
    rows = [
        (350, -6, 4, 40, 66),
        (395, -8, 22, 48, 64),
        (430, -10, 24, 44, 62),
        (470, 0, 12, 34, 70),
        (520, 0, 4, 27, 58),
        (575, 0, -6, 30, 40),
    ]
    scene.column(rows, "visceral fat")


def add_mediastinum(scene: Scene) -> None:
    """Heart, great vessels, trachea and esophagus."""
    _add_heart(scene)
    _add_great_vessels(scene)
    trachea = [(0, 12, 622), (0, 0, 570), _CARINA]
    scene.tube(trachea, 11, "cartilage", (2, "air"), smooth=3)
    for side, reach in ((1, 36), (-1, 42)):
        scene.tube(
            [_CARINA, (reach, -16, 476), (reach + 24, -24, 452)], (8.5, 7, 4.5), "muscle", (1.5, "air"), side=side
        )
    scene.tube(
        [(-4, -14, 620), (-5, -22, 560), (-4, -32, 500), (-8, -32, 430), (-14, -12, 392)], 7.5, "muscle", smooth=3
    )


def _add_heart(scene: Scene) -> None:
    size = float(scene.random("heart").uniform(0.92, 1.12))
    x, y, z = -24, 26, 426

    def radii(a: float, b: float, c: float) -> tuple[float, float, float]:
        return a * size, b * size, c * size

    scene.ellipsoid((x, y, z), radii(61, 47, 48), "visceral fat", turn=-20)
    scene.ellipsoid((x + 14, y + 16, z - 6), radii(42, 24, 40), "myocardium", (3, "pulmonary artery"), turn=-20)
    scene.ellipsoid((x - 17, y - 4, z - 4), radii(40, 34, 41), "myocardium", (10, "aorta"), turn=-35)
    scene.ellipsoid((x + 50, y - 2, z + 4), radii(19, 24, 30), "upper vein", turn=10)
    scene.ellipsoid((x + 14, y - 34, z + 20), radii(33, 18, 22), "aorta")
    scene.name("left ventricle", (x - 17, y - 4, z - 4))


def _add_great_vessels(scene: Scene) -> None:
    width = float(scene.random("great vessels").uniform(0.88, 1.2))
    ascending = [
        (-6, 20, 448),
        (6, 24, 470),
        (14, 22, 496),
        (6, 8, 520),
        (-10, -14, 528),
        (-24, -36, 518),
        (-26, -44, 496),
    ]
    scene.tube(ascending, 15 * width, "aorta", smooth=3)
    descending = [
        (-26, -44, 496),
        (-26, -46, 450),
        (-22, -38, 400),
        (-12, -22, 340),
        (-7, -10, 290),
        (-6, -5, 240),
        (-3, -6, 194),
    ]
    scene.tube(descending, [w * width for w in (12.5, 12, 11.5, 10.5, 10, 9, 8.5)], "aorta", smooth=2)
    for z, label in ((450, "descending aorta"), (270, "abdominal aorta")):
        path = np.array(descending)[::-1]
        scene.name(label, (float(np.interp(z, path[:, 2], path[:, 0])), float(np.interp(z, path[:, 2], path[:, 1])), z))
    scene.tube([(-20, 42, 452), (-24, 30, 476), (-22, 8, 486)], 14, "pulmonary artery", smooth=3)
    scene.tube([(-22, 8, 486), (-40, -10, 482)], (12, 9), "pulmonary artery")
    scene.tube([(-20, 6, 482), (14, -6, 480), (40, -10, 474)], (12, 11, 8), "pulmonary artery")
    scene.tubes([(12, -12, 452), (40, -12, 450)], (8, 6), "aorta")
    scene.tube([(27, 16, 448), (27, 12, 490), (27, 18, 528)], 9, "upper vein")
    scene.tube([(27, 18, 528), (-10, 36, 540), (-38, 28, 556)], 7, "upper vein", smooth=3)
    scene.tubes([(30, 18, 532), (36, 26, 556), (80, 20, 566), (140, -8, 570)], (7, 6.5, 6, 5), "upper vein", smooth=2)
    scene.tube([(8, 14, 522), (20, 12, 545)], 6.5, "aorta")
    scene.tubes([(22, 8, 545), (60, 2, 574), (110, -10, 566), (150, -20, 556)], (5, 4.5, 4, 3.5), "aorta", smooth=2)
    scene.tube([(-8, -4, 528), (-20, 4, 560)], 4.5, "aorta")
    scene.tube([(-16, -22, 526), (-24, 2, 550)], 5, "aorta")
    scene.tube([(-22, spine_y(420) + 26, 420), (26, spine_y(420) + 10, 440)], 2, "upper vein")
