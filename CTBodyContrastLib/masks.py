"""Masks of voxels, grown and shrunk by boxes."""

from collections.abc import Callable

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
