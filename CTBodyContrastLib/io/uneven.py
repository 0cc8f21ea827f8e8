"""Slices that are not evenly spaced: judge their gaps and resample them to a regular grid along the normal."""

import numpy as np

# Positions are often rounded to 0.1 mm, and a tenth of a slice changes nothing a person would see.
_EVEN_WITHIN_MM = 0.1
_EVEN_WITHIN_SLICES = 0.1
# A few slices almost in one place must not make the grid of the whole patient as fine as they are.
_MOST_SLICES = 1000
# Beyond these, anatomy between two slices was not seen: a result needs review.
_WIDE_GAP_MM = 15.0
_WIDE_GAP_MEDIANS = 2.0
# One missing slice gives exactly twice the median: positions rounded to 0.1 mm must not push it over.
_ROUNDING_MM = 0.1


def even_grid(distances: np.ndarray) -> np.ndarray | None:
    """The regular positions to resample to, or None when the slices already are evenly spaced.

    Args:
        distances: (K,) sorted positions along the slice normal in mm.
    """
    if len(distances) < 3:
        return None
    step = float(np.median(np.diff(distances)))
    as_they_are = np.linspace(distances[0], distances[-1], len(distances))
    if np.abs(distances - as_they_are).max() <= max(_EVEN_WITHIN_MM, _EVEN_WITHIN_SLICES * step):
        return None
    count = round((distances[-1] - distances[0]) / step) + 1
    return np.linspace(distances[0], distances[-1], min(count, max(_MOST_SLICES, 2 * len(distances))))


def resample(voxels: np.ndarray, distances: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Interpolate (K, J, I) slices at `distances` linearly to those of `grid`, both sorted and in mm; same dtype."""
    resampled = np.empty((len(grid), *voxels.shape[1:]), voxels.dtype)
    below = np.clip(np.searchsorted(distances, grid, side="right") - 1, 0, len(distances) - 2)
    weights = (grid - distances[below]) / (distances[below + 1] - distances[below])
    whole_numbers = np.issubdtype(voxels.dtype, np.integer)
    for index, source in enumerate(below):
        weight = np.float32(weights[index])
        mixed = voxels[source] * (1 - weight) + voxels[source + 1] * weight
        resampled[index] = np.rint(mixed) if whole_numbers else mixed
    return resampled


def gap_doubts(distances: np.ndarray) -> tuple[str, ...]:
    """Why the gaps between slices at these positions (mm) make a result doubtful; empty when they do not."""
    if len(distances) < 2:
        return ()
    gaps = np.diff(distances)
    widest, median = float(gaps.max()), float(np.median(gaps))
    if widest > _WIDE_GAP_MM:
        return (f"Slices lie up to {widest:.1f} mm apart: what is between them was not seen.",)
    if widest > _WIDE_GAP_MEDIANS * median + _ROUNDING_MM:
        return (f"Slices are missing: a gap of {widest:.1f} mm where {median:.1f} mm is usual.",)
    return ()
