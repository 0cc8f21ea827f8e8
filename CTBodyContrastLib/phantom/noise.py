"""What makes an image of the body look measured: uneven tissue, and the scanner's noise."""

import numpy as np

from .rendering import Grid

# Fat strands, muscle fibers and small vessels that are not drawn one by one: (size in mm, HU).
_UNEVENNESS = ((24.0, 3.0), (9.0, 5.0))
# The brain has no strands.
_BRAIN_SHARE = 0.2
# Lung and air stay as they are.
_BODY_HU = -300
# Noise is stated for this voxel, in mm3 (3 mm slices, 1 mm pixels).
_NOISE_VOXEL = 3.0
# Where rays from the side pass through more than this, as at shoulders and hips, too few quanta arrive: streaks of
# about the length below run across.
_FREE_PATH_MM = 290.0
_STREAK_MM = 30.0
# Smoothing kernel along rows and columns; its negative ends leave out the slowest variations, as filtered back
# projection does. Scaled so that noise of standard deviation 1 keeps it.
_GRAIN = np.array((-0.08, 0.5, 1.0, 0.5, -0.08), np.float32)
_GRAIN /= np.sqrt(np.sum(_GRAIN**2))
# Lattice points across the widest field of view (1000 mm) at the finest lattice, and some to spare.
_LATTICE = 160


def add_unevenness(canvas: np.ndarray, grid: Grid, part: slice, seed: tuple[int, ...], head: float) -> None:
    """Vary the tissues of a stretch of slices, in place: the same place in the body varies alike at every voxel size.

    Args:
        head: height in mm above which tissue is that of the head.
    """
    inside = np.where(canvas > _BODY_HU, 1, 0) * np.where(grid.z[part] > head, _BRAIN_SHARE, 1)[:, None, None]
    inside = inside.astype(np.float32)
    for number, (size, strength) in enumerate(_UNEVENNESS):
        field = _smooth_field(grid, part, size, (*seed, number))
        field *= inside
        canvas += strength * field


def _smooth_field(grid: Grid, part: slice, size: float, seed: tuple[int, ...]) -> np.ndarray:
    """Random values on a lattice of `size` mm fixed in the body, linear in between, as (K, J, I) float32."""
    weights, firsts = zip(*(_linear(axis, size) for axis in (grid.z[part], grid.y, grid.x)), strict=True)
    shape = tuple(weight.shape[1] for weight in weights)
    lattice = np.empty(shape, np.float32)
    for index in range(shape[0]):
        layer = np.random.default_rng((*seed, firsts[0] + index + 10_000))
        # A wide fixed layer, cut to the field of view: the values do not depend on what is in view.
        whole = layer.standard_normal((_LATTICE, _LATTICE), dtype=np.float32)
        y, x = firsts[1] + _LATTICE // 2, firsts[2] + _LATTICE // 2
        lattice[index] = whole[y : y + shape[1], x : x + shape[2]]
    rows = np.tensordot(weights[0], lattice, axes=(1, 0))
    return np.matmul(np.matmul(weights[1], rows), weights[2].T)


def _linear(axis: np.ndarray, size: float) -> tuple[np.ndarray, int]:
    """Weights (samples, lattice points) of linear interpolation, and the number of the first lattice point."""
    position = axis / size
    first = int(np.floor(position.min()))
    count = int(np.floor(position.max())) - first + 2
    distance = np.abs(position[:, None] - (first + np.arange(count)))
    return np.maximum(0, 1 - distance).astype(np.float32), first


def add_noise(canvas: np.ndarray, grid: Grid, part: slice, noise_hu: float, seed: tuple[int, ...]) -> None:
    """Add the scanner's noise to a stretch of slices, in place: grain everywhere, streaks across wide slices.

    Args:
        noise_hu: standard deviation for a voxel of 3 mm3; it grows with the root of a smaller volume, as the number
            of x-ray quanta falls.
    """
    strength = noise_hu * float(np.sqrt(_NOISE_VOXEL / grid.voxel_size**3))
    count = int(np.ceil(len(grid.x) * grid.spacing[2] / _STREAK_MM)) + 1
    stretch, _ = _linear(np.linspace(0, count - 1.001, len(grid.x)), 1.0)
    # Water-equivalent mm that rays from the side pass through, for each row.
    paths = (canvas.mean(axis=2) / 1000 + 1) * (len(grid.x) * grid.spacing[2])
    streaks = noise_hu * np.clip((paths - _FREE_PATH_MM) / _FREE_PATH_MM, 0, 1)
    for index, number in enumerate(range(part.start, part.stop)):
        rng = np.random.default_rng((*seed, number))
        rows, columns = canvas.shape[1:]
        canvas[index] += strength * _grain(rng.standard_normal((rows + 4, columns + 4), dtype=np.float32))
        if streaks[index].any():
            lines = rng.standard_normal((rows, count), dtype=np.float32) * streaks[index][:, None]
            canvas[index] += lines @ stretch.T


def _grain(white: np.ndarray) -> np.ndarray:
    """Correlate white noise within its slice as reconstruction does; (rows + 4, columns + 4) to (rows, columns)."""
    weights = _GRAIN.tolist()
    columns = sum(weight * white[:, n : white.shape[1] - 4 + n] for n, weight in enumerate(weights))
    return sum(weight * columns[n : columns.shape[0] - 4 + n] for n, weight in enumerate(weights))
