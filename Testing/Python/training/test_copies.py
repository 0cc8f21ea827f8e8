from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast
from CTBodyContrastLib.training.augmentation import VolumeAugmentation
from CTBodyContrastLib.training.copies import EQUALIZED, UNCHANGED, slab_copies
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.equalizing import EQUALIZED_SPACING
from CTBodyContrastLib.training.slabs import TrainingScan, landmark_slabs

pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")


def scan(*parts: BodyPart) -> TrainingScan:
    landmarks = {"lung_apex": 60.0, "skull_base": 180.0, "lung_base": 30.0, "lung_bottom": 0.0}
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, parts, 0, landmarks)
    voxels = np.random.default_rng(0).integers(-100, 100, (100, 20, 20)).astype(np.int16)
    return TrainingScan(case, voxels, (3.0, 3.0, 3.0), np.ones(voxels.shape, bool))


def test_each_slab_comes_unchanged_changed_and_equalized_if_it_can_be() -> None:
    slabs = landmark_slabs([scan(BodyPart.CHEST, BodyPart.NECK)])
    copies = list(slab_copies(slabs, VolumeAugmentation(), changed=2, seed=0))
    assert [(copy.slab.part, copy.variant) for copy in copies] == [
        (BodyPart.CHEST, UNCHANGED),
        (BodyPart.CHEST, 1),
        (BodyPart.CHEST, 2),
        (BodyPart.NECK, UNCHANGED),
        (BodyPart.NECK, 1),
        (BodyPart.NECK, 2),
        (BodyPart.NECK, EQUALIZED),
    ]
    assert np.array_equal(copies[3].voxels, slabs[1].voxels)
    assert copies[-1].spacing == EQUALIZED_SPACING


def test_changed_copies_do_not_depend_on_what_is_equalized() -> None:
    slabs = landmark_slabs([scan(BodyPart.NECK), scan(BodyPart.NECK)])
    copies = list(slab_copies(slabs, VolumeAugmentation(), changed=1, seed=3))
    rng, change = np.random.default_rng(3), VolumeAugmentation().without_changed_contrast()
    expected = [change(each, rng)[0] for each in slabs]
    changed = [copy.voxels for copy in copies if copy.variant == 1]
    assert all(np.array_equal(*pair) for pair in zip(changed, expected, strict=True))


def test_contrast_is_never_changed() -> None:
    always = VolumeAugmentation(virtual_ne=1.0, enhancement=1.0, mask_background=0, mirror=0, shorten=0, crop=0, blur=0)
    quiet = VolumeAugmentation(**{**vars(always), "thick": 0, "sharpen": 0, "noise_hu": 0, "offset_hu": 0, "scale": 0})
    slabs = landmark_slabs([scan(BodyPart.NECK)])
    unchanged, changed, *_ = slab_copies(slabs, quiet, changed=1, seed=0)
    assert np.array_equal(changed.voxels, unchanged.voxels)
