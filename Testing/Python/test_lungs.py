import numpy as np
import pytest

from CTBodyContrastLib import CTVolume, make_phantom
from CTBodyContrastLib.lungs import Lungs, find_lungs
from CTBodyContrastLib.phantom import body_landmarks

SPACING_MM = 3.0
# 180 mm wide and 150 mm deep: over 100 cm2 for both.
LUNGS = (slice(30, 60), slice(30, 80), (slice(25, 55), slice(65, 95)))


def torso(height: int = 90) -> np.ndarray:
    """A block of soft tissue (S, A, R) in air with a gap between its lungs; 3 mm."""
    voxels = np.full((height, 100, 120), -1000, np.float32)
    voxels[:, 20:90, 15:105] = 40
    along, deep, sides = LUNGS
    for side in sides:
        voxels[along, deep, side] = -800
    return voxels


def volume(voxels: np.ndarray) -> CTVolume:
    """From feet to head, front to back, right to left."""
    return CTVolume(voxels, np.diag([-SPACING_MM, -SPACING_MM, SPACING_MM, 1.0]))


def test_ends_are_told_a_little_beyond_what_is_seen() -> None:
    assert find_lungs(volume(torso())) == Lungs(bottom=30 - 5, dome=30, apex=59 + 2)


def test_an_end_outside_the_scan_is_not_told() -> None:
    assert find_lungs(volume(torso()[:45])) == Lungs(bottom=25, dome=30, apex=None)
    assert find_lungs(volume(torso()[45:])) == Lungs(bottom=None, dome=None, apex=14 + 2)


def test_the_dome_is_where_lungs_become_wide() -> None:
    voxels = torso()
    # A diaphragm that rises in the middle: only a recess of each lung below it.
    voxels[30:42, 30:70] = 40
    assert find_lungs(volume(voxels)) == Lungs(bottom=25, dome=42, apex=61)


def test_the_order_of_the_array_changes_nothing() -> None:
    stored = np.ascontiguousarray(torso()[::-1].transpose(2, 0, 1))  # (R, S, A), head first
    ijk_to_ras = np.array([[0, 0, -SPACING_MM, 0], [-SPACING_MM, 0, 0, 0], [0, -SPACING_MM, 0, 0], [0, 0, 0, 1.0]])
    assert find_lungs(CTVolume(stored, ijk_to_ras)) == find_lungs(volume(torso()))


@pytest.mark.parametrize("hu", [-1000, -300, 40])
def test_gas_fat_and_soft_tissue_are_no_lungs(hu: int) -> None:
    voxels = torso()
    voxels[voxels == -800] = hu
    assert find_lungs(volume(voxels)) is None


def test_small_ones_are_left_to_the_network() -> None:
    voxels = torso()
    voxels[:, :, 45:95] = 40
    assert find_lungs(volume(voxels)) is None


def test_foam_in_the_shell_of_a_couch_is_no_lung() -> None:
    voxels = np.full((40, 100, 120), -1000, np.float32)
    voxels[:, 10:40, 30:90] = 40
    voxels[:, 40:42, 10:110] = voxels[:, 80:82, 10:110] = -100
    voxels[:, 42:80, 10:12] = voxels[:, 42:80, 108:110] = -100
    voxels[:, 42:80, 12:108] = -900
    assert find_lungs(volume(voxels)) is None


def test_a_synthetic_body_has_its_lungs_where_they_are() -> None:
    marks = body_landmarks(0)
    lowest, highest = marks["lung_bottom"] - 120, marks["lung_apex"] + 60
    phantom = make_phantom(None, "NE", 0, (SPACING_MM,) * 3, range_mm=(lowest, highest))
    found = find_lungs(phantom)
    assert found
    # Its recesses are as thin as sheets.
    for name, place, within_mm in (
        ("lung_bottom", found.bottom, 40),
        ("lung_base", found.dome, 20),
        ("lung_apex", found.apex, 10),
    ):
        assert place is not None
        assert lowest + place * SPACING_MM == pytest.approx(marks[name], abs=within_mm)


def test_the_volume_is_only_read() -> None:
    voxels = torso()
    voxels.setflags(write=False)
    assert find_lungs(volume(voxels))
