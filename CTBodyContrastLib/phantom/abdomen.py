"""Abdominal organs and their vessels."""

import numpy as np

from .scene import Scene
from .shapes import Cut, Ellipsoid


def add_abdomen(scene: Scene) -> None:
    """Everything between the diaphragm and the pelvis, in painting order."""
    _add_upper_left(scene)
    _add_liver(scene)
    _add_kidneys(scene)
    _add_psoas(scene)
    _add_vessels(scene)
    _add_small_bowel(scene)
    _add_colon(scene)


def _add_liver(scene: Scene) -> None:
    size = float(scene.random("liver").uniform(0.92, 1.08))
    scene.ellipsoid((65, 8, 332), (57 * size, 73, 63), "liver")
    scene.ellipsoid((6, 46, 342), (60 * size, 34, 30), "liver")
    scene.ellipsoid((86, 0, 282), (34, 50, 52 * size), "liver")
    scene.name("liver", (96, 10, 335))
    scene.tube([(8, 4, 292), (30, 14, 316), (56, 12, 326)], (7, 7.5, 6), "portal vein")
    for points in (
        [(56, 12, 326), (82, 24, 334), (104, 34, 342)],
        [(56, 12, 326), (84, -16, 318), (104, -30, 306)],
        [(30, 14, 316), (10, 40, 338), (-18, 50, 346)],
        [(84, -16, 318), (92, -40, 338)],
        [(82, 24, 334), (78, 52, 326)],
    ):
        scene.tube(points, (5, 4, 2.5)[: len(points)], "portal vein")
    for end in ((110, -10, 352), (74, 56, 350), (20, 62, 352), (84, -50, 340)):
        scene.tube([(28, 6, 384), ((28 + end[0]) / 2, (6 + end[1]) / 2 + 4, 372), end], (6, 4.5, 2.5), "portal vein")
    scene.ellipsoid((46, 56, 288), (14, 20, 24), "bowel wall", (2, "gallbladder"))


def _add_upper_left(scene: Scene) -> None:
    """Spleen, stomach and pancreas."""
    rng = scene.random("stomach")
    size = float(rng.uniform(0.9, 1.2))
    scene.ellipsoid((-92, -34, 336), (21 * size, 44, 42 * size), "spleen", turn=30)
    scene.name("spleen", (-92, -34, 336))
    path = [(-48, -4, 366), (-58, 14, 340), (-50, 40, 312), (-20, 56, 292), (14, 50, 288), (30, 34, 290)]
    scene.tube(path, (26, 29, 26, 22, 17, 10), "bowel wall", (4, "bowel content"), smooth=2)
    fluid = float(rng.uniform(10, 40))
    for x, y, z, r in ((-50, 4, 362, 21), (-57, 20, 338, 23), (-48, 44, 312, 20), (-18, 58, 294, 16)):
        bubble = scene.make_ellipsoid((x, y, z), (r, r, r))
        scene.add(Cut(bubble, scene.body.point(x, fluid, z), (0, -1, 0)), "gas")
    scene.tube(
        [(32, 10, 272), (24, 20, 286), (0, 20, 292), (-34, 8, 304), (-72, -24, 322)],
        (15, 13, 10, 10, 8),
        "pancreas",
        smooth=2,
    )
    scene.tube([(4, 10, 292), (-34, 0, 302), (-76, -34, 322)], 4, "portal vein", smooth=2)


def _add_kidneys(scene: Scene) -> None:
    rng = scene.random("kidneys")
    for side, z in ((1, 262.0), (-1, 276.0)):
        size = float(rng.uniform(0.9, 1.1))
        x, y = side * 66.0, -40.0
        scene.ellipsoid((x, y, z), (29 * size, 26 * size, 54 * size), "kidney cortex", turn=side * 35)
        for angle in np.linspace(0, 2 * np.pi, 9)[:-1]:
            for level in (-26, 0, 26):
                px, py = 12 * np.cos(angle), 11 * np.sin(angle)
                scene.ellipsoid((x + px, y + py, z + level * size), (6, 6, 9), "kidney medulla")
        scene.ellipsoid((x - side * 10, y + 7, z), (15, 11, 30), "visceral fat", turn=side * 35)
        scene.ellipsoid((x - side * 9, y + 7, z), (8, 7, 15), "kidney pelvis", turn=side * 35)
        ureter = [(x - side * 14, y + 10, z - 6), (side * 42, -4, 200), (side * 44, -16, 140), (side * 22, 10, 80)]
        scene.tube(ureter, 2.5, "kidney pelvis", smooth=3)
        scene.tube([(-4, -8, z + 4), (x - side * 16, y + 8, z)], 3, "aorta")
        scene.tube([(18, 2, z + 2), (x - side * 16, y + 12, z - 2)], 5, "lower vein")
        scene.name(
            "right kidney cortex" if side > 0 else "left kidney cortex",
            (x + side * 18 * size, y - 12 * size, z + 13 * size),
        )
        scene.tube([(side * 24, -22, 322), (side * 40, -30, 312)], 4, "gland")


def _add_psoas(scene: Scene) -> None:
    path = [(24, -30, 318), (36, -28, 250), (44, -18, 190), (58, 8, 130), (76, 34, 84), (86, 20, 36)]
    scene.tubes(path, (8, 17, 21, 20, 16, 12), "muscle", smooth=2)
    scene.pair((72, -46, 226), (24, 9, 46), "muscle", turn=20)


def _add_vessels(scene: Scene) -> None:
    path = [(22, 12, 412), (24, 4, 380), (22, 0, 320), (20, -2, 260), (18, -6, 190)]
    scene.tube(path, (12, 13, 12, 11, 10), "lower vein", smooth=2)
    rng = scene.random("mesentery")
    for trunk, tissue, reach in ((-2, "aorta", 3.5), (8, "portal vein", 5.0)):
        root = [(trunk, 6, 288), (trunk + 4, 24, 250), (trunk + 12, 34, 200), (trunk + 24, 36, 160)]
        scene.tube(root, (reach, reach, reach * 0.8, reach * 0.5), tissue, smooth=2)
        for _ in range(16):
            z = float(rng.uniform(160, 265))
            end = (float(rng.uniform(-80, 80)), float(rng.uniform(20, 70)), z + float(rng.uniform(-30, 15)))
            scene.tube([(trunk + 8, 30, z), (end[0] / 2 + 8, 42, z - 6), end], (2.2, 1.8, 1.2), tissue)
    scene.tube([(-2, -2, 308), (6, 12, 312), (30, 16, 306)], (4, 3, 2.5), "aorta")


def _add_small_bowel(scene: Scene) -> None:
    """Loops that fill what the other organs leave of the belly."""
    rng = scene.random("small bowel")
    loops = int(rng.integers(40, 56))
    for _ in range(loops):
        x, y, z = float(rng.uniform(-72, 72)), float(rng.uniform(14, 66)), float(rng.uniform(95, 262))
        turn = float(rng.uniform(0, 2 * np.pi))
        across = np.array([np.cos(turn), 0.35 * np.sin(2 * turn), 0.7 * np.sin(turn)]) * rng.uniform(18, 34)
        points = [tuple(np.array([x, y, z]) + across * t + (0, 0, 14 * np.sin(3 * t))) for t in (-1, -0.3, 0.4, 1)]
        radius = float(rng.uniform(10, 15))
        content = "gas" if rng.random() < 0.12 else "bowel content"
        scene.tube(points, radius, "visceral fat", (1.5, "bowel wall"), (4.0, content), smooth=2)


def _add_colon(scene: Scene) -> None:
    rng = scene.random("colon")
    path = [(82, 30, 150), (92, 8, 180), (92, -6, 220), (84, 14, 262), (50, 66, 244), (0, 76, 226), (-46, 70, 252),
            (-88, 22, 300), (-98, -10, 270), (-98, -12, 220), (-92, 4, 176), (-72, 28, 138), (-36, 20, 118),
            (-6, -8, 116), (4, -40, 96), (0, -52, 64), (0, -46, 24)]  # fmt: skip
    base = (28, 27, 25, 23, 20, 19, 19, 20, 17, 16, 15, 14, 15, 16, 17, 19, 10)
    radii = [r * float(rng.uniform(0.8, 1.15)) for r in base]
    scene.tube(path, radii, "visceral fat", (1.5, "bowel wall"), (4.0, "stool"), smooth=4)
    gas = float(rng.uniform(0.3, 0.9))
    for (x, y, z), radius in zip(path[:-1], radii, strict=False):
        if rng.random() > gas:
            continue
        inner = max(radius - 6, 4.0)
        width, depth, _ = scene.body.scale(z)
        shape = Ellipsoid(scene.body.point(x, y, z), (inner * width, inner * depth, inner * 1.3))
        scene.add(Cut(shape, scene.body.point(x, y - inner * float(rng.uniform(-0.4, 0.6)), z), (0, -1, 0)), "gas")
    for _ in range(160):
        place = int(rng.integers(0, 5)) if rng.random() < 0.6 else int(rng.integers(0, len(path)))
        offset = rng.normal(0, radii[place] * 0.35, 3)
        center = tuple(float(v) for v in np.array(path[place]) + offset)
        scene.ellipsoid(center, (float(rng.uniform(1, 3)),) * 3, "stool crumb")  # type: ignore[arg-type]
