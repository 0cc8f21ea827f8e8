"""What one step does, on a network of a single weight whose every value can be worked out by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("lightning", reason="not run: what training needs is not installed")

import torch

from CTBodyContrastLib.training.hardware import Hardware
from CTBodyContrastLib.training.plan import Plan
from CTBodyContrastLib.training.stepping import Stepping, TrainingError, check_loss

RATE = 0.1


class OneWeight(torch.nn.Module):
    """A weight that begins at 0; the network says what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(()))

    def forward(self) -> torch.Tensor:
        return self.weight


def falling(network: torch.nn.Module, slope: torch.Tensor) -> torch.Tensor:
    """A loss with a constant slope: each step of plain descent takes RATE times the slope off the weight."""
    return slope * network()


def stepping(folder: Path, loss: Callable = falling, halving: bool = False, **choices: float) -> Stepping:
    network = OneWeight()
    optimizer = torch.optim.SGD(network.parameters(), RATE)
    plan = Plan(
        name="one weight",
        owner={},
        network=network,
        optimizer=optimizer,
        schedule=torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5) if halving else None,
        examples=None,
        join=list,
        loss=loss,
        steps=3,
        examples_per_step=1,
        checkpoint_steps=1,
        seed=0,
        **choices,
    )
    return Stepping(plan, Hardware(workers=0).launch(), folder)


def after_three_steps(training: Stepping, slope: float = 1.0) -> float:
    """The weight of the resulting network."""
    for _ in range(3):
        training.step(torch.tensor(slope))
    return training.result().weight.item()


def test_each_step_goes_down_the_slope(tmp_path: Path) -> None:
    assert after_three_steps(stepping(tmp_path)) == pytest.approx(-0.3)


def test_the_result_is_the_exponential_average_of_the_weights(tmp_path: Path) -> None:
    # The weights are -0.1, -0.2, -0.3; the average begins with the first: -0.1, then -0.15, then -0.225.
    assert after_three_steps(stepping(tmp_path, average_decay=0.5)) == pytest.approx(-0.225)


def test_a_slower_average_lies_nearer_to_the_first_weights(tmp_path: Path) -> None:
    # -0.1, then 0.9 of it and 0.1 of -0.2 is -0.11, then 0.9 of it and 0.1 of -0.3.
    assert after_three_steps(stepping(tmp_path, average_decay=0.9)) == pytest.approx(-0.129)


def test_a_steep_slope_is_clipped_and_a_gentle_one_is_not(tmp_path: Path) -> None:
    assert after_three_steps(stepping(tmp_path, gradient_clip=2.0), slope=50.0) == pytest.approx(-0.6)
    assert after_three_steps(stepping(tmp_path, gradient_clip=2.0), slope=1.0) == pytest.approx(-0.3)


def test_without_a_largest_norm_nothing_is_clipped(tmp_path: Path) -> None:
    assert after_three_steps(stepping(tmp_path), slope=50.0) == pytest.approx(-15)


def test_the_schedule_moves_the_learning_rate_once_a_step(tmp_path: Path) -> None:
    training = stepping(tmp_path, halving=True)
    rates = []
    for _ in range(3):
        rates.append(training.learning_rate)
        training.step(torch.tensor(1.0))
    assert rates == pytest.approx([0.1, 0.05, 0.025])
    assert training.result().weight.item() == pytest.approx(-0.175)


def test_what_is_random_differs_from_step_to_step_and_not_from_run_to_run(tmp_path: Path) -> None:
    def drawn() -> list[float]:
        seen = []

        def loss(network: torch.nn.Module, batch: torch.Tensor) -> torch.Tensor:
            seen.append(float(torch.rand(())))
            return network()

        after_three_steps(stepping(tmp_path, loss))
        return seen

    first = drawn()
    assert len(set(first)) == 3
    assert drawn() == first


def test_the_result_no_longer_drops_anything_out(tmp_path: Path) -> None:
    training = stepping(tmp_path)
    assert training.result().training is False


def test_a_loss_that_is_no_number_is_not_passed_on() -> None:
    assert check_loss(0.5, 7) == 0.5
    for loss in (float("nan"), float("inf")):
        with pytest.raises(TrainingError, match="no number from step 7"):
            check_loss(loss, 7)
