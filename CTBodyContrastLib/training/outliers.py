"""Training examples that are none of the five body parts: a network learns to be sure of nothing there.

Outlier exposure (Hendrycks, Mazeika and Dietterich, ICLR 2019): the body-part heads are taught the same probability for
every part. Most kinds that a model is tested on (training/off_domain.py) are others; wrong matrices and slices in
random order are taught as well.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations, product
from typing import NamedTuple

import numpy as np

from ..labels import Plane
from ..preprocessing import CLIP_HU
from .acquisition import Spacing

_EVERY_PLANE = frozenset(Plane)
# Where every slice is a line.
_ALONG_THE_BODY = frozenset((Plane.SAGITTAL, Plane.CORONAL))

# Orders of the axes S, A and R, and directions of S and A, that a wrong matrix could give. Right and left are exchanged
# at random in training anyway.
_IN_ORDER = (0, 1, 2)
_DIRECTIONS = tuple(product((False, True), repeat=2))
_FLIPS = [(_IN_ORDER, turned) for turned in _DIRECTIONS if any(turned)]
_EXCHANGES = [(order, turned) for order in permutations(range(3)) if order != _IN_ORDER for turned in _DIRECTIONS]
# Share of flips: they are few, and harder to see than exchanged axes.
_FLIPPED = 2 / 3

# Air, lung, fat, water, blood, contrast, bone, metal: what a random gray scale is drawn between.
_KNOTS_HU = (-1024.0, -800.0, -300.0, -100.0, 0.0, 60.0, 200.0, 700.0, 2000.0)
_AIR_HU = -1000.0

_OBJECT_SHAPE, _OBJECT_SPACING = (64, 96, 96), (4.0, 4.0, 4.0)


class Outlier(NamedTuple):
    """A volume without a body part.

    Attributes:
        voxels: float32 (S, A, R) in HU. spacing: mm along S, A and R.
        planes: those in which it can be seen that something is wrong; elsewhere it looks like the body part it is.
    """

    voxels: np.ndarray
    spacing: Spacing
    planes: frozenset[Plane]


def turned(voxels: np.ndarray, spacing: Spacing, rng: np.random.Generator) -> Outlier:
    """A wrong matrix: axes exchanged, head and foot, front and back."""
    turns = _FLIPS if rng.random() < _FLIPPED else _EXCHANGES
    order, (over, around) = turns[rng.integers(len(turns))]
    moved = voxels.transpose(order)[:: -1 if over else 1, :: -1 if around else 1]
    planes = _EVERY_PLANE
    if order == _IN_ORDER and not (over and around):
        # Seen along the axis that alone is turned, nothing has changed.
        planes -= {Plane.AXIAL if over else Plane.CORONAL}
    first, second, third = (spacing[axis] for axis in order)
    return Outlier(np.ascontiguousarray(moved), (first, second, third), planes)


def shuffled(voxels: np.ndarray, spacing: Spacing, rng: np.random.Generator) -> Outlier:
    """Slices, or stacks of a few, in random order."""
    stack = int(rng.integers(1, max(2, len(voxels) // 6)))
    stacks = np.array_split(voxels, range(stack, len(voxels), stack))
    return Outlier(np.concatenate([stacks[index] for index in rng.permutation(len(stacks))]), spacing, _ALONG_THE_BODY)


def regrayed(voxels: np.ndarray, spacing: Spacing, rng: np.random.Generator) -> Outlier:
    """Another modality, or values that are not in HU: a random gray for every density."""
    grays = rng.uniform(-1000, 1200, len(_KNOTS_HU))
    return Outlier(np.interp(voxels, _KNOTS_HU, grays).astype(np.float32), spacing, _EVERY_PLANE)


def objects(rng: np.random.Generator) -> Outlier:
    """A few round or long things of random density, in shells, in air."""
    grid = np.indices(_OBJECT_SHAPE, np.float32)
    voxels = np.full(_OBJECT_SHAPE, _AIR_HU, np.float32)
    lengths = np.array(_OBJECT_SHAPE)
    largest = 0.5 * lengths.min()
    for number in range(int(rng.integers(1, 8))):
        # Two as large as a limb or a test object, and what may lie in them.
        middle = lengths * rng.uniform(0.3, 0.7, 3)
        radii = largest * rng.uniform(0.5, 1.0, 3) if number < 2 else largest * rng.uniform(0.05, 0.4, 3)
        if rng.random() < 0.6:  # a rod: without end along one axis
            radii[rng.integers(3)] = 10 * lengths.max()
        distance = sum(((grid[axis] - middle[axis]) / radii[axis]) ** 2 for axis in range(3))
        for shell in sorted(rng.uniform(0.1, 1.0, int(rng.integers(0, 4))) ** 2, reverse=True) or [1.0]:
            voxels[distance < shell] = rng.choice([rng.uniform(-150, 100), rng.uniform(-800, 1500)])
    return Outlier(voxels + _grain(rng), _OBJECT_SPACING, _EVERY_PLANE)


def blobs(rng: np.random.Generator) -> Outlier:
    """Smooth noise of random width and depth."""
    import SimpleITK as sitk

    field = sitk.GetImageFromArray(rng.standard_normal(_OBJECT_SHAPE, np.float32))
    smooth = sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(field, rng.uniform(0.3, 8.0)))
    smooth *= rng.uniform(100, 1000) / smooth.std()
    return Outlier(smooth + np.float32(rng.uniform(-800, 300)), _OBJECT_SPACING, _EVERY_PLANE)


Damage = Callable[[np.ndarray, Spacing, np.random.Generator], Outlier]
Make = Callable[[np.random.Generator], Outlier]

# Most often what nothing but the pixels can tell: a wrong matrix.
_DAMAGES: Mapping[Damage, float] = {turned: 0.5, shuffled: 0.1, regrayed: 0.15}
_MAKES: Mapping[Make, float] = {objects: 0.2, blobs: 0.05}


def draw_outlier(voxels: np.ndarray, spacing: Spacing, rng: np.random.Generator) -> Outlier:
    """A damaged copy of (S, A, R) voxels in HU, or something that is no body."""
    kinds: Sequence[Damage | Make] = [*_DAMAGES, *_MAKES]
    chosen = rng.choice(len(kinds), p=[*_DAMAGES.values(), *_MAKES.values()])
    if chosen < len(_DAMAGES):
        outlier = list(_DAMAGES)[chosen](voxels, spacing, rng)
    else:
        outlier = list(_MAKES)[chosen - len(_DAMAGES)](rng)
    return outlier._replace(voxels=np.clip(outlier.voxels, *CLIP_HU))


def _grain(rng: np.random.Generator) -> np.ndarray:
    return np.float32(rng.uniform(0, 25)) * rng.standard_normal(_OBJECT_SHAPE, np.float32)
