"""Pictures of reconstructions."""

from types import SimpleNamespace

import numpy as np
import pytest

from CTBodyContrastLib import make_phantom, project
from CTBodyContrastLib.io.png import DISPLAY_WINDOW, WINDOW_PRESETS, display_image, png_bytes, preset_window
from CTBodyContrastLib.labels import BodyPart, Method


def reconstruction(image, spacing=(1.0, 1.0), method=Method.MID_PLANE):
    return SimpleNamespace(image=np.asarray(image), spacing=spacing, method=method)


class TestDisplayImage:
    def test_window_ends_are_black_and_white_and_beyond_is_clipped(self):
        image = np.array([[-2000, 0], [50, 3000]], np.int16)
        np.testing.assert_array_equal(display_image(reconstruction(image), (0, 100)), [[0, 0], [128, 255]])

    def test_window_without_width_parts_black_from_white(self):
        image = np.array([[-2000, 49], [50, 51]], np.int16)
        np.testing.assert_array_equal(display_image(reconstruction(image), (50, 50)), [[0, 0], [0, 255]])

    def test_pixels_become_square_at_the_finer_spacing(self):
        picture = display_image(reconstruction(np.zeros((20, 100), np.int16), (5.0, 0.5)))
        assert picture.shape == (200, 100)
        assert picture.dtype == np.uint8

    def test_coarse_columns_are_widened_too(self):
        assert display_image(reconstruction(np.zeros((100, 20), np.int16), (0.5, 5.0))).shape == (100, 200)

    def test_rows_are_interpolated_between_their_centers(self):
        picture = display_image(reconstruction([[0.0] * 4, [100.0] * 4], (2.0, 1.0)), (0, 100))
        np.testing.assert_array_equal(picture[:, 0], [0, 64, 191, 255])

    def test_direction_of_rows_and_columns_is_kept(self):
        image = np.array([[0.0, 10.0], [20.0, 30.0]])
        picture = display_image(reconstruction(image, (3.0, 3.0)), (0, 30))
        np.testing.assert_array_equal(picture, [[0, 85], [170, 255]])

    def test_absurd_spacing_does_not_ask_for_endless_memory(self):
        assert max(display_image(reconstruction(np.zeros((64, 64), np.int16), (10.0, 0.001))).shape) <= 2048

    def test_more_pixels_than_are_wanted_are_joined(self):
        picture = display_image(reconstruction(np.full((9, 12), 30.0)), (0, 60), longest_side=4)
        np.testing.assert_array_equal(picture, np.full((3, 4), 128))

    def test_input_is_not_written_to(self):
        image = np.full((4, 4), 5000, np.int16)
        image.setflags(write=False)
        display_image(reconstruction(image))

    def test_each_of_the_nine_has_a_window(self):
        assert set(Method) == set(DISPLAY_WINDOW)

    def test_every_preset_runs_from_black_up_to_white(self):
        assert all(low < high for low, high in WINDOW_PRESETS.values())

    @pytest.mark.parametrize("part", list(BodyPart))
    def test_a_mean_shows_the_body_in_each_preset(self, part):
        for (method, plane), each in project(make_phantom(part, "CE", spacing=(6.0, 4.0, 4.0))).items():
            for name in WINDOW_PRESETS if method is Method.AIP else ():
                shown = display_image(each, preset_window(name, each))
                # Some of it is bright and not all of it, which the other methods' presets may miss.
                assert 0.01 < (shown > 100).mean() < 0.8, (plane, name)

    def test_a_preset_of_the_others_is_the_same_for_all(self):
        image = reconstruction(np.zeros((4, 4), np.int16))
        assert all(preset_window(name, image) == window for name, window in WINDOW_PRESETS.items())

    @pytest.mark.parametrize("hu", [-1000, 40])
    def test_a_mean_of_one_value_has_a_window(self, hu):
        low, high = preset_window("bone", reconstruction(np.full((4, 4), hu, np.int16), method=Method.AIP))
        assert low < high


class TestPngBytes:
    @pytest.mark.parametrize("shape", [(13, 7), (13, 7, 3)], ids=["gray", "color"])
    def test_another_reader_sees_the_same_pixels(self, tmp_path, shape):
        sitk = pytest.importorskip("SimpleITK")
        picture = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
        path = tmp_path / "picture.png"
        path.write_bytes(png_bytes(picture))
        np.testing.assert_array_equal(sitk.GetArrayFromImage(sitk.ReadImage(str(path))), picture)
