"""Whether a body is recognized more clearly when its images are turned."""

import numpy as np
import pytest

from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS, Plane
from CTBodyContrastLib.preprocessing import Preprocessing, network_input, network_views
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.turned import TURNS, clearer_turned, turnable, turned_copies

VIEWS = [*NINE_VIEWS, *VESSEL_VIEWS]
# What the same turn does to voxels (S, A, R): head and feet, front and back.
FLIPPED_VOXELS = {
    "upside down": (0,),
    "back to front": (1,),
    "upside down and back to front": (0, 1),
}


def sagittal_images(voxels: np.ndarray) -> np.ndarray:
    views = [VIEWS[index] for index in turnable(VIEWS)]
    volume = canonical_volume(voxels, (3.0, 3.0, 3.0))
    return network_input(network_views(volume, views), Preprocessing(input_size=40))


def test_only_sagittal_views_of_the_nine_show_every_turn():
    shown = [VIEWS[index] for index in turnable(VIEWS)]
    assert len(shown) == 3
    assert {plane for _, plane in shown} == {Plane.SAGITTAL}
    assert not set(shown) & set(VESSEL_VIEWS)


def test_copies_are_the_images_of_a_scan_that_lies_like_that():
    # Of a size that the middle of the image falls between two pixels.
    voxels = np.random.default_rng(0).integers(-200, 1000, (20, 40, 25)).astype(np.int16)
    copies = np.stack([turned_copies(image) for image in sagittal_images(voxels)], axis=1)
    for copy, turn in zip(copies, TURNS, strict=True):
        np.testing.assert_allclose(copy, sagittal_images(np.flip(voxels, FLIPPED_VOXELS[turn])), atol=1e-6)


def told(straight: list[float], turned: dict[int, list[float]]) -> tuple[str, list[int]]:
    """What is said of a scan, and which views were asked.

    Args:
        straight: how clear the views 1 and 2 are as they are. turned: the same of a view's copies, for each turn.
    """
    asked = []

    def clear(values: list[float]) -> np.ndarray:
        return np.outer(values, [0, 0, 1, 0, 0])

    def ask(images: np.ndarray, view_index: np.ndarray) -> np.ndarray:
        assert len(images) == len(view_index) == len(TURNS)
        (view,) = set(view_index.tolist())
        asked.append(view)
        return clear(turned[view])

    images = np.zeros((3, 3, 8, 8), np.float32)
    return clearer_turned(images, clear([9.0, *straight]), [1, 2], ask, least=1.0), asked


@pytest.mark.parametrize("turn", range(len(TURNS)))
def test_the_clearest_turn_is_named(turn):
    clearest = [2.0] * len(TURNS)
    clearest[turn] = 3.0
    assert told([2.5, 2.5], {1: clearest, 2: clearest}) == (list(TURNS)[turn], [1, 2])


def test_a_scan_that_is_clearer_as_it_is_is_not_turned():
    assert told([3.0, 3.0], {1: [2.9, 0, 0], 2: [2.9, 3.1, 0]}) == ("", [1, 2])


def test_no_further_view_is_asked_where_one_is_plain():
    assert told([3.5, 0.0], {1: [2.0, 1.0, 0.0]}) == ("", [1])


def test_nothing_is_said_of_a_scan_in_which_no_turn_shows_a_body_part():
    assert told([0.2, 0.2], {1: [0.9, 0.3, 0.1], 2: [0.9, 0.3, 0.1]}) == ("", [1, 2])


def test_nothing_is_said_of_a_scan_that_a_copy_is_hardly_clearer_than():
    assert told([3.0, 3.0], {1: [3.05, 0, 0], 2: [3.05, 0, 0]}) == ("", [1, 2])
    assert told([3.0, 3.0], {1: [3.15, 0, 0], 2: [3.15, 0, 0]}) == ("upside down", [1, 2])
