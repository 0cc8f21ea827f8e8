"""Changes of fixed strength to a slab, under which a model should say the same as before."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from ..io.uneven import resample
from ..preprocessing import CLIP_HU
from ..volume import MINIMUM_SLICES
from .acquisition import Spacing, blur, sharpen, thicken
from .copies import UNCHANGED, SlabCopy
from .slabs import Slab

# The thickest slices that are usual, of old scanners and of brain CT.
_THICK_MM = 10.0
# Of a low dose, after averaging to 3 mm.
_NOISE_HU = 30.0
# More than the 4 HU that water may be off in quality control: a scanner out of order, or another beam energy.
_OFFSET_HU = 50.0
_MISSING = 0.1
_SOFT_MM = 3.0

Change = Callable[[Slab, np.random.Generator], tuple[np.ndarray, Spacing]]


def middle_half(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Half as long a scan: the middle of the slab."""
    voxels = _voxels(slab)
    kept = max(MINIMUM_SLICES, len(voxels) // 2)
    first = (len(voxels) - kept) // 2
    return voxels[first : first + kept], slab.scan.spacing


def slices_of_10_mm(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Slices averaged to about 10 mm, or as thick as leaves eight of them."""
    voxels, spacing = _voxels(slab), slab.scan.spacing
    wanted = round(_THICK_MM / spacing[0])
    return thicken(voxels, spacing, max(1, min(wanted, len(voxels) // MINIMUM_SLICES)))


def noise_of_30_hu(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Added noise with a standard deviation of 30 HU at 3 mm."""
    voxels = _voxels(slab)
    return voxels + _NOISE_HU * rng.standard_normal(voxels.shape, np.float32), slab.scan.spacing


def higher_by_50_hu(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Every voxel 50 HU too high."""
    return _voxels(slab) + _OFFSET_HU, slab.scan.spacing


def lower_by_50_hu(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Every voxel 50 HU too low."""
    return _voxels(slab) - _OFFSET_HU, slab.scan.spacing


def slices_missing(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """A tenth of the inner slices lost, and interpolated as the reader of DICOM series does."""
    voxels = _voxels(slab)
    places = np.arange(len(voxels), dtype=float)
    lost = rng.choice(places[1:-1], max(1, round(_MISSING * len(voxels))), replace=False)
    left = np.setdiff1d(places, lost)
    return resample(voxels[left.astype(int)], left, places), slab.scan.spacing


def couch_removed(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Air for all outside the body: couch, head holder, clothes."""
    voxels = _voxels(slab)
    voxels[~slab.body] = CLIP_HU[0]
    return voxels, slab.scan.spacing


def sharp_kernel(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Edges overshot as by a bone kernel."""
    return sharpen(_voxels(slab), slab.scan.spacing, 1.0), slab.scan.spacing


def soft_kernel(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """Blurred by a Gaussian of 3 mm."""
    return blur(_voxels(slab), slab.scan.spacing, (_SOFT_MM, _SOFT_MM, _SOFT_MM)), slab.scan.spacing


def left_and_right_exchanged(slab: Slab, rng: np.random.Generator) -> tuple[np.ndarray, Spacing]:
    """A wrong matrix, or organs that lie the other way round."""
    return _voxels(slab)[:, :, ::-1], slab.scan.spacing


PERTURBATIONS: Mapping[str, Change] = {
    each.__name__: each
    for each in (
        middle_half,
        slices_of_10_mm,
        noise_of_30_hu,
        higher_by_50_hu,
        lower_by_50_hu,
        slices_missing,
        couch_removed,
        sharp_kernel,
        soft_kernel,
        left_and_right_exchanged,
    )
}


def perturbed_copies(slabs: Iterable[Slab], seed: int = 0) -> Iterator[SlabCopy]:
    """Each slab as it is, and under each of PERTURBATIONS: its variants 1, 2, ... are in their order."""
    rng = np.random.default_rng(seed)
    for slab in slabs:
        yield SlabCopy(slab, UNCHANGED, slab.voxels, slab.scan.spacing)
        for variant, change in enumerate(PERTURBATIONS.values(), start=1):
            voxels, spacing = change(slab, rng)
            yield SlabCopy(slab, variant, np.clip(voxels, *CLIP_HU), spacing)


def _voxels(slab: Slab) -> np.ndarray:
    """A float32 copy of the slab's (S, A, R) voxels."""
    return slab.voxels.astype(np.float32)
