"""A volume with its bone taken away, so that a maximum projection shows vessels."""

from dataclasses import replace

import numpy as np

from .volume import CTVolume

# At about 3 mm, partial volume brings spongy bone down to some 300 HU, while the blood of a
# portal-venous scan stays below it (aorta 120 to 250 HU).
_BONE_HU = 300
# Voxels beside bone hold a share of it and would look like enhanced blood. Two voxels of 3 mm
# cover that share, also where the scanner's kernel has blurred it.
_MARGIN_MM = 6.0
AIR_HU = -1024


def suppress_bone(volume: CTVolume) -> CTVolume:
    """Replace bone and a margin of 6 mm around it by air, then average neighboring pairs of voxels.

    Args:
        volume: at about 3 mm (`preprocessing.reduce_volume`), int16 HU.

    The average over two voxels along every axis keeps single noisy voxels from deciding a maximum.
    """
    bone = volume.voxels > _BONE_HU
    for axis, spacing in enumerate(volume.spacing):
        bone = _grow(bone, axis, round(_MARGIN_MM / spacing))
    soft = np.where(bone, np.float32(AIR_HU), volume.voxels)
    for axis in range(soft.ndim):
        ahead, behind = np.moveaxis(soft, axis, 0)[1:], np.moveaxis(soft, axis, 0)[:-1]
        soft = np.moveaxis((ahead + behind) / 2, 0, axis)
    return replace(volume, voxels=np.ascontiguousarray(soft))


def _grow(mask: np.ndarray, axis: int, voxels: int) -> np.ndarray:
    grown = mask.copy()
    source, target = np.moveaxis(mask, axis, 0), np.moveaxis(grown, axis, 0)
    for step in range(1, min(voxels, len(source) - 1) + 1):
        target[step:] |= source[:-step]
        target[:-step] |= source[step:]
    return grown
