"""The training loop of every recipe, on Lightning Fabric: devices, precision, logs, checkpoints, early stopping.

All of a step is a function of the seed and the step's number: its examples are drawn by their numbers, and torch's
generator, which dropout uses, is seeded anew. So a training that was killed needs no state of any generator to go on to
the same weights.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .hardware import Hardware, deterministic
from .plan import Plan
from .progress import step_progress
from .stepping import Stepping, TrainingError, check_loss

if TYPE_CHECKING:
    import torch

_LOG_EVERY = 10  # steps: reading a loss makes the processor wait for the GPU


class Engine:
    """Trains by plans, one after another, in one run's folder.

    Attributes:
        cache: the folder of what is computed once of each scan, in that of the run unless several runs share it.
    """

    def __init__(
        self,
        run: Path,
        hardware: Hardware | None = None,
        resume: bool = False,
        say: Callable[[str], None] = print,
        cache: Path | None = None,
    ) -> None:
        hardware = hardware or Hardware()
        self.fabric = hardware.launch()
        self.run = run
        self.cache = cache or run / "cache"
        self._workers = hardware.workers_per_device
        self._resume = resume
        self._say = say

    @property
    def device(self) -> str:
        """What a network is asked on."""
        return str(self.fabric.device)

    @property
    def leads(self) -> bool:
        """Whether this process is the one of all that writes files."""
        return bool(self.fabric.is_global_zero)

    def say(self, text: str) -> None:
        """Say it once, however many processes there are."""
        if self.leads:
            self._say(text)

    def fit(self, plan: Plan) -> "torch.nn.Module":
        """Train, or go on with a training; the network in evaluation mode.

        Its checkpoints stay until `forget`, so that a crash before the result is kept costs nothing.

        Raises:
            TrainingError: an unfinished training is there and is not to be resumed; devices cannot share the examples
                of a step; or the loss is no longer a number.
            CheckpointError: a checkpoint cannot be written, or is damaged or another training's.
        """
        if plan.examples_per_step % self.fabric.world_size:
            raise TrainingError(
                f"The {plan.examples_per_step} examples of a step cannot be shared alike by {self.fabric.world_size} "
                "devices. Change either number."
            )
        training = Stepping(plan, self.fabric, self._checkpoints(plan.name))
        if training.last.is_file():
            if not self._resume:
                raise TrainingError(
                    f"{self.run} holds an unfinished training, {plan.name}. Go on with --resume, or remove "
                    f"{training.last.parent} to begin again."
                )
            training.restore()
        with deterministic(), self._logs(plan.name) as log, step_progress(plan.steps, self.say) as show:
            self._go_on(training, plan, log, show)
        return training.result()

    def forget(self, name: str) -> None:
        """Remove a training's checkpoints, once what came of it is kept."""
        self.fabric.barrier()
        if self.leads:
            rmtree(self._checkpoints(name), ignore_errors=True)

    def _go_on(
        self,
        training: Stepping,
        plan: Plan,
        log: Callable[[Mapping[str, float], int], None],
        show: Callable[[int, float], None],
    ) -> None:
        begun = perf_counter()
        batches = iter(self._batches(plan, training.place.step))
        while not training.ended:
            loss, step = training.step(next(batches)), training.place.step
            if step % _LOG_EVERY == 0 or step == plan.steps:
                read = check_loss(float(loss), step)
                log({"loss": read, "learning_rate": training.learning_rate, "seconds": perf_counter() - begun}, step)
                show(step, read)
            if plan.validation and step % plan.validation.every == 0:
                log({"validation_loss": check_loss(training.look(plan.validation), step)}, step)
            if step % plan.checkpoint_steps == 0 or training.ended:
                training.save()

    def _batches(self, plan: Plan, first: int) -> Iterable[Any]:
        """The batches of this process from a step on."""
        import torch

        rank, devices, count = self.fabric.global_rank, self.fabric.world_size, plan.examples_per_step
        return torch.utils.data.DataLoader(
            plan.examples,
            batch_sampler=[
                range(step * count + rank, (step + 1) * count, devices) for step in range(first, plan.steps)
            ],
            num_workers=self._workers,
            collate_fn=plan.join,
            pin_memory=self.fabric.device.type == "cuda",
        )

    @contextmanager
    def _logs(self, name: str) -> Iterator[Callable[[Mapping[str, float], int], None]]:
        """A function that writes values to CSV and for TensorBoard, to a new folder at each start."""
        from lightning.fabric.loggers import CSVLogger, TensorBoardLogger

        table = CSVLogger(self.run / "logs", name, flush_logs_every_n_steps=1)
        loggers = table, TensorBoardLogger(self.run / "logs", name, version=table.version)

        def log(values: Mapping[str, float], step: int) -> None:
            for logger in loggers:
                logger.log_metrics(dict(values), step)

        try:
            yield log
        finally:
            for logger in loggers:
                logger.finalize("finished")

    def _checkpoints(self, name: str) -> Path:
        return self.run / "checkpoints" / name
