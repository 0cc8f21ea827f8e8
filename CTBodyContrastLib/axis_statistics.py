"""Maximum and mean of a volume along all three of its axes, in one pass through memory."""

from collections.abc import Iterator

import numpy as np

from .threads import share_among_threads

# All maxima and sums are taken of one tile of the volume while it is in the processor's cache. Few slices make many
# slabs, so that the threads end together; 2**19 voxels keep the cost of calling numpy small beside its work.
_TILE_SLICES = 8
_TILE_COLUMNS = 512
_TILE_VOXELS = 2**19
# Sums are products with a vector of ones, which BLAS does fastest. On matrices above 9216 numbers, OpenBLAS may start
# threads of its own, which would only be in the way of ours.
_MATRIX_NUMBERS = 2**13
# float32 holds every integer up to here.
_EXACT_FLOAT32 = 2**24


def maxima_and_means(voxels: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The maximum and the mean of a 3D array of numbers along its axes 0, 1 and 2.

    Any strides, any byte order and read-only memory will do: the array is walked through in the order in which it
    lies in memory, and not copied.

    Returns:
        Three maxima in the array's dtype and three float32 means, each without the axis it was taken along. A NaN or
        infinite voxel makes the means along its axes so.
    """
    forward = tuple(slice(None, None, -1 if stride < 0 else 1) for stride in voxels.strides)
    order = sorted(range(3), key=lambda axis: abs(voxels.strides[axis]), reverse=True)
    walk = _Walk(voxels[forward].transpose(order))
    walk.run()

    def restored(images: list[np.ndarray], axis: int) -> np.ndarray:
        # The axis that is gone is put back with length 1, so that the transposition and the flips fit.
        position = order.index(axis)
        return np.expand_dims(images[position], position).transpose(np.argsort(order))[forward].squeeze(axis)

    maxima = [restored(walk.maxima, axis).astype(voxels.dtype, copy=False) for axis in range(3)]
    means = [(restored(walk.sums, axis) / voxels.shape[axis]).astype(np.float32, copy=False) for axis in range(3)]
    return maxima, means


class _Walk:
    """Goes through an array once, best with a contiguous last axis, for its maxima and sums along each axis."""

    def __init__(self, voxels: np.ndarray) -> None:
        self.voxels = voxels
        self.dtype = voxels.dtype.newbyteorder("=")
        is_float = self.dtype.kind == "f"
        self.lowest = -np.inf if is_float else np.iinfo(self.dtype).min
        # Short integers are added up in float32 as long as that is exact, everything else in float64.
        is_short = not is_float and self.dtype.itemsize <= 2
        exact_terms = _EXACT_FLOAT32 // max(-self.lowest, np.iinfo(self.dtype).max) if is_short else _TILE_COLUMNS
        self.columns = min(voxels.shape[2], exact_terms, _TILE_COLUMNS)
        self.wide = np.dtype(np.float32 if is_short else np.float64)
        total = self.wide if max(voxels.shape) <= exact_terms else np.dtype(np.float64)
        self.group = max(1, _MATRIX_NUMBERS // self.columns)
        self.rows = self.group * max(1, _TILE_VOXELS // (_TILE_SLICES * self.columns * self.group))
        self.ones = np.ones(max(_TILE_SLICES, self.group, self.columns), self.wide)
        shapes = [voxels.shape[:axis] + voxels.shape[axis + 1 :] for axis in range(3)]
        self.maxima = [np.full(shape, self.lowest, self.dtype) for shape in shapes]
        self.sums = [np.zeros(shape, total) for shape in shapes]

    def run(self) -> None:
        slabs = [slice(first, first + _TILE_SLICES) for first in range(0, len(self.voxels), _TILE_SLICES)]
        for maximum, total in share_among_threads(self._take, slabs):
            np.maximum(self.maxima[0], maximum, out=self.maxima[0])
            self.sums[0] += total

    def _take(self, slabs: Iterator[slice]) -> tuple[np.ndarray, np.ndarray]:
        """Fill in the images along the axes 1 and 2 for the slabs taken; return those along axis 0."""
        _, height, width = self.voxels.shape
        maxima = [np.full_like(self.maxima[0], self.lowest), *self.maxima[1:]]
        sums = [np.zeros_like(self.sums[0]), *self.sums[1:]]
        buffer = np.empty(_TILE_SLICES * self.rows * self.columns, self.wide)
        blocks = [
            (slice(row, row + self.rows), slice(column, column + self.columns))
            for row in range(0, height, self.rows)
            for column in range(0, width, self.columns)
        ]
        # NaN and infinity are for the caller to find in the means.
        with np.errstate(invalid="ignore", over="ignore"):
            for k in slabs:
                for j, i in blocks:
                    tile = self.voxels[k, j, i]
                    if tile.strides[2] != tile.itemsize or not tile.dtype.isnative:
                        tile = np.ascontiguousarray(tile, self.dtype)
                    pixels = ((j, i), (k, i), (k, j))
                    _combine(np.maximum, maxima, pixels, self._maxima_of(tile))
                    _combine(np.add, sums, pixels, self._sums_of(tile, buffer))
        return maxima[0], sums[0]

    def _maxima_of(self, tile: np.ndarray) -> Iterator[np.ndarray]:
        yield np.maximum.reduce(tile, axis=0)
        yield np.maximum.reduce(tile, axis=1)
        # Without an initial value numpy sets each row's first voxel aside, and the others are not aligned any more.
        yield np.maximum.reduce(tile, axis=2, initial=self.lowest)

    def _sums_of(self, tile: np.ndarray, buffer: np.ndarray) -> Iterator[np.ndarray]:
        """Convert a tile once for all three sums; rows of zeros make up whole groups."""
        slices, rows, columns = tile.shape
        groups = -(-rows // self.group)
        padded = buffer[: slices * groups * self.group * columns].reshape(slices, groups * self.group, columns)
        padded[:, :rows] = tile
        padded[:, rows:] = 0
        grouped = padded.reshape(slices, groups, self.group, columns)
        yield np.matmul(self.ones[:slices], padded.transpose(1, 0, 2))[:rows]
        yield np.add.reduce(np.matmul(self.ones[: self.group], grouped), axis=1)
        yield np.matmul(grouped, self.ones[:columns]).reshape(slices, -1)[:, :rows]


def _combine(
    function: np.ufunc, images: list[np.ndarray], where: tuple[tuple[slice, slice], ...], parts: Iterator[np.ndarray]
) -> None:
    for image, pixels, part in zip(images, where, parts, strict=True):
        target = image[pixels]
        function(target, part, out=target)
