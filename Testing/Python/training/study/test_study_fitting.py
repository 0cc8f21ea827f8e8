from math import log
from pathlib import Path

import numpy as np
import pytest
from made_up_study import study_recipe

pytest.importorskip("timm", reason="not run: what training needs is not installed")

import torch

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Contrast
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.plan import Plan
from CTBodyContrastLib.training.study.fitting import class_weights, of_task, plan_single
from CTBodyContrastLib.training.study.images import StudyScan

VIEW = NINE_VIEWS[4]


def scan(part: BodyPart, contrast: Contrast | None, gray: float = 0.0) -> StudyScan:
    """A scan whose image of VIEW is of one gray, and whose others are white."""
    images = np.ones((9, 32, 32), np.float32)
    images[4] = gray
    return StudyScan(Case(Path(), f"{part}-{gray}", "p", "s", "free", True, contrast, (part,), 0), part, images)


SCANS = [
    scan(BodyPart.NECK, Contrast.CE),
    scan(BodyPart.NECK, None),
    scan(BodyPart.CHEST, Contrast.CE),
    scan(BodyPart.NECK, Contrast.NE),
]


class OneAnswer(torch.nn.Module):
    """A network that always gives the second class odds of 3 to 1, and keeps what it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.unused = torch.nn.Parameter(torch.zeros(()))
        self.head = torch.nn.Linear(1, 2)
        self.shown: list[float] = []

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        self.shown += images[:, 0, 0, 0].tolist()
        return torch.tensor([[0.0, log(3)]]).expand(len(images), 2)


def plan(task: str = "neck", *overrides: str) -> Plan:
    training = [scan(BodyPart.NECK, Contrast.CE, 0.1), scan(BodyPart.NECK, Contrast.NE, 0.2)]
    validation = [scan(BodyPart.NECK, Contrast.CE, 0.5), scan(BodyPart.NECK, Contrast.NE, 0.6)]
    unchanged = [f"augmentation.{name}=0.0" for name in ("flip", "rotate_degrees", "zoom", "noise", "warp")]
    return plan_single(VIEW, task, training, validation, study_recipe(*unchanged, *overrides), {})


def test_the_body_part_is_taught_by_all_scans() -> None:
    scans, classes = of_task(SCANS, "body-part")
    assert scans == SCANS
    assert [list(BodyPart)[each] for each in classes] == ["neck", "neck", "chest", "neck"]


def test_contrast_is_taught_by_the_parts_scans_of_known_contrast() -> None:
    scans, classes = of_task(SCANS, "neck")
    assert scans == [SCANS[0], SCANS[3]]
    assert classes == [1, 0]


def test_a_network_learns_from_the_training_scans_images_of_its_view() -> None:
    shown = sorted(float(plan().examples[number][0].mean()) for number in range(2))
    assert shown == pytest.approx([0.1, 0.2], abs=0.01)


def test_it_stops_by_the_validation_scans_images_of_its_view() -> None:
    network = OneAnswer()
    loss = plan().validation.loss(network)
    assert network.shown == pytest.approx([0.5, 0.6])
    # Once right with 3 to 1, once wrong.
    assert loss == pytest.approx((-log(3 / 4) - log(1 / 4)) / 2)


def test_without_validation_scans_it_does_not_stop_early() -> None:
    assert plan_single(VIEW, "neck", SCANS, [], study_recipe(), {}).validation is None


def test_every_class_counts_alike_by_its_weight() -> None:
    assert class_weights([0, 0, 0, 2], 3).tolist() == pytest.approx([4 / 6, 2, 2])


def test_the_loss_of_a_rare_class_is_weighed() -> None:
    given = plan_single(VIEW, "neck", [SCANS[0]] * 3 + [SCANS[3]], [], study_recipe("training.class_weights=true"), {})
    loss = given.loss(OneAnswer(), (torch.zeros(2, 3, 4, 4), torch.tensor([1, 0])))
    # CE is three of four scans: its weight is 2/3, that of NE 2.
    assert loss.item() == pytest.approx((2 / 3 * -log(3 / 4) + 2 * -log(1 / 4)) / (2 / 3 + 2))
