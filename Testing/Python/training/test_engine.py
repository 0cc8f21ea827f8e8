import csv
from collections.abc import Callable
from dataclasses import replace
from math import cos, pi
from pathlib import Path

import pytest
from quiet_engine import quiet_engine

pytest.importorskip("lightning", reason="not run: what training needs is not installed")

import torch

from CTBodyContrastLib.training.checkpoint import CheckpointError
from CTBodyContrastLib.training.examples import torch_seed
from CTBodyContrastLib.training.plan import Plan, Validation
from CTBodyContrastLib.training.stepping import TrainingError


class Examples:
    def __getitem__(self, number: int) -> tuple[torch.Tensor, int]:
        with torch_seed(number):
            return torch.rand(8), number % 2


class StoppedError(Exception):
    pass


def loss_of(stop_at: int | None = None) -> Callable:
    """A loss that raises at its n-th call."""
    calls = 0

    def loss(network: torch.nn.Module, batch: list[torch.Tensor]) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls == stop_at:
            raise StoppedError
        return torch.nn.functional.cross_entropy(network(batch[0]), batch[1])

    return loss


def plan(loss: Callable, owner: str = "mine", validation: Validation | None = None, steps: int = 12) -> Plan:
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        torch.nn.Linear(8, 8), torch.nn.BatchNorm1d(8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 2)
    )
    optimizer = torch.optim.AdamW(network.parameters(), 0.01)
    return Plan(
        name="made-up",
        owner={"recipe": owner},
        network=network,
        optimizer=optimizer,
        schedule=torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, steps),
        examples=Examples(),
        join=torch.utils.data.default_collate,
        loss=loss,
        steps=steps,
        examples_per_step=4,
        checkpoint_steps=3,
        seed=0,
        gradient_clip=1.0,
        average_decay=0.0 if validation else 0.9,
        validation=validation,
    )


def weights(network: torch.nn.Module) -> list[list[float]]:
    return [each.tolist() for each in network.state_dict().values()]


def interrupt(run: Path, at: int = 9) -> None:
    with pytest.raises(StoppedError):
        quiet_engine(run).fit(plan(loss_of(stop_at=at)))


@pytest.mark.parametrize("at", [4, 9, 12])
def test_an_interrupted_training_ends_with_the_same_weights(tmp_path: Path, at: int) -> None:
    whole = quiet_engine(tmp_path / "whole").fit(plan(loss_of()))
    interrupt(tmp_path / "interrupted", at)
    resumed = quiet_engine(tmp_path / "interrupted", resume=True).fit(plan(loss_of()))
    assert weights(resumed) == weights(whole)


def test_the_seed_decides_the_weights(tmp_path: Path) -> None:
    first, again = (weights(quiet_engine(tmp_path / name).fit(plan(loss_of()))) for name in ("first", "again"))
    assert first == again


def test_an_unfinished_training_is_not_begun_again_unasked(tmp_path: Path) -> None:
    interrupt(tmp_path)
    with pytest.raises(TrainingError, match="Go on with --resume"):
        quiet_engine(tmp_path).fit(plan(loss_of()))


def test_a_finished_training_leaves_no_checkpoint_once_it_is_forgotten(tmp_path: Path) -> None:
    engine = quiet_engine(tmp_path)
    engine.fit(plan(loss_of()))
    assert list(tmp_path.rglob("*.ckpt"))
    engine.forget("made-up")
    assert not list(tmp_path.rglob("*.ckpt"))


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    interrupt(tmp_path)
    with pytest.raises(CheckpointError, match=r"last.ckpt is of a training that differs in its recipe"):
        quiet_engine(tmp_path, resume=True).fit(plan(loss_of(), owner="another"))


class TestEarlyStopping:
    # The lowest loss comes at the third look; two looks without a lower one end the training.
    LOSSES = (5.0, 4.0, 3.0, 3.5, 3.0, 1.0)

    def validation(self, seen: list[list[list[float]]]) -> Validation:
        def loss(network: torch.nn.Module) -> float:
            assert not network.training
            seen.append(weights(network))
            return self.LOSSES[len(seen) - 1]

        return Validation(every=2, patience=2, loss=loss)

    def test_the_best_network_is_the_result(self, tmp_path: Path) -> None:
        seen: list[list[list[float]]] = []
        result = quiet_engine(tmp_path).fit(plan(loss_of(), validation=self.validation(seen)))
        assert len(seen) == 5
        assert weights(result) == seen[2]

    def test_looks_are_remembered_when_it_is_resumed(self, tmp_path: Path) -> None:
        seen: list[list[list[float]]] = []
        with pytest.raises(StoppedError):  # after the fourth look
            quiet_engine(tmp_path).fit(plan(loss_of(stop_at=10), validation=self.validation(seen)))
        resumed = quiet_engine(tmp_path, resume=True)
        result = resumed.fit(plan(loss_of(), validation=self.validation(seen[:3])))
        assert weights(result) == seen[2]


def test_it_learns_what_can_be_learned(tmp_path: Path) -> None:
    losses = []

    def loss(network: torch.nn.Module, batch: list[torch.Tensor]) -> torch.Tensor:
        numbers = batch[0]
        bright = (numbers[:, 0] > 0.5).long()
        losses.append(torch.nn.functional.cross_entropy(network(numbers), bright))
        return losses[-1]

    quiet_engine(tmp_path).fit(replace(plan(loss, steps=100), examples_per_step=16, checkpoint_steps=100))
    assert sum(losses[-20:]) < 0.7 * sum(losses[:20])


def test_the_learning_rate_of_each_step_is_that_of_one_cycle(tmp_path: Path) -> None:
    rates = []

    def loss(network: torch.nn.Module, batch: list[torch.Tensor]) -> torch.Tensor:
        rates.append(given.optimizer.param_groups[0]["lr"])
        return network(batch[0]).sum()

    given = plan(loss)
    quiet_engine(tmp_path).fit(given)
    assert rates == pytest.approx([one_cycle(step) for step in range(12)])
    with (tmp_path / "logs/made-up/version_0/metrics.csv").open() as stream:
        assert float(next(csv.DictReader(stream))["learning_rate"]) == pytest.approx(one_cycle(10))


def one_cycle(step: int, peak: float = 0.01, steps: int = 12, warm_up: float = 0.3) -> float:
    """From a 25th of the peak along half a cosine up to it, and along another one down to a 10,000th of the first."""
    first, top = peak / 25, warm_up * steps - 1
    if step <= top:
        low, share = first, step / top
    else:
        low, share = first / 10_000, (steps - 1 - step) / (steps - 1 - top)
    return low + (peak - low) * (1 - cos(pi * share)) / 2


def test_losses_are_written_for_tables_and_tensorboard(tmp_path: Path) -> None:
    quiet_engine(tmp_path).fit(plan(loss_of()))
    folder = tmp_path / "logs/made-up/version_0"
    with (folder / "metrics.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [row["step"] for row in rows] == ["10", "12"]
    assert float(rows[0]["loss"]) > 0
    assert list(folder.glob("events.out.tfevents*"))


def test_a_loss_that_is_no_number_ends_the_training(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no number from step 10"):
        quiet_engine(tmp_path).fit(plan(lambda network, batch: network(batch[0]).sum() * float("nan")))
