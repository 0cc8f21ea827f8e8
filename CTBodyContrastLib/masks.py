"""Masks of voxels, grown and shrunk by boxes, and where values in a box are alike."""

from collections.abc import Callable
from itertools import product

import numpy as np


def grow(mask: np.ndarray, spacing: tuple[float, float, float], radius_mm: float) -> np.ndarray:
    """Add all voxels of a box around each voxel of a mask.

    Args:
        mask: three axes, bool; not written to. spacing: mm along them.
        radius_mm: from a voxel's center to the box's last ones, rounded to whole voxels along each axis.
    """
    return _box(mask, spacing, radius_mm, np.logical_or)


def shrink(mask: np.ndarray, spacing: tuple[float, float, float], radius_mm: float) -> np.ndarray:
    """Keep the voxels around which a whole box lies in a mask; what lies beyond the volume counts as in it.

    The parameters are those of `grow`.
    """
    return _box(mask, spacing, radius_mm, np.logical_and)


def without_thin(mask: np.ndarray, spacing: tuple[float, float, float], radius_mm: float) -> np.ndarray:
    """Keep only where a whole box fits into a mask.

    The parameters are those of `grow`.
    """
    return grow(shrink(mask, spacing, radius_mm), spacing, radius_mm)


def alike(
    mask: np.ndarray, voxels: np.ndarray, spacing: tuple[float, float, float], radius_mm: float, spread: float
) -> np.ndarray:
    """Keep the voxels of a mask around which values differ little.

    Args:
        mask, spacing, radius_mm: as of `grow`. voxels: the values.
        spread: the standard deviation of 27 voxels must be lower: that in the middle of the box, and those at its
            corners and in the middle of its faces and edges. Beyond the volume, values go on as at its border.
    """
    reach = np.array([round(radius_mm / step_mm) for step_mm in spacing])
    beyond = np.pad(voxels, [(steps, steps) for steps in reach], mode="edge")
    places = np.nonzero(mask)
    middles = np.ravel_multi_index(tuple(np.array(places) + reach[:, None]), beyond.shape)
    strides = np.array([beyond.shape[1] * beyond.shape[2], beyond.shape[2], 1])
    sums = np.zeros((2, len(middles)), np.float32)
    for side in product((-1, 0, 1), repeat=3):
        seen = beyond.ravel()[middles + side * reach @ strides].astype(np.float32)
        sums += seen, seen**2
    mean, mean_square = sums / 27
    kept = mask.copy()
    kept[places] = mean_square - mean**2 < spread**2
    return kept


def _box(
    mask: np.ndarray, spacing: tuple[float, float, float], radius_mm: float, join: Callable[..., np.ndarray]
) -> np.ndarray:
    for axis, step_mm in enumerate(spacing):
        changed = mask.copy()
        source, target = np.moveaxis(mask, axis, 0), np.moveaxis(changed, axis, 0)
        for step in range(1, min(round(radius_mm / step_mm), len(source) - 1) + 1):
            join(target[step:], source[:-step], out=target[step:])
            join(target[:-step], source[step:], out=target[:-step])
        mask = changed
    return mask
