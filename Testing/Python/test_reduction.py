import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from CTBodyContrastLib.errors import NotANumberError
from CTBodyContrastLib.reduction import block_average

DTYPES = ["i1", "u1", "i2", "u2", ">i2", "i4", "u4", "i8", "f4", "f8", ">f4"]


def plain_definition(voxels: np.ndarray, factors: tuple[int, ...], low: int, high: int) -> np.ndarray:
    clipped = np.clip(voxels.astype(np.float64), low, high)
    averages = np.empty([-(-length // factor) for length, factor in zip(voxels.shape, factors, strict=True)])
    for block in np.ndindex(*averages.shape):
        voxels_of = tuple(slice(at * factor, (at + 1) * factor) for at, factor in zip(block, factors, strict=True))
        averages[block] = clipped[voxels_of].mean()
    return np.rint(averages).astype(np.int16)


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(*[st.integers(1, 21)] * 3),
    st.tuples(*[st.integers(1, 9)] * 3),
    st.sampled_from(DTYPES),
    st.permutations(range(3)),
    st.tuples(*[st.sampled_from((1, -1, 2))] * 3),
    st.integers(0, 2**32 - 1),
)
def test_equals_the_plain_definition_for_every_type_shape_and_layout(shape, factors, dtype, order, strides, seed):
    values = np.random.default_rng(seed).normal(0, 2000, shape)
    limits = np.iinfo(dtype) if np.dtype(dtype).kind in "iu" else np.finfo(dtype)
    voxels = np.clip(values, max(limits.min, -30000), min(limits.max, 30000)).astype(dtype)
    voxels = voxels.transpose(order)[tuple(slice(None, None, stride) for stride in strides)]
    averages = block_average(voxels, factors)
    assert averages.dtype == np.int16
    np.testing.assert_array_equal(averages, plain_definition(voxels, factors, -1024, 2000))


def test_sums_of_large_blocks_do_not_overflow():
    voxels = np.full((40, 40, 40), 32767, np.int16)
    assert np.all(block_average(voxels, (40, 30, 20), clip=(-32768, 32767)) == 32767)
    assert np.all(block_average(-voxels, (40, 30, 20), clip=(-32768, 32767)) == -32767)


def test_values_are_clipped_before_they_are_averaged():
    voxels = np.array([[[-3024, 30000]]], np.int16)
    assert block_average(voxels, (1, 1, 2)) == round((-1024 + 2000) / 2)


def test_an_incomplete_block_averages_the_voxels_it_has():
    voxels = np.arange(5, dtype=np.int16).reshape(5, 1, 1) * 10
    assert block_average(voxels, (3, 1, 1)).ravel().tolist() == [10, 35]


def test_several_slabs_and_tiles_fit_together():
    voxels = np.random.default_rng(0).integers(-1000, 2000, (50, 300, 310)).astype(np.int16)
    whole = voxels[:48, :300, :308].astype(np.float64).reshape(16, 3, 75, 4, 77, 4).mean(axis=(1, 3, 5))
    np.testing.assert_array_equal(block_average(voxels, (3, 4, 4))[:16, :75, :77], np.rint(whole))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_voxel_that_is_no_number_is_refused(value):
    voxels = np.zeros((9, 9, 9), np.float32)
    voxels[8, 4, 4] = value
    with pytest.raises(NotANumberError):
        block_average(voxels, (3, 3, 3))


def test_the_input_is_only_read():
    voxels = np.full((6, 6, 6), 3000, np.int16)
    voxels.setflags(write=False)
    block_average(voxels, (1, 2, 3))
    assert np.all(voxels == 3000)
