from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.study.examples import ImageExamples
from CTBodyContrastLib.training.study.recipe import ImageAugmentation

MOVING = ImageAugmentation(warp_smoothness=1.0)
STILL = replace(MOVING, flip=0.0, rotate_degrees=0.0, zoom=0.0, noise=0.0, warp=0.0)


def examples(augmentation: ImageAugmentation = MOVING, seed: int = 0) -> ImageExamples:
    images = [np.full((24, 24), index / 10, np.float32) for index in range(5)]
    for image in images:
        image[6:12, 4:9] = 1.0
    return ImageExamples(images, range(5), augmentation, seed)


def test_an_example_depends_on_its_number_alone() -> None:
    first, again = examples(), examples()
    again[11]
    assert first[7][0].equal(again[7][0])
    assert not first[7][0].equal(first[12][0])
    assert not first[7][0].equal(examples(seed=1)[7][0])


def test_every_image_comes_once_in_an_epoch_with_its_label() -> None:
    drawn = [examples(STILL)[number] for number in range(10)]
    for epoch in (drawn[:5], drawn[5:]):
        assert sorted(label for _, label in epoch) == [0, 1, 2, 3, 4]
    assert all(float(image.min()) == pytest.approx(label / 10, abs=1e-5) for image, label in drawn)


def test_three_equal_channels_stay_between_0_and_1() -> None:
    image, _ = examples()[3]
    assert image.shape == (3, 24, 24)
    assert image[0].equal(image[2])
    assert 0 <= image.min() <= image.max() <= 1


@pytest.mark.parametrize("change", ["flip", "rotate_degrees", "zoom", "noise", "warp"])
def test_each_kind_of_change_is_made(change: str) -> None:
    strength = {"flip": 1.0, "rotate_degrees": 30.0, "zoom": 0.3, "noise": 0.1, "warp": 300.0}[change]
    changed = replace(STILL, **{change: strength})
    assert not examples(changed)[0][0].equal(examples(STILL)[0][0])
