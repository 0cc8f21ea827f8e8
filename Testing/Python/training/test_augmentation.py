from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast
from CTBodyContrastLib.training.augmentation import VolumeAugmentation
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.slabs import Slab, TrainingScan

pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

UNCHANGED = VolumeAugmentation(
    mirror=0, virtual_ne=0, enhancement=0, mask_background=0, shorten=0, crop=0, thick=0, blur=0, sharpen=0, noise_hu=0,
    offset_hu=0, scale=0,
)  # fmt: skip
SEEDS = range(100)
FLAT = np.full((8, 8, 8), 1000, np.int16)


def slab(voxels: np.ndarray, body: np.ndarray | None = None) -> Slab:
    """An enhanced scan with voxels of 1 mm, from its first to its last slice."""
    case = Case(Path("x"), "x", "p", "a", "free", True, Contrast.CE, (BodyPart.NECK,), 0, {})
    body = np.ones(voxels.shape, bool) if body is None else body
    scan = TrainingScan(case, voxels.astype(np.int16), (1.0, 1.0, 1.0), body)
    return Slab(scan, BodyPart.NECK, Contrast.CE, 0.0, scan.depth_mm, 1.0)


def changed(given: Slab, seed: int = 0, **changes: float) -> np.ndarray:
    """The voxels after these changes and no others."""
    return replace(UNCHANGED, **changes)(given, np.random.default_rng(seed))[0]


def body_on_a_couch() -> Slab:
    """24 slices of a patient with a bright vessel, on a couch; brighter from slice to slice."""
    voxels = np.full((24, 24, 24), -1000)
    voxels[:, 2:18, 4:20] = 40 + np.arange(24)[:, None, None]
    voxels[:, 6:10, 8:12] = 220
    body = voxels > -1000
    voxels[:, 21] = 100
    return slab(voxels, body)


def edge() -> Slab:
    voxels = np.zeros((12, 24, 24))
    voxels[:, :, 12:] = 100
    return slab(voxels)


def test_without_changes_the_slab_is_as_it_was() -> None:
    given = body_on_a_couch()
    voxels, spacing, contrast = UNCHANGED(given, np.random.default_rng(0))
    assert np.array_equal(voxels, given.voxels)
    assert (spacing, contrast) == ((1.0, 1.0, 1.0), Contrast.CE)


def test_the_scan_itself_is_never_changed() -> None:
    given = body_on_a_couch()
    always = VolumeAugmentation(mirror=1, enhancement=1, mask_background=1, shorten=1, crop=1, thick=1, blur=1)
    for seed in range(10):
        always(given, np.random.default_rng(seed))
    assert np.array_equal(given.voxels, body_on_a_couch().voxels)


@pytest.mark.parametrize(
    "name", ["mirror", "virtual_ne", "enhancement", "mask_background", "shorten", "crop", "thick", "blur", "sharpen"]
)
def test_each_change_is_made_as_often_as_is_said(name: str) -> None:
    given = body_on_a_couch()
    changes = [not np.array_equal(changed(given, seed, **{name: 0.3}), given.voxels) for seed in SEEDS]
    assert np.mean(changes) == pytest.approx(0.3, abs=0.15)


def test_a_mirror_exchanges_right_and_left_and_nothing_else() -> None:
    voxels = np.zeros((8, 9, 10))
    voxels[1, 2, 3] = 500
    assert np.argwhere(changed(slab(voxels), mirror=1) == 500).tolist() == [[1, 2, 6]]


def test_the_background_becomes_air_and_the_body_stays() -> None:
    given = body_on_a_couch()
    voxels = changed(given, mask_background=1)
    assert (voxels[~given.body] == -1024).all()
    assert np.array_equal(voxels[given.body], given.voxels[given.body])


class TestContrast:
    def test_only_a_virtual_twin_changes_the_label(self) -> None:
        always = VolumeAugmentation(virtual_ne=1)
        assert always(body_on_a_couch(), np.random.default_rng(0))[2] is Contrast.NE
        unchanged = always.without_changed_contrast()
        assert unchanged(body_on_a_couch(), np.random.default_rng(0))[2] is Contrast.CE

    def test_a_virtual_twin_has_no_bright_vessel(self) -> None:
        assert changed(body_on_a_couch(), virtual_ne=1)[:, 6:10, 8:12].max() < 60

    def test_another_enhancement_keeps_the_label(self) -> None:
        given = body_on_a_couch()
        voxels, _, contrast = replace(UNCHANGED, enhancement=1)(given, np.random.default_rng(0))
        assert contrast is Contrast.CE
        assert not np.array_equal(voxels, given.voxels)

    def test_vessels_are_between_about_half_and_twice_as_much_enhanced(self) -> None:
        vessel = [changed(body_on_a_couch(), seed, enhancement=1)[0, 8, 10] for seed in SEEDS]
        # What is scaled is the 160 HU above 60 HU.
        assert 60 + 0.55 * 160 <= min(vessel) < 60 + 0.7 * 160
        assert 60 + 1.5 * 160 < max(vessel) <= 60 + 1.8 * 160


class TestField:
    def test_a_smaller_one_keeps_all_slices_and_at_least_the_given_share_of_each_side(self) -> None:
        shapes = np.array([changed(slab(np.zeros((8, 50, 40))), seed, crop=1, crop_least=0.6).shape for seed in SEEDS])
        assert (shapes[:, 0] == 8).all()
        for sides, length in ((shapes[:, 1], 50), (shapes[:, 2], 40)):
            assert 0.6 * length <= sides.min() < 0.7 * length
            assert 0.9 * length < sides.max() <= length

    def test_it_is_one_piece_that_may_lie_anywhere(self) -> None:
        given = slab(np.broadcast_to(np.arange(50), (8, 50, 50)))
        firsts = []
        for seed in SEEDS:
            row = changed(given, seed, crop=1)[0, 0]
            assert (np.diff(row) == 1).all()
            firsts.append(row[0])
        assert min(firsts) == 0
        assert max(firsts) > 10

    def test_a_shorter_scan_is_one_piece_of_all_slices_and_at_least_the_given_share(self) -> None:
        given = slab(np.broadcast_to(np.arange(50)[:, None, None], (50, 9, 8)))
        kept = [changed(given, seed, shorten=1, shorten_least=0.5) for seed in SEEDS]
        assert all((np.diff(each[:, 0, 0]) == 1).all() and each.shape[1:] == (9, 8) for each in kept)
        lengths, firsts = [len(each) for each in kept], [each[0, 0, 0] for each in kept]
        assert 25 <= min(lengths) < 30
        assert 45 < max(lengths) <= 50
        assert min(firsts) == 0
        assert max(firsts) > 10

    def test_a_short_scan_is_not_shortened_below_what_can_be_judged(self) -> None:
        given = slab(np.zeros((9, 9, 9)))
        assert {len(changed(given, seed, shorten=1, shorten_least=0.1)) for seed in SEEDS} == {8, 9}

    def test_thicker_slices_keep_the_length(self) -> None:
        voxels, spacing, _ = replace(UNCHANGED, thick=1)(body_on_a_couch(), np.random.default_rng(0))
        assert spacing[0] in (2.0, 3.0)
        assert len(voxels) * spacing[0] == 24
        assert spacing[1:] == (1.0, 1.0)


class TestKernel:
    def widths(self, seed: int) -> list[float]:
        """Standard deviations in mm, along each axis, of a point blurred by at most 4 mm."""
        voxels = np.zeros((41, 41, 41))
        voxels[20, 20, 20] = 2000
        blurred = changed(slab(voxels), seed, blur=1, blur_mm=4.0)
        profiles = [blurred.sum(axis=axes) for axes in ((1, 2), (0, 2), (0, 1))]
        places = np.arange(41) - 20
        return [float(np.sqrt((profile * places**2).sum() / profile.sum())) for profile in profiles]

    def test_a_softer_one_is_alike_within_the_slice_and_another_along_the_body(self) -> None:
        widths = np.array([self.widths(seed) for seed in range(8)])
        assert widths[:, 1] == pytest.approx(widths[:, 2], rel=0.01)
        assert (abs(widths[:, 0] - widths[:, 1]) > 0.1).sum() >= 6

    def test_a_softer_one_is_no_wider_than_is_said(self) -> None:
        widths = np.array([self.widths(seed) for seed in range(8)])
        assert 2.5 < widths.max() < 4.1

    def test_a_harder_one_overshoots_edges(self) -> None:
        voxels = changed(edge(), sharpen=1)
        assert voxels.max() > 105
        assert voxels.min() < -5

    def test_a_slab_is_not_made_softer_and_harder_at_once(self) -> None:
        assert np.array_equal(changed(edge(), blur=1, sharpen=1), changed(edge(), blur=1))


class TestCalibration:
    def test_noise_has_any_standard_deviation_up_to_the_largest(self) -> None:
        found = [changed(slab(FLAT), seed, noise_hu=30).std() for seed in SEEDS]
        assert max(found) < 33
        assert max(found) > 15
        # The product of two random shares of it: small ones come more often.
        assert np.mean(found) == pytest.approx(30 / 4, abs=2.5)

    def test_noise_leaves_the_mean(self) -> None:
        assert np.mean([changed(slab(FLAT), seed, noise_hu=30).mean() for seed in SEEDS]) == pytest.approx(1000, abs=1)

    def test_an_offset_is_the_same_everywhere_and_lies_within_the_largest_either_way(self) -> None:
        found = [changed(slab(FLAT), seed, offset_hu=24) - 1000 for seed in SEEDS]
        assert all(np.ptp(each) == 0 for each in found)
        assert -24 <= np.min(found) < -20
        assert 20 < np.max(found) <= 24

    def test_a_scale_is_off_by_at_most_the_largest_share(self) -> None:
        found = [changed(slab(FLAT), seed, scale=0.04).max() for seed in SEEDS]
        assert 960 <= min(found) < 970
        assert 1030 < max(found) <= 1040

    def test_values_stay_within_those_that_inference_sees(self) -> None:
        extremes = np.full((8, 8, 8), 2000)
        extremes[:4] = -1024
        voxels = changed(slab(extremes), noise_hu=200)
        assert (voxels.min(), voxels.max()) == (-1024, 2000)
