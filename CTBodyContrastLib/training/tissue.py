"""Telling tissues apart by HU, well enough for augmentation."""

import numpy as np

from ..vessels import bone_mask

_BODY_HU = -300
# Unenhanced blood is 30 to 50 HU; soft tissue above 90 HU away from bone is enhanced.
_BLOOD_HU = 40
_ENHANCED_HU = 90
_RIM_HU = 60
# Less than what is hidden from the vessel views, so that no untouched rim of enhanced tissue shows there.
_MARGIN_MM = 4.5


def body_mask(voxels: np.ndarray) -> np.ndarray:
    """The largest connected piece denser than -300 HU, and what it encloses in each axial slice."""
    import SimpleITK as sitk

    dense = sitk.GetImageFromArray((voxels > _BODY_HU).astype(np.uint8))
    opened = sitk.BinaryMorphologicalOpening(dense, [1, 1, 0])
    pieces = sitk.RelabelComponent(sitk.ConnectedComponent(opened), sortByObjectSize=True)
    # Filled slice by slice: seen as a whole, the lungs and the airway are open to the outside.
    largest = sitk.GetArrayFromImage(pieces == 1).astype(np.uint8)
    filled = [sitk.GetArrayFromImage(sitk.BinaryFillhole(sitk.GetImageFromArray(piece))) for piece in largest]
    grown = sitk.BinaryDilate(sitk.GetImageFromArray(np.stack(filled)), [1, 1, 0])
    return sitk.GetArrayFromImage(grown) > 0


def virtual_non_enhanced(voxels: np.ndarray, spacing: tuple[float, float, float]) -> np.ndarray:
    """Press enhanced soft tissue away from bone down to the HU of unenhanced blood.

    Above 90 HU, 4 % of the excess is kept, so that the texture does not turn flat.

    Args:
        voxels: float32 (K, J, I) HU at about 3 mm; only read. spacing: mm along K, J and I.
    """
    near_bone = bone_mask(voxels, spacing, _MARGIN_MM)
    pressed = voxels.copy()
    enhanced = (voxels > _ENHANCED_HU) & ~near_bone
    pressed[enhanced] = _BLOOD_HU + 0.04 * (voxels[enhanced] - _ENHANCED_HU)
    # Around a bright vessel lies a rim of partial volume between 60 and 90 HU.
    rim = (voxels > _RIM_HU) & ~enhanced & ~near_bone
    pressed[rim] = _BLOOD_HU + 0.4 * (voxels[rim] - _BLOOD_HU)
    return pressed


def scale_enhancement(voxels: np.ndarray, spacing: tuple[float, float, float], gain: float) -> np.ndarray:
    """Make what contrast adds to soft tissue away from bone weaker (gain below 1) or stronger.

    Only what lies above 60 HU is scaled: below, enhanced and unenhanced tissue look alike.

    Args:
        voxels: float32 (K, J, I) HU at about 3 mm; only read. spacing: mm along K, J and I.
    """
    scaled = voxels.copy()
    enhanced = (voxels > _RIM_HU) & ~bone_mask(voxels, spacing, _MARGIN_MM)
    scaled[enhanced] = _RIM_HU + gain * (voxels[enhanced] - _RIM_HU)
    return scaled
