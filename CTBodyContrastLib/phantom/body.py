"""A person: proportions drawn from a seed, and the map from the average adult's anatomy to that person's.

Anatomy is written down once, in mm, for an average adult lying on the back: x to the right, y anterior, z superior;
z = 0 at the lowest point of the ischium, x = 0 in the midline, y = 0 in the middle of the trunk.
"""

from dataclasses import dataclass

import numpy as np

from .rendering import Pose
from .shapes import Point

# Heights of the landmarks in the average adult, in mm above the ischium.
REFERENCE_LANDMARKS = {
    "vertex": 868.0,
    "skull_base": 718.0,
    "lung_apex": 584.0,
    "carina": 500.0,
    "lung_base": 398.0,
    "lung_bottom": 312.0,
    "iliac_crest": 196.0,
    "l5_s1": 140.0,
    "femoral_head": 60.0,
    "ischium": 0.0,
}
# Between these heights a person's length varies by its own factor: legs and pelvis, abdomen, chest, neck, head.
_SEGMENT_ENDS = (-300.0, 196.0, 355.0, 584.0, 718.0, 1000.0)
# Below the first height the trunk's width holds, above the second the head's.
_NECK = (600.0, 700.0)


@dataclass(frozen=True)
class Body:
    """One person's proportions.

    Attributes:
        heights: where the ends of the segments lie, in mm.
        trunk, head: width and depth of trunk and head as a fraction of the average adult's.
        fat: thickness in mm of the fat under the skin of the waist.
        female: whether the person has breasts and a uterus, or a prostate.
        pose: how the person lies on the couch.
    """

    heights: tuple[float, ...]
    trunk: tuple[float, float]
    head: tuple[float, float]
    fat: float
    female: bool
    pose: Pose

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Body":
        """A random adult: body height varies by 5 %, each segment by 3 % more."""
        stature = float(np.clip(rng.normal(1.0, 0.045), 0.89, 1.12))
        factors = stature * np.clip(rng.normal(1.0, 0.03, len(_SEGMENT_ENDS) - 1), 0.92, 1.08)
        heights = [_SEGMENT_ENDS[0] * float(factors[0])]
        for low, high, factor in zip(_SEGMENT_ENDS, _SEGMENT_ENDS[1:], factors, strict=False):
            heights.append(heights[-1] + (high - low) * float(factor))
        build = float(np.clip(rng.normal(1.0, 0.06), 0.87, 1.15))
        trunk = (build, build * float(np.clip(rng.normal(1.0, 0.05), 0.9, 1.12)))
        head = (float(np.clip(rng.normal(1.0, 0.03), 0.94, 1.06)), float(np.clip(rng.normal(1.0, 0.03), 0.94, 1.06)))
        # From slim to obese; the median adult has about 18 mm at the waist.
        fat = float(np.clip(np.exp(rng.normal(np.log(18.0), 0.45)), 6, 48))
        pose = Pose(
            turn=float(np.radians(np.clip(rng.normal(0, 2.0), -5, 5))),
            lean_x=float(np.clip(rng.normal(0, 0.012), -0.03, 0.03)),
            lean_y=float(np.clip(rng.normal(0, 0.008), -0.02, 0.02)),
            level=heights[2],
        )
        return cls(tuple(heights), trunk, head, fat, bool(rng.random() < 0.5), pose)

    def height(self, z: float) -> float:
        """This person's height in mm of a height in the average adult."""
        return float(np.interp(z, _SEGMENT_ENDS, self.heights))

    def scale(self, z: float) -> Point:
        """Width, depth and length of a structure at an average adult's height z, as fractions of the average."""
        share = min(1.0, max(0.0, (z - _NECK[0]) / (_NECK[1] - _NECK[0])))
        width = self.trunk[0] + share * (self.head[0] - self.trunk[0])
        depth = self.trunk[1] + share * (self.head[1] - self.trunk[1])
        return width, depth, (self.height(z + 5) - self.height(z - 5)) / 10

    def point(self, x: float, y: float, z: float) -> Point:
        """Where a point of the average adult lies in this person."""
        width, depth, _ = self.scale(z)
        return x * width, y * depth, self.height(z)

    def landmarks(self) -> dict[str, float]:
        """Landmark name to mm, from head to foot."""
        return {name: self.height(z) for name, z in REFERENCE_LANDMARKS.items()}
