import numpy as np
import pytest

from CTBodyContrastLib import Method, Plane, Projection
from CTBodyContrastLib.classification import Focus, Heat
from CTBodyContrastLib.pictures import picture, shown_heat


@pytest.fixture
def projection() -> Projection:
    """Mid-gray, with pixels of 2 mm by 1 mm at an odd place."""
    image_to_ras = np.diag([-1.0, -2.0, 1.0, 1.0])
    image_to_ras[:3, 3] = 7.0, 8.0, 9.0
    return Projection(Method.MID_PLANE, Plane.AXIAL, np.full((4, 8), 50, np.int16), (2.0, 1.0), image_to_ras)


def heat_over_the_right_half(projection: Projection) -> Heat:
    """One row of two cells that cover the projection: cold on the left, hot on the right."""
    cell_to_pixel = np.array([[4.0, 0, 0, 1.5], [0, 4.0, 0, 1.5], [0, 0, 1, 0], [0, 0, 0, 1]])
    return Heat(np.array([[0.0, 1.0]], np.float32), projection.image_to_ras @ cell_to_pixel)


def test_is_gray_with_square_pixels_without_heat(projection):
    plain = picture(projection, (0, 100))
    assert plain.shape == (8, 8)
    assert (plain == 128).all()


def test_is_orange_where_the_heat_is_and_gray_elsewhere(projection):
    red, green, blue = np.moveaxis(picture(projection, (0, 100), heat_over_the_right_half(projection)), 2, 0)
    assert red.shape == (8, 8)
    for channel in (red, green, blue):
        assert (channel[:, :2] == 128).all()
    assert (red[:, 6:] > green[:, 6:]).all()
    assert (green[:, 6:] > blue[:, 6:]).all()
    assert (np.diff(red.astype(int), axis=1) >= 0).all()


def test_anatomy_is_seen_through_the_hottest_place(projection):
    projection.image[:, 7] = 90
    red, _, blue = np.moveaxis(picture(projection, (0, 100), heat_over_the_right_half(projection)), 2, 0)
    assert (blue[:, 7] > blue[:, 6]).all()
    assert (red[:, 7] > red[:, 6]).all()


def test_is_shrunk_to_the_size_that_is_wanted_and_never_enlarged(projection):
    heat = heat_over_the_right_half(projection)
    assert picture(projection, (0, 100), longest_side=4).shape == (4, 4)
    assert picture(projection, (0, 100), longest_side=100).shape == (8, 8)
    small = picture(projection, (0, 100), heat, longest_side=4)
    assert small.shape == (4, 4, 3)
    assert (small[:, 0] == 128).all()
    assert (small[:, 3, 0] > small[:, 3, 2]).all()


def test_heat_of_a_vessel_view_is_shown_on_the_maximum_of_its_plane():
    maps = {
        (Method.MIP, Plane.AXIAL): [[0.2, 0.0]],
        (Method.VESSEL_MIP, Plane.AXIAL): [[0.2, 1.0]],
        (Method.VESSEL_MIP, Plane.CORONAL): [[0.5, 0.0]],
        (Method.AIP, Plane.CORONAL): [[0.1, 0.25]],
    }
    heat = {view: Heat(np.array(image, np.float32), np.eye(4)) for view, image in maps.items()}
    shown = shown_heat(Focus((0.0, 0.0, 0.0), heat))
    assert set(shown) == {(Method.MIP, Plane.AXIAL), (Method.MIP, Plane.CORONAL), (Method.AIP, Plane.CORONAL)}
    np.testing.assert_allclose(shown[Method.MIP, Plane.AXIAL].image, [[0.4, 1.0]])
    np.testing.assert_allclose(shown[Method.MIP, Plane.CORONAL].image, [[0.5, 0.0]])


def test_heat_of_a_vessel_view_stays_there_when_it_has_a_picture():
    views = [(Method.MIP, Plane.AXIAL), (Method.VESSEL_MIP, Plane.AXIAL)]
    heat = {view: Heat(np.array([[0.5]], np.float32), np.eye(4)) for view in views}
    assert set(shown_heat(Focus((0.0, 0.0, 0.0), heat), with_vessels=True)) == set(views)


def test_hottest_place_of_the_pictures_has_the_full_strength():
    heat = {
        (Method.AIP, Plane.AXIAL): Heat(np.array([[0.1, 0.25]], np.float32), np.eye(4)),
        (Method.MIP, Plane.AXIAL): Heat(np.array([[0.5, 0.25]], np.float32), np.eye(4)),
    }
    shown = shown_heat(Focus((0.0, 0.0, 0.0), heat))
    np.testing.assert_allclose(shown[Method.AIP, Plane.AXIAL].image, [[0.2, 0.5]])
    np.testing.assert_allclose(shown[Method.MIP, Plane.AXIAL].image, [[1.0, 0.5]])
