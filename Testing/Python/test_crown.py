"""A head without its crown."""

import numpy as np
import pytest

from CTBodyContrastLib.crown import crown_slices, without_crown
from CTBodyContrastLib.labels import VESSEL_VIEWS, Method, Plane
from CTBodyContrastLib.preprocessing import network_views
from CTBodyContrastLib.volume import CTVolume

STEP = 3.0


def head(slices: int = 44, first: int = 0) -> np.ndarray:
    """A head of 150 x 180 mm whose vertex is slice 43, counted from the neck; (K, J, I), head to feet upwards."""
    k, j, i = np.indices((44, 70, 60))
    above = np.maximum(0, k - 14) / 30
    inside = ((j - 35) / 30) ** 2 + ((i - 30) / 25) ** 2 + above**2 < 1
    return np.where(inside, 40, -1000).astype(np.int16)[first : first + slices]


def volume(voxels: np.ndarray, matrix: np.ndarray | None = None) -> CTVolume:
    return CTVolume(voxels, np.diag([-STEP, -STEP, STEP, 1.0]) if matrix is None else matrix)


def areas(voxels: np.ndarray) -> np.ndarray:
    return np.count_nonzero(voxels > -500, axis=(1, 2))


def test_the_crown_goes_where_the_head_is_clearly_narrower() -> None:
    kept = without_crown(volume(head())).voxels
    widest = areas(head()).max()
    assert areas(kept)[-1] >= 0.85 * widest > areas(head())[len(kept)]
    assert np.array_equal(kept, head()[: len(kept)])


def test_a_head_that_ends_below_its_crown_stays_as_it_is() -> None:
    given = volume(head(slices=24))
    assert without_crown(given) is given


def test_both_end_alike() -> None:
    whole, cut = (without_crown(volume(each)).voxels for each in (head(), head(slices=36)))
    assert np.array_equal(whole, cut)


def test_a_neck_below_does_not_matter() -> None:
    neck = head(slices=15)
    neck[:, :20], neck[:, 50:] = -1000, -1000
    with_neck = without_crown(volume(np.concatenate([neck, head()]))).voxels
    assert len(with_neck) == 15 + len(without_crown(volume(head())).voxels)


@pytest.mark.parametrize(
    "from_top",
    [
        np.full(40, 30e3),
        np.linspace(30e3, 12e3, 40),
        np.r_[np.full(20, 12e3), np.full(20, 70e3)],
        np.r_[np.full(30, 8e3), np.full(60, 30e3)],
        np.linspace(1e3, 30e3, 9),
    ],
    ids=["alike", "a neck below a head", "shoulders", "too long for a crown", "hardly anything would be left"],
)
def test_what_is_no_crown_stays(from_top: np.ndarray) -> None:
    assert crown_slices(from_top, STEP) == 0


def test_shoulders_further_down_do_not_matter() -> None:
    alone = areas(head())[::-1] * STEP**2
    below = np.r_[np.full(20, 12e3), np.full(30, 70e3)]
    assert crown_slices(np.r_[alone, below], STEP) == crown_slices(alone, STEP) > 0


def test_it_is_measured_in_millimeters() -> None:
    thin, thick = (
        np.interp(np.arange(0, 120, 2.0), (0, 60), (2e3, 30e3)),
        np.interp(np.arange(0, 120, 5.0), (0, 60), (2e3, 30e3)),
    )
    assert crown_slices(thin, 2.0) * 2.0 == pytest.approx(crown_slices(thick, 5.0) * 5.0, abs=5)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
@pytest.mark.parametrize("flipped", [False, True])
def test_it_lies_where_it_was_whatever_the_order_of_axes(order: tuple[int, ...], flipped: bool) -> None:
    matrix = np.diag([-STEP, -STEP, STEP, 1.0])
    voxels = head()
    if flipped:
        voxels = voxels[::-1]
        matrix[2] = [0, 0, -STEP, 43 * STEP]
    turned = np.eye(4)
    turned[:3, :3] = matrix[:3, :3][:, [2 - order[2 - column] for column in range(3)]]
    turned[:3, 3] = matrix[:3, 3]
    kept = without_crown(volume(voxels.transpose(order), turned))
    expected = without_crown(volume(head()))
    inside = np.argwhere(kept.voxels > -500)[:, ::-1]
    heights = (np.c_[inside, np.ones(len(inside))] @ kept.ijk_to_ras.T)[:, 2]
    assert kept.voxels.size == expected.voxels.size
    assert (heights.min(), heights.max()) == pytest.approx((0, (len(expected.voxels) - 1) * STEP))


def test_the_views_without_bone_alone_do_not_show_it() -> None:
    wanted = ((Method.MIP, Plane.CORONAL), *VESSEL_VIEWS)
    whole, cut = (network_views(volume(each), wanted) for each in (head(), head(slices=36)))
    for view in VESSEL_VIEWS:
        assert np.array_equal(whole[view].image, cut[view].image)
    assert whole[wanted[0]].image.shape != cut[wanted[0]].image.shape
