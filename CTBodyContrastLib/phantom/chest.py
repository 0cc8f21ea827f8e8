"""Lungs with airways and vessels, heart, great vessels and the mediastinum."""

import numpy as np

from .scene import Scene
from .spine import spine_y

_LUNG = (
    (312, 82, -58, 8, 8),
    (328, 80, -46, 34, 30),
    (350, 74, -22, 50, 62),
    (398, 69, -1, 60, 86),
    (450, 68, 0, 58, 86),
    (495, 63, -8, 52, 78),
    (530, 54, -18, 45, 62),
    (560, 43, -26, 34, 42),
    (578, 37, -32, 19, 22),
    (584, 36, -34, 5, 6),
)
_CARINA = (0, -18, 500)


def add_lungs(scene: Scene) -> None:
    """Both lungs with bronchi and branching vessels."""
    for side in (1, -1):
        scene.column(_LUNG, "lung", side=side, square=True)
        for start in ((34, -12, 478), (34, -2, 462), (32, -20, 462)):
            _add_tree(scene, side, start)
    scene.name("lung", (90, -20, 450))


def _add_tree(scene: Scene, side: int, root: tuple[float, float, float]) -> None:
    """Vessels that branch from the hilum towards the pleura, thinner at every fork."""
    rng = scene.random(f"lung vessels {side} {root}")
    branches = [(np.array(root, float), 5.0, angle) for angle in rng.uniform(0, 2 * np.pi, 6)]
    for generation in range(6):
        following = []
        for start, radius, _ in branches:
            target = np.array([rng.uniform(40, 124), rng.uniform(-84, 76), rng.uniform(330, 572)])
            step = target - start
            step *= min(1.0, rng.uniform(18, 30) / float(np.linalg.norm(step)))
            end = start + step
            if not _in_lung(end):
                continue
            scene.tube([tuple(start), tuple(end)], (radius, radius * 0.8), "lung vessel", side=side)
            following += [(end, radius * float(rng.uniform(0.62, 0.8)), 0.0) for _ in range(2 if generation < 4 else 1)]
        branches = following


def _in_lung(point: np.ndarray) -> bool:
    x, y, a, b = (
        float(np.interp(point[2], [row[0] for row in _LUNG], column))
        for column in zip(*[r[1:] for r in _LUNG], strict=True)
    )
    return ((point[0] - x) / a) ** 2 + ((point[1] - y) / b) ** 2 < 0.92


def add_mediastinum(scene: Scene) -> None:
    """Fat between the lungs, heart, great vessels, trachea and esophagus."""
    rows = [
        (395, -8, 20, 46, 60),
        (430, -12, 24, 48, 60),
        (470, -2, 10, 34, 64),
        (520, 0, 2, 28, 52),
        (575, 0, -4, 26, 34),
    ]
    scene.column(rows, "visceral fat")
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
    x, y, z = -24, 24, 430

    def radii(a: float, b: float, c: float) -> tuple[float, float, float]:
        return a * size, b * size, c * size

    scene.ellipsoid((x, y, z), radii(60, 47, 50), "visceral fat", turn=-20)
    scene.ellipsoid((x - 20, y - 4, z - 8), radii(38, 34, 40), "myocardium", (11, "aorta"), turn=-35)
    scene.ellipsoid((x + 14, y + 18, z - 8), radii(38, 20, 36), "myocardium", (3, "pulmonary artery"), turn=-20)
    scene.ellipsoid((x + 50, y - 2, z + 4), radii(19, 24, 30), "upper vein", turn=10)
    scene.ellipsoid((x + 14, y - 34, z + 20), radii(33, 18, 22), "aorta")
    scene.name("left ventricle", (x - 20, y - 4, z - 8))


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
