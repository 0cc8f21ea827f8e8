import numpy as np
import pytest

from CTBodyContrastLib.resizing import resize


def test_enlarging_interpolates_between_pixel_centers() -> None:
    assert resize(np.array([[0.0, 8.0]]), 4, axis=1)[0] == pytest.approx([0, 2, 6, 8])


def test_shrinking_averages_and_skips_no_pixel() -> None:
    for column in range(64):
        image = np.zeros((1, 64))
        image[0, column] = 1
        assert resize(image, 16, axis=1).max() > 0


@pytest.mark.parametrize("shape", [(4, 5), (13, 40), (31, 7), (17, 19), (1, 1)])
def test_it_is_what_pytorch_makes(shape: tuple[int, int]) -> None:
    torch = pytest.importorskip("torch", reason="not run: torch is not installed")
    image = np.random.default_rng(0).normal(0, 300, (17, 19)).astype(np.float32)
    expected = torch.nn.functional.interpolate(
        torch.from_numpy(image)[None, None], shape, mode="bilinear", align_corners=False, antialias=True
    )[0, 0]
    found = resize(resize(image, shape[0], axis=0), shape[1], axis=1)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_the_image_is_not_written_to() -> None:
    image = np.full((3, 4), 7, np.int16)
    image.setflags(write=False)
    assert np.array_equal(resize(image, 4, axis=1), image)
    assert resize(image, 9, axis=0) == pytest.approx(7)
