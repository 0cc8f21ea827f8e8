from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume
from CTBodyContrastLib.training.dataset import Case, DatasetError
from CTBodyContrastLib.training.slabs import SlabSampler, TrainingScan, landmark_slabs, slab
from CTBodyContrastLib.training.tissue import body_mask, scale_enhancement, virtual_non_enhanced


def scan(
    landmarks: dict[str, float], contrast: Contrast | None = Contrast.CE, source: str = "a", slices: int = 100
) -> TrainingScan:
    case = Case(Path("x"), "x", "p", source, "free", True, contrast, (BodyPart.NECK,), 0, landmarks)
    voxels = np.full((slices, 20, 20), -1024, np.int16)
    voxels[:, 4:16, 4:16] = 40
    voxels += np.arange(slices, dtype=np.int16)[:, None, None]
    return TrainingScan.of(case, CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])), 3.0)


class TestRange:
    def test_a_slab_lies_between_its_landmarks(self) -> None:
        found = slab(scan({"lung_apex": 60.0, "skull_base": 180.0}), BodyPart.NECK)
        assert found is not None
        assert found.voxels[:, 10, 10].tolist() == list(range(60, 101))

    def test_random_ends_move_outward_by_a_share_of_the_length_and_stay_in_the_scan(self) -> None:
        found = slab(scan({"lung_apex": 60.0, "skull_base": 280.0}), BodyPart.NECK, (0.1, 0.2))
        assert found is not None
        assert (found.low_mm, found.high_mm) == pytest.approx((38.0, 297.0))

    def test_too_little_of_a_part_is_no_slab(self) -> None:
        assert slab(scan({"skull_base": 290.0}), BodyPart.BRAIN) is None
        assert slab(scan({"skull_base": 240.0}), BodyPart.BRAIN) is not None
        assert slab(scan({"skull_base": 240.0}), BodyPart.PELVIS) is None

    def test_a_slab_has_at_least_the_slices_that_a_volume_needs(self) -> None:
        found = slab(scan({"lung_apex": 291.0, "skull_base": 294.0}), BodyPart.NECK)
        assert found is not None
        assert len(found.voxels) == 8

    def test_reported_slabs_are_the_parts_that_a_case_covers(self) -> None:
        found = landmark_slabs([scan({"lung_apex": 60.0, "skull_base": 150.0})])
        assert [each.part for each in found] == [BodyPart.NECK]

    def test_scans_without_landmarks_are_told(self) -> None:
        with pytest.raises(DatasetError, match="No scan has landmarks"):
            SlabSampler([scan({})])


class TestOrientation:
    def test_voxels_are_brought_to_patient_order(self) -> None:
        case = Case(Path("x"), "x", "p", "a", "free", True, None, (), 0, {})
        voxels = np.arange(8 * 9 * 10, dtype=np.int16).reshape(8, 9, 10)
        up = TrainingScan.of(case, CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0])), 3.0)
        down = TrainingScan.of(case, CTVolume(voxels[::-1, :, ::-1], np.diag([3.0, -3.0, -3.0, 1.0])), 3.0)
        assert np.array_equal(up.voxels, voxels)
        assert np.array_equal(down.voxels, voxels)


class TestSampling:
    def test_contrast_labels_are_drawn_equally_often_whatever_their_numbers(self) -> None:
        ends = {"lung_apex": 60.0, "skull_base": 180.0}
        scans = [scan(ends, Contrast.CE)] * 9 + [scan(ends, Contrast.NE)]
        sampler, rng = SlabSampler(scans), np.random.default_rng(0)
        drawn = [each.contrast for each in (sampler.draw(rng) for _ in range(1000)) if each.part is BodyPart.NECK]
        assert drawn.count(Contrast.NE) / len(drawn) == pytest.approx(0.5, abs=0.06)

    def test_a_source_is_drawn_by_the_square_root_of_its_cases(self) -> None:
        ends = {"lung_apex": 60.0, "skull_base": 180.0}
        sampler = SlabSampler([scan(ends, source="many")] * 16 + [scan(ends, source="one")])
        rng = np.random.default_rng(0)
        drawn = [sampler.draw(rng).scan.case.source for _ in range(1000)]
        assert drawn.count("one") / len(drawn) == pytest.approx(1 / (1 + 4), abs=0.04)

    def test_a_scan_with_half_of_the_part_is_drawn_half_as_often(self) -> None:
        whole, half = scan({"lung_apex": 60.0, "skull_base": 180.0}), scan({"lung_apex": 238.0, "skull_base": 356.0})
        sampler, rng = SlabSampler([whole, half]), np.random.default_rng(0)
        necks = [each.low_mm for each in (sampler.draw(rng) for _ in range(1000)) if each.part is BodyPart.NECK]
        assert np.mean(np.array(necks) > 150) == pytest.approx(1 / 3, abs=0.05)

    def test_the_same_seed_draws_the_same_slabs(self) -> None:
        sampler = SlabSampler([scan({"lung_apex": 60.0, "skull_base": 180.0})])
        first, second = ([sampler.draw(np.random.default_rng(seed)).low_mm for seed in (1, 2, 3)] for _ in range(2))
        assert first == second
        assert len(set(first)) > 1


class TestTissue:
    def body_with_couch(self) -> np.ndarray:
        voxels = np.full((10, 60, 40), -1000, np.float32)
        voxels[:, 5:35, 5:35] = 40
        voxels[:, 10:20, 10:20] = -850
        voxels[:, 45:48, 2:38] = 100
        return voxels

    def test_the_body_mask_holds_the_lung_and_not_the_couch(self) -> None:
        mask = body_mask(self.body_with_couch())
        assert mask[:, 5:35, 5:35].all()
        assert not mask[:, 42:].any()

    def test_the_virtual_twin_loses_vessels_and_keeps_bone_and_fat(self) -> None:
        voxels = np.full((20, 30, 30), 40, np.float32)
        voxels[:, 4:8, 4:8] = 220
        voxels[:, 18:28, 18:28] = 800
        voxels[:, 0] = -100
        twin = virtual_non_enhanced(voxels, (3.0, 3.0, 3.0))
        assert 40 <= twin[:, 4:8, 4:8].max() < 50
        assert np.array_equal(twin[:, 18:28, 18:28], voxels[:, 18:28, 18:28])
        assert np.array_equal(twin[:, 0], voxels[:, 0])

    def test_scaled_enhancement_changes_vessels_only(self) -> None:
        voxels = np.full((20, 30, 30), 40, np.float32)
        voxels[:, 4:8, 4:8] = 220
        voxels[:, 18:28, 18:28] = 800
        scaled = scale_enhancement(voxels, (3.0, 3.0, 3.0), 0.5)
        assert (scaled[:, 4:8, 4:8] == 140).all()
        assert np.array_equal(scaled[voxels != 220], voxels[voxels != 220])
