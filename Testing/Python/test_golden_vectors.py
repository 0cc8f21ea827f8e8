"""The same voxels still become the same images, the same input and the same logits, on every device there is."""

import numpy as np
import pytest
from golden_vectors import VECTORS, block_means, images, logits, network_input, read_vectors

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.bundle import Bundle, load_bundle

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

# Largest difference of logits, of which the largest is about 4. Single precision on a CPU: 1e-5 was seen between one
# thread and two, with and without oneDNN, and against double precision. Half precision, as on a CUDA GPU: 0.034 was
# seen where a CPU did the same.
TOLERANCE = {"cpu": 1e-3, "cuda": 0.1}
REMEDY = "If that was wanted, or another model is bundled now: run python Testing/Python/golden_vectors.py"
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]


@pytest.fixture(scope="module")
def golden() -> dict[str, np.ndarray]:
    return read_vectors()


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle()


@pytest.fixture(scope="module")
def volume(golden: dict[str, np.ndarray]) -> CTVolume:
    return CTVolume(golden["voxels"], golden["ijk_to_ras"])


def test_they_are_those_of_the_bundled_model(golden: dict[str, np.ndarray], bundle: Bundle) -> None:
    assert golden["model"] == bundle.name, REMEDY


def test_they_are_small() -> None:
    assert VECTORS.stat().st_size < 500_000


@pytest.mark.parametrize("method", ["mip", "mid-plane", "aip"])
def test_the_nine_images_are_the_same(method: str, golden: dict[str, np.ndarray], volume: CTVolume) -> None:
    made = {name: image for name, image in images(volume).items() if name.startswith(method)}
    assert len(made) == 3
    for name, image in made.items():
        assert image.dtype == golden[name].dtype
        # Maxima and central slices are voxels; the order in which a mean is summed may differ.
        np.testing.assert_allclose(image, golden[name], 0, 0.01 if method == "aip" else 0, err_msg=REMEDY)


def test_the_networks_input_is_the_same(golden: dict[str, np.ndarray], volume: CTVolume, bundle: Bundle) -> None:
    # 1e-4 is a fortieth of a HU in the narrowest window; the kept means are rounded to 1e-5.
    made = block_means(network_input(volume, bundle))
    np.testing.assert_allclose(made, golden["tensors"], 0, 1e-4, err_msg=REMEDY)


@pytest.mark.parametrize("device", DEVICES)
def test_the_network_answers_the_same(
    device: str, golden: dict[str, np.ndarray], volume: CTVolume, bundle: Bundle
) -> None:
    answer = logits(network_input(volume, bundle), bundle, device)
    np.testing.assert_allclose(answer, golden["logits"], 0, TOLERANCE[device], err_msg=REMEDY)
