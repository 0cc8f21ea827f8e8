"""Telling tissues apart by HU, well enough for augmentation."""

import numpy as np

_BODY_HU = -300
_BONE_HU = 300
# Unenhanced blood is 30 to 50 HU; soft tissue above 90 HU away from bone is enhanced.
_BLOOD_HU = 40
_ENHANCED_HU = 90


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
    """
    import SimpleITK as sitk

    bone = sitk.GetImageFromArray((voxels > _BONE_HU).astype(np.uint8))
    # Pieces below 1.5 ml are calcifications or bright vessels, not bone.
    smallest = max(1, round(1500 / float(np.prod(spacing))))
    pieces = sitk.RelabelComponent(sitk.ConnectedComponent(bone), minimumObjectSize=smallest)
    radius = [max(1, round(4.5 / step)) for step in spacing[::-1]]
    near_bone = sitk.GetArrayFromImage(sitk.BinaryDilate(sitk.Cast(pieces > 0, sitk.sitkUInt8), radius)) > 0
    enhanced = (voxels > _ENHANCED_HU) & ~near_bone
    pressed = voxels.copy()
    pressed[enhanced] = _BLOOD_HU + 0.04 * (voxels[enhanced] - _ENHANCED_HU)
    # Around a bright vessel lies a rim of partial volume between 60 and 90 HU.
    rim = (voxels > _BLOOD_HU + 20) & ~enhanced & ~near_bone
    pressed[rim] = _BLOOD_HU + 0.4 * (voxels[rim] - _BLOOD_HU)
    return pressed
