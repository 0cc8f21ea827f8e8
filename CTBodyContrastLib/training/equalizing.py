"""Head-and-neck slabs brought to one grid, one blur and one extent.

In the largest source contrast goes with the acquisition: enhanced scans have thinner slices and end lower on the head.
What a network says of equalized copies shows how much of its answer it read from that.
"""

import numpy as np

from ..labels import BodyPart
from ..preprocessing import CLIP_HU
from .slabs import Slab

# mm along S, A and R: about the middle of the source's pixels (3.9 to 5.4 mm), and its slices.
EQUALIZED_SPACING = (3.0, 4.2, 4.2)

# Full width at half maximum in mm along S, A and R, a little more than the source's coarsest voxels have: a finer
# scan can be blurred to it, a coarser one never sharpened.
_BLUR_MM = (3.3, 5.6, 5.6)
_WIDTH_OF_SIGMA = 2.3548  # full width at half maximum of a Gaussian, 2 sqrt(2 ln 2) sigma

# For each part, the landmark at either end and how far above it the slab ends, in mm. Nearly every scan of the
# source reaches these.
_ENDS = {
    BodyPart.BRAIN: (("skull_base", -10.0), ("skull_base", 90.0)),
    BodyPart.NECK: (("lung_apex", -30.0), ("skull_base", 20.0)),
}


def equalize(slab: Slab) -> np.ndarray | None:
    """A copy of a brain or neck slab that differs from others in its patient, and no longer in its acquisition.

    Returns:
        float32 voxels (S, A, R) in HU on the grid of EQUALIZED_SPACING; None for another body part, and for a scan
        that lacks a landmark, ends too early, or has voxels coarser than the common blur.
    """
    extent = _extent(slab)
    spacing = slab.scan.spacing
    if extent is None or any(step > blur for step, blur in zip(spacing, _BLUR_MM, strict=True)):
        return None
    import SimpleITK as sitk

    image = sitk.GetImageFromArray(slab.scan.voxels.astype(np.float32))
    image.SetSpacing(spacing[::-1])
    # A voxel averages over its own width, so that much of the blur is there already.
    widths = np.sqrt(np.subtract(np.square(_BLUR_MM), np.square(spacing)))
    blurred = sitk.DiscreteGaussian(image, np.square(widths / _WIDTH_OF_SIGMA)[::-1].tolist(), maximumError=0.001)
    start, length = extent
    lengths = (length, *(count * step for count, step in zip(image.GetSize()[1::-1], spacing[1:], strict=True)))
    resampler = sitk.ResampleImageFilter()
    resampler.SetSize([max(1, int(total / step)) for total, step in zip(lengths, EQUALIZED_SPACING, strict=True)][::-1])
    resampler.SetOutputSpacing(EQUALIZED_SPACING[::-1])
    resampler.SetOutputOrigin((0.0, 0.0, start))
    # Linear interpolation would blur once more, and most where the two grids lie farthest apart.
    resampler.SetInterpolator(sitk.sitkBSpline)
    resampler.SetDefaultPixelValue(CLIP_HU[0])
    return np.clip(sitk.GetArrayFromImage(resampler.Execute(blurred)), *CLIP_HU)


def _extent(slab: Slab) -> tuple[float, float] | None:
    """Where the common extent begins above the lowest slice, and its length in mm; None when the scan lacks some."""
    landmarks = slab.scan.case.landmarks
    ends = _ENDS.get(slab.part, ())
    if not ends or any(name not in landmarks for name, _ in ends):
        return None
    low, high = (landmarks[name] + offset for name, offset in ends)
    if low < 0 or high > slab.scan.depth_mm:
        return None
    # From slice to slice nothing has to be interpolated where they are as far apart as in the common grid.
    step = slab.scan.spacing[0]
    return round(low / step) * step, high - low
