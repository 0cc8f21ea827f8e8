"""One CT volume in memory: voxels, position, and the few tags that are compared with the pixels."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from .errors import (
    BadGeometryError,
    ColorImageError,
    EmptyVolumeError,
    FourDimensionalError,
    NotHounsfieldError,
    TooFewSlicesError,
    TwoDimensionalError,
)
from .orientation import PatientAxes, patient_axes

# Denser than this are the body and a couch, but no air, padding or lung.
BODY_HU = -500

# Below this a stack has too little of any body part to be told from another one.
MINIMUM_SLICES = 8

# From the finest cone beam CT of an ear to a localizer's slices, with room on both sides.
_SPACING_MM = (0.01, 100.0)

# Every CT of a patient holds air or fat (below) and water or soft tissue (above); images that were
# scaled to 0..1 or 0..255, stored values without their rescale intercept, and other modalities do not.
_AIR_OR_FAT_HU = -50
_SOFT_TISSUE_HU = 0


@dataclass(frozen=True, eq=False)
class CTVolume:
    """A CT volume. It is only ever read.

    Attributes:
        voxels: (K, J, I) array in HU; the dtype it came in is kept.
        ijk_to_ras: 4x4 float64 matrix from (i, j, k, 1) to patient RAS coordinates in mm.
        tags: DICOM keyword to text, for the tags that are compared with the pixels. No patient identity.
        notes: what a reader had to do, in plain sentences ("2 duplicate slices were dropped").
        doubts: reasons, found while reading, why a result on this volume needs review.

    Raises:
        TwoDimensionalError, FourDimensionalError, ColorImageError, EmptyVolumeError, BadGeometryError:
            the array or matrix is not that of a volume.
    """

    voxels: np.ndarray
    ijk_to_ras: np.ndarray
    tags: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check_array(self.voxels)
        matrix = np.array(self.ijk_to_ras, dtype=np.float64)
        if matrix.shape != (4, 4):
            raise BadGeometryError(f"The IJK-to-RAS matrix must be 4 x 4, not {matrix.shape}.")
        if not np.array_equal(matrix[3], (0, 0, 0, 1)):
            raise BadGeometryError("The last row of the IJK-to-RAS matrix must be 0 0 0 1. Was it transposed?")
        object.__setattr__(self, "ijk_to_ras", matrix)
        _ = self.axes  # raises for a matrix that cannot be used

    @cached_property
    def axes(self) -> PatientAxes:
        """How the array lies in the patient."""
        return patient_axes(self.ijk_to_ras)

    @property
    def spacing(self) -> tuple[float, float, float]:
        """Voxel size in mm along K, J and I."""
        lengths = np.linalg.norm(self.ijk_to_ras[:3, :3], axis=0)
        return float(lengths[2]), float(lengths[1]), float(lengths[0])

    def stretch(self, first: int, last: int) -> "CTVolume":
        """The slices from first to last along the body's axis, counted from the feet, on a view of the same voxels."""
        axis = self.axes.array_axes[2]
        if self.axes.flipped[2]:
            count = self.voxels.shape[axis]
            first, last = count - 1 - last, count - 1 - first
        chosen = [slice(None)] * 3
        chosen[axis] = slice(first, last + 1)
        matrix = self.ijk_to_ras.copy()
        matrix[:3, 3] += first * matrix[:3, 2 - axis]
        return replace(self, voxels=self.voxels[tuple(chosen)], ijk_to_ras=matrix)


def _check_array(voxels: np.ndarray) -> None:
    if voxels.ndim == 4 and voxels.shape[-1] in (3, 4):
        raise ColorImageError("This is a color image, not a CT volume: choose the original CT series.")
    if voxels.ndim > 3:
        raise FourDimensionalError(
            f"This image has {voxels.ndim} dimensions (a time series?). Choose or export a single time point."
        )
    if voxels.ndim < 3:
        raise TwoDimensionalError("This is a single image, not a volume: choose the whole CT series.")
    if voxels.size == 0:
        raise EmptyVolumeError("The volume holds no voxels. Load the scan again.")
    if voxels.dtype.kind not in "iuf":
        raise NotHounsfieldError(f"Voxels of type {voxels.dtype} cannot be HU values. Export the CT as numbers.")


def check_slices(volume: CTVolume) -> None:
    """Raise TooFewSlicesError unless every axis has at least MINIMUM_SLICES voxels."""
    fewest = min(volume.voxels.shape)
    if fewest < MINIMUM_SLICES:
        raise TooFewSlicesError(
            f"Only {fewest} slices: at least {MINIMUM_SLICES} are needed. Choose the whole series, not a part of it."
        )


def check_spacing(volume: CTVolume) -> None:
    """Raise BadGeometryError for voxels that no scanner makes: as a rule their size is not in mm."""
    low, high = _SPACING_MM
    if min(volume.spacing) < low or max(volume.spacing) > high:
        size = " x ".join(f"{each:.3g}" for each in volume.spacing)
        raise BadGeometryError(f"Voxels of {size} mm cannot be those of a patient's CT. Check that they are in mm.")


def check_hounsfield(lowest: float, highest: float) -> None:
    """Judge from a volume's lowest and highest value, averaged to 3 mm or not, whether it can be in HU.

    Raises:
        EmptyVolumeError: every voxel has the same value.
        NotHounsfieldError: no air or fat, or no soft tissue.
    """
    if lowest == highest:
        raise EmptyVolumeError(f"Every voxel has the value {lowest:g}: there is nothing in this volume.")
    if lowest > _AIR_OR_FAT_HU or highest < _SOFT_TISSUE_HU:
        raise NotHounsfieldError(
            f"Values from about {lowest:g} to {highest:g} are not Hounsfield units. "
            "Use the original CT, with its rescale slope and intercept applied."
        )
