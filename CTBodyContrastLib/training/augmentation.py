"""Changes to a slab's voxels that real scanners and protocols make, before it is projected."""

from dataclasses import dataclass, replace

import numpy as np

from ..labels import Contrast
from ..preprocessing import CLIP_HU
from ..volume import MINIMUM_SLICES
from .acquisition import blur, sharpen, thicken
from .slabs import Slab
from .tissue import scale_enhancement, virtual_non_enhanced

# Blood of a late or diluted phase enhances by about half of that in a portal-venous scan, arterial blood by twice as
# much; weaker than half would no longer deserve the label CE.
_ENHANCEMENT_GAIN = (0.55, 1.8)


@dataclass(frozen=True)
class VolumeAugmentation:
    """How often and how strongly each change is made.

    Attributes:
        mirror: probability that left and right are exchanged.
        virtual_ne: probability that an enhanced slab is made into its non-enhanced twin (and labeled so): the same
            patient, scanner and extent with both labels, so that none of these can stand for contrast.
        enhancement: probability that the enhancement of an enhanced slab is made weaker or stronger, as the time after
            the injection and the dose make it.
        mask_background: probability that all outside the body (couch, head holder, clothes) becomes air. Some sources
            have a masked background; given to every source alike it is no cue.
        shorten: probability that the scan begins later and ends earlier; at the least shorten_least of it remains.
            Where scans of one contrast label always show the vertex, that they do is no cue any more.
        crop: probability of a smaller field of view; at the least crop_least of each side remains.
        thick: probability that slices are averaged to 2 to 3 times their thickness.
        blur, sharpen: probability of a softer or harder kernel; blur_mm is the largest Gaussian sigma.
        noise_hu: largest standard deviation of added noise; offset_hu and scale: largest error of calibration.
    """

    mirror: float = 0.5
    virtual_ne: float = 0.25
    enhancement: float = 0.4
    mask_background: float = 0.5
    shorten: float = 0.3
    shorten_least: float = 0.5
    crop: float = 0.25
    crop_least: float = 0.6
    thick: float = 0.25
    blur: float = 0.5
    blur_mm: float = 4.0
    sharpen: float = 0.4
    noise_hu: float = 30.0
    offset_hu: float = 24.0
    scale: float = 0.04

    def without_changed_contrast(self) -> "VolumeAugmentation":
        """The same, but contrast stays as the scanner saw it."""
        return replace(self, virtual_ne=0.0, enhancement=0.0)

    def __call__(
        self, slab: Slab, rng: np.random.Generator
    ) -> tuple[np.ndarray, tuple[float, float, float], Contrast | None]:
        """Change a copy of the slab.

        Returns:
            float32 voxels (S, A, R) in HU, their spacing in mm, and the contrast label after the change.
        """
        voxels, spacing, contrast = slab.voxels.astype(np.float32), slab.scan.spacing, slab.contrast
        if rng.random() < self.mask_background:
            voxels[~slab.body] = CLIP_HU[0]
        # Left and right only: head to foot and front to back are known from the volume's matrix.
        if rng.random() < self.mirror:
            voxels = voxels[:, :, ::-1].copy()
        if contrast is Contrast.CE and rng.random() < self.virtual_ne:
            voxels, contrast = virtual_non_enhanced(voxels, spacing), Contrast.NE
        elif contrast is Contrast.CE and rng.random() < self.enhancement:
            voxels = scale_enhancement(voxels, spacing, float(np.exp(rng.uniform(*np.log(_ENHANCEMENT_GAIN)))))
        if rng.random() < self.shorten:
            voxels = _cut(voxels, 0, self.shorten_least, rng)
        if rng.random() < self.crop:
            voxels = _cut(_cut(voxels, 1, self.crop_least, rng), 2, self.crop_least, rng)
        if rng.random() < self.thick:
            voxels, spacing = thicken(voxels, spacing, int(rng.integers(2, 4)))
        voxels = self._kernel(voxels, spacing, rng)
        voxels *= rng.uniform(1 - self.scale, 1 + self.scale)
        voxels += rng.uniform(-self.offset_hu, self.offset_hu)
        noise = rng.standard_normal(voxels.shape, np.float32)
        voxels += rng.uniform(0, self.noise_hu) * rng.random() * noise
        return np.clip(voxels, *CLIP_HU, out=voxels), spacing, contrast

    def _kernel(self, voxels: np.ndarray, spacing: tuple[float, float, float], rng: np.random.Generator) -> np.ndarray:
        if rng.random() < self.blur:
            in_plane, along = rng.uniform(0.5, self.blur_mm, 2)
            return blur(voxels, spacing, (along, in_plane, in_plane))
        if rng.random() < self.sharpen:
            return sharpen(voxels, spacing, rng.uniform(0.2, 1.2))
        return voxels


def _cut(voxels: np.ndarray, axis: int, least: float, rng: np.random.Generator) -> np.ndarray:
    """A random piece along an axis of the voxels, at the least this share of it."""
    length = voxels.shape[axis]
    kept = max(MINIMUM_SLICES, round(length * rng.uniform(least, 1.0)))
    first = int(rng.integers(length - kept + 1))
    return np.take(voxels, range(first, first + kept), axis)
