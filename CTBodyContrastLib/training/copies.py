"""The copies of a held-out slab that a network is asked about: as it is, randomly changed, and equalized."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .augmentation import VolumeAugmentation
from .equalizing import EQUALIZED_SPACING, equalize
from .slabs import Slab

# A copy's variant; 1 and up are randomly changed copies.
UNCHANGED = 0
EQUALIZED = -1


@dataclass(frozen=True)
class SlabCopy:
    """One copy of a slab.

    Attributes:
        slab: what it is a copy of. variant: UNCHANGED, EQUALIZED, or 1 and up.
        voxels: (S, A, R) in HU. spacing: mm along S, A and R.
    """

    slab: Slab
    variant: int
    voxels: np.ndarray
    spacing: tuple[float, float, float]


def slab_copies(slabs: Iterable[Slab], augmentation: VolumeAugmentation, changed: int, seed: int) -> Iterator[SlabCopy]:
    """Each slab as it is, in `changed` randomly changed copies (never a changed contrast), and equalized if it can be.

    Args:
        augmentation: how copies are changed. seed: the same gives the same copies.
    """
    rng = np.random.default_rng(seed)
    unchanged_contrast = augmentation.without_changed_contrast()
    for slab in slabs:
        yield SlabCopy(slab, UNCHANGED, slab.voxels, slab.scan.spacing)
        for variant in range(1, 1 + changed):
            voxels, spacing, _ = unchanged_contrast(slab, rng)
            yield SlabCopy(slab, variant, voxels, spacing)
        equalized = equalize(slab)
        if equalized is not None:
            yield SlabCopy(slab, EQUALIZED, equalized, EQUALIZED_SPACING)
