"""The model that comes with the library, on phantoms and, where there are some, on real scans."""

from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume, Status, make_phantom

pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.phantom import body_landmarks
from CTBodyContrastLib.training.off_domain import DAMAGED, MADE


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load(device="cpu")


@pytest.mark.parametrize("contrast", list(Contrast))
@pytest.mark.parametrize("part", list(BodyPart))
def test_names_a_phantom_it_was_not_trained_on(classifier: Classifier, part: BodyPart, contrast: Contrast) -> None:
    result = classifier.classify(make_phantom(part, contrast, seed=1001))
    assert (result.body_part, result.contrast) == (part, contrast)


@pytest.mark.parametrize("kind", MADE)
def test_calls_nothing_ok_that_is_no_body_part(classifier: Classifier, kind: str) -> None:
    assert classifier.classify(MADE[kind](np.random.default_rng(7))).status is not Status.OK


@pytest.mark.parametrize("kind", ["axes_exchanged", "inverted", "without_intercept", "too_low", "like_pet"])
def test_calls_no_damaged_scan_ok(classifier: Classifier, kind: str) -> None:
    whole = make_phantom("abdomen", "CE", seed=1004, spacing=(3.0, 2.0, 2.0))
    assert classifier.classify(whole).status is Status.OK
    assert classifier.classify(DAMAGED[kind](whole, np.random.default_rng(7))).status is not Status.OK


@pytest.mark.parametrize("part", list(BodyPart))
@pytest.mark.parametrize("turn", ["upside_down", "back_to_front"])
def test_tells_which_way_a_turned_scan_lies(classifier: Classifier, part: BodyPart, turn: str) -> None:
    whole = make_phantom(part, "NE", seed=1006, spacing=(3.0, 2.0, 2.0))
    assert "seems to lie" not in classifier.classify(whole).reason
    turned = classifier.classify(DAMAGED[turn](whole, np.random.default_rng(7)))
    assert turned.status is Status.REJECTED or f"seems to lie {turn.replace('_', ' ')}" in turned.reason


class TestLongScan:
    @pytest.fixture(scope="class")
    @staticmethod
    def trunk() -> tuple[CTVolume, dict[str, float]]:
        """From the pelvis to the neck of a phantom, and the heights of its landmarks."""
        heights = body_landmarks(1005)
        ends = heights["ischium"], heights["lung_apex"]
        return make_phantom(None, "CE", 1005, (3.0, 2.0, 2.0), range_mm=ends), heights

    def test_is_named_by_its_parts_with_borders_near_the_landmarks(self, classifier: Classifier, trunk) -> None:
        volume, heights = trunk
        result = classifier.classify(volume, regions=True)
        assert (result.body_part, result.contrast) == ("chest+abdomen+pelvis", "CE")
        pelvis, abdomen, chest = result.regions
        for found, landmark in (
            (pelvis["s_to_mm"], "iliac_crest"),
            (abdomen["s_to_mm"], "lung_base"),
            (chest["s_from_mm"], "lung_bottom"),
        ):
            assert found == pytest.approx(heights[landmark], abs=60), landmark
        assert (pelvis["k_first"], chest["k_last"]) == (0, len(volume.voxels) - 1)

    def test_without_being_asked_it_has_no_regions(self, classifier: Classifier, trunk) -> None:
        assert classifier.classify(trunk[0]).regions == ()

    def test_a_scan_of_one_part_keeps_its_name(self, classifier: Classifier) -> None:
        chest = make_phantom("chest", "NE", seed=1006, spacing=(3.0, 2.0, 2.0))
        assert classifier.classify(chest, regions=True).body_part == "chest"


@pytest.fixture(scope="module")
def coarse() -> CTVolume:
    return make_phantom("neck", "CE", seed=1002, spacing=(3.0, 3.0, 3.0))


class TestSameBody:
    def test_a_fine_scan_and_its_three_millimeter_twin_agree(self, classifier: Classifier, coarse: CTVolume) -> None:
        fine = classifier.classify(make_phantom("neck", "CE", seed=1002, spacing=(0.7, 0.7, 0.7)))
        twin = classifier.classify(coarse)
        assert (fine.body_part, fine.contrast) == (twin.body_part, twin.contrast) == ("neck", "CE")
        assert fine.body_part_probability == pytest.approx(twin.body_part_probability, abs=0.1)
        assert fine.contrast_probability == pytest.approx(twin.contrast_probability, abs=0.1)

    @pytest.mark.parametrize("axes", [(0, 2, 1), (1, 0, 2), (2, 1, 0)])
    def test_permuted_flipped_and_padded_copies_agree(
        self, classifier: Classifier, coarse: CTVolume, axes: tuple[int, int, int]
    ) -> None:
        matrix = coarse.ijk_to_ras.copy()
        matrix[:, :3] = matrix[:, [2 - axis for axis in reversed(axes)]]
        voxels = coarse.voxels.transpose(axes)[::-1]
        matrix[:3, 3] += (len(voxels) - 1) * matrix[:3, 2]
        matrix[:3, 2] *= -1
        changed = classifier.classify(CTVolume(np.pad(voxels, 5, constant_values=-2000), matrix))
        plain = classifier.classify(coarse)
        assert (changed.body_part, changed.contrast) == (plain.body_part, plain.contrast)
        assert changed.body_part_probability == pytest.approx(plain.body_part_probability, abs=1e-3)
        assert changed.contrast_probability == pytest.approx(plain.contrast_probability, abs=1e-3)


def test_every_real_scan_is_answered(classifier: Classifier, data_folder: Path) -> None:
    from CTBodyContrastLib.batch import classify_scans, find_all_scans

    results = list(classify_scans(find_all_scans([data_folder / "ct"]), classifier))
    assert len(results) == len(list((data_folder / "ct").glob("*.nii.gz")))
    assert all(result.classification.status is not Status.REJECTED for result in results)


def test_real_series_are_read_judged_or_refused_as_they_should_be(classifier: Classifier, data_folder: Path) -> None:
    from CTBodyContrastLib.batch import classify_scans, find_all_scans

    results = {
        Path(result.path).name: result.classification
        for result in classify_scans(find_all_scans([data_folder / "dicom"]), classifier)
    }
    assert results["B01_dcmqa_ge_head"].body_part == "brain"
    assert any("regular" in note for note in results["B01_dcmqa_ge_head"].notes)
    assert results["B06_ricord_001012"].status is Status.REVIEW
    for short in ("B05_cmbcrc_01068", "A_lidc_0117"):
        assert results[short].status is Status.REJECTED
        assert "slices" in results[short].reason
