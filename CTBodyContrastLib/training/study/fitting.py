"""The training of one of the study's networks: one reconstruction, one task."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from ...labels import BodyPart, Contrast, View
from ...separate_networks import BODY_PART, build_single_network
from ..plan import Plan, Validation
from .examples import CHANNELS, ImageExamples
from .images import StudyScan
from .recipe import StudyRecipe

if TYPE_CHECKING:
    import torch

# Images asked about at a time, where nothing is learned: no more memory than a training step takes.
_TOGETHER = 6


def of_task(scans: Sequence[StudyScan], task: str) -> tuple[list[StudyScan], list[int]]:
    """The scans that a task is about, with their classes: of contrast, those of its part with a known label."""
    if task == BODY_PART:
        return list(scans), [list(BodyPart).index(scan.part) for scan in scans]
    known = [scan for scan in scans if scan.part == task and scan.case.contrast is not None]
    return known, [int(scan.case.contrast is Contrast.CE) for scan in known]


def plan_single(
    view: View,
    task: str,
    training: Sequence[StudyScan],
    validation: Sequence[StudyScan],
    recipe: StudyRecipe,
    trunk: "Mapping[str, torch.Tensor]",
) -> Plan:
    """The training of a network on one view of the scans; without a scan for validation, to the last epoch.

    Args:
        trunk: the weights that its trunk begins with; none for random ones.
    """
    import torch

    settings = recipe.training
    torch.manual_seed(settings.seed)
    network = build_single_network(recipe.backbone, task)
    if trunk:
        network.trunk.load_state_dict(trunk)
    (scans, classes), (looked_at, truth) = of_task(training, task), of_task(validation, task)
    weights = class_weights(classes, network.head.out_features) if settings.class_weights else None
    epoch = ceil(len(scans) / settings.images_per_step)
    images = [scan.image(view) for scan in looked_at]
    return Plan(
        name=f"{'-'.join(view)}/{task}",
        owner={"recipe": recipe.as_dict(), "scans": [scan.case.case_id for scan in (*scans, *looked_at)]},
        network=network,
        optimizer=torch.optim.SGD(network.parameters(), settings.learning_rate, settings.momentum),
        examples=ImageExamples([scan.image(view) for scan in scans], classes, recipe.augmentation, settings.seed),
        join=torch.utils.data.default_collate,
        loss=partial(_loss, weights=weights),
        steps=settings.max_epochs * epoch,
        examples_per_step=settings.images_per_step,
        seed=settings.seed,
        checkpoint_steps=settings.checkpoint_steps,
        gradient_clip=settings.gradient_clip,
        validation=Validation(epoch, settings.patience, partial(_mean_loss, images=images, classes=truth))
        if looked_at
        else None,
    )


def ask(network: "torch.nn.Module", images: Sequence[np.ndarray]) -> np.ndarray:
    """The logits (n, class) of images (row, column), in the order given."""
    import torch

    device = next(network.parameters()).device
    with torch.inference_mode():
        found = [network(batch.to(device)).float().cpu() for batch in _batches(images)]
    return torch.cat(found).numpy() if found else np.zeros((0, network.head.out_features), np.float32)


def class_weights(classes: Sequence[int], count: int) -> "torch.Tensor":
    """Weights (count,) with which every class that there is counts alike; 1 on average over the scans."""
    import torch

    numbers = np.bincount(classes, minlength=count)
    weights = len(classes) / (np.count_nonzero(numbers) * np.maximum(numbers, 1))
    return torch.tensor(weights, dtype=torch.float32)


def _loss(
    network: "torch.nn.Module", batch: "tuple[torch.Tensor, torch.Tensor]", weights: "torch.Tensor | None"
) -> "torch.Tensor":
    import torch
    from torch.nn import functional

    images, classes = batch
    logits = network(images.contiguous(memory_format=torch.channels_last))
    return functional.cross_entropy(logits, classes, None if weights is None else weights.to(logits.device))


def _mean_loss(network: "torch.nn.Module", images: Sequence[np.ndarray], classes: Sequence[int]) -> float:
    import torch
    from torch.nn import functional

    logits = torch.from_numpy(ask(network, images))
    return float(functional.cross_entropy(logits, torch.tensor(classes)))


def _batches(images: Sequence[np.ndarray]) -> "Iterator[torch.Tensor]":
    import torch

    for start in range(0, len(images), _TOGETHER):
        stacked = torch.from_numpy(np.stack(images[start : start + _TOGETHER]))[:, None]
        yield stacked.expand(-1, CHANNELS, -1, -1).contiguous(memory_format=torch.channels_last)
