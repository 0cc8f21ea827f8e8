import numpy as np
import pytest

from CTBodyContrastLib import CTVolume, make_phantom
from CTBodyContrastLib.crests import find_crests
from CTBodyContrastLib.phantom import body_landmarks

SPACING_MM = 3.0
RIGHT, LEFT = slice(30, 36), slice(84, 90)
# The highest slice with the hip bones of `hips`.
CREST = 39


def hips() -> np.ndarray:
    """A block of soft tissue (S, A, R) in air, 90 x 70 voxels of 3 mm, with its spine, hip bones and lowest ribs."""
    voxels = np.full((80, 100, 120), -1000, np.float32)
    voxels[:, 20:90, 15:105] = 40
    voxels[:, 70:80, 55:65] = 400
    for side in (RIGHT, LEFT):
        voxels[: CREST + 1, 60:70, side] = 500
        voxels[60:, 60:70, side] = 500
    return voxels


def volume(voxels: np.ndarray) -> CTVolume:
    """From feet to head, front to back, right to left."""
    return CTVolume(voxels, np.diag([-SPACING_MM, -SPACING_MM, SPACING_MM, 1.0]))


def test_a_crest_is_the_last_slice_with_a_hip_bone() -> None:
    assert find_crests(volume(hips())) == (CREST,)


def test_the_order_of_the_array_changes_nothing() -> None:
    stored = np.ascontiguousarray(hips()[::-1].transpose(2, 0, 1))  # (R, S, A), head first
    ijk_to_ras = np.array([[0, 0, -SPACING_MM, 0], [-SPACING_MM, 0, 0, 0], [0, -SPACING_MM, 0, 0], [0, 0, 0, 1.0]])
    assert find_crests(CTVolume(stored, ijk_to_ras)) == (CREST,)


def test_contrast_in_the_bowel_of_one_side_hides_nothing() -> None:
    voxels = hips()
    voxels[:, 30:40, LEFT] = 900
    assert find_crests(volume(voxels)) == (CREST,)


def test_on_both_sides_it_does() -> None:
    voxels = hips()
    voxels[:, 30:40, LEFT] = voxels[:, 30:40, RIGHT] = 900
    assert find_crests(volume(voxels)) == ()


@pytest.mark.parametrize("kept", [slice(0, CREST + 3), slice(CREST - 5, None), slice(CREST + 2, None)])
def test_too_little_of_what_is_below_or_above_tells_nothing(kept: slice) -> None:
    assert find_crests(volume(hips()[kept])) == ()


def test_a_couch_on_one_side_does_not_move_the_middle() -> None:
    voxels = np.pad(hips(), ((0, 0), (0, 0), (0, 60)), constant_values=-1000)
    voxels[:, 92:96, 60:] = 200
    assert find_crests(volume(voxels)) == (CREST,)


def test_a_spine_alone_has_none() -> None:
    voxels = hips()
    voxels[:, 60:70, RIGHT] = voxels[:, 60:70, LEFT] = 40
    voxels[40:, 70:80, 55:65] = 40
    assert find_crests(volume(voxels)) == ()


def test_air_has_none() -> None:
    assert find_crests(volume(np.full((40, 30, 30), -1000, np.float32))) == ()


@pytest.mark.parametrize("arms", ["up", "down"])
def test_a_synthetic_body_has_them_where_they_are(arms: str) -> None:
    marks = body_landmarks(0)
    phantom = make_phantom(
        None, "CE", 0, (SPACING_MM,) * 3, range_mm=(marks["ischium"], marks["lung_bottom"]), arms=arms
    )
    (crest,) = find_crests(phantom)
    assert crest * SPACING_MM == pytest.approx(marks["iliac_crest"] - marks["ischium"], abs=15)
