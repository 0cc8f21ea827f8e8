import numpy as np

from CTBodyContrastLib.masks import grow, shrink, without_thin

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
