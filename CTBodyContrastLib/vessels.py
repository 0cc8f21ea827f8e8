"""A volume with its bone taken away, so that a maximum projection shows vessels."""

from dataclasses import replace

import numpy as np

from .masks import alike, grow, shrink
from .volume import CTVolume

# At about 3 mm, partial volume brings spongy bone down to some 300 HU, while the blood of a
# portal-venous scan stays below it (aorta 120 to 250 HU).
_BONE_HU = 300
# In an arterial scan the heart and the aorta are as dense as bone, but alike over centimeters, which bone
# with its cortex and marrow is not: a cube of five 3 mm voxels fits into a 21 mm lumen and into hardly any bone.
_LUMEN_HU = (200, 650)
_LUMEN_RADIUS_MM = 6.0
# Where a soft kernel blurs bone into this range it slopes from cortex to marrow and to what lies around it. The noise
# of a low dose, averaged to 3 mm, stays below this standard deviation. Chosen on blurred and noisy copies of scans that
# the network had not seen; `Testing/Benchmarks/robustness.py` prints what becomes of them.
_LUMEN_SPREAD_HU = 40.0
# Voxels beside bone hold a share of it and would look like enhanced blood. Two voxels of 3 mm
# cover that share, also where the scanner's kernel has blurred it.
_MARGIN_MM = 6.0
AIR_HU = -1024


def suppress_bone(volume: CTVolume) -> CTVolume:
    """Replace bone and a margin of 6 mm around it by air, then average neighboring pairs of voxels.

    Args:
        volume: at about 3 mm (`preprocessing.reduce_volume`), in HU.

    Returns:
        One voxel less along every axis that has several: the average over two keeps single noisy voxels from deciding a
        maximum.
    """
    soft = np.where(bone_mask(volume.voxels, volume.spacing, _MARGIN_MM), np.float32(AIR_HU), volume.voxels)
    matrix = volume.ijk_to_ras.copy()
    for axis in range(soft.ndim):
        along = np.moveaxis(soft, axis, 0)
        if len(along) > 1:
            soft = np.moveaxis((along[1:] + along[:-1]) / 2, 0, axis)
            matrix[:3, 3] += volume.ijk_to_ras[:3, 2 - axis] / 2  # a pair's center lies between its voxels
    return replace(volume, voxels=np.ascontiguousarray(soft), ijk_to_ras=matrix)


def bone_mask(voxels: np.ndarray, spacing: tuple[float, float, float], margin_mm: float) -> np.ndarray:
    """Where bone is, with a margin around it; the lumen of a large bright vessel or of the heart is left out.

    Args:
        voxels: (K, J, I) HU at about 3 mm. spacing: mm along K, J and I.
    """
    in_range = (voxels > _LUMEN_HU[0]) & (voxels < _LUMEN_HU[1])
    middle = alike(shrink(in_range, spacing, _LUMEN_RADIUS_MM), voxels, spacing, _LUMEN_RADIUS_MM, _LUMEN_SPREAD_HU)
    lumen = grow(middle, spacing, _LUMEN_RADIUS_MM)
    return grow((voxels > _BONE_HU) & ~lumen, spacing, margin_mm) & ~lumen
