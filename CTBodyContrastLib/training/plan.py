"""What the engine is asked to train: what learns from what, how, and for how long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

    Loss = Callable[[torch.nn.Module, Any], torch.Tensor]


@dataclass(frozen=True)
class Validation:
    """Early stopping.

    Attributes:
        every: steps between two looks. patience: looks without a lower loss after which the training ends.
        loss: of the network, in evaluation mode, on scans that it does not learn from.
    """

    every: int
    patience: int
    loss: "Callable[[torch.nn.Module], float]"


@dataclass(frozen=True)
class Plan:
    """One training.

    Attributes:
        name: of its logs and checkpoints.
        owner: plain values that must be the same for an interrupted training to be taken up.
        examples: gives an example for each number from 0 up; one number always gives the same example.
        join: makes a batch of a list of examples. loss: of the network on a batch.
        steps: at most. examples_per_step: over all devices.
        checkpoint_steps: steps between two checkpoints.
        gradient_clip: largest norm of the gradient; 0 for none.
        average_decay: of the exponential average of the weights that is the result; 0 for none.
        validation: when left out, the training goes on to its last step.
    """

    name: str
    owner: Mapping[str, Any]
    network: "torch.nn.Module"
    optimizer: "torch.optim.Optimizer"
    examples: Any
    join: Callable[[list[Any]], Any]
    loss: "Loss"
    steps: int
    examples_per_step: int
    checkpoint_steps: int
    seed: int
    schedule: "torch.optim.lr_scheduler.LRScheduler | None" = None
    gradient_clip: float = 0.0
    average_decay: float = 0.0
    validation: Validation | None = None
