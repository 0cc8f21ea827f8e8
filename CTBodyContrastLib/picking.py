"""From what a person points at, a pixel of a reconstruction or a stretch of slices, to the place in the patient."""

import numpy as np

from .labels import Method
from .preprocessing import Preprocessing, crop_to_body, reduce_volume, without_bone
from .projection import Projection
from .volume import CTVolume


def point_behind(
    volume: CTVolume, projection: Projection, row: float, column: float, preprocessing: Preprocessing
) -> np.ndarray:
    """Where in the patient a pixel of a reconstruction was taken from.

    Args:
        volume: the volume that was projected.
        projection: one of its nine, or a vessel MIP of it. For the latter its bone is taken away again.
        row, column: in the projection's image; fractions are rounded to the nearest pixel.
        preprocessing: of the model that a vessel MIP was made for (`Classifier.preprocessing`); for the nine, any.

    Returns:
        (R, A, S) in mm. For a MIP or vessel MIP that is the voxel whose value the pixel shows; for the others it lies
        in the middle of the volume, which for a mid-plane is where the pixel was taken from.
    """
    pixel = [round(column), round(row)]
    if projection.method is Method.VESSEL_MIP:
        body = crop_to_body(reduce_volume(volume, preprocessing.spacing_mm))
        volume = without_bone(body, preprocessing.edge_sharpness)
    elif projection.method is not Method.MIP:
        return (projection.image_to_ras @ [*pixel, 0, 1])[:3]
    # Along the ray in both directions, farther than any volume reaches.
    extent = np.linalg.norm(np.multiply(volume.voxels.shape, volume.spacing))
    reach = int(np.ceil(extent / np.linalg.norm(projection.image_to_ras[:3, 2])))
    depths = np.arange(-reach, reach + 1)
    ray = projection.image_to_ras @ np.stack([np.full_like(depths, value) for value in (*pixel, 0, 1)], dtype=float)
    ray += projection.image_to_ras[:, [2]] * depths
    i, j, k = np.rint(np.linalg.solve(volume.ijk_to_ras, ray)[:3]).astype(int)
    shape = volume.voxels.shape
    inside = np.flatnonzero((k >= 0) & (k < shape[0]) & (j >= 0) & (j < shape[1]) & (i >= 0) & (i < shape[2]))
    if not len(inside):  # beside a volume that was turned before it was projected
        return (projection.image_to_ras @ [*pixel, 0, 1])[:3]
    brightest = inside[int(volume.voxels[k[inside], j[inside], i[inside]].argmax())]
    return ray[:3, brightest]


def stretch_box(volume: CTVolume, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """The box that holds some slices of a volume.

    Args:
        first, last: slices along the array axis that is closest to the body's, as `Region.k_first` and `k_last`.

    Returns:
        A 4x4 matrix from mm along the volume's I, J and K axes, counted from the middle of the box, to RAS in mm; and
        the box's size along these axes in mm. The middle is the matrix's last column.
    """
    shape = np.array(volume.voxels.shape[::-1])
    axis = 2 - volume.axes.array_axes[2]
    center = (shape - 1) / 2
    shape[axis], center[axis] = last - first + 1, (first + last) / 2
    spacing = np.array(volume.spacing[::-1])
    matrix = volume.ijk_to_ras.copy()
    matrix[:, 3] = matrix @ [*center, 1]
    matrix[:3, :3] /= spacing
    return matrix, shape * spacing
