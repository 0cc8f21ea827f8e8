"""Averaging whole blocks of voxels, in one pass through memory."""

from collections.abc import Iterator

import numpy as np

from .errors import NotANumberError
from .threads import share_among_threads

# What is worked on at a time stays in the processor's cache, yet is so much that threads seldom wait for each other
# between two calls of numpy: with a quarter of it, everything takes twice the time.
_TILE_SLICES = 8
_TILE_VOXELS = 2**20


def block_average(
    voxels: np.ndarray, factors: tuple[int, int, int], clip: tuple[int, int] = (-1024, 2000)
) -> np.ndarray:
    """Clip a (K, J, I) array in HU, then average blocks of (fK, fJ, fI) voxels.

    Args:
        voxels: any type of number, strides and byte order; only read.
        factors: the size of a block, counted from the array's first voxel.
        clip: lowest and highest value, both within int16.

    Returns:
        int16 array of ceil(size / factor) voxels per axis, rounded to nearest (halves to even). A block that reaches
        beyond the end averages the voxels it has.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    # The axis with the largest steps in memory comes first, so that slabs along it are read in one go.
    order = sorted(range(3), key=lambda axis: abs(voxels.strides[axis]), reverse=True)
    walked, steps = voxels.transpose(order), [factors[axis] for axis in order]
    averages = np.empty([-(-length // step) for length, step in zip(walked.shape, steps, strict=True)], np.int16)
    counts = [
        np.minimum(step, length - step * np.arange(blocks))
        for length, step, blocks in zip(walked.shape, steps, averages.shape, strict=True)
    ]
    # In blocks of the coarse grid.
    depth = -(-_TILE_SLICES // steps[0])
    height = max(1, _TILE_VOXELS // (depth * steps[0] * steps[1] * walked.shape[2]))

    def average(slabs: Iterator[int]) -> None:
        for slab in slabs:
            for row in range(0, averages.shape[1], height):
                k, j = slice(slab, slab + depth), slice(row, row + height)
                tile = walked[slab * steps[0] : k.stop * steps[0], row * steps[1] : j.stop * steps[1]]
                sizes = counts[0][k, None, None] * counts[1][j, None] * counts[2]
                averages[k, j] = np.rint(_block_sums(_clipped(tile, *clip), steps, max(map(abs, clip))) / sizes)

    share_among_threads(average, range(0, len(averages), depth))
    return averages.transpose(np.argsort(order))


def _clipped(tile: np.ndarray, low: int, high: int) -> np.ndarray:
    """A copy within the limits: int16, or float64 when the tile holds fractions."""
    if tile.dtype.kind == "f":
        if not np.isfinite(tile).all():
            raise NotANumberError("The volume holds NaN or infinite voxels. Export the scan again.")
        return np.clip(tile, low, high, dtype=np.float64)
    limits = np.iinfo(tile.dtype)
    return np.clip(tile, max(low, limits.min), min(high, limits.max)).astype(np.int16, copy=False)


def _block_sums(tile: np.ndarray, steps: list[int], largest: int) -> np.ndarray:
    """Sum up whole blocks, axis by axis; integers of size up to largest stay as narrow as their sums allow."""
    for axis, step in enumerate(steps):
        largest *= step
        if tile.dtype.kind == "i":
            tile = tile.astype(np.min_scalar_type(-largest - 1), copy=False)
        parts = np.moveaxis(tile, axis, 0)
        sums = parts[::step].copy(order="K")
        for offset in range(1, min(step, len(parts))):
            part = parts[offset::step]
            sums[: len(part)] += part
        tile = np.moveaxis(sums, 0, axis)
    return tile
