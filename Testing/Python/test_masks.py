import numpy as np
import pytest

from CTBodyContrastLib.masks import alike, grow, shrink, without_thin

SPACING = (3.0, 1.0, 1.0)


def block() -> np.ndarray:
    mask = np.zeros((9, 20, 20), bool)
    mask[3:6, 5:15, 5:15] = True
    return mask


def test_a_radius_is_in_millimeters_along_each_axis() -> None:
    grown = grow(block(), SPACING, 3.0)
    assert np.argwhere(grown).min(axis=0).tolist() == [2, 2, 2]
    assert np.argwhere(grown).max(axis=0).tolist() == [6, 17, 17]
    shrunk = shrink(block(), SPACING, 3.0)
    assert np.argwhere(shrunk).min(axis=0).tolist() == [4, 8, 8]
    assert np.argwhere(shrunk).max(axis=0).tolist() == [4, 11, 11]


def test_what_is_thin_goes_and_what_is_thick_stays_as_it_was() -> None:
    mask = block()
    mask[:, 0, :] = True
    assert np.array_equal(without_thin(mask, SPACING, 3.0), block())


@pytest.mark.parametrize("axis", range(3))
def test_values_are_alike_where_they_do_not_slope_along_any_axis(axis: int) -> None:
    values = np.moveaxis(np.broadcast_to(np.r_[np.zeros(10), 10.0 * np.arange(10)], (20, 20, 20)), 2, axis)
    kept = alike(np.ones((20, 20, 20), bool), values, (1.0, 1.0, 1.0), 2.0, spread=10.0)
    along = np.moveaxis(kept, axis, 2)[5, 5]
    # At the middle and two voxels to either side: 0, 0 and 20 spread by 9, 0, 10 and 30 by 12, 70, 90 and 90 by 9.
    assert along.tolist() == [True] * 11 + [False] * 8 + [True]


def test_only_what_is_in_a_mask_is_alike() -> None:
    assert np.array_equal(alike(block(), np.zeros((9, 20, 20), np.int16), SPACING, 3.0, spread=1.0), block())


def test_beyond_the_volume_nothing_is_missing() -> None:
    full = np.ones((4, 4, 4), bool)
    assert shrink(full, SPACING, 9.0).all()
    assert not grow(~full, SPACING, 9.0).any()


def test_the_mask_is_only_read() -> None:
    mask = block()
    mask.setflags(write=False)
    grow(mask, SPACING, 3.0)
    shrink(mask, SPACING, 3.0)
    assert np.array_equal(mask, block())
