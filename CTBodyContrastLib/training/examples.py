"""Training examples: a slab is drawn, changed, projected and scaled."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from ..labels import NINE_VIEWS, VESSEL_VIEWS, BodyPart, Contrast, Plane, View
from ..preprocessing import network_input, network_views, soft_tissue_shift
from ..volume import CTVolume
from .outliers import draw_outlier
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
        part: the body part's index, NO_LABEL for none. contrast: 1 for CE, 0 for NE, NO_LABEL for unknown.
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
        part, planes = list(BodyPart).index(drawn.part), frozenset(Plane)
        if rng.random() < recipe.training.outliers:
            (voxels, spacing, planes), part, contrast = draw_outlier(voxels, spacing, rng), NO_LABEL, None
        views = self._draw_views(planes, rng)
        volume = canonical_volume(voxels, spacing)
        shift = soft_tissue_shift(volume, recipe.preprocessing)
        # Edges stay as they were drawn: the more they vary, the more a network learns to bear.
        images = network_input(network_views(volume, views), recipe.preprocessing, shift)
        return Example(
            self._moved(images, rng),
            np.array([recipe.views.index(view) for view in views]),
            part,
            NO_LABEL if contrast is None else int(contrast is Contrast.CE),
        )

    def _draw_views(self, planes: Collection[Plane], rng: np.random.Generator) -> list[View]:
        shown = [view for view in NINE_VIEWS if view[1] in planes]
        drawn = sorted(rng.permutation(len(shown))[: self._recipe.training.nine_views_per_slab])
        vessels = VESSEL_VIEWS if self._recipe.vessel_views else ()
        return [shown[index] for index in drawn] + [view for view in vessels if view[1] in planes]

    def _moved(self, images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The images (view, channel, row, column), each turned, shifted and zoomed at random."""
        import torch
        from torchvision.transforms import v2

        settings = self._recipe.training
        move = v2.RandomAffine(
            settings.rotate_degrees,
            translate=(settings.shift, settings.shift),
            scale=(1 - settings.zoom, 1 + settings.zoom),
            interpolation=v2.InterpolationMode.BILINEAR,
        )
        with torch_seed(int(rng.integers(2**63))):
            return torch.stack([move(image) for image in torch.from_numpy(images)]).numpy()


Batch: TypeAlias = "tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]"


def join_examples(examples: Sequence[Example]) -> Batch:
    """A batch: images, view indices, part labels and contrast labels, each with one entry an image."""
    import torch

    counts = [len(each.views) for each in examples]
    return (
        torch.from_numpy(np.concatenate([each.images for each in examples])),
        torch.from_numpy(np.concatenate([each.views for each in examples])),
        torch.tensor(np.repeat([each.part for each in examples], counts)),
        torch.tensor(np.repeat([each.contrast for each in examples], counts)),
    )


@contextmanager
def torch_seed(seed: int) -> Iterator[None]:
    """Seed torch's generator for what is inside, and put it back as it was: torchvision knows no other source."""
    import torch

    with torch.random.fork_rng(devices=()):
        torch.manual_seed(seed)
        yield
