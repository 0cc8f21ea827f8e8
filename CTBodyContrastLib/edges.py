"""How sharp the edges in a scan are, and edges brought nearer to those that a model has learned from.

A soft kernel lets enhanced vessels fade into their surroundings, and a sharp one makes edges overshoot as if something
beside them were enhanced. Brought nearer to the usual, both look more like what a model knows.
"""

from dataclasses import replace

import numpy as np

from .volume import CTVolume

# Soft tissue with its edges towards fat and vessels; beside the steps to air and bone, ten times as high, they would
# hardly count.
_RANGE_HU = (-150, 300)
# So far outside of the usual a scan is changed by as much as it ever is: sharpened or softened by so many times the
# detail in it. Chosen, like what is usual, on copies of scans that the network had not seen; more makes noise or blur
# of it. `Testing/Benchmarks/robustness.py` prints what becomes of sharp and of soft kernels.
_FULLY = 0.05
_SHARPEN, _SOFTEN = 0.7, -0.5


def edge_sharpness(volume: CTVolume) -> float | None:
    """How much of what differs between voxels two apart, in axial planes, differs between neighbors already.

    Returns:
        The ratio of both mean squared differences: 0.25 where values change evenly, 0.5 for steps from one voxel to the
        next, 1 for noise alone. None where nothing differs, or there are fewer than 3 voxels along an axis.
    """
    if min(volume.voxels.shape) < 3:
        return None
    squares = np.zeros((2, 2))  # of neighbors and of those two apart, along both axes
    for plane in _axial_planes(volume, volume.voxels):
        seen = np.clip(plane, *_RANGE_HU).astype(np.float32)
        for axis, image in enumerate((seen, seen.T)):
            for step in (1, 2):
                difference = (image[step:] - image[:-step]).ravel(order="K")
                squares[step - 1, axis] += difference @ difference
    if not squares.all():
        return None
    length = np.array(seen.shape)
    return float(np.mean(squares[0] / squares[1] * (length - 2) / (length - 1)))


def with_usual_edges(volume: CTVolume, usual: tuple[float, float]) -> CTVolume:
    """Sharpen a scan that is softer than usual, and soften one that is sharper, in axial planes.

    Args:
        volume: at about 3 mm, in HU.
        usual: the lowest and the highest usual `edge_sharpness`.

    Returns:
        A volume of float32 voxels; the volume itself where its edges are usual.
    """
    sharpness = edge_sharpness(volume)
    if sharpness is None or usual[0] <= sharpness <= usual[1]:
        return volume
    beside, strength = (usual[0] - sharpness, _SHARPEN) if sharpness < usual[0] else (sharpness - usual[1], _SOFTEN)
    strength *= min(1.0, beside / _FULLY)
    changed = volume.voxels.astype(np.float32)
    for plane in _axial_planes(volume, changed):
        plane += strength * (plane - _smoothed(plane))
    return replace(volume, voxels=changed)


def _axial_planes(volume: CTVolume, voxels: np.ndarray) -> np.ndarray:
    """Its voxels, plane by plane: one is worked on while it is in the processor's cache."""
    return np.moveaxis(voxels, volume.axes.array_axes[2], 0)


def _smoothed(plane: np.ndarray) -> np.ndarray:
    """Each pixel with its eight neighbors, which count by (1, 2, 1) along both axes."""
    sums = np.pad(plane, 1, mode="edge")
    for _ in range(2):
        sums = sums[1:] + sums[:-1]
        sums = sums[:, 1:] + sums[:, :-1]
    return sums / 16
