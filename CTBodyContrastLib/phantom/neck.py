"""Airway, muscles, glands and vessels of the neck."""

from .scene import Scene


def add_neck(scene: Scene) -> None:
    """Everything between the skull base and the upper opening of the chest, in painting order."""
    _add_muscles(scene)
    _add_airway(scene)
    _add_glands(scene)
    _add_vessels(scene)


def add_neck_fat(scene: Scene) -> None:
    """The fat around airway and vessels; behind them the neck is muscle."""
    rows = [(584, 0, -4, 62, 26), (606, 0, -4, 48, 30), (650, 0, 3, 44, 31), (692, 0, 3, 44, 33), (716, 0, 0, 42, 28)]
    scene.column(rows, "visceral fat", square=True)


def _add_muscles(scene: Scene) -> None:
    for points, radii in (
        ([(17, -62, 590), (17, -60, 650), (19, -62, 714)], (18, 16, 14)),
        ([(34, -58, 588), (34, -54, 640), (32, -52, 710)], (17, 16, 13)),
        ([(58, -52, 586), (42, -60, 620), (26, -68, 690)], (10, 8, 6)),
        ([(32, -32, 580), (30, -28, 640), (28, -28, 700)], (14, 12, 10)),
        ([(9, -12, 580), (8, -10, 640), (7, -10, 710)], (6, 5, 5)),
    ):
        scene.tubes(points, radii, "visceral fat", (1.3, "muscle"), smooth=2)
    scene.tubes([(16, 36, 562), (32, 20, 610), (44, 0, 660), (51, -22, 710)], (8, 9, 9.5, 8), "muscle", smooth=3)
    scene.tubes([(8, 28, 575), (9, 32, 630), (8, 40, 652)], (5, 4.5, 4), "muscle", smooth=2)


def _add_airway(scene: Scene) -> None:
    scene.column([(626, 0, 12, 15, 17), (650, 0, 8, 19, 19), (690, 0, 10, 20, 16), (718, 0, 16, 18, 14)], "mucosa")
    scene.ellipsoid((0, 44, 664), (20, 20, 14), "muscle")
    air = [(612, 0, 10, 9, 9), (636, 0, 14, 4, 10), (644, 0, 12, 11, 10), (656, 0, 6, 13, 7), (672, 0, 7, 12, 6),
           (690, 0, 14, 11, 6), (702, 0, 20, 10, 9), (716, 0, 24, 10, 8)]  # fmt: skip
    scene.column(air, "air")
    scene.plates([(1, 36, 650), (1, 33, 628), (18, 6, 652), (16, 8, 630)], 1.6, "cartilage")
    scene.tubes([(0, 30, 621), (13, 14, 622), (11, -2, 626), (0, -4, 628)], 2.6, "rib cartilage", smooth=2)
    scene.tubes(
        [(0, 42, 659), (13, 36, 660), (22, 10, 666)], (4, 3, 2), "cortical bone", (1.4, "spongy bone"), smooth=2
    )
    scene.tube([(0, 24, 660), (0, 14, 672)], (3, 2), "cartilage")


def _add_glands(scene: Scene) -> None:
    size = float(scene.random("thyroid").uniform(0.8, 1.25))
    scene.pair((18, 14, 608), (9 * size, 11 * size, 22 * size), "thyroid")
    scene.tube([(-12, 26, 602), (0, 29, 602), (12, 26, 602)], 4 * size, "thyroid")
    scene.name("thyroid", (18, 14, 608))
    scene.pair((33, 34, 662), (9, 14, 13), "gland")
    rng = scene.random("nodes")
    for _ in range(12):
        x, z = float(rng.uniform(30, 48)), float(rng.uniform(595, 700))
        scene.pair((x, float(rng.uniform(-30, 20)), z), (3, 3.5, float(rng.uniform(3, 6))), "node")


def _add_vessels(scene: Scene) -> None:
    scene.tubes([(21, 8, 545), (25, 6, 590), (27, 6, 640)], (4.4, 3.8, 3.8), "aorta", smooth=2)
    scene.tubes([(27, 6, 640), (29, -4, 670), (28, -6, 716)], (4, 2.9, 2.6), "aorta", smooth=2)
    scene.tubes([(27, 6, 642), (30, 14, 670), (42, 8, 706)], (2.8, 2.2, 1.8), "aorta", smooth=2)
    scene.tubes([(15, -26, 596), (15, -24, 700), (22, -30, 714), (2, -16, 722)], 2, "aorta")
    width = scene.random("jugulars").uniform(0.75, 1.3, 2)
    for side, wide in zip((1, -1), width, strict=True):
        points = [(34, 12, 556), (36, 4, 600), (37, 2, 650), (36, -8, 714)]
        scene.tube(points, [float(wide) * r for r in (7, 6.5, 6, 4.5)], "upper vein", side=side, smooth=2)
        scene.tube([(44, 14, 584), (51, 2, 640), (52, 2, 690)], 2, "upper vein", side=side, smooth=2)
    scene.name("right carotid", (25, 6, 592))
