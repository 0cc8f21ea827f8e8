"""An endless stream of training examples: a slab is drawn, changed, projected and scaled."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..labels import NINE_VIEWS, VESSEL_VIEWS, BodyPart, Contrast, View
from ..preprocessing import network_input, network_views
from ..volume import CTVolume
from .recipe import Recipe
from .slabs import SlabSampler, TrainingScan

if TYPE_CHECKING:
    import torch

NO_LABEL = -1


def canonical_volume(voxels: np.ndarray, spacing: tuple[float, float, float]) -> CTVolume:
    """A volume from an (S, A, R) array in patient order (S up, A toward posterior, R toward left)."""
    superior, anterior, right = spacing
    return CTVolume(voxels, np.diag([-right, -anterior, superior, 1.0]))


def example(sampler: SlabSampler, recipe: Recipe, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, int, int]:
    """One slab's images.

    Returns:
        Images (view, channel, row, column) in 0..1, the views' indices in recipe.views, the body part's index,
        and 1 for CE, 0 for NE, NO_LABEL for unknown.
    """
    drawn = sampler.draw(rng)
    voxels, spacing, contrast = recipe.augmentation(drawn, rng)
    views: list[View] = [NINE_VIEWS[i] for i in sorted(rng.permutation(9)[: recipe.training.nine_views_per_slab])]
    if recipe.vessel_views:
        views += VESSEL_VIEWS
    images = network_input(network_views(canonical_volume(voxels, spacing), views), recipe.preprocessing)
    label = NO_LABEL if contrast is None else int(contrast is Contrast.CE)
    return images, np.array([recipe.views.index(view) for view in views]), list(BodyPart).index(drawn.part), label


def batches(
    scans: Sequence[TrainingScan], recipe: Recipe, workers: int = 1
) -> "Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]]":
    """Endless batches (images, view indices, part labels, contrast labels), drawn by `workers` processes."""
    import torch

    sampler = SlabSampler(scans)

    class Examples(torch.utils.data.IterableDataset):
        def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray, int, int]]:
            info = torch.utils.data.get_worker_info()
            rng = np.random.default_rng([recipe.training.seed, info.id if info else 0])
            while True:
                yield example(sampler, recipe, rng)

    def collate(
        drawn: list[tuple[np.ndarray, np.ndarray, int, int]],
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        counts = [len(images) for images, *_ in drawn]
        return (
            torch.from_numpy(np.concatenate([images for images, *_ in drawn])),
            torch.from_numpy(np.concatenate([views for _, views, *_ in drawn])),
            torch.tensor(np.repeat([part for *_, part, _ in drawn], counts)),
            torch.tensor(np.repeat([label for *_, label in drawn], counts)),
        )

    loader = torch.utils.data.DataLoader(
        Examples(), recipe.training.slabs_per_step, num_workers=workers, collate_fn=collate
    )
    return iter(loader)
