from copy import deepcopy
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="not run: torch is not installed")

import torch

from CTBodyContrastLib.labels import BodyPart, Contrast
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.examples import NO_LABEL
from CTBodyContrastLib.training.fitting import batch_loss, fit_network, plan_network, plan_second_cycle
from CTBodyContrastLib.training.plan import Plan
from CTBodyContrastLib.training.recipe import TrainingSettings, load_recipe
from CTBodyContrastLib.training.slabs import TrainingScan

# The four heads of the other parts share a weight of 1/4 for contrast: each has 1/16.
PLAIN = TrainingSettings(label_smoothing=0.0, shared_contrast=0.25)
UNSURE = [0.0] * 5
CE, NE = 1, 0
CHOICES = [
    "training.steps=40",
    "training.slabs_per_step=3",
    "training.checkpoint_steps=7",
    "training.seed=5",
    "training.gradient_clip=1.5",
    "training.average_decay=0.9",
    "training.weight_decay=0.03",
    "training.learning_rate=0.01",
    "training.warm_up=0.25",
    "training.second_cycle=0.25",
]


def losses(
    part_logits: list[list[float]],
    parts: list[int],
    contrast_logits: list[list[float]],
    contrasts: list[int],
    settings: TrainingSettings = PLAIN,
) -> float:
    """Of images for which a network has these answers."""

    def network(images, views):
        return torch.tensor(part_logits), torch.tensor(contrast_logits)

    count = len(parts)
    batch = (torch.zeros(count, 3, 8, 8), torch.zeros(count), torch.tensor(parts), torch.tensor(contrasts))
    return batch_loss(network, batch, settings).item()


def loss(part_logits: list[float], part: int, settings: TrainingSettings = PLAIN) -> float:
    """Of one image of unknown contrast."""
    return losses([part_logits], [part], [UNSURE], [NO_LABEL], settings)


def contrast_loss(logits: list[float], part: int, contrast: int, settings: TrainingSettings = PLAIN) -> float:
    """The share that contrast has in the loss of one image, of whose part the network is unsure."""
    return losses([UNSURE], [part], [logits], [contrast], settings) - log(5)


def test_of_a_body_part_its_name_is_taught() -> None:
    assert loss([9.0, 0, 0, 0, 0], part=0) < 0.01 < loss([9.0, 0, 0, 0, 0], part=1)


def test_of_none_it_is_taught_to_be_sure_of_nothing() -> None:
    unsure, sure = loss([0.0] * 5, NO_LABEL), loss([9.0, 0, 0, 0, 0], NO_LABEL)
    assert unsure == pytest.approx(log(5))
    assert sure > unsure + 1


def test_the_loss_of_a_body_part_is_its_negative_log_probability() -> None:
    # Odds of 6 to 4.
    assert loss([log(6), 0.0, 0.0, 0.0, 0.0], part=0) == pytest.approx(-log(0.6))
    assert loss([log(6), 0.0, 0.0, 0.0, 0.0], part=1) == pytest.approx(-log(0.1))


def test_smoothing_leaves_a_part_no_certainty_to_learn() -> None:
    smoothed = replace(PLAIN, label_smoothing=0.1)
    # 0.92 for the part and 0.02 for each other.
    expected = -0.92 * log(0.6) - 0.08 * log(0.1)
    assert loss([log(6), 0.0, 0.0, 0.0, 0.0], 0, smoothed) == pytest.approx(expected)


class TestContrast:
    # Every head gives CE odds of 3 to 1.
    ENHANCED = [log(3)] * 5

    def test_ce_is_taught_for_ce_and_ne_for_ne(self) -> None:
        assert contrast_loss(self.ENHANCED, 0, CE) == pytest.approx(1.25 * -log(3 / 4))
        assert contrast_loss(self.ENHANCED, 0, NE) == pytest.approx(1.25 * -log(1 / 4))

    def test_the_true_parts_head_counts_fully_and_each_other_by_its_share(self) -> None:
        logits = [0.0, 0.0, log(3), 0.0, 0.0]
        assert contrast_loss(logits, 2, CE) == pytest.approx(-log(3 / 4) + 4 / 16 * log(2))
        assert contrast_loss(logits, 0, CE) == pytest.approx(log(2) + 1 / 16 * -log(3 / 4) + 3 / 16 * log(2))

    def test_smoothing_leaves_contrast_no_certainty_to_learn(self) -> None:
        smoothed = replace(PLAIN, label_smoothing=0.1, shared_contrast=0.0)
        expected = -0.9 * log(3 / 4) - 0.1 * log(1 / 4)
        assert contrast_loss(self.ENHANCED, 0, CE, smoothed) == pytest.approx(expected)

    def test_unknown_contrast_teaches_nothing_of_contrast(self) -> None:
        assert contrast_loss(self.ENHANCED, 0, NO_LABEL) == pytest.approx(0, abs=1e-6)

    def test_an_unknown_one_beside_it_takes_no_weight_from_a_known_one(self) -> None:
        both = losses([UNSURE, UNSURE], [0, 0], [self.ENHANCED, self.ENHANCED], [NO_LABEL, NE])
        assert both == pytest.approx(log(5) + 1.25 * -log(1 / 4))


class TestPlan:
    RECIPE = load_recipe(
        "compact", ['backbone="mobilenetv3_small_050"', 'starting_weights="random"', "input_size=32", *CHOICES]
    )

    def scans(self) -> list[TrainingScan]:
        ends = {"lung_apex": 9.0, "skull_base": 99.0}
        case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, ends)
        voxels = np.zeros((40, 8, 8), np.int16)
        return [TrainingScan(case, voxels, (3.0, 3.0, 3.0), voxels == 0)]

    def plan(self) -> Plan:
        return plan_network(self.scans(), self.RECIPE, "made-up")[0]

    def test_it_follows_the_recipe(self) -> None:
        plan = self.plan()
        assert (plan.steps, plan.examples_per_step, plan.checkpoint_steps, plan.seed) == (40, 3, 7, 5)
        assert (plan.gradient_clip, plan.average_decay) == (1.5, 0.9)
        assert plan.optimizer.param_groups[0]["weight_decay"] == 0.03

    def test_the_learning_rate_rises_to_the_recipes_and_falls_to_none(self) -> None:
        plan, rates = self.plan(), []
        for _ in range(plan.steps):
            rates.append(plan.optimizer.param_groups[0]["lr"])
            plan.optimizer.step()
            plan.schedule.step()
        assert rates[0] == pytest.approx(0.01 / 25)
        # A quarter of 40 steps.
        assert rates.index(max(rates)) == 9
        assert max(rates) == pytest.approx(0.01)
        assert rates[-1] < 1e-6

    def test_a_second_cycle_goes_on_from_a_network_with_fewer_steps_and_a_lower_rate(self) -> None:
        first = self.plan()
        second = plan_second_cycle(first.network, self.scans(), self.RECIPE, "made-up")
        assert second.network is first.network
        assert (second.name, second.steps, len(second.examples)) == ("made-up/second-cycle", 10, 30)
        assert max(second.schedule.get_last_lr()) == pytest.approx(0.01 / 4 / 25)
        assert not np.array_equal(first.examples[0].images, second.examples[0].images)
        assert first.owner != second.owner

    def test_a_second_cycle_has_a_step_at_least(self) -> None:
        short = replace(self.RECIPE, training=replace(self.RECIPE.training, steps=1))
        assert plan_second_cycle(self.plan().network, self.scans(), short, "made-up").steps == 1

    @pytest.mark.parametrize(("share", "cycles"), [(0.0, 1), (0.25, 2)])
    def test_each_cycle_goes_on_from_what_the_one_before_made(self, share: float, cycles: int) -> None:
        plans, made = [], []

        class Averaging:
            """As an engine, it gives another network than the one that it trains."""

            def fit(self, plan: Plan) -> torch.nn.Module:
                plans.append(plan)
                made.append(deepcopy(plan.network))
                return made[-1]

        recipe = replace(self.RECIPE, training=replace(self.RECIPE.training, second_cycle=share))
        fitted = fit_network(self.scans(), recipe, Averaging(), "made-up")
        assert len(plans) == cycles
        assert fitted.network is made[-1]
        assert all(plan.network is network for plan, network in zip(plans[1:], made, strict=False))
