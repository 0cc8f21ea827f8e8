"""Volumes that are none of the five body parts or no CT: a model must not call any of them ok."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ..preprocessing import CLIP_HU
from ..volume import CTVolume

_AIR_HU = -1000.0
_SHAPE, _SPACING_MM = (90, 120, 120), 3.0
# PMMA and Teflon rods of the usual test objects, and water.
_ROD_HU = (120.0, 990.0, -100.0, 340.0)
_SHIFT_HU = (50.0, 200.0)

Make = Callable[[np.random.Generator], CTVolume]
Damage = Callable[[CTVolume, np.random.Generator], CTVolume]


def _volume(voxels: np.ndarray) -> CTVolume:
    """A volume in patient order, K superior, J posterior, I left."""
    matrix = np.diag([-_SPACING_MM, -_SPACING_MM, _SPACING_MM, 1.0])
    return CTVolume(np.clip(np.rint(voxels), *CLIP_HU).astype(np.int16), matrix)


def _disks(centers: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """(K, J, I) mask of round shapes along K, from (K, 2) centers (J, I) and (K,) radii, all in voxels."""
    j, i = np.mgrid[: _SHAPE[1], : _SHAPE[2]]
    return (j - centers[:, 0, None, None]) ** 2 + (i - centers[:, 1, None, None]) ** 2 < radius[:, None, None] ** 2


def _grain(rng: np.random.Generator) -> np.ndarray:
    return rng.normal(0, rng.uniform(8, 20), _SHAPE)


def leg(rng: np.random.Generator) -> CTVolume:
    """One or two thighs or calves: fat, muscle and a shaft of bone with marrow."""
    voxels = np.full(_SHAPE, _AIR_HU)
    along = np.linspace(0, 1, _SHAPE[0])
    sides = (35, 85) if rng.random() < 0.5 else (60,)
    widest = rng.uniform(16, 24)
    for side in sides:
        center = np.stack([np.full_like(along, 60.0), side + rng.uniform(-6, 6) * along], axis=1)
        size = widest * (0.75 + 0.25 * along)
        for shrink, hu in ((1.0, -105.0), (0.85, 55.0), (0.28, 1200.0), (0.15, -40.0)):
            voxels[_disks(center, shrink * size)] = hu
    return _volume(voxels + _grain(rng))


def rods_in_water(rng: np.random.Generator) -> CTVolume:
    """A cylinder of water with rods, as for quality control."""
    voxels = np.full(_SHAPE, _AIR_HU)
    center = np.full((_SHAPE[0], 2), 60.0)
    ones = np.ones(_SHAPE[0])
    voxels[_disks(center, rng.uniform(30, 52) * ones)] = 0.0
    for number, hu in enumerate(_ROD_HU):
        angle = 2 * np.pi * number / len(_ROD_HU)
        place = center + rng.uniform(15, 22) * np.array([np.sin(angle), np.cos(angle)])
        voxels[_disks(place, 4.0 * ones)] = hu
    return _volume(voxels + _grain(rng))


def water_cylinder(rng: np.random.Generator) -> CTVolume:
    """A cylinder of nothing but water."""
    voxels = np.full(_SHAPE, _AIR_HU)
    voxels[_disks(np.full((_SHAPE[0], 2), 60.0), np.full(_SHAPE[0], rng.uniform(25, 55)))] = 0.0
    return _volume(voxels + _grain(rng))


def noise(rng: np.random.Generator) -> CTVolume:
    """Random values over the whole scale."""
    return _volume(rng.uniform(*CLIP_HU, _SHAPE))


def smooth_noise(rng: np.random.Generator) -> CTVolume:
    """Random blobs of all densities."""
    coarse = rng.uniform(-1000, 600, tuple(length // 10 for length in _SHAPE))
    return _volume(np.kron(coarse, np.ones((10, 10, 10))) + _grain(rng))


def upside_down(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """The feet where the head should be, from a wrong matrix (left and right stay)."""
    return replace(volume, voxels=volume.voxels[::-1])


def back_to_front(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """The back where the front should be, from a wrong matrix."""
    return replace(volume, voxels=volume.voxels[:, ::-1])


def axes_exchanged(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """A sagittal axis taken for the body's, from a wrong matrix."""
    return replace(volume, voxels=np.ascontiguousarray(volume.voxels.transpose(2, 1, 0)))


def slices_shuffled(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Slices in random order."""
    return replace(volume, voxels=volume.voxels[rng.permutation(len(volume.voxels))])


def inverted(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Bright where it should be dark."""
    return replace(volume, voxels=(CLIP_HU[0] + 1000 - volume.voxels.astype(np.int32)).clip(*CLIP_HU).astype(np.int16))


def without_intercept(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Values 1024 too high, as stored before the rescale intercept, with padding at -2000 around them."""
    voxels = volume.voxels.astype(np.int32) + 1024
    voxels[volume.voxels <= -1000] = -2000
    return replace(volume, voxels=voxels.astype(np.int16))


def too_high(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Every value 50 to 200 HU too high."""
    return _shifted(volume, rng.uniform(*_SHIFT_HU))


def too_low(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Every value 50 to 200 HU too low."""
    return _shifted(volume, -rng.uniform(*_SHIFT_HU))


def _shifted(volume: CTVolume, offset: float) -> CTVolume:
    return replace(volume, voxels=(volume.voxels + np.float32(offset)).clip(*CLIP_HU).astype(np.int16))


def like_mr(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Fat bright, bone and air dark, on a scale that reaches below zero."""
    hu = volume.voxels.astype(np.float32)
    signal = np.interp(hu, [-1000, -500, -110, 0, 60, 150, 400, 1500], [0, 20, 900, 500, 350, 300, 60, 20])
    return replace(volume, voxels=(signal - 200).astype(np.int16))


def like_pet(volume: CTVolume, rng: np.random.Generator) -> CTVolume:
    """Blurred uptake in soft tissue, on a scale that reaches below zero."""
    import SimpleITK as sitk

    soft = (np.abs(volume.voxels.astype(np.float32) - 30) < 60).astype(np.float32)
    uptake = sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(sitk.GetImageFromArray(soft), 3.0))
    return replace(volume, voxels=(900 * uptake**2 - 100).astype(np.int16))


MADE: Mapping[str, Make] = {each.__name__: each for each in (leg, rods_in_water, water_cylinder, noise, smooth_noise)}
DAMAGED: Mapping[str, Damage] = {
    each.__name__: each
    for each in (
        upside_down,
        back_to_front,
        axes_exchanged,
        slices_shuffled,
        inverted,
        without_intercept,
        too_high,
        too_low,
        like_mr,
        like_pet,
    )
}
