"""Stored values to HU in the smallest voxel type that keeps them exact."""

import numpy as np

from ..errors import NotHounsfieldError


def compact(stored: np.ndarray, slope: float = 1.0, intercept: float = 0.0) -> np.ndarray:
    """HU values of a stored array: int16 when they are whole numbers that fit, else int32 or float32.

    Float values stay float32: a file that holds them says that they are not whole numbers.
    """
    if stored.dtype.kind not in "iuf" or stored.size == 0:
        raise NotHounsfieldError(f"Voxels of type {stored.dtype} cannot be HU values. Export the CT as numbers.")
    target = _target_type(stored, slope, intercept)
    if (slope, intercept) == (1.0, 0.0):
        return stored.astype(target, copy=False)
    # Computed in 32 bits: the product may leave the stored type on its way.
    wide = np.float32 if target == np.float32 else np.int32
    return (stored.astype(wide) * wide(slope) + wide(intercept)).astype(target, copy=False)


def _target_type(stored: np.ndarray, slope: float, intercept: float) -> type[np.generic]:
    if stored.dtype.kind == "f" or not (slope.is_integer() and intercept.is_integer()):
        return np.float32
    ends = [int(end) * int(slope) + int(intercept) for end in (stored.min(), stored.max())]
    for candidate in (np.int16, np.int32):
        limits = np.iinfo(candidate)
        if limits.min <= min(ends) and max(ends) <= limits.max:
            return candidate
    return np.float32
