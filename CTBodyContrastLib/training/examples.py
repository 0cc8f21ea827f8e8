"""Training examples: a slab is drawn, changed, projected and scaled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

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


@dataclass(frozen=True)
class Example:
    """One slab's images.

    Attributes:
        images: float32 (view, channel, row, column) in 0..1.
        views: the views' indices in recipe.views.
        part: the body part's index. contrast: 1 for CE, 0 for NE, NO_LABEL for unknown.
    """

    images: np.ndarray
    views: np.ndarray
    part: int
    contrast: int


class Examples:
    """A training's examples, each drawn by its number alone: the same whichever process draws it, and in what order."""

    def __init__(self, scans: Sequence[TrainingScan], recipe: Recipe) -> None:
        self._sampler = SlabSampler(scans)
        self._recipe = recipe

    def __len__(self) -> int:
        return self._recipe.training.steps * self._recipe.training.slabs_per_step

    def __getitem__(self, number: int) -> Example:
        recipe = self._recipe
        rng = np.random.default_rng((recipe.training.seed, number))
        drawn = self._sampler.draw(rng)
        voxels, spacing, contrast = recipe.augmentation(drawn, rng)
        nine = sorted(rng.permutation(len(NINE_VIEWS))[: recipe.training.nine_views_per_slab])
        views: list[View] = [NINE_VIEWS[index] for index in nine]
        if recipe.vessel_views:
            views += VESSEL_VIEWS
        return Example(
            network_input(network_views(canonical_volume(voxels, spacing), views), recipe.preprocessing),
            np.array([recipe.views.index(view) for view in views]),
            list(BodyPart).index(drawn.part),
            NO_LABEL if contrast is None else int(contrast is Contrast.CE),
        )


Batch: TypeAlias = "tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]"


def batches(scans: Sequence[TrainingScan], recipe: Recipe, workers: int = 1) -> Iterable[Batch]:
    """The training's batches (images, view indices, part labels, contrast labels), drawn by `workers` processes."""
    import torch

    return torch.utils.data.DataLoader(
        Examples(scans, recipe), recipe.training.slabs_per_step, num_workers=workers, collate_fn=_join
    )


def _join(examples: list[Example]) -> Batch:
    import torch

    counts = [len(each.views) for each in examples]
    return (
        torch.from_numpy(np.concatenate([each.images for each in examples])),
        torch.from_numpy(np.concatenate([each.views for each in examples])),
        torch.tensor(np.repeat([each.part for each in examples], counts)),
        torch.tensor(np.repeat([each.contrast for each in examples], counts)),
    )
