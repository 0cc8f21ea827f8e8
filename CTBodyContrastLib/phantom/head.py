"""Skull, brain, face and the vessels of the head."""

import numpy as np

from .scene import Scene
from .shapes import Cut, Folded

_SKULL = (0.0, 4.0, 786.0)
_SKULL_RADII = (72.0, 91.0, 78.0)
# The base of the skull rises from the foramen magnum to the roof of the orbits.
_BASE = ((0.0, -60.0, 716.0), (0.0, 0.34, -1.0))
_SKULL_LAYERS = ((1.8, "skull core"), (4.2, "skull"), (6.0, "spinal fluid"))


def add_face_outline(scene: Scene) -> None:
    """Skin and soft tissue of the head; the skull comes later."""
    x, y, z = _SKULL
    a, b, c = _SKULL_RADII
    scalp = 4.0 + 0.08 * scene.body.fat
    skin = (1.5, "fat")
    scene.ellipsoid((x, y, z), (a + scalp, b + scalp, c + scalp), "skin", skin)
    scene.ellipsoid((0, 40, 712), (66, 60, 62), "skin", (2, "fat"), (7, "muscle"))
    scene.ellipsoid((0, 50, 674), (52, 49, 30), "skin", (2, "fat"), (6, "muscle"))
    scene.ellipsoid((0, 98, 722), (13, 15, 18), "skin", (2, "cartilage"))
    scene.pair((80, -8, 736), (4, 16, 28), "skin", turn=30)


def add_head(scene: Scene) -> None:
    """Bone and contents of the head, in painting order."""
    _add_cranium(scene)
    _add_brain(scene)
    _add_brain_vessels(scene)
    _add_face(scene)


def _base(scene: Scene) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    return scene.body.point(*_BASE[0]), _BASE[1]


def _add_cranium(scene: Scene) -> None:
    outer = scene.make_ellipsoid(_SKULL, _SKULL_RADII)
    scene.add(Cut(outer, *_base(scene)), "skull", *_SKULL_LAYERS)
    scene.ellipsoid((0, -30, 732), (57, 38, 26), "skull", (4, "spinal fluid"))
    scene.tubes([(20, 6, 736), (60, -14, 730)], (9, 12), "petrous bone", (4, "skull core"))
    scene.pair((54, -20, 716), (11, 17, 20), "thin bone", (2, "lung"))
    scene.pair((60, -2, 727), (3, 14, 3), "air", turn=10)
    scene.tube([(0, -6, 722), (0, 12, 736)], 9, "thin bone", (2, "spongy bone"))


def _add_brain(scene: Scene) -> None:
    rng = scene.random("brain")
    age = float(rng.uniform(0, 1))
    point, direction = _base(scene)
    inner = scene.make_ellipsoid(_SKULL, tuple(r - 8.0 - 2.0 * age for r in _SKULL_RADII))  # type: ignore[arg-type]
    lifted = (point[0], point[1], point[2] + 5)
    brain = Cut(inner, lifted, direction)
    phase = float(rng.uniform(0, 6))
    folded = Folded(Folded(brain, 23.0, 1.6 + age, phase), 13.0, 1.0, phase)
    scene.add(folded, "gray matter", (5.0, "white matter"))
    scene.name("white matter", (26, 10, 815))
    for x, y, z, a, b, c in ((26, 16, 778, 9, 18, 14), (13, -6, 780, 9, 15, 10), (17, 34, 784, 6, 9, 12)):
        scene.pair((x, y, z), (a, b, c), "gray matter")
    scene.tubes([(50, 34, 762), (58, 8, 766), (52, -14, 774)], 1.5 + 1.5 * age, "spinal fluid")
    wide = 0.8 + 0.8 * age
    horns = [(7, 44, 790), (10, 20, 800), (14, -14, 802), (24, -34, 792), (24, -52, 786)]
    scene.tubes(horns, [wide * r for r in (4.5, 5.5, 6, 6.5, 3)], "spinal fluid", smooth=3)
    scene.tubes([(25, -32, 790), (34, -20, 770), (32, 6, 758)], (5 * wide, 3, 2), "spinal fluid", smooth=2)
    scene.ellipsoid((0, -2, 780), (2.2 * wide, 14, 9), "spinal fluid")
    scene.pair((25, -36, 790), (2.5, 2.5, 2.5), "vertebra shell")
    scene.ellipsoid((0, -22, 780), (2.5, 2.5, 2.5), "vertebra shell")
    scene.pair((25, -32, 734), (27, 30, 20), "gray matter", (3, "white matter"))
    scene.ellipsoid((0, -36, 736), (9, 26, 17), "gray matter")
    scene.ellipsoid((0, 12, 752), (13, 10, 7), "spinal fluid")
    scene.tube([(0, -4, 766), (0, -2, 742), (0, -18, 716)], (14, 15, 7), "white matter", smooth=2)
    scene.ellipsoid((0, -22, 738), (7 * wide, 4, 8), "spinal fluid")
    scene.tube([(0, -30, 770), (0, -34, 760)], (9, 7), "spinal fluid")
    falx = [(0, 82, 800), (0, 40, 812), (0, 30, 858), (0, -30, 806), (0, -60, 838), (0, -82, 768)]
    scene.plates(falx, 0.7, "membrane", mirrored=False)


def _add_brain_vessels(scene: Scene) -> None:
    angles = np.linspace(0.15, 1.08, 14) * np.pi
    a, b = _SKULL_RADII[1] - 8, _SKULL_RADII[2] - 8
    arc = [(0.0, _SKULL[1] + a * float(np.cos(t)), _SKULL[2] + b * float(np.sin(t))) for t in angles]
    scene.tube(arc, np.linspace(1.8, 4.5, len(arc)).tolist(), "dural sinus")
    scene.tubes(
        [arc[-1], (34, -68, 752), (58, -34, 744), (52, -22, 726), (36, -8, 714)],
        (4.5, 4, 4, 4.5, 4.5),
        "dural sinus",
        smooth=3,
    )
    scene.tube([(0, -24, 788), (0, -46, 790), arc[-1]], 2.5, "dural sinus", smooth=2)
    scene.tubes(
        [(26, -6, 716), (26, 4, 734), (14, 12, 736), (12, 22, 742), (12, 16, 752)], 2.4, "brain artery", smooth=3
    )
    scene.tubes(
        [(12, 16, 752), (30, 18, 752), (46, 16, 760), (56, 2, 774), (58, -16, 790)],
        (1.9, 1.8, 1.6, 1.2, 1.0),
        "brain artery",
        smooth=2,
    )
    scene.tubes(
        [(12, 16, 752), (2, 28, 756), (2, 48, 776), (2, 48, 800), (2, 20, 818)],
        (1.5, 1.4, 1.3, 1.2, 1),
        "brain artery",
        smooth=2,
    )
    scene.tube([(0, -8, 718), (0, 8, 734), (0, 6, 752)], 2, "brain artery")
    scene.tubes(
        [(0, 6, 752), (16, -6, 756), (24, -26, 762), (12, -56, 776)], (1.5, 1.4, 1.2, 1), "brain artery", smooth=2
    )
    scene.tubes([(12, 14, 752), (10, 2, 753)], 1.0, "brain artery")


def _add_face(scene: Scene) -> None:
    rng = scene.random("face")
    scene.pair((32, 64, 744), (23, 32, 22), "thin bone", (2, "fat"))
    scene.pair((32, 76, 744), (12.5, 12.5, 12.5), "membrane", (1.2, "eye"))
    scene.pair((32, 86, 744), (4.5, 2, 4.5), "lens")
    scene.tubes([(30, 64, 744), (16, 36, 744)], 2.0, "nerve")
    for x, z in ((21, 744), (43, 744), (32, 756), (32, 733)):
        scene.tubes([(x, 72, z), (20, 40, 745)], (2.4, 1.6), "muscle")
    scene.pair((32, 58, 712), (19, 21, 20), "thin bone", (1.6, "mucosa"), (1.6 + float(rng.uniform(0.3, 4)), "air"))
    scene.ellipsoid((0, 64, 738), (13, 28, 13), "thin bone", (1.4, "air"))
    for x in (0, 7):
        scene.plates([(x, 42, 730), (x, 86, 730), (x, 64, 750)], 0.7, "sinus wall", mirrored=x > 0)
    scene.ellipsoid((0, 30, 726), (16, 14, 12), "thin bone", (1.6, "air"))
    scene.plates([(0, 18, 726), (0, 42, 716), (0, 40, 736)], 0.6, "sinus wall", mirrored=False)
    if rng.random() < 0.85:
        scene.pair((13, 84, 768), (12, 5, float(rng.uniform(7, 15))), "thin bone", (1.5, "air"))
    scene.ellipsoid((0, 66, 712), (16, 40, 20), "thin bone", (1.4, "mucosa"), (3, "air"))
    scene.plates([(0, 36, 698), (0, 100, 700), (0, 60, 730)], 0.9, "sinus wall", mirrored=False)
    scene.pair((9, 64, 706), (4, 28, 6), "mucosa")
    scene.pair((9, 62, 718), (3, 22, 4), "mucosa")
    scene.tube([(0, 98, 742), (0, 108, 734)], 3, "thin bone")
    scene.tubes(
        [(44, 84, 724), (62, 62, 728), (68, 24, 732), (68, 4, 730)],
        (6, 5, 3, 3),
        "cortical bone",
        (1.6, "spongy bone"),
        smooth=2,
    )
    scene.tubes(
        [(50, 82, 724), (54, 78, 750), (40, 86, 764)], (5, 4, 4), "cortical bone", (1.8, "spongy bone"), smooth=2
    )
    _add_jaws(scene)


def _add_jaws(scene: Scene) -> None:
    jaw = [(49, 14, 722), (48, 18, 690), (44, 30, 668), (34, 62, 660), (14, 84, 657), (-14, 84, 657)]
    scene.tubes(jaw, (4.5, 5, 5.5, 6, 6.5, 6.5), "cortical bone", (1.9, "spongy bone"), smooth=3)
    scene.ellipsoid((0, 66, 694), (25, 30, 4), "cortical bone", (1.5, "spongy bone"))
    scene.ellipsoid((0, 52, 676), (24, 34, 17), "muscle")
    fillings = scene.random("teeth")
    for number in range(8):
        angle = np.pi * (0.06 + number * 0.058)
        for height, gum, reach in ((688, 698, 1.0), (678, 664, 0.95)):
            x, y = 27 * np.cos(angle) * reach, 46 + 42 * np.sin(angle) * reach
            for side in (1, -1):
                if fillings.random() < 0.08:
                    continue
                scene.tube([(side * x, y, gum), (side * x, y, (height + gum) / 2)], 3.5, "cortical bone")
                scene.tube([(side * x, y, (height + gum) / 2), (side * x, y, height)], 3.8, "tooth")
    scene.pair((54, 28, 690), (7, 19, 26), "muscle")
    scene.pair((40, 24, 700), (7, 16, 20), "muscle")
    scene.pair((54, 2, 698), (9, 16, 22), "fat", (1, "gland"))
