"""What a scanner's kernel and slice thickness do to voxels that are there already."""

import numpy as np

from ..volume import MINIMUM_SLICES

Spacing = tuple[float, float, float]

# Of the blurred copy that sharpening subtracts: edges of about this width are overshot, as by a bone kernel.
_SHARPENED_MM = (0.5, 3.0, 3.0)


def blur(voxels: np.ndarray, spacing: Spacing, sigma_mm: Spacing) -> np.ndarray:
    """A softer kernel: a Gaussian of this standard deviation along each axis of (S, A, R) float32 voxels."""
    import SimpleITK as sitk

    image = sitk.GetImageFromArray(voxels)
    image.SetSpacing(spacing[::-1])
    return sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(image, sigma_mm[::-1]))


def sharpen(voxels: np.ndarray, spacing: Spacing, strength: float) -> np.ndarray:
    """A harder kernel: (S, A, R) float32 voxels and, once more, `strength` times what a soft kernel takes away."""
    return voxels + strength * (voxels - blur(voxels, spacing, _SHARPENED_MM))


def thicken(voxels: np.ndarray, spacing: Spacing, factor: int) -> tuple[np.ndarray, Spacing]:
    """Average every `factor` slices of (S, A, R) voxels; unchanged where too few slices would be left.

    Returns:
        The voxels and their spacing in mm.
    """
    count = len(voxels) // factor
    if count < MINIMUM_SLICES:
        return voxels, spacing
    merged = voxels[: count * factor].reshape(count, factor, *voxels.shape[1:]).mean(axis=1)
    return merged, (spacing[0] * factor, *spacing[1:])
