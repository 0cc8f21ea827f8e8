"""Stored values to HU in the smallest voxel type that keeps them exact."""

import numpy as np

from ..errors import NotHounsfieldError

_INT16 = np.iinfo(np.int16)


def compact(stored: np.ndarray, slope: float = 1.0, intercept: float = 0.0) -> np.ndarray:
    """HU values of a stored array: int16 when they are whole numbers that fit, else int32 or float32.

    Float values stay float32: a file that holds them says that they are not whole numbers.
    """
    if stored.dtype.kind == "f":
        values = stored.astype(np.float32, copy=False)
        if (slope, intercept) == (1.0, 0.0):
            return values
        return values * np.float32(slope) + np.float32(intercept)
    if stored.dtype.kind not in "iu" or stored.size == 0:
        raise NotHounsfieldError(f"Voxels of type {stored.dtype} cannot be HU values. Export the CT as numbers.")
    if not (slope.is_integer() and intercept.is_integer()):
        return stored.astype(np.float32) * np.float32(slope) + np.float32(intercept)
    ends = sorted(int(end) * int(slope) + int(intercept) for end in (stored.min(), stored.max()))
    if ends[0] < np.iinfo(np.int32).min or ends[1] > np.iinfo(np.int32).max:
        return stored.astype(np.float32) * np.float32(slope) + np.float32(intercept)
    fits = ends[0] >= _INT16.min and ends[1] <= _INT16.max
    if (slope, intercept) == (1.0, 0.0):
        return stored.astype(np.int16 if fits else np.int32, copy=False)
    values = stored.astype(np.int32) * np.int32(slope) + np.int32(intercept)
    return values.astype(np.int16 if fits else np.int32, copy=False)
