from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, BodyPart, CTVolume, project
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.study.images import load_study_scans, single_parts
from CTBodyContrastLib.training.study.recipe import StudyRecipe

# Ten slices, 20 mm apart; each holds its number times 100 HU.
VOLUME = CTVolume(
    np.broadcast_to(100 * np.arange(10, dtype=np.int16)[:, None, None], (10, 12, 12)), np.diag([-2.0, -2.0, 20.0, 1.0])
)
RECIPE = StudyRecipe(input_size=16, window_hu=(0.0, 1000.0))


class Scan(Case):
    def read(self) -> CTVolume:
        return VOLUME


def scan(*covers: BodyPart) -> Case:
    landmarks = {"lung_apex": 60.0, "skull_base": 140.0}
    return Scan(Path(__file__), "a", "p", "s", "free", True, None, covers, 0, landmarks)


def test_a_scan_of_one_part_is_seen_whole_without_averaging_or_cropping() -> None:
    (found,) = load_study_scans([scan(BodyPart.NECK)], RECIPE.preprocessing)
    assert found.part is BodyPart.NECK
    assert found.images.shape == (9, 16, 16)
    views = project(VOLUME)
    for view in NINE_VIEWS:
        assert found.image(view).max() == pytest.approx(views[view].image.max() / 1000, abs=0.01)


def test_a_scan_of_several_parts_is_cut_between_its_landmarks() -> None:
    (neck, _), (brain, _) = (each for each in single_parts(scan(BodyPart.NECK, BodyPart.BRAIN)))
    assert (neck, brain) == (BodyPart.NECK, BodyPart.BRAIN)
    volume = single_parts(scan(BodyPart.NECK, BodyPart.BRAIN))[0][1]
    assert volume.voxels[:, 0, 0].tolist() == [300, 400, 500, 600, 700]


def test_a_scan_of_several_parts_without_landmarks_is_left_out() -> None:
    several = replace(scan(BodyPart.CHEST, BodyPart.PELVIS), landmarks={})
    assert load_study_scans([several, scan()], RECIPE.preprocessing) == []


def test_images_are_kept(tmp_path: Path) -> None:
    first, again = (load_study_scans([scan(BodyPart.NECK)], RECIPE.preprocessing, tmp_path)[0] for _ in range(2))
    assert isinstance(again.images, np.memmap)
    assert np.array_equal(first.images, again.images)
