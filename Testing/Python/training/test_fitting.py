from math import log

import pytest

pytest.importorskip("torch", reason="not run: torch is not installed")

import torch

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.training.examples import NO_LABEL
from CTBodyContrastLib.training.fitting import batch_loss
from CTBodyContrastLib.training.recipe import TrainingSettings

PLAIN = TrainingSettings(label_smoothing=0.0)


def loss(part_logits: list[float], part: int, contrast: int = NO_LABEL) -> float:
    """Of one image, for which a network has this answer and no opinion on contrast."""

    def network(images, views):
        return torch.tensor([part_logits]), torch.zeros(1, len(BodyPart))

    batch = (torch.zeros(1, 3, 8, 8), torch.tensor([0]), torch.tensor([part]), torch.tensor([contrast]))
    return batch_loss(network, batch, PLAIN).item()


def test_of_a_body_part_its_name_is_taught() -> None:
    assert loss([9.0, 0, 0, 0, 0], part=0) < 0.01 < loss([9.0, 0, 0, 0, 0], part=1)


def test_of_none_it_is_taught_to_be_sure_of_nothing() -> None:
    unsure, sure = loss([0.0] * 5, NO_LABEL), loss([9.0, 0, 0, 0, 0], NO_LABEL)
    assert unsure == pytest.approx(log(5))
    assert sure > unsure + 1


def test_unknown_contrast_teaches_nothing_of_contrast() -> None:
    assert loss([0.0] * 5, part=0, contrast=1) > loss([0.0] * 5, part=0)
