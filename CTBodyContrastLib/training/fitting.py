"""The training of a network for all views on slabs: from starting weights to averaged weights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ..labels import BodyPart
from ..network import build_network
from .engine import Engine
from .examples import NO_LABEL, Batch, Examples, join_examples
from .plan import Plan
from .recipe import Recipe, TrainingSettings
from .slabs import TrainingScan
from .starting_weights import StartingWeights, start_from

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Fitted:
    """A trained network in evaluation mode, and where its first weights came from."""

    network: "torch.nn.Module"
    starting_weights: StartingWeights


def fit_network(scans: Sequence[TrainingScan], recipe: Recipe, engine: Engine, name: str) -> Fitted:
    """Train the recipe's network on the scans; `name` is that of its logs and checkpoints."""
    plan, starting = plan_network(scans, recipe, name)
    network = engine.fit(plan)
    if recipe.training.second_cycle:
        network = engine.fit(plan_second_cycle(network, scans, recipe, name))
    return Fitted(network, starting)


def plan_network(scans: Sequence[TrainingScan], recipe: Recipe, name: str) -> tuple[Plan, StartingWeights]:
    """The training of the recipe's network on the scans, and where its first weights came from.

    Every head of a view learns the body part; every view's contrast heads learn contrast, the true part's fully and
    the others' by `shared_contrast`, since enhanced blood looks alike in every part and several parts have few cases.
    """
    import torch

    torch.manual_seed(recipe.training.seed)
    network = build_network(recipe.backbone, recipe.views, recipe.training.drop_rate)
    starting = start_from(recipe.starting_weights, network.trunk, recipe.backbone)
    return _cycle(network, scans, recipe, name), starting


def plan_second_cycle(network: "torch.nn.Module", scans: Sequence[TrainingScan], recipe: Recipe, name: str) -> Plan:
    """A training that goes on from the averaged weights of the first cycle, with other examples and a lower rate.

    See Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017.
    """
    settings = recipe.training
    second = replace(
        settings,
        steps=max(1, round(settings.steps * settings.second_cycle)),
        learning_rate=settings.learning_rate * settings.second_cycle,
        seed=settings.seed + 1,
    )
    return _cycle(network, scans, replace(recipe, training=second), f"{name}/second-cycle")


def _cycle(network: "torch.nn.Module", scans: Sequence[TrainingScan], recipe: Recipe, name: str) -> Plan:
    """All steps of a recipe, whose learning rate rises and falls once."""
    import torch

    settings = recipe.training
    optimizer = torch.optim.AdamW(network.parameters(), settings.learning_rate, weight_decay=settings.weight_decay)
    return Plan(
        name=name,
        owner={"recipe": recipe.as_dict(), "scans": sorted(scan.case.case_id for scan in scans)},
        network=network,
        optimizer=optimizer,
        schedule=torch.optim.lr_scheduler.OneCycleLR(
            optimizer, settings.learning_rate, settings.steps, pct_start=settings.warm_up
        ),
        examples=Examples(scans, recipe),
        join=join_examples,
        loss=partial(batch_loss, settings=settings),
        steps=settings.steps,
        examples_per_step=settings.slabs_per_step,
        seed=settings.seed,
        checkpoint_steps=settings.checkpoint_steps,
        gradient_clip=settings.gradient_clip,
        average_decay=settings.average_decay,
    )


def batch_loss(network: "torch.nn.Module", batch: Batch, settings: TrainingSettings) -> "torch.Tensor":
    """What a network is to make small: cross-entropy of the body part and of contrast, the latter where it is known."""
    import torch
    from torch.nn import functional

    images, views, parts, labels = batch
    body_part, contrast = network(images.contiguous(memory_format=torch.channels_last), views)
    smoothing = settings.label_smoothing
    # Of what is none of the parts, each shall be as probable as any other.
    truly = torch.full_like(body_part, 1 / len(BodyPart))
    named = parts != NO_LABEL
    truly[named] = functional.one_hot(parts[named], len(BodyPart)).to(truly)
    loss = functional.cross_entropy(body_part, truly, label_smoothing=smoothing)
    known = labels != NO_LABEL
    if known.any():
        truth = labels[known].float()[:, None].expand(-1, len(BodyPart))
        share = torch.full_like(contrast[known], settings.shared_contrast / (len(BodyPart) - 1))
        share.scatter_(1, parts[known, None], 1.0)
        smooth = smoothing + (1 - 2 * smoothing) * truth
        errors = functional.binary_cross_entropy_with_logits(contrast[known], smooth, reduction="none")
        loss = loss + (errors * share).sum(1).mean()
    return loss
