from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast
from CTBodyContrastLib.training.copies import UNCHANGED
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.perturbations import PERTURBATIONS, perturbed_copies
from CTBodyContrastLib.training.slabs import Slab, TrainingScan, landmark_slabs

pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

NAMES = ("unchanged", *PERTURBATIONS)


def neck() -> Slab:
    """40 slices of 3 mm: a block of the body, brighter from slice to slice and from left to right, on a couch."""
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, {"lung_apex": 0.0})
    voxels = np.full((40, 16, 16), -1000, np.int16)
    voxels[:, 4:12, 4:12] = np.arange(40)[:, None, None] + np.arange(8)
    body = voxels > -1000
    voxels[:, 14] = 200
    return landmark_slabs([TrainingScan(case, voxels, (3.0, 3.0, 3.0), body)])[0]


def cube(voxels: np.ndarray) -> Slab:
    """Voxels of 1 mm, all of the body."""
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, {})
    scan = TrainingScan(case, voxels.astype(np.int16), (1.0, 1.0, 1.0), np.ones(voxels.shape, bool))
    return Slab(scan, BodyPart.NECK, Contrast.CE, 0.0, scan.depth_mm, 1.0)


@pytest.fixture(scope="module")
def copies() -> dict:
    return {NAMES[copy.variant]: copy for copy in perturbed_copies([neck()])}


def test_every_slab_comes_as_it_is_and_under_each_perturbation() -> None:
    variants = [copy.variant for copy in perturbed_copies([neck(), neck()])]
    assert variants == 2 * list(range(UNCHANGED, len(NAMES)))


@pytest.mark.parametrize("name", PERTURBATIONS)
def test_each_changes_a_copy(name: str, copies: dict) -> None:
    assert not np.array_equal(copies[name].voxels, copies["unchanged"].voxels)
    assert np.array_equal(copies[name].slab.voxels, neck().voxels)


def test_the_middle_half_has_half_the_slices(copies: dict) -> None:
    assert np.array_equal(copies["middle_half"].voxels, neck().voxels[10:30])


def test_thick_slices_are_means_and_keep_the_length(copies: dict) -> None:
    thick = copies["slices_of_10_mm"]
    assert thick.spacing == (9.0, 3.0, 3.0)
    assert np.allclose(thick.voxels[0], neck().voxels[:3].mean(axis=0))


def test_the_scale_is_shifted_both_ways(copies: dict) -> None:
    for name, shift in (("higher_by_50_hu", 50), ("lower_by_50_hu", -50)):
        assert np.array_equal(copies[name].voxels[:, 4:12, 4:12], neck().voxels[:, 4:12, 4:12] + shift)


def test_noise_has_a_standard_deviation_of_30_hu(copies: dict) -> None:
    added = (copies["noise_of_30_hu"].voxels - neck().voxels)[:, 4:12, 4:12]
    assert added.std() == pytest.approx(30, abs=2)
    assert added.mean() == pytest.approx(0, abs=2)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_a_soft_kernel_spreads_a_point_by_3_mm_along_each_axis(axis: int) -> None:
    point = np.zeros((41, 41, 41))
    point[20, 20, 20] = 2000
    voxels, _ = PERTURBATIONS["soft_kernel"](cube(point), np.random.default_rng(0))
    profile = voxels.sum(axis=tuple(other for other in range(3) if other != axis))
    variance = (profile * (np.arange(41) - 20) ** 2).sum() / profile.sum()
    assert np.sqrt(variance) == pytest.approx(3, rel=0.05)


def test_a_sharp_kernel_overshoots_on_both_sides_of_an_edge() -> None:
    edge = np.zeros((12, 24, 24))
    edge[:, :, 12:] = 100
    voxels, _ = PERTURBATIONS["sharp_kernel"](cube(edge), np.random.default_rng(0))
    assert voxels.max() > 120
    assert voxels.min() < -20


def test_right_and_left_are_exchanged_and_the_couch_stays_behind_the_body(copies: dict) -> None:
    exchanged = copies["left_and_right_exchanged"].voxels
    assert exchanged[0, 4, 4:12].tolist() == [7, 6, 5, 4, 3, 2, 1, 0]
    assert exchanged[:, 4, 4].tolist() == list(range(7, 47))
    assert (exchanged[:, 14] == 200).all()


def test_missing_slices_are_interpolated_between_those_left() -> None:
    noisy = neck()
    noisy.scan.voxels[::2] += 7
    filled = next(copy.voxels for copy in perturbed_copies([noisy]) if NAMES[copy.variant] == "slices_missing")
    changed = (filled != noisy.voxels).any(axis=(1, 2))
    assert 1 <= changed.sum() <= 4
    assert not changed[[0, -1]].any()


def test_the_couch_is_gone_and_the_body_is_not(copies: dict) -> None:
    without = copies["couch_removed"].voxels
    assert (without[:, 14] < -1000).all()
    assert np.array_equal(without[:, 4:12, 4:12], neck().voxels[:, 4:12, 4:12])
