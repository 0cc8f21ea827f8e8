"""One training while it runs: all that changes from step to step, and how it is kept and taken up again."""

from dataclasses import asdict, dataclass
from math import inf, isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import CTBodyContrastError
from .checkpoint import load_checkpoint, save_checkpoint
from .plan import Plan, Validation

if TYPE_CHECKING:
    import torch
    from lightning.fabric import Fabric


class TrainingError(CTBodyContrastError):
    """A training cannot begin, or go on."""


@dataclass
class Place:
    """How far a training is: steps done, the lowest validation loss, and looks since then."""

    step: int = 0
    lowest: float = inf
    looks_since: int = 0


class Stepping:
    """A plan's network, optimizer, schedule and average, on the devices of a Fabric."""

    def __init__(self, plan: Plan, fabric: "Fabric", folder: Path) -> None:
        import torch

        self.place = Place()
        self.last = folder / "last.ckpt"
        self._best = folder / "best.ckpt"
        self._plan, self._fabric = plan, fabric
        # channels_last halves the time of depthwise convolutions on a CPU.
        plan.network.to(memory_format=torch.channels_last).train()
        self._network, self._optimizer = fabric.setup(plan.network, plan.optimizer)
        self._parts: dict[str, Any] = {"network": plan.network, "optimizer": plan.optimizer}
        if plan.schedule:
            self._parts["schedule"] = plan.schedule
        self._result = plan.network
        if plan.average_decay:
            decay = torch.optim.swa_utils.get_ema_multi_avg_fn(plan.average_decay)
            average = torch.optim.swa_utils.AveragedModel(plan.network, multi_avg_fn=decay, use_buffers=True)
            self._parts["average"], self._result = average, average.module

    @property
    def ended(self) -> bool:
        """Whether the last step is done, or the validation loss has not fallen for long."""
        validation = self._plan.validation
        patient = validation is None or self.place.looks_since < validation.patience
        return self.place.step >= self._plan.steps or not patient

    @property
    def learning_rate(self) -> float:
        """That of the next step."""
        return float(self._plan.optimizer.param_groups[0]["lr"])

    def step(self, batch: Any) -> "torch.Tensor":
        """Learn from one batch; its loss, still on the device."""
        import torch

        plan, place = self._plan, self.place
        number = np.random.SeedSequence((plan.seed, place.step, self._fabric.global_rank)).generate_state(1, np.uint64)
        torch.manual_seed(int(number[0]))
        loss = plan.loss(self._network, self._fabric.to_device(batch))
        self._optimizer.zero_grad()
        self._fabric.backward(loss)
        if plan.gradient_clip:
            self._fabric.clip_gradients(
                self._network, self._optimizer, max_norm=plan.gradient_clip, error_if_nonfinite=False
            )
        self._optimizer.step()
        if plan.schedule:
            plan.schedule.step()
        if plan.average_decay:
            self._parts["average"].update_parameters(plan.network)
        place.step += 1
        return loss.detach()

    def look(self, validation: Validation) -> float:
        """The validation loss; the best network so far is kept."""
        lowest = self.place.lowest
        loss = 0.0
        if self._fabric.is_global_zero:
            loss = validation.loss(self._result.eval())
            self._plan.network.train()
        loss = self._fabric.broadcast(loss)
        if loss < lowest:
            self.place.lowest, self.place.looks_since = loss, 0
            self._write(self._best, {"network": self._result})
        else:
            self.place.looks_since += 1
        return loss

    def save(self) -> None:
        """Write a checkpoint.

        Raises:
            CheckpointError: it cannot be written.
        """
        self._write(self.last, self._parts | {"place": asdict(self.place)})

    def restore(self) -> None:
        """Go back to the checkpoint.

        Raises:
            CheckpointError: it is damaged or another training's.
        """
        states = load_checkpoint(self.last, self._plan.owner)
        self.place = Place(**states.pop("place"))
        for name, state in states.items():
            self._parts[name].load_state_dict(state)

    def result(self) -> "torch.nn.Module":
        """The averaged, best or last network, in evaluation mode."""
        if self._plan.validation and self._best.is_file():
            self._result.load_state_dict(load_checkpoint(self._best, self._plan.owner)["network"])
        return self._result.eval()

    def _write(self, path: Path, parts: dict[str, Any]) -> None:
        if self._fabric.is_global_zero:
            save_checkpoint(path, parts, self._plan.owner)
        self._fabric.barrier()


def check_loss(loss: float, step: int) -> float:
    """The loss.

    Raises:
        TrainingError: it is not a number: the training has failed.
    """
    if not isfinite(loss):
        raise TrainingError(f"The loss is no number from step {step} on. Train again with a lower learning rate.")
    return loss
