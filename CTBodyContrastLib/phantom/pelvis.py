"""Pelvic bones, hips and thighs, the muscles around them, and the pelvic organs."""

from .scene import Scene

_BONE = (2.2, "spongy bone")


def add_pelvis(scene: Scene) -> None:
    """Muscles, bones, organs and vessels of the pelvis."""
    _add_muscles(scene)
    _add_bones(scene)
    _add_organs(scene)
    _add_vessels(scene)


def _add_muscles(scene: Scene) -> None:
    scene.pair((70, -64, 66), (60, 31, 66), "fat", (2, "muscle"), turn=24)
    scene.pair((112, -36, 118), (26, 46, 56), "fat", (1.5, "muscle"), turn=-20)
    scene.pair((124, 14, 92), (16, 30, 50), "fat", (1.5, "muscle"), turn=10)
    scene.pair((84, 2, 150), (22, 40, 42), "muscle", turn=25)
    scene.pair((48, 4, 48), (12, 34, 28), "muscle")
    scene.pair((64, -10, 66), (8, 30, 28), "muscle", turn=-12)
    scene.pair((44, -62, 98), (30, 10, 16), "muscle", turn=30)
    scene.ellipsoid((0, -22, 20), (30, 34, 13), "muscle")
    for x, y, a, b in ((82, 48, 40, 24), (116, 14, 26, 42), (50, 2, 34, 40), (84, -46, 42, 28), (72, 66, 14, 10)):
        rows = [
            (-300, x - 18, y * 0.8, a * 0.8, b * 0.8),
            (-40, x, y, a, b),
            (20, x, y, a * 0.9, b * 0.8),
            (52, x, y, a * 0.4, b * 0.4),
        ]
        for side in (1, -1):
            scene.column(rows, "muscle", side=side)


def _add_bones(scene: Scene) -> None:
    inner = [(38, -66, 150), (40, -50, 112), (66, -66, 182), (74, -16, 96), (100, -40, 194)]
    outer = [(86, 10, 92), (124, 10, 192), (100, 36, 104), (124, 52, 166)]
    scene.plates([*inner, *outer], 5.0, "flat bone", (1.8, "spongy bone"))
    crest = [(40, -74, 148), (66, -72, 182), (100, -42, 196), (124, 8, 194), (126, 54, 166)]
    scene.tubes(crest, (6, 6.5, 6.5, 7, 6), "flat bone", _BONE, smooth=2)
    scene.tubes([(80, -14, 92), (88, 0, 70)], (16, 30), "flat bone", _BONE)
    scene.tubes([(80, -22, 58), (66, -36, 30), (58, -36, 12)], (15, 15, 12), "cortical bone", _BONE, smooth=2)
    scene.tubes([(88, 22, 74), (50, 44, 62), (12, 46, 48)], (12, 8, 10), "cortical bone", _BONE, smooth=2)
    scene.tubes([(58, -32, 10), (34, 6, 14), (12, 42, 36)], (8, 6, 9), "cortical bone", _BONE, smooth=2)
    scene.ellipsoid((0, 46, 44), (3.5, 9, 18), "cartilage")
    scene.pair((92, -2, 60), (27, 27, 27), "cartilage")
    scene.pair((93, -3, 60), (24, 24, 24), "cortical bone", (1.8, "spongy bone"))
    scene.tubes([(93, -3, 60), (126, -8, 40)], (17, 18), "cortical bone", (2.5, "spongy bone"))
    scene.tubes(
        [(130, -14, 50), (128, -6, 20), (118, 2, -60), (96, 4, -300)], (17, 18, 15, 14), "cortical bone", (6, "marrow")
    )
    scene.pair((93, -3, 60), (22, 22, 22), "spongy bone")
    sacrum = [(0, -58, 130), (0, -74, 104), (0, -90, 76), (0, -92, 50), (0, -80, 34)]
    scene.tube(sacrum, (22, 18, 13, 9, 5), "vertebra shell", _BONE, smooth=2)
    scene.tubes([(16, -62, 128), (34, -68, 120), (20, -88, 84)], (16, 16, 9), "vertebra shell", _BONE, smooth=2)
    for z, y in ((118, -72), (100, -80), (82, -88)):
        scene.pair((15, y, z), (3.5, 6, 3.5), "fat")


def _add_organs(scene: Scene) -> None:
    rng = scene.random("pelvic organs")
    size = float(rng.uniform(0.7, 1.2))
    scene.ellipsoid((0, 26, 72), (38 * size, 30 * size, 26 * size), "bowel wall", (3.5, "bladder"))
    scene.name("bladder", (0, 26, 72))
    if scene.body.female:
        scene.ellipsoid((4, -6, 92), (25, 18, 32), "pelvic organ")
    else:
        scene.ellipsoid((0, 8, 36), (23, 18, 17), "pelvic organ")


def _add_vessels(scene: Scene) -> None:
    scene.tubes([(2, -6, 196), (30, -16, 152), (48, 4, 116), (66, 46, 76), (72, 58, 40), (68, 50, -300)],
                (6.5, 6, 5.5, 5, 5, 4), "aorta", smooth=2)  # fmt: skip
    for side in (1, -1):
        start = (18.0 * side, -8, 192)
        scene.tube([start, (32, -24, 150), (50, -6, 112), (60, 40, 74), (62, 50, 38), (60, 42, -300)],
                   (8, 7.5, 7, 6.5, 6, 5), "pelvic vein", side=1 if side > 0 else -1, smooth=2)  # fmt: skip
    scene.tubes([(32, -18, 150), (44, -44, 118), (50, -48, 84)], (4, 3.5, 2.5), "aorta")
    scene.tubes([(34, -26, 148), (46, -50, 116), (52, -54, 84)], (5, 4.5, 3), "pelvic vein")
