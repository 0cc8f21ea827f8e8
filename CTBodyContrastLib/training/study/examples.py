"""Training examples of one reconstruction: an image, changed at random, and its label."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..examples import torch_seed
from .recipe import ImageAugmentation

if TYPE_CHECKING:
    import torch

CHANNELS = 3


class ImageExamples:
    """Examples, each drawn by its number alone; every image comes once before any comes again.

    Args:
        images: float32 (row, column) in 0..1. labels: their classes.
    """

    def __init__(
        self, images: Sequence[np.ndarray], labels: Sequence[int], augmentation: ImageAugmentation, seed: int
    ) -> None:
        self._images, self._labels, self._augmentation, self._seed = images, labels, augmentation, seed

    def __getitem__(self, number: int) -> "tuple[torch.Tensor, int]":
        import torch

        epoch, place = divmod(number, len(self._images))
        index = np.random.default_rng((self._seed, epoch)).permutation(len(self._images))[place]
        image = torch.tensor(self._images[index])[None]
        seed = int(np.random.SeedSequence((self._seed, epoch, place)).generate_state(1, np.uint64)[0])
        with torch_seed(seed):
            changed = changes(self._augmentation)(image)
        return changed.expand(CHANNELS, -1, -1), self._labels[index]


def changes(augmentation: ImageAugmentation) -> "torch.nn.Module":
    """The random changes as torchvision has them, for (1, row, column) images in 0..1."""
    from torchvision.transforms import v2

    return v2.Compose(
        [
            v2.RandomHorizontalFlip(augmentation.flip),
            v2.RandomAffine(
                augmentation.rotate_degrees,
                scale=(1 - augmentation.zoom, 1 + augmentation.zoom),
                interpolation=v2.InterpolationMode.BILINEAR,
            ),
            v2.ElasticTransform(augmentation.warp, augmentation.warp_smoothness),
            v2.GaussianNoise(sigma=augmentation.noise),
        ]
    )
