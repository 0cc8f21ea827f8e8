import numpy as np
import pytest

pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

from CTBodyContrastLib.training.acquisition import blur, sharpen, thicken


def point(shape: tuple[int, int, int]) -> np.ndarray:
    voxels = np.zeros(shape, np.float32)
    voxels[tuple(length // 2 for length in shape)] = 1000
    return voxels


def spread_mm(voxels: np.ndarray, spacing: tuple[float, float, float]) -> list[float]:
    """The standard deviation along each axis, in mm, of where the values of a blurred point lie."""
    spreads = []
    for axis, step in enumerate(spacing):
        profile = voxels.sum(axis=tuple(other for other in range(3) if other != axis))
        places = step * (np.arange(len(profile)) - len(profile) // 2)
        spreads.append(float(np.sqrt((profile * places**2).sum() / profile.sum())))
    return spreads


def block(axis: int) -> np.ndarray:
    """Soft tissue of 100 HU in the middle third along one axis, beside 0 HU."""
    voxels = np.zeros((30, 30, 30), np.float32)
    np.moveaxis(voxels, axis, 0)[10:20] = 100
    return voxels


class TestBlur:
    def test_it_is_as_wide_in_mm_whatever_the_spacing(self) -> None:
        spacing = (3.0, 2.0, 1.0)
        blurred = blur(point((31, 41, 61)), spacing, (4.0, 4.0, 4.0))
        assert spread_mm(blurred, spacing) == pytest.approx([4, 4, 4], rel=0.05)

    def test_each_axis_has_its_own_width(self) -> None:
        spacing = (1.0, 1.0, 1.0)
        blurred = blur(point((61, 41, 31)), spacing, (5.0, 3.0, 2.0))
        assert spread_mm(blurred, spacing) == pytest.approx([5, 3, 2], rel=0.05)

    def test_it_neither_adds_nor_takes_away(self) -> None:
        assert blur(point((31, 31, 31)), (1.0, 1.0, 1.0), (2.0, 2.0, 2.0)).sum() == pytest.approx(1000, rel=0.01)


class TestSharpen:
    @pytest.mark.parametrize("axis", [1, 2])
    def test_it_overshoots_on_both_sides_of_an_edge_in_the_slice(self, axis: int) -> None:
        sharpened = sharpen(block(axis), (1.0, 1.0, 1.0), 1.0)
        assert sharpened.max() > 120
        assert sharpened.min() < -20

    def test_slices_do_not_mix(self) -> None:
        sharpened = sharpen(block(0), (3.0, 1.0, 1.0), 1.0)
        assert sharpened == pytest.approx(block(0), abs=5)

    def test_it_leaves_what_is_far_from_an_edge(self) -> None:
        flat = np.full((12, 12, 12), 40, np.float32)
        assert sharpen(flat, (1.0, 1.0, 1.0), 1.0) == pytest.approx(flat, abs=0.01)

    def test_twice_the_strength_overshoots_twice_as_far(self) -> None:
        once, twice = (sharpen(block(1), (1.0, 1.0, 1.0), strength).max() - 100 for strength in (0.5, 1.0))
        assert twice == pytest.approx(2 * once, rel=0.01)


class TestThicken:
    def test_slices_are_averaged_and_the_last_odd_one_is_dropped(self) -> None:
        voxels = np.arange(17, dtype=np.float32)[:, None, None] * np.ones((1, 2, 2), np.float32)
        merged, spacing = thicken(voxels, (3.0, 1.0, 2.0), 2)
        assert merged[:, 0, 0].tolist() == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5, 12.5, 14.5]
        assert spacing == (6.0, 1.0, 2.0)

    def test_fewer_slices_than_a_volume_needs_are_left_as_they_are(self) -> None:
        voxels = np.zeros((15, 2, 2), np.float32)
        merged, spacing = thicken(voxels, (3.0, 1.0, 2.0), 2)
        assert len(merged) == 15
        assert spacing == (3.0, 1.0, 2.0)
