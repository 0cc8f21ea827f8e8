"""Skin, the fat under it, the layer of muscle under that, and the limbs."""

from .scene import Scene
from .spine import rib_cage_column, spine_y

_SKIN_MM = 2.0
# Trunk without the fat under the skin: z, x, y, half width, half depth.
_TRUNK = (
    (18, 0, -8, 128, 84),
    (60, 0, -6, 160, 96),
    (120, 0, -4, 158, 98),
    (196, 0, 0, 140, 92),
    (250, 0, 2, 134, 92),
    (315, 0, 2, 140, 97),
    (398, 0, 2, 150, 107),
    (470, 0, -2, 156, 108),
    (530, 0, -10, 150, 98),
    (562, 0, -20, 130, 78),
    (585, 0, -26, 96, 64),
    (604, 0, -26, 68, 56),
    (650, 0, -18, 57, 56),
    (690, 0, -18, 57, 60),
    (722, 0, -26, 52, 52),
)
# Share of the waist's fat that lies under the skin at a height.
_FAT_SHARE = (
    (20, 1.1),
    (100, 1.15),
    (200, 1.0),
    (300, 0.8),
    (420, 0.55),
    (540, 0.5),
    (600, 0.35),
    (660, 0.22),
    (730, 0.12),
)


def add_outline(scene: Scene, arms_up: bool) -> None:
    """Skin and fat of trunk, limbs and face, and the muscle under the fat."""
    body = scene.body
    fat = {z: share * body.fat for z, share in _FAT_SHARE}
    heights = sorted(fat)

    def thickness(z: float) -> float:
        below = max((h for h in heights if h <= z), default=heights[0])
        above = min((h for h in heights if h >= z), default=heights[-1])
        part = 0.0 if above == below else (z - below) / (above - below)
        return fat[below] * (1 - part) + fat[above] * part

    outer = [
        (z, x, y + 0.12 * thickness(z), a + thickness(z) / body.scale(z)[0], b + thickness(z) / body.scale(z)[1])
        for z, x, y, a, b in _TRUNK
    ]
    _limbs(scene, arms_up, wall=True)
    skin = scene.column(outer, "skin", (_SKIN_MM, "fat"), square=True)
    scene.back = skin.bounds[0][1]
    scene.pair((62, 92 + 0.6 * body.fat, 462), (52, 12 + 1.2 * body.fat, 46), "skin", (_SKIN_MM, "fat"))
    _limbs(scene, arms_up, wall=False)
    scene.column([row for row in _TRUNK if row[0] >= 120], "muscle", square=True)
    _trunk_fat(scene)


def _trunk_fat(scene: Scene) -> None:
    """What lies inside the muscle wall before any organ is there: fat, more of it in the belly."""
    scene.add(rib_cage_column(scene, 5.0), "fat")
    scene.add(rib_cage_column(scene, 1.0), "muscle")
    scene.add(rib_cage_column(scene, -5.0), "visceral fat")
    belly = [(20, 0, 0, 100, 60), (60, 0, 5, 112, 76), (120, 0, 6, 122, 82), (196, 0, 10, 122, 76),
             (250, 0, 10, 120, 76), (340, 0, 4, 122, 82)]  # fmt: skip
    scene.column(belly, "fat", grow=2.5, square=True)
    scene.column(belly, "visceral fat", square=True)
    for side in (1, -1):
        # Back muscles with the fat plane around them, from the pelvis to the skull.
        back = [(z, side * offset, spine_y(z) - 32, a, b) for z, offset, a, b in (
            (130, 28, 26, 15), (200, 34, 32, 20), (300, 34, 32, 19), (420, 26, 25, 14), (540, 24, 24, 15))]  # fmt: skip
        scene.column(back, "visceral fat", grow=1.5)
        scene.column(back, "muscle")


def _limbs(scene: Scene, arms_up: bool, wall: bool) -> None:
    """Arms and thighs: skin and fat first (wall), what is inside later, so that the trunk does not cover it."""
    fat = 0.5 * scene.body.fat
    if arms_up:
        arm, radii = [(150, -30, 560), (176, 0, 640), (178, 30, 760), (150, 50, 900)], (50, 44, 40, 36)
        humerus = [(160, -28, 590), (172, 0, 660), (176, 30, 780), (150, 50, 880)]
    else:
        arm, radii = [(160, -30, 560), (196, -28, 440), (214, -22, 300), (222, 10, 120)], (46, 42, 36, 30)
        humerus = [(166, -28, 560), (196, -28, 440), (216, -24, 290)]
    thigh, thigh_radii = [(84, -4, 40), (80, 0, -60), (70, 0, -300)], (76, 74, 64)
    if wall:
        scene.tubes(arm, [r + fat for r in radii], "skin", (_SKIN_MM, "fat"), smooth=3)
        scene.tubes(thigh, [r + scene.body.fat for r in thigh_radii], "skin", (_SKIN_MM, "fat"))
        return
    scene.tubes(arm, radii, "muscle", smooth=3)
    scene.tubes(humerus, (25, 12, 11, 11)[: len(humerus)], "cortical bone", (4, "marrow"))
    scene.pair((humerus[0][0], -28, humerus[0][2]), (24, 24, 24), "cortical bone", (2, "spongy bone"))
