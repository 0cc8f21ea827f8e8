import tracemalloc
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from CTBodyContrastLib import NINE_VIEWS, CTVolume, Method, Plane, project
from CTBodyContrastLib.errors import NotANumberError
from CTBodyContrastLib.projection import grid_to_ras

# Voxels in (S, A, R) order: inferior to superior, anterior to posterior, patient right to left.
CANONICAL = np.diag([-0.7, -0.8, 2.0, 1.0])
NORMAL = {Plane.AXIAL: 0, Plane.CORONAL: 1, Plane.SAGITTAL: 2}
ORIENTATIONS = [(order, signs) for order in permutations(range(3)) for signs in product((1, -1), repeat=3)]


def random_voxels(shape: tuple[int, int, int], dtype: str = "i2", lowest: int = -1000) -> np.ndarray:
    return np.random.default_rng(0).integers(lowest, lowest + 3000, shape).astype(dtype)


def plain_definition(voxels: np.ndarray) -> dict[tuple[Method, Plane], np.ndarray]:
    """The nine images of a canonical array, each by its definition."""
    images = {}
    for plane, axis in NORMAL.items():
        images[Method.AIP, plane] = voxels.astype(np.float64).mean(axis=axis)
        images[Method.MIP, plane] = voxels.max(axis=axis)
        images[Method.MID_PLANE, plane] = voxels.take(voxels.shape[axis] // 2, axis=axis)
        if plane is not Plane.AXIAL:
            for method in (Method.AIP, Method.MIP, Method.MID_PLANE):
                images[method, plane] = images[method, plane][::-1]
    return images


def reoriented(volume: CTVolume, order: tuple[int, ...], signs: tuple[int, ...]) -> CTVolume:
    """The same patient in another array: axes permuted, then flipped, and laid out anew in memory."""
    matrix = volume.ijk_to_ras.copy()
    voxels = volume.voxels.transpose(order)
    matrix[:3, :3] = matrix[:3, :3][:, [2 - axis for axis in order][::-1]]
    for axis, sign in enumerate(signs):
        if sign < 0:
            column = 2 - axis
            matrix[:3, 3] += matrix[:3, column] * (voxels.shape[axis] - 1)
            matrix[:3, column] *= -1
            voxels = np.flip(voxels, axis)
    return CTVolume(np.ascontiguousarray(voxels), matrix)


class TestOrientation:
    @pytest.mark.parametrize(("order", "signs"), ORIENTATIONS)
    def test_every_permutation_and_flip_gives_the_same_nine_images(self, order, signs):
        volume = CTVolume(random_voxels((20, 13, 10)), CANONICAL)
        expected, turned = project(volume), project(reoriented(volume, order, signs))
        for view in NINE_VIEWS:
            np.testing.assert_array_equal(turned[view].image, expected[view].image)
            assert turned[view].spacing == pytest.approx(expected[view].spacing)

    @pytest.mark.parametrize(
        ("plane", "row", "column"), [(Plane.AXIAL, 1, 2), (Plane.CORONAL, -1, 2), (Plane.SAGITTAL, -1, 1)]
    )
    def test_rows_and_columns_run_as_a_radiologist_expects(self, plane, row, column):
        # One bright voxel in the lowest slice, second row from the front, third column from the patient's right.
        voxels = np.zeros((8, 9, 10), np.int16)
        voxels[0, 1, 2] = 1000
        image = project(CTVolume(voxels, CANONICAL))[Method.MIP, plane].image
        assert image[row, column] == 1000
        assert np.count_nonzero(image) == 1

    def test_spacing_is_that_of_rows_and_columns(self):
        images = project(CTVolume(random_voxels((8, 9, 10)), CANONICAL))
        assert images[Method.AIP, Plane.AXIAL].spacing == pytest.approx((0.8, 0.7))
        assert images[Method.MIP, Plane.CORONAL].spacing == pytest.approx((2.0, 0.7))
        assert images[Method.MID_PLANE, Plane.SAGITTAL].spacing == pytest.approx((2.0, 0.8))

    @pytest.mark.parametrize("length", [8, 9])
    def test_the_mid_plane_is_index_n_over_2_in_canonical_order(self, length):
        k, j, i = np.indices((length, length, length))
        images = project(CTVolume((100 * k + 10 * j + i).astype(np.int16), CANONICAL))
        middle = length // 2
        assert images[Method.MID_PLANE, Plane.AXIAL].image[0, 0] == 100 * middle
        assert images[Method.MID_PLANE, Plane.CORONAL].image[-1, 0] == 10 * middle
        assert images[Method.MID_PLANE, Plane.SAGITTAL].image[-1, 0] == middle

    def test_an_array_stored_as_r_a_s_takes_n_minus_1_minus_half_n_on_its_first_two_axes(self):
        i, j, k = np.indices((8, 9, 10))
        stored = (100 * i + 10 * j + k).astype(np.int16)
        images = project(CTVolume(stored.transpose(), np.eye(4)))
        assert images[Method.MID_PLANE, Plane.SAGITTAL].image.min() == 100 * (8 - 1 - 8 // 2)
        assert images[Method.MID_PLANE, Plane.CORONAL].image.min() == 10 * (9 - 1 - 9 // 2)
        assert images[Method.MID_PLANE, Plane.AXIAL].image.min() == 10 // 2


class TestOblique:
    @staticmethod
    def turned(degrees: float) -> np.ndarray:
        angle = np.radians(degrees)
        turn = np.eye(4)
        turn[:2, :2] = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
        return turn @ np.diag([-1.0, -1.0, 1.0, 1.0])

    def test_ten_degrees_are_reported_and_use_the_closest_axes(self):
        voxels = random_voxels((8, 9, 10))
        volume = CTVolume(voxels, self.turned(10))
        assert volume.axes.angle == pytest.approx(10)
        images = project(volume)
        for view, image in plain_definition(voxels).items():
            np.testing.assert_allclose(images[view].image, image, atol=1e-3)

    def test_forty_five_degrees_are_resampled_to_nearly_the_upright_images(self):
        def ellipsoid(matrix: np.ndarray) -> np.ndarray:
            k, j, i = np.indices((40, 80, 80))
            right, anterior, superior = (np.stack([i, j, k, np.ones_like(i)], axis=-1) @ matrix.T)[..., :3].T
            distance = (right / 24) ** 2 + (anterior / 14) ** 2 + (superior / 12) ** 2
            return np.where(distance.T < 1, 60, -1000).astype(np.int16)

        images = []
        for degrees in (0, 45):
            matrix = self.turned(degrees)
            matrix[:3, 3] = -matrix[:3, :3] @ [39.5, 39.5, 19.5]  # the patient lies in the middle
            images.append(project(CTVolume(ellipsoid(matrix), matrix)))
        for view in NINE_VIEWS:
            if view[0] is Method.AIP:
                continue  # the resampled box is larger: its means hold more air
            upright, turned = (each[view].image for each in images)
            top, left = ((large - small) // 2 for large, small in zip(turned.shape, upright.shape, strict=True))
            middle = turned[top : top + upright.shape[0], left : left + upright.shape[1]]
            assert np.mean(np.abs(middle.astype(int) - upright) > 600) < 0.03
            assert np.sum(turned > -400) == pytest.approx(np.sum(upright > -400), rel=0.1)


class TestExactness:
    @settings(max_examples=150, deadline=None)
    @given(
        st.tuples(*[st.integers(1, 40)] * 3),
        st.sampled_from(["i1", "u1", "i2", "u2", ">i2", "i4", "u4", "i8", "f4", "f8", ">f4"]),
        st.permutations(range(3)),
        st.tuples(*[st.sampled_from((1, -1, 2))] * 3),
        st.sampled_from([50, 1000, 5000, 40000]),
        st.integers(0, 2**32 - 1),
    )
    def test_equals_the_plain_definition_for_every_type_shape_and_layout(
        self, shape, dtype, order, strides, spread, seed
    ):
        limits = np.iinfo(dtype) if np.dtype(dtype).kind in "iu" else np.finfo(dtype)
        values = np.random.default_rng(seed).normal(0, spread, shape)
        voxels = np.clip(values, max(limits.min, -1e6), min(limits.max, 1e6)).astype(dtype)
        voxels = voxels.transpose(order)[tuple(slice(None, None, stride) for stride in strides)]
        images = project(CTVolume(voxels, CANONICAL))
        assert tuple(images) == NINE_VIEWS
        for (method, plane), expected in plain_definition(voxels).items():
            image = images[method, plane].image
            if method is Method.AIP:
                assert image.dtype == np.float32
                # at values of 100,000 and more, float32 cannot come nearer
                tolerance = 0.001 + 5e-7 * np.abs(voxels.astype(np.float64)).max()
                np.testing.assert_allclose(image, expected, atol=tolerance, rtol=0)
            else:
                assert image.dtype == voxels.dtype
                np.testing.assert_array_equal(image, expected)

    @pytest.mark.parametrize("axis", [0, 1, 2])
    @pytest.mark.parametrize(
        ("dtype", "lowest", "highest"),
        [("i2", -1024, 3071), ("i2", 32000, 32767), ("i2", -32768, -32000), ("u2", 65000, 65535), ("f4", -1024, 3071)],
    )
    def test_means_stay_within_a_hundredth_over_a_thousand_slices(self, axis, dtype, lowest, highest):
        shape = [11, 12, 13]
        shape[axis] = 1001
        voxels = np.random.default_rng(1).integers(lowest, highest, shape, endpoint=True).astype(dtype)
        images = project(CTVolume(voxels, CANONICAL))
        for view, expected in plain_definition(voxels).items():
            np.testing.assert_allclose(images[view].image, expected, rtol=0, atol=0.01 if view[0] is Method.AIP else 0)

    def test_metal_and_strange_padding_leave_the_means_exact(self):
        voxels = random_voxels((40, 33, 30))
        voxels[3:12, 5:25, 5:25] = 30000
        for value, region in ((30000, np.s_[3:12, 5:25, 5:25]), (-32768, np.s_[20:35, :20, 8:])):
            voxels[region] = value
            images = project(CTVolume(voxels, CANONICAL))
            for view, expected in plain_definition(voxels).items():
                np.testing.assert_allclose(images[view].image, expected, atol=0.005)

    def test_large_integers_are_added_up_without_overflow(self):
        voxels = np.full((9, 30, 30), 2**31 - 1, np.int32)
        assert np.all(project(CTVolume(voxels, CANONICAL))[Method.AIP, Plane.AXIAL].image == np.float32(2**31 - 1))
        voxels[:] = -(2**31)
        assert np.all(project(CTVolume(voxels, CANONICAL))[Method.AIP, Plane.CORONAL].image == -(2.0**31))

    def test_a_single_slice_is_all_its_axial_images(self):
        voxels = random_voxels((1, 20, 30))
        images = project(CTVolume(voxels, CANONICAL))
        for method in (Method.AIP, Method.MIP, Method.MID_PLANE):
            np.testing.assert_array_equal(images[method, Plane.AXIAL].image, voxels[0])


class TestInput:
    def test_is_neither_written_to_nor_shared_with_the_images(self):
        voxels = random_voxels((9, 10, 11))
        before = voxels.copy()
        voxels.setflags(write=False)
        for projection in project(CTVolume(voxels, CANONICAL)).values():
            assert not np.shares_memory(projection.image, voxels)
            assert projection.image.flags.c_contiguous
            projection.image[:] = 0
        np.testing.assert_array_equal(voxels, before)

    @pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
    @pytest.mark.parametrize("dtype", ["f4", "f8"])
    def test_a_voxel_that_is_no_number_is_refused(self, value, dtype):
        voxels = random_voxels((17, 18, 19), dtype)
        voxels[16, 2, 3] = value
        with pytest.raises(NotANumberError, match="NaN or infinite"):
            project(CTVolume(voxels, CANONICAL))

    @pytest.mark.parametrize(("order", "signs"), [((0, 1, 2), (1, 1, 1)), ((2, 0, 1), (-1, 1, -1))])
    def test_no_copy_of_the_volume_is_made(self, order, signs):
        volume = reoriented(CTVolume(random_voxels((256, 240, 200)), CANONICAL), order, signs)
        tracemalloc.start()
        project(volume)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < volume.voxels.nbytes / 2


class TestPosition:
    @pytest.mark.parametrize(("order", "signs"), ORIENTATIONS)
    def test_every_pixel_of_a_mid_plane_says_where_its_voxel_lies(self, order, signs):
        matrix = CANONICAL.copy()
        matrix[:3, 3] = 11.0, 22.0, 33.0
        volume = reoriented(CTVolume(np.arange(24, dtype=np.int16).reshape(2, 3, 4), matrix), order, signs)
        for plane in Plane:
            projection = project(volume)[Method.MID_PLANE, plane]
            for (row, column), value in np.ndenumerate(projection.image):
                i, j, k, _ = np.rint(np.linalg.solve(volume.ijk_to_ras, projection.image_to_ras @ [column, row, 0, 1]))
                assert volume.voxels[int(k), int(j), int(i)] == value

    def test_axes_of_an_image_are_right_handed_and_as_long_as_a_voxel(self):
        for view, projection in project(CTVolume(random_voxels((5, 6, 7)), CANONICAL)).items():
            assert np.linalg.det(projection.image_to_ras) == pytest.approx(0.7 * 0.8 * 2.0), view
            lengths = np.linalg.norm(projection.image_to_ras[:3, :2], axis=0)
            assert tuple(lengths[::-1]) == pytest.approx(projection.spacing)

    def test_a_mean_and_a_maximum_lie_where_the_mid_plane_does(self):
        images = project(CTVolume(random_voxels((5, 6, 7)), CANONICAL))
        for method, plane in NINE_VIEWS:
            np.testing.assert_array_equal(
                images[method, plane].image_to_ras, images[Method.MID_PLANE, plane].image_to_ras
            )

    def test_an_image_of_another_size_has_its_corners_at_the_same_place(self):
        projection = project(CTVolume(random_voxels((6, 7, 8)), CANONICAL))[Method.AIP, Plane.CORONAL]
        finer = grid_to_ras(projection, (60, 16))
        for corner, other in (((-0.5, -0.5), (-0.5, -0.5)), ((7.5, 5.5), (15.5, 59.5))):
            expected = projection.image_to_ras @ [*corner, 0, 1]
            np.testing.assert_allclose(finer @ [*other, 0, 1], expected)
