"""Skin, the fat under it, the layer of muscle under that, and the limbs."""

import numpy as np

from .scene import Scene
from .spine import rib_cage_column, spine_y

_SKIN_MM = 2.0
# Trunk without the fat under the skin: z, x, y, half width, half depth.
_TRUNK = (
    (0, 0, -8, 146, 78),
    (18, 0, -8, 153, 88),
    (60, 0, -6, 160, 96),
    (120, 0, -4, 158, 98),
    (196, 0, 0, 140, 92),
    (250, 0, 2, 134, 92),
    (315, 0, 2, 140, 97),
    (398, 0, 2, 150, 107),
    (470, 0, -2, 156, 108),
    (530, 0, -10, 150, 98),
    (562, 0, -20, 132, 78),
    (585, 0, -26, 98, 66),
    (604, 0, -26, 72, 60),
    (650, 0, -16, 60, 60),
    (690, 0, -14, 60, 64),
    (712, 0, -5, 66, 78),
    (735, 0, 2, 72, 88),
    (760, 0, 4, 75, 93),
    (786, 0, 4, 76, 95),
)
# The muscle under the fat, where it is not as wide as the trunk: above the belly it lies on the rib cage.
_MUSCLE = (
    (0, 0, -10, 130, 68),
    (18, 0, -9, 138, 77),
    (60, 0, -6, 149, 88),
    *(row for row in _TRUNK if 120 <= row[0] <= 315),
    (398, 0, 2, 148, 106),
    (430, 0, 1, 143, 105),
    (470, 0, -2, 136, 101),
    (500, 0, -8, 128, 95),
    (530, 0, -14, 114, 88),
    (560, 0, -21, 96, 74),
    (585, 0, -26, 78, 62),
    (604, 0, -26, 62, 54),
    (690, 0, -18, 52, 56),
    (716, 0, -30, 48, 48),
)
# Share of the waist's fat that lies under the skin, at heights.
_FAT_Z = (20, 100, 200, 300, 420, 540, 600, 660, 720, 790)
_FAT_SHARE = (1.1, 1.15, 1.0, 0.8, 0.55, 0.5, 0.35, 0.22, 0.08, 0.06)


def add_outline(scene: Scene, arms_up: bool) -> None:
    """Skin and fat of trunk, limbs and face, and the muscle under the fat."""
    body = scene.body

    def thickness(z: float) -> float:
        return body.fat * float(np.interp(z, _FAT_Z, _FAT_SHARE))

    outer = [
        (z, x, y + 0.12 * thickness(z), a + thickness(z) / body.scale(z)[0], b + thickness(z) / body.scale(z)[1])
        for z, x, y, a, b in _TRUNK
    ]
    _limbs(scene, arms_up, wall=True)
    skin = scene.column(outer, "skin", (_SKIN_MM, "fat"), square=True, open_ends=True)
    scene.back = skin.bounds[0][1]
    scene.width = skin.bounds[1][0] - skin.bounds[0][0]
    if body.female:
        # Lying on the back, breasts spread to the sides.
        depth = min(12 + 0.9 * body.fat, 36)
        scene.pair((74, 88 + 0.5 * body.fat, 458), (62, depth, 52), "skin", (_SKIN_MM, "fat"), turn=-22)
        scene.pair((76, 86 + 0.5 * body.fat, 458), (34, 0.5 * depth, 30), "gland", turn=-22)
    _limbs(scene, arms_up, wall=False)
    scene.column(_MUSCLE, "muscle", square=True, open_ends=True)
    _shoulder_muscles(scene)
    _trunk_fat(scene)


def _shoulder_muscles(scene: Scene) -> None:
    """The muscles that move the arms, on the rib cage."""
    for center, radii, turn in (
        ((66, 84, 496), (50, 9, 44), -18),
        ((128, -52, 450), (12, 40, 70), 12),
        ((104, -88, 505), (42, 10, 52), 18),
        ((100, -66, 500), (40, 9, 50), 22),
        ((38, -90, 530), (34, 7, 46), 6),
    ):
        scene.pair(center, radii, "visceral fat", (1.5, "muscle"), turn=turn)


def _trunk_fat(scene: Scene) -> None:
    """What lies inside the muscle wall before any organ is there: fat, more of it in the belly."""
    scene.add(rib_cage_column(scene, 5.0), "fat")
    scene.add(rib_cage_column(scene, 1.0), "muscle")
    scene.add(rib_cage_column(scene, -5.0), "visceral fat")
    belly = [(14, 0, 4, 40, 50), (60, 0, 2, 86, 68), (120, 0, 6, 118, 82), (196, 0, 10, 122, 76),
             (250, 0, 10, 120, 76), (340, 0, 4, 122, 82)]  # fmt: skip
    scene.column(belly, "fat", grow=2.5, square=True)
    scene.column(belly, "visceral fat", square=True)


def add_back_muscles(scene: Scene) -> None:
    """The muscles along the spine with the fat plane around them, and what fills the gap between them."""
    heights = (130, 200, 300, 420, 540, 590)
    offsets = (28, 34, 34, 28, 25, 22)
    middle = [(z, 0, spine_y(z) - 26, offset * 0.9, 17) for z, offset in zip(heights, offsets, strict=True)]
    scene.column(middle, "muscle")
    for side in (1.0, -1.0):
        sizes = zip(heights, offsets, (26, 32, 32, 27, 25, 22), (15, 20, 20, 18, 17, 16), strict=True)
        back = [(z, offset, spine_y(z) - 35, a, b) for z, offset, a, b in sizes]
        scene.column(back, "visceral fat", grow=1.5, side=side)
        scene.column(back, "muscle", side=side)


def _limbs(scene: Scene, arms_up: bool, wall: bool) -> None:
    """Arms and thighs: skin and fat first (wall), what is inside later, so that the trunk does not cover it."""
    fat = 0.5 * scene.body.fat
    if arms_up:
        arm, radii = [(150, -30, 560), (176, 0, 640), (178, 30, 760), (150, 50, 900)], (50, 44, 40, 36)
        humerus = [(160, -28, 590), (172, 0, 660), (176, 30, 780), (150, 50, 880)]
    else:
        arm, radii = [(160, -30, 560), (196, -28, 440), (214, -22, 300), (222, 10, 120)], (46, 42, 36, 30)
        humerus = [(166, -28, 560), (196, -28, 440), (216, -24, 290)]
    thigh, thigh_radii = [(80, -6, 10), (80, -2, -60), (70, 0, -300)], (70, 72, 64)
    if wall:
        scene.tubes(arm, [r + fat for r in radii], "skin", (_SKIN_MM, "fat"), smooth=3)
        scene.tubes(thigh, [r + scene.body.fat for r in thigh_radii], "skin", (_SKIN_MM, "fat"))
        return
    scene.tubes(arm, radii, "muscle", smooth=3)
    scene.tubes(humerus, (25, 12, 11, 11)[: len(humerus)], "cortical bone", (4, "marrow"))
    scene.pair((humerus[0][0], -28, humerus[0][2]), (24, 24, 24), "cortical bone", (2, "spongy bone"))
