"""Resampling an image to another number of rows or columns."""

from functools import lru_cache

import numpy as np


def resize(image: np.ndarray, size: int, axis: int) -> np.ndarray:
    """Linear interpolation of an image (rows, columns) to `size` samples along one axis.

    Pixel centers are matched as in OpenCV and PyTorch (align_corners=False); when shrinking, the triangle is widened to
    the new pixel, which keeps thin structures from being skipped. Beyond the first and last center the border's value
    goes on. It is no product of matrices: that would run on all cores, and wait for those that others keep busy.

    Returns:
        float32.
    """
    if image.shape[axis] == size:
        return image.astype(np.float32, copy=False)
    resized = np.float32(0)
    for index, weight in zip(*_samples(image.shape[axis], size), strict=True):
        resized = resized + image.take(index, axis) * np.expand_dims(weight, 1 - axis)
    return resized


@lru_cache(maxsize=256)
def _samples(old: int, new: int) -> tuple[np.ndarray, np.ndarray]:
    """For each new sample the old ones that it is made of, and their float32 weights: both (how many, new)."""
    scale = old / new
    reach = max(scale, 1.0)
    center = (np.arange(new) + 0.5) * scale - 0.5
    index = np.ceil(center - reach).astype(int) + np.arange(int(2 * reach) + 1)[:, None]
    weight = np.maximum(0.0, 1.0 - np.abs(index - center) / reach)
    weight[(index < 0) | (index >= old)] = 0.0
    return index.clip(0, old - 1), (weight / weight.sum(axis=0)).astype(np.float32)
