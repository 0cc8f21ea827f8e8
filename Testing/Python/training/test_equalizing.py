from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, CTVolume
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.equalizing import EQUALIZED_SPACING, equalize
from CTBodyContrastLib.training.slabs import Slab, TrainingScan

pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

ENDS = {"lung_apex": 60.0, "skull_base": 180.0}


def slab(
    part: BodyPart = BodyPart.NECK,
    voxels: np.ndarray | None = None,
    spacing: tuple[float, float, float] = (3.0, 3.0, 3.0),
    landmarks: dict[str, float] = ENDS,
) -> Slab:
    """A slab of a scan of (S, A, R) voxels of a spacing; 303 mm long when none are given."""
    if voxels is None:
        voxels = np.full((round(303 / spacing[0]), 24, 20), 40, np.int16)
    case = Case(Path("x"), "x", "p", "a", "free", True, None, (part,), 0, landmarks)
    matrix = np.diag([-spacing[2], -spacing[1], spacing[0], 1.0])
    scan = TrainingScan(case, voxels, spacing, np.ones_like(voxels, bool))
    assert CTVolume(voxels, matrix).axes.flipped == (False, False, False)
    return Slab(scan, part, None, 0.0, scan.depth_mm, 1.0)


def width_along(axis: int, spacing: tuple[float, float, float]) -> float:
    """The standard deviation in mm of what equalizing makes of one bright plane."""
    lengths = [round(303 / spacing[0]), round(120 / spacing[1]), round(120 / spacing[2])]
    voxels = np.zeros(lengths, np.int16)
    index = [slice(None)] * 3
    index[axis] = lengths[axis] // 2 if axis else round(120 / spacing[0])
    voxels[tuple(index)] = 1000
    equalized = equalize(slab(voxels=voxels, spacing=spacing))
    assert equalized is not None
    profile = equalized.mean(axis=tuple(other for other in range(3) if other != axis))
    places = np.arange(len(profile)) * EQUALIZED_SPACING[axis]
    middle = np.average(places, weights=profile)
    return float(np.sqrt(np.average((places - middle) ** 2, weights=profile)))


class TestGrid:
    def test_the_extent_and_voxels_are_the_same_for_every_scan(self) -> None:
        shapes = {
            equalize(slab(BodyPart.BRAIN, spacing=(step, 4.0, 4.8))).shape[0]  # type: ignore[union-attr]
            for step in (2.0, 2.5, 3.0)
        }
        assert shapes == {33}, "100 mm from 10 below to 90 above the skull base, in steps of 3"

    def test_a_neck_reaches_from_below_the_lung_apex_to_above_the_skull_base(self) -> None:
        voxels = np.full((101, 24, 20), 40, np.int16)
        voxels += np.arange(101, dtype=np.int16)[:, None, None]
        equalized = equalize(slab(voxels=voxels))
        assert equalized is not None
        assert equalized.shape == (56, 17, 14)
        middle = equalized[:, 8, 7]
        # Voxel k has the value 40 + k and lies at 3 k mm: from 30 mm to 195 mm.
        assert (middle[0], middle[-1]) == pytest.approx((50, 105), abs=0.1)

    def test_a_part_or_scan_that_cannot_be_brought_there_is_left_out(self) -> None:
        assert equalize(slab(BodyPart.CHEST)) is None
        assert equalize(slab(landmarks={"skull_base": 180.0})) is None
        assert equalize(slab(landmarks={"lung_apex": 20.0, "skull_base": 180.0})) is None
        assert equalize(slab(BodyPart.BRAIN, landmarks={"skull_base": 220.0})) is None
        assert equalize(slab(spacing=(5.0, 3.0, 3.0))) is None, "it is coarser than the common blur"


class TestBlur:
    @pytest.mark.parametrize("in_plane", [3.0, 4.0, 5.2])
    def test_together_with_the_voxels_own_width_it_is_the_same_for_every_scan(self, in_plane: float) -> None:
        added = width_along(2, (3.0, in_plane, in_plane))
        assert np.hypot(2.3548 * added, in_plane) == pytest.approx(5.6, abs=0.2)

    def test_slices_are_blurred_less(self) -> None:
        assert np.hypot(2.3548 * width_along(0, (3.0, 4.0, 4.0)), 3.0) == pytest.approx(3.3, abs=0.02)

    def test_the_scan_itself_is_not_changed(self) -> None:
        given = slab()
        before = given.scan.voxels.copy()
        equalize(given)
        assert np.array_equal(given.scan.voxels, before)
