"""Maximum and mean of a volume along all three of its axes, in one pass through memory."""

from collections.abc import Iterator

import numpy as np

from .threads import share_among_threads

# All maxima and sums are taken of one slab of this many slices while it is in the processor's cache.
_SLAB = 4
# float32 holds every integer up to 2**24, so the sum of this many int16 exactly.
_EXACT_TERMS = 512


def maxima_and_means(voxels: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The maximum and the mean of a 3D array of numbers along its axes 0, 1 and 2.

    Any strides, any byte order and read-only memory will do: the array is walked through in the order in which it
    lies in memory, and not copied.

    Returns:
        Three C-contiguous maxima in the array's dtype and three float32 means, each without the axis it was taken
        along. A NaN or infinite voxel makes the means along its axes so.
    """
    forward = tuple(slice(None, None, -1 if stride < 0 else 1) for stride in voxels.strides)
    order = sorted(range(3), key=lambda axis: abs(voxels.strides[axis]), reverse=True)

    def as_walked(images: list[np.ndarray]) -> list[np.ndarray]:
        # The axis that is gone is put back with length 1, so that the flips and the transposition fit.
        whole = [np.expand_dims(image, axis)[forward].transpose(order) for axis, image in enumerate(images)]
        return [whole[axis].squeeze(position) for position, axis in enumerate(order)]

    shapes = [np.delete(voxels.shape, axis) for axis in range(3)]
    maxima = [np.empty(shape, voxels.dtype) for shape in shapes]
    means = [np.empty(shape, np.float32) for shape in shapes]
    walk = _Walk(voxels[forward].transpose(order), as_walked(maxima))
    for mean, total, length in zip(as_walked(means), walk.sums(), walk.voxels.shape, strict=True):
        np.divide(total, length, out=mean, casting="same_kind")
    return maxima, means


class _Walk:
    """Goes through an array once, best with a contiguous last axis, and fills in its maxima along each axis."""

    def __init__(self, voxels: np.ndarray, maxima: list[np.ndarray]) -> None:
        self.voxels = voxels
        self.maxima = maxima
        self.dtype = voxels.dtype.newbyteorder("=")
        is_integer = self.dtype.kind in "iu"
        self.lowest = np.iinfo(self.dtype).min if is_integer else -np.inf
        # int32 holds the sum of 2**15 short integers; everything else is added up in float64.
        is_short = is_integer and self.dtype.itemsize <= 2 and max(voxels.shape) <= 2**15
        self.total = np.dtype(np.int32 if is_short else np.float64)
        # Adding voxels up in their own type, eight at a time, takes half the time of converting them first. Types of 8
        # bits have no room for that, those of 64 no need; eight float32 lose next to nothing.
        self.by_eight = self.dtype.itemsize == 4 or (is_short and self.dtype.itemsize == 2)
        self.highest_by_eight = np.iinfo(self.dtype).max // 8 if is_integer else np.inf

    def sums(self) -> list[np.ndarray]:
        """Walk; return the sums along each axis."""
        sums = self._walk()
        # Slabs where eight integers could exceed their type are not added up like that. Eight that fall below its
        # range, as only strange padding can, come out too high, never too low, and the sums of whole rows never do: if
        # none of the totals differ, none did.
        if self.by_eight and self.dtype.kind != "f" and len({image.sum(dtype=np.float64) for image in sums}) > 1:
            self.by_eight = False
            sums = self._walk()
        return sums

    def _walk(self) -> list[np.ndarray]:
        shape = self.voxels.shape
        sums = [np.empty(shape[:axis] + shape[axis + 1 :], self.total) for axis in (1, 2)]
        slabs = [slice(first, first + _SLAB) for first in range(0, len(self.voxels), _SLAB)]
        parts = share_among_threads(lambda remaining: self._take(remaining, sums), slabs)
        self.maxima[0][...] = self.lowest
        for maximum, _ in parts:
            np.maximum(self.maxima[0], maximum, out=self.maxima[0])
        return [sum(total for _, total in parts), *sums]

    def _take(self, slabs: Iterator[slice], sums: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        """Fill in the images along the axes 1 and 2 for the slabs taken; return those along axis 0."""
        maximum = np.full(self.voxels.shape[1:], self.lowest, self.dtype)
        total = np.zeros(self.voxels.shape[1:], self.total)
        # NaN and infinity are for the caller to find in the means.
        with np.errstate(invalid="ignore", over="ignore"):
            for k in slabs:
                slab = self.voxels[k]
                if slab.strides[2] != slab.itemsize or not slab.dtype.isnative:
                    slab = np.ascontiguousarray(slab, self.dtype)
                if self.by_eight:
                    # First what computes most, while the slab comes from memory; again below for too large values.
                    sums[1][k] = self._row_sums(slab)
                for plane in slab:
                    np.maximum(maximum, plane, out=maximum)
                self.maxima[1][k] = np.maximum.reduce(_eighths(slab, np.maximum, self.dtype), axis=1)
                # Without an initial value numpy sets each row's first voxel aside, and the rest is not aligned.
                highest = np.maximum.reduce(slab, axis=2, initial=self.lowest)
                self.maxima[2][k] = highest
                if self.by_eight and highest.max() <= self.highest_by_eight:
                    total += np.add.reduce(slab, axis=0, dtype=self.dtype)
                    sums[0][k] = self._column_sums(slab)
                else:
                    total += np.add.reduce(slab, axis=0, dtype=self.total)
                    for axis in (1, 2):
                        sums[axis - 1][k] = np.add.reduce(slab, axis=axis, dtype=self.total)
        return maximum, total

    def _column_sums(self, slab: np.ndarray) -> np.ndarray:
        return np.add.reduce(_eighths(slab, np.add, self.dtype), axis=1, dtype=self.total)

    def _row_sums(self, slab: np.ndarray) -> np.ndarray:
        # einsum converts what fits into the innermost cache, and adds along rows faster than add.reduce. It spreads a
        # row over so many partial sums that float32 is near enough for float32.
        wide = np.float64 if self.dtype.kind != "f" and self.dtype.itemsize == 4 else np.float32
        starts = range(0, slab.shape[2], _EXACT_TERMS)
        blocks = (slab[..., start : start + _EXACT_TERMS] for start in starts)
        return sum(np.einsum("kji->kj", block, dtype=wide, casting="unsafe").astype(self.total) for block in blocks)


def _eighths(slab: np.ndarray, ufunc: np.ufunc, dtype: np.dtype) -> np.ndarray:
    """Join every eight rows of a (slice, row, column) slab, each an eighth of all rows apart, by a ufunc.

    Rows beyond a multiple of eight are left as they are. So numpy joins whole blocks of rows at a time and not row by
    row: a third of the time.
    """
    slices, rows, columns = slab.shape
    whole = rows // 8 * 8
    joined = ufunc.reduce(slab[:, :whole].reshape(slices, 8, -1, columns), axis=1, dtype=dtype)
    return joined if whole == rows else np.concatenate((joined, slab[:, whole:]), axis=1)
