import numpy as np
import pytest

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.training.off_domain import DAMAGED, MADE
from CTBodyContrastLib.volume import check_hounsfield, check_slices


def volume() -> CTVolume:
    voxels = np.full((12, 14, 16), -1000, np.int16)
    voxels[2:10, 2:12, 3:13] = np.arange(8)[:, None, None] * 20 + np.arange(10)[None, :, None] - 40
    voxels[:, 8:10, 6:8] = 700
    return CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]))


@pytest.mark.parametrize("name", MADE)
def test_what_is_made_passes_the_checks_of_values_and_size(name: str) -> None:
    """Else the checks would refuse it, and the model would never be asked."""
    made = MADE[name](np.random.default_rng(0))
    check_slices(made)
    check_hounsfield(float(made.voxels.min()), float(made.voxels.max()))
    assert not np.array_equal(made.voxels, MADE[name](np.random.default_rng(1)).voxels)


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_changes_a_copy_and_passes_the_checks(name: str) -> None:
    good = volume()
    damaged = DAMAGED[name](good, np.random.default_rng(0))
    assert np.array_equal(good.voxels, volume().voxels)
    assert not np.array_equal(damaged.voxels, good.voxels)
    assert damaged.voxels.dtype == np.int16
    check_hounsfield(float(damaged.voxels.min()), float(damaged.voxels.max()))


def test_a_leg_has_a_bright_shaft_in_muscle_in_fat() -> None:
    leg = MADE["leg"](np.random.default_rng(3)).voxels
    for low, high in ((900, 1500), (20, 90), (-150, -60)):
        assert ((leg > low) & (leg < high)).mean() > 0.002
