"""Whether a body is recognized more clearly when its images are turned."""

import numpy as np
import pytest

from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS, Plane
from CTBodyContrastLib.preprocessing import Preprocessing, network_input, network_views
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.turned import TURNS, clearer_turned, turn_images, turnable

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


def logits(*clearest: float) -> np.ndarray:
    """Of as many images, each of which speaks so strongly for the third body part."""
    found = np.zeros((len(clearest), 5))
    found[:, 2] = clearest
    return found


def test_only_sagittal_views_of_the_nine_show_every_turn():
    shown = [VIEWS[index] for index in turnable(VIEWS)]
    assert len(shown) == 3
    assert {plane for _, plane in shown} == {Plane.SAGITTAL}
    assert not set(shown) & set(VESSEL_VIEWS)


def test_copies_are_the_images_of_a_scan_that_lies_like_that():
    # Of a size that the middle of the image falls between two pixels.
    voxels = np.random.default_rng(0).integers(-200, 1000, (20, 40, 25)).astype(np.int16)
    copies = turn_images(sagittal_images(voxels)).reshape(len(TURNS), 3, 3, 40, 40)
    for copy, turn in zip(copies, TURNS, strict=True):
        np.testing.assert_allclose(copy, sagittal_images(np.flip(voxels, FLIPPED_VOXELS[turn])), atol=1e-6)


@pytest.mark.parametrize("turn", range(len(TURNS)))
def test_the_clearest_turn_is_named(turn):
    turned = np.full(len(TURNS) * 2, 2.0)
    turned[2 * turn : 2 * turn + 2] = 2.0, 4.0
    assert clearer_turned(logits(2.5, 2.5), logits(*turned), least=1.0) == list(TURNS)[turn]


def test_a_scan_that_is_clearest_as_it_is_is_not_turned():
    assert clearer_turned(logits(3.0, 3.0), logits(2.9, 2.9, 0.0, 5.0, 1.0, 1.0), least=1.0) == ""


def test_nothing_is_said_of_a_scan_in_which_no_turn_shows_a_body_part():
    assert clearer_turned(logits(0.2, 0.2), logits(0.9, 0.9, 0.3, 0.3, 0.1, 0.1), least=1.0) == ""
