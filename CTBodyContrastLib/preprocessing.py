"""From a CT volume to the images a network sees: the one contract shared by training and inference.

reduce_volume brings any scan to about 3 mm, network_views makes its reconstructions, and network_input
turns those into an array of images in 0..1. `Preprocessing` holds what a model card may set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .labels import NINE_VIEWS, VESSEL_VIEWS, Method, View
from .projection import Projection, project
from .reduction import block_average
from .vessels import suppress_bone
from .volume import CTVolume

# Padding comes as -1500 to -3024 HU and metal as up to 30000: neither tells anything about anatomy.
CLIP_HU = (-1024, 2000)

# The three channels of an image, in HU. Whole range: anatomy from lung to bone. Soft tissue: the usual
# abdominal window (width 400, level 40). Vessels: from unenhanced blood (40) to a bright aorta.
WINDOWS_HU = ((-1000, 1000), (-160, 240), (50, 350))


@dataclass(frozen=True)
class Preprocessing:
    """What a model card states about its input.

    Attributes:
        input_size: rows and columns of the square input image, in pixels.
        spacing_mm: the volume is block-averaged to about this voxel size first.
        windows: (low, high) in HU for each channel, scaled to 0..1.
    """

    input_size: int = 299
    spacing_mm: float = 3.0
    windows: tuple[tuple[float, float], ...] = WINDOWS_HU


def reduce_volume(volume: CTVolume, spacing_mm: float = 3.0) -> CTVolume:
    """Clip to CLIP_HU and average whole blocks of voxels, so that no axis is much finer than spacing_mm.

    Returns:
        An int16 volume on the coarser grid; an axis already coarser than spacing_mm keeps its voxels.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    factors = tuple(
        min(length, max(1, round(spacing_mm / spacing)))
        for length, spacing in zip(volume.voxels.shape, volume.spacing, strict=True)
    )
    matrix = volume.ijk_to_ras.copy()
    steps = np.array(factors[::-1], dtype=float)
    # The first coarse voxel lies in the middle of the block it averages.
    matrix[:3, 3] += matrix[:3, :3] @ ((steps - 1) / 2)
    matrix[:3, :3] *= steps
    return replace(volume, voxels=block_average(volume.voxels, factors, CLIP_HU), ijk_to_ras=matrix)


def network_views(reduced: CTVolume, views: Sequence[View]) -> dict[View, Projection]:
    """The reconstructions of a reduced volume that a model asks for: the nine, and vessel MIPs if named."""
    projections: dict[View, Projection] = {}
    if any(view in NINE_VIEWS for view in views):
        projections |= project(reduced)
    if any(view in VESSEL_VIEWS for view in views):
        for (method, plane), projection in project(suppress_bone(reduced)).items():
            if method is Method.MIP:
                projections[Method.VESSEL_MIP, plane] = replace(projection, method=Method.VESSEL_MIP)
    return {view: projections[view] for view in views}


def network_input(projections: Mapping[View, Projection], preprocessing: Preprocessing) -> np.ndarray:
    """Scale each projection to the input size, keeping its physical aspect ratio, and each HU window to 0..1.

    Returns:
        float32 array (view, channel, row, column); what lies beside the image is 0, as air is.
    """
    size = preprocessing.input_size
    images = np.zeros((len(projections), len(preprocessing.windows), size, size), np.float32)
    for target, projection in zip(images, projections.values(), strict=True):
        fitted = fit(projection.image, projection.spacing, size)
        top, left = ((size - length) // 2 for length in fitted.shape)
        rows, columns = slice(top, top + fitted.shape[0]), slice(left, left + fitted.shape[1])
        for channel, (low, high) in zip(target, preprocessing.windows, strict=True):
            channel[rows, columns] = np.clip((fitted - low) / (high - low), 0, 1)
    return images


def fit(image: np.ndarray, spacing: tuple[float, float], size: int) -> np.ndarray:
    """Resample an image (rows, columns) with pixels of spacing (row, column) mm so that its longer side is size."""
    lengths = [count * step for count, step in zip(image.shape, spacing, strict=True)]
    rows, columns = (max(1, round(size * length / max(lengths))) for length in lengths)
    return _linear_weights(image.shape[0], rows) @ image.astype(np.float32) @ _linear_weights(image.shape[1], columns).T


@lru_cache(maxsize=256)
def _linear_weights(source: int, target: int) -> np.ndarray:
    """Linear interpolation from source to target samples as a (target, source) matrix.

    Pixel centers are matched as in OpenCV and PyTorch (align_corners=False); when shrinking, the triangle is
    widened to the target's pixel, which keeps thin structures from being skipped.
    """
    scale = source / target
    centers = (np.arange(target) + 0.5) * scale - 0.5
    distance = np.abs(centers[:, None] - np.arange(source)) / max(scale, 1.0)
    weights = np.maximum(0.0, 1.0 - distance)
    # Dividing by the sum continues the border value beyond the first and last center.
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
