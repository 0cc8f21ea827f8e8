"""What a network is asked about held-out slabs."""

from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume
from CTBodyContrastLib.preparation import prepare_scan
from CTBodyContrastLib.training.copies import UNCHANGED, SlabCopy
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.slabs import Slab, TrainingScan

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.training.prediction import predict  # noqa: E402


def test_it_is_shown_what_a_user_would_have_it_shown() -> None:
    recipe = load_recipe("compact", ["input_size=48"])
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, {})
    voxels = np.full((20, 24, 28), -1024, np.int16)
    voxels[:, 4:20, 4:24] = np.random.default_rng(0).normal(60, 40, (20, 16, 20))  # sharper than usual
    volume = CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]))
    scan = TrainingScan.of(case, volume, 3.0)
    asked = []

    def network(images, view_index):
        asked.append(images.numpy())
        return torch.zeros(len(images), 5), torch.zeros(len(images), 5)

    slab = Slab(scan, BodyPart.NECK, Contrast.CE, 0.0, scan.depth_mm, 1.0)
    predictions = predict(
        network, [SlabCopy(slab, UNCHANGED, slab.voxels, scan.spacing)], recipe.views, recipe.preprocessing
    )
    assert predictions.contrast_logits.shape == (1, 12, 5)
    np.testing.assert_array_equal(asked[0], prepare_scan(volume, recipe.views, recipe.preprocessing).images)
