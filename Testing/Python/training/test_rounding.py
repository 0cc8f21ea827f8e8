from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.slabs import TrainingScan, landmark_slabs

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

import torch

from CTBodyContrastLib.network import build_network
from CTBodyContrastLib.training.rounding import Rounding, half_precision

RECIPE = load_recipe("compact", ['backbone="mobilenetv3_small_050"', "input_size=64"])


def rounding_of(neck_above_brain: float) -> Rounding:
    """What rounding does to a network that sees nothing and prefers the neck by so much."""
    network = build_network(RECIPE.backbone, RECIPE.views).eval()
    with torch.no_grad():
        network.head_weight.zero_()
        network.head_bias[:, : len(BodyPart)] = torch.tensor([1.0, 1.0 + neck_above_brain, 0, 0, 0])
    landmarks = {"lung_apex": 20.0, "skull_base": 90.0}
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, landmarks)
    scan = TrainingScan.of(case, CTVolume(np.full((40, 20, 20), 40, np.int16), np.diag([3.0, 3.0, 3.0, 1.0])), 3.0)
    return half_precision(network, RECIPE, Fusion(), landmark_slabs([scan]))


def test_a_preference_that_half_precision_keeps_changes_no_label() -> None:
    assert rounding_of(0.125) == Rounding(1, 0, 0.0)


def test_a_preference_below_half_precision_is_a_changed_label() -> None:
    # Half precision has 11 bits: above 1, its steps are 0.001.
    found = rounding_of(0.0001)
    assert (found.slabs, found.slabs_changed) == (1, 1)
    assert 0 < found.largest_probability_change < 0.0001
