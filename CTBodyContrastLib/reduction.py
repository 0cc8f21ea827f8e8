"""Averaging whole blocks of voxels."""

import numpy as np

from .errors import NotANumberError


def block_average(
    voxels: np.ndarray, factors: tuple[int, int, int], clip: tuple[int, int] = (-1024, 2000)
) -> np.ndarray:
    """Clip a (K, J, I) array in HU, then average blocks of (fK, fJ, fI) voxels.

    Returns:
        int16 array of ceil(size / factor) voxels per axis, rounded to nearest (halves to even); a block that reaches
        over the end averages the voxels it has.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    sums = np.clip(voxels, *clip).astype(np.float64)
    if not (voxels.dtype.kind != "f" or np.isfinite(voxels).all()):
        raise NotANumberError("The volume holds NaN or infinite voxels. Export the scan again.")
    counts = np.ones((1, 1, 1))
    for axis, (size, factor) in enumerate(zip(voxels.shape, factors, strict=True)):
        starts = np.arange(0, size, factor)
        sums = np.add.reduceat(sums, starts, axis=axis)
        shape = [1, 1, 1]
        shape[axis] = -1
        counts = counts * np.diff(np.append(starts, size)).reshape(shape)
    return np.rint(sums / counts).astype(np.int16)
