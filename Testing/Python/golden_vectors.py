"""What one synthetic CT became on the day this was last run: nine images, the network's input, and its logits.

python Testing/Python/golden_vectors.py    writes them anew: after a new bundled model, or a wanted change before it

The voxels are kept too, since random numbers, and so phantoms, may differ between versions of numpy.
"""

from pathlib import Path

import numpy as np

from CTBodyContrastLib import CTVolume, make_phantom, project
from CTBodyContrastLib.bundle import Bundle, load_bundle
from CTBodyContrastLib.preparation import prepare_scan

VECTORS = Path(__file__).parent / "golden" / "neck-CE.npz"
# Each side of the input's blocks, in pixels, whose means are kept: a 16th of the numbers, and no pixel goes unseen.
_BLOCK = 4
# Block means are kept as 16-bit integers, in steps that are a thousandth of a HU in the narrowest window.
_STEPS = 65535


def make_volume() -> CTVolume:
    """A neck with contrast, whose rows and columns (2 mm) are averaged in pairs. Noise would not compress."""
    return make_phantom("neck", "CE", seed=3000, spacing=(6.0, 2.0, 2.0), noise_hu=0)


def images(volume: CTVolume) -> dict[str, np.ndarray]:
    """The nine images in HU, by names such as "mip axial"."""
    return {f"{method} {plane}": projection.image for (method, plane), projection in project(volume).items()}


def network_input(volume: CTVolume, bundle: Bundle) -> np.ndarray:
    """float32 (view, channel, row, column) in 0..1."""
    return prepare_scan(volume, bundle.views, bundle.preprocessing).images


def block_means(tensors: np.ndarray) -> np.ndarray:
    """Means over blocks of pixels, (view, channel, row, column)."""
    views, channels, rows, columns = tensors.shape
    blocks = tensors.reshape(views, channels, rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK)
    return blocks.mean(axis=(3, 5))


def logits(tensors: np.ndarray, bundle: Bundle, device: str = "cpu") -> np.ndarray:
    """What the network answers (view, 10): body parts, then contrast in each; in half precision on a CUDA GPU."""
    import torch

    network, count = bundle.network().to(device), len(tensors)
    with torch.inference_mode(), torch.autocast(device, enabled=device == "cuda"):
        answer = network(torch.from_numpy(tensors).to(device), torch.arange(count, device=device))
    return torch.cat(answer, dim=1).float().cpu().numpy()


def read_vectors() -> dict[str, np.ndarray]:
    """What was kept: model, voxels, ijk_to_ras, each of the nine images, tensors (block means) and logits."""
    with np.load(VECTORS, allow_pickle=False) as stored:
        kept = {name: stored[name] for name in stored.files}
    return kept | {"tensors": kept["tensors"] / _STEPS}


def main() -> None:
    volume, bundle = make_volume(), load_bundle()
    tensors = network_input(volume, bundle)
    VECTORS.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        VECTORS,
        model=bundle.name,
        voxels=volume.voxels,
        ijk_to_ras=volume.ijk_to_ras,
        tensors=np.rint(block_means(tensors) * _STEPS).astype(np.uint16),
        logits=logits(tensors, bundle),
        **images(volume),
    )
    print(f"Written: {VECTORS}, {VECTORS.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
