"""The training loop: from starting weights and scans to averaged weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..labels import BodyPart
from ..network import build_network
from .examples import NO_LABEL, batches
from .recipe import Recipe
from .slabs import TrainingScan
from .starting_weights import RANDOM, StartingWeights, load_imagenet

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Fitted:
    """A trained network in evaluation mode, and where its first weights came from."""

    network: "torch.nn.Module"
    starting_weights: StartingWeights


def fit_network(
    scans: Sequence[TrainingScan],
    recipe: Recipe,
    device: str = "cpu",
    on_step: Callable[[int, float], None] = lambda step, loss: None,
) -> Fitted:
    """Train the recipe's network on the scans; on_step(step, loss) is called after every step.

    Every head of a view learns the body part; every view's contrast heads learn contrast, the true part's fully and
    the others' by `shared_contrast`, since enhanced blood looks alike in every part and several parts have few cases.
    """
    import torch

    settings = recipe.training
    torch.manual_seed(settings.seed)
    network = build_network(recipe.backbone, recipe.views, settings.drop_rate)
    starting = RANDOM
    if recipe.starting_weights == "imagenet":
        starting = load_imagenet(network.trunk, recipe.backbone)
    # channels_last halves the time of depthwise convolutions on a CPU.
    network = network.to(device, memory_format=torch.channels_last).train()
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average_decay), use_buffers=True
    )
    optimizer = torch.optim.AdamW(network.parameters(), settings.learning_rate, weight_decay=settings.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.learning_rate, settings.steps, pct_start=0.15)
    vary = _image_augmentation(recipe)
    for step, batch in enumerate(batches(scans, recipe), start=1):
        images, views, parts, labels = (tensor.to(device) for tensor in batch)
        images = torch.stack([vary(image) for image in images]).contiguous(memory_format=torch.channels_last)
        loss = _loss(network(images, views), parts, labels, settings.shared_contrast)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        average.update_parameters(network)
        on_step(step, float(loss.detach()))
    return Fitted(average.module.eval(), starting)


def _image_augmentation(recipe: Recipe) -> "Callable[[torch.Tensor], torch.Tensor]":
    from torchvision.transforms import v2

    settings = recipe.training
    return v2.RandomAffine(
        settings.rotate_degrees,
        translate=(settings.shift, settings.shift),
        scale=(1 - settings.zoom, 1 + settings.zoom),
        interpolation=v2.InterpolationMode.BILINEAR,
    )


def _loss(
    outputs: "tuple[torch.Tensor, torch.Tensor]",
    parts: "torch.Tensor",
    labels: "torch.Tensor",
    shared_contrast: float,
) -> "torch.Tensor":
    import torch
    from torch.nn import functional

    body_part, contrast = outputs
    loss = functional.cross_entropy(body_part, parts, label_smoothing=0.05)
    known = labels != NO_LABEL
    if known.any():
        truth = labels[known].float()[:, None].expand(-1, len(BodyPart))
        share = torch.full_like(contrast[known], shared_contrast / (len(BodyPart) - 1))
        share.scatter_(1, parts[known, None], 1.0)
        # The same smoothing as above, for two labels.
        errors = functional.binary_cross_entropy_with_logits(contrast[known], 0.05 + 0.9 * truth, reduction="none")
        loss = loss + (errors * share).sum(1).mean()
    return loss
