"""From a CT volume to the images a network sees: the one contract shared by training and inference.

reduce_volume brings any scan to about 3 mm, network_views makes the reconstructions of the body in it, and
network_input turns those into an array of images in 0..1. `Preprocessing` holds what a model card may set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from .crown import without_crown
from .edges import with_usual_edges
from .labels import NINE_VIEWS, VESSEL_VIEWS, Method, View
from .projection import Projection, project
from .reduction import block_average
from .resizing import resize
from .tissue_level import soft_tissue_level
from .vessels import suppress_bone
from .volume import BODY_HU, CTVolume

# Padding comes as -1500 to -3024 HU and metal as up to 30000: neither tells anything about anatomy.
CLIP_HU = (-1024, 2000)

# The channels of each method's images, in HU, narrow enough that what tells parts and contrast apart is not a
# hundredth of the scale. A mean along a whole body mixes lung, air beside the body and bone: its soft tissue lies
# lower than in a slice. A maximum hardly ever falls below soft tissue and reaches dense bone. A mid-plane shows the
# whole range, the usual soft-tissue window (width 400, level 40), and blood from unenhanced (40) to a bright aorta.
# Vessel MIP: the same with blood first.
WINDOWS_HU: Mapping[Method, tuple[tuple[float, float], ...]] = {
    Method.AIP: ((-1000, 400), (-400, 200), (-100, 150)),
    Method.MIP: ((-1000, 1000), (0, 400), (200, 1600)),
    Method.MID_PLANE: ((-1000, 1000), (-160, 240), (30, 300)),
    Method.VESSEL_MIP: ((50, 350), (-100, 250), (-1000, 1000)),
}

# A plane belongs to the field of view when it holds at least this share of what the fullest plane holds: a cable or
# a few noisy voxels do not.
_LEAST_SHARE = 0.02


@dataclass(frozen=True)
class Preprocessing:
    """What a model card states about its input.

    Attributes:
        input_size: rows and columns of the square input image, in pixels.
        spacing_mm: the volume is block-averaged to about this voxel size first, and cropped to the body; 0 for plain
            reconstructions of the volume as it is.
        windows: for each method, (low, high) in HU for each channel, scaled to 0..1.
        soft_tissue_hu: where the windows expect most soft tissue; they are moved by as much as a scan's own lies
            beside it (`tissue_level`). None: they stay where they are.
        edge_sharpness: how sharp edges are in most scans that a model has learned from; those of other scans are
            brought nearer before bone is taken away (`edges`). None: they stay as they are.
    """

    input_size: int = 299
    spacing_mm: float = 3.0
    windows: Mapping[Method, tuple[tuple[float, float], ...]] = field(default_factory=lambda: WINDOWS_HU)
    soft_tissue_hu: float | None = None
    edge_sharpness: tuple[float, float] | None = None

    @property
    def plain(self) -> bool:
        """Whether the volume is neither averaged, clipped nor cropped before it is projected."""
        return self.spacing_mm == 0


def reduce_volume(volume: CTVolume, spacing_mm: float = 3.0) -> CTVolume:
    """Clip to CLIP_HU and average whole blocks of voxels, so that no axis is much finer than spacing_mm.

    Returns:
        An int16 volume on the coarser grid; an axis already coarser than spacing_mm keeps its voxels. For a spacing of
        0, the volume as it is.

    Raises:
        NotANumberError: a voxel is NaN or infinite.
    """
    if spacing_mm == 0:
        return volume
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


def crop_to_body(volume: CTVolume) -> CTVolume:
    """Leave out the air and padding around the patient, so that neither dilutes a mean or shrinks an image.

    Returns:
        A volume on a view of the same voxels; the same volume when nothing is dense enough to be a body.
    """
    dense = volume.voxels > BODY_HU
    kept = []
    for axis in range(3):
        counts = np.count_nonzero(dense, axis=tuple(other for other in range(3) if other != axis))
        planes = np.flatnonzero(counts > _LEAST_SHARE * counts.max())
        if not len(planes):
            return volume
        kept.append(slice(int(planes[0]), int(planes[-1]) + 1))
    matrix = volume.ijk_to_ras.copy()
    matrix[:3, 3] += matrix[:3, :3] @ [each.start for each in reversed(kept)]
    return replace(volume, voxels=volume.voxels[tuple(kept)], ijk_to_ras=matrix)


def network_views(
    reduced: CTVolume, views: Sequence[View], plain: bool = False, edges: tuple[float, float] | None = None
) -> dict[View, Projection]:
    """The reconstructions of a reduced volume's body that a model asks for: the nine, and vessel MIPs if named.

    Args:
        plain: of the whole volume, with what lies beside the body.
        edges: how sharp they usually are; see `Preprocessing.edge_sharpness`.
    """
    body = reduced if plain else crop_to_body(reduced)
    projections: dict[View, Projection] = {}
    if any(view in NINE_VIEWS for view in views):
        projections |= project(body)
    if any(view in VESSEL_VIEWS for view in views):
        of_soft_tissue = project(without_bone(body, edges))
        for method, plane in VESSEL_VIEWS:
            projections[method, plane] = replace(of_soft_tissue[Method.MIP, plane], method=method)
    return {view: projections[view] for view in views}


def without_bone(body: CTVolume, edges: tuple[float, float] | None = None) -> CTVolume:
    """The volume whose maxima are the vessel MIPs: no bone, and of a head no crown.

    Args:
        body: what `crop_to_body` left of a reduced volume. edges: as of network_views.
    """
    shown = without_crown(body)
    return suppress_bone(shown if edges is None else with_usual_edges(shown, edges))


def soft_tissue_shift(reduced: CTVolume, preprocessing: Preprocessing) -> float:
    """By how much, in HU, a scan's soft tissue is denser than a model expects; 0 for one that expects nothing."""
    if preprocessing.soft_tissue_hu is None:
        return 0.0
    return shift_from(soft_tissue_level(reduced.voxels), preprocessing)


def shift_from(level: float | None, preprocessing: Preprocessing) -> float:
    """The same, from what `soft_tissue_level` has found."""
    expected = preprocessing.soft_tissue_hu
    return 0.0 if level is None or expected is None else level - expected


def network_input(
    projections: Mapping[View, Projection], preprocessing: Preprocessing, shift: float = 0.0
) -> np.ndarray:
    """Scale each projection to the input size, keeping its physical aspect ratio, and each HU window to 0..1.

    Args:
        shift: the windows are moved up by so many HU; see soft_tissue_shift.

    Returns:
        float32 array (view, channel, row, column); what lies beside the image is 0, as air is.
    """
    size = preprocessing.input_size
    images = np.zeros((len(projections), 3, size, size), np.float32)
    for target, projection in zip(images, projections.values(), strict=True):
        fitted = fit(projection.image, projection.spacing, size)
        rows, columns = placement(projection.image.shape, projection.spacing, size)
        for channel, (low, high) in zip(target, preprocessing.windows[projection.method], strict=True):
            channel[rows, columns] = np.clip((fitted - shift - low) / (high - low), 0, 1)
    return images


def fit(image: np.ndarray, spacing: tuple[float, float], size: int) -> np.ndarray:
    """Resample an image (rows, columns) with pixels of spacing (row, column) mm so that its longer side is size."""
    rows, columns = _fitted_shape(image.shape, spacing, size)
    return resize(resize(image.astype(np.float32), rows, 0), columns, 1)


def placement(shape: tuple[int, ...], spacing: tuple[float, float], size: int) -> tuple[slice, slice]:
    """The rows and columns of the square input image that an image of such shape and spacing covers."""
    rows, columns = _fitted_shape(shape, spacing, size)
    top, left = (size - rows) // 2, (size - columns) // 2
    return slice(top, top + rows), slice(left, left + columns)


def _fitted_shape(shape: tuple[int, ...], spacing: tuple[float, float], size: int) -> tuple[int, int]:
    height, width = (count * step for count, step in zip(shape, spacing, strict=True))
    longest = max(height, width)
    return max(1, round(size * height / longest)), max(1, round(size * width / longest))
