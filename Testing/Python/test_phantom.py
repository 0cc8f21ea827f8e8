"""The synthetic CT: one seed is one person, organs measure what they should, and contrast reaches what it reaches."""

from functools import cache

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume, make_phantom
from CTBodyContrastLib.orientation import canonical_view
from CTBodyContrastLib.phantom import PhantomError, body_landmarks
from CTBodyContrastLib.phantom.generator import build_scene
from CTBodyContrastLib.preprocessing import reduce_volume

COARSE = (4.0, 4.0, 4.0)
SEEDS = (0, 1, 2, 3)
HEAD_TO_FOOT = (
    "vertex",
    "skull_base",
    "lung_apex",
    "carina",
    "lung_base",
    "lung_bottom",
    "iliac_crest",
    "l5_s1",
    "femoral_head",
    "ischium",
)


def mean_hu(volume: CTVolume, center: tuple[float, float, float], radius: int = 1) -> float:
    """Mean of the voxels around a RAS position in mm."""
    i, j, k = np.rint(np.linalg.solve(volume.ijk_to_ras, (*center, 1.0))[:3]).astype(int)
    around = tuple(slice(index - radius, index + radius + 1) for index in (k, j, i))
    return float(volume.voxels[around].mean())


@cache
def whole(contrast: str, seed: int) -> tuple[CTVolume, dict[str, tuple[float, float, float]]]:
    volume = make_phantom(None, contrast, seed, (3.0, 2.0, 2.0), noise_hu=0)
    return volume, build_scene(seed, contrast == "CE", arms_up=True).centers


class TestVolume:
    @pytest.mark.parametrize("part", list(BodyPart))
    def test_lies_as_a_scanner_stores_it(self, part: BodyPart) -> None:
        volume = make_phantom(part, spacing=COARSE)
        assert volume.voxels.dtype == np.int16
        assert volume.spacing == pytest.approx(COARSE)
        assert (np.sign(np.diag(volume.ijk_to_ras)[:3]) == (-1, -1, 1)).all()
        assert volume.voxels.min() >= -1024
        assert volume.voxels.max() > 500

    @pytest.mark.parametrize(
        ("part", "low", "high"),
        [
            ("brain", "skull_base", "vertex"),
            ("neck", "lung_apex", "skull_base"),
            ("chest", "lung_bottom", "lung_apex"),
            ("abdomen", "iliac_crest", "lung_base"),
            ("pelvis", "ischium", "iliac_crest"),
        ],
    )
    @pytest.mark.parametrize("seed", SEEDS)
    def test_covers_its_part(self, part: str, low: str, high: str, seed: int) -> None:
        volume = make_phantom(part, seed=seed, spacing=COARSE)
        landmarks = body_landmarks(seed)
        bottom = volume.ijk_to_ras[2, 3]
        assert landmarks[low] - 25 < bottom < landmarks[low] + 0.01
        assert landmarks[high] - 4 <= bottom + 4 * (len(volume.voxels) - 1) < landmarks[high] + 30

    def test_tags_say_contrast_only_where_there_is_some(self) -> None:
        enhanced, plain = (make_phantom("abdomen", contrast, spacing=COARSE).tags for contrast in ("CE", "NE"))
        assert enhanced["ContrastBolusAgent"]
        assert "ContrastBolusAgent" not in plain
        assert enhanced["Modality"] == plain["Modality"] == "CT"
        assert enhanced["BodyPartExamined"] == "ABDOMEN"

    def test_a_range_is_covered_as_asked(self) -> None:
        volume = make_phantom(None, range_mm=(250.0, 450.0), spacing=COARSE)
        assert volume.ijk_to_ras[2, 3] == pytest.approx(250.0)
        assert len(volume.voxels) == 51

    def test_couch_and_arms_are_there_when_asked_for(self) -> None:
        def dense(**settings: object) -> int:
            return int((make_phantom("abdomen", spacing=COARSE, noise_hu=0, **settings).voxels > -200).sum())

        assert dense(couch=True) > dense(couch=False)
        assert dense(arms="down", couch=False) > dense(arms="up", couch=False)


class TestOnePerson:
    def test_the_same_seed_gives_the_same_voxels(self) -> None:
        first, second = (make_phantom("chest", "CE", 5, COARSE) for _ in range(2))
        np.testing.assert_array_equal(first.voxels, second.voxels)

    def test_another_seed_gives_another_person(self) -> None:
        assert body_landmarks(1) != body_landmarks(2)

    @pytest.mark.parametrize("seed", range(20))
    def test_landmarks_run_from_head_to_foot(self, seed: int) -> None:
        landmarks = body_landmarks(seed)
        assert tuple(landmarks) == HEAD_TO_FOOT
        assert all(np.diff(list(landmarks.values())) < 0)
        assert 700 < landmarks["vertex"] - landmarks["ischium"] < 1050

    def test_parts_are_stretches_of_one_body(self) -> None:
        abdomen = make_phantom("abdomen", "NE", 3, COARSE, noise_hu=0, couch=False)
        bottom = float(abdomen.ijk_to_ras[2, 3])
        top = bottom + 4.0 * (len(abdomen.voxels) - 1)
        longer = make_phantom(None, "NE", 3, COARSE, range_mm=(bottom, top), noise_hu=0, couch=False)
        for ours, theirs in zip(abdomen.voxels[::10], longer.voxels[::10], strict=True):
            assert (ours > -300).sum() == pytest.approx((theirs > -300).sum(), rel=0.05)

    @pytest.mark.parametrize("part", list(BodyPart))
    def test_a_fine_scan_and_its_coarse_twin_show_the_same_body(self, part: BodyPart) -> None:
        middle = body_landmarks(4)[{"brain": "vertex", "neck": "skull_base"}.get(part, "carina")] - 60
        stretch = (middle, middle + 36)
        fine = make_phantom(part, "CE", 4, (1.0, 1.0, 1.0), range_mm=stretch)
        coarse = make_phantom(part, "CE", 4, (3.0, 3.0, 3.0), range_mm=(stretch[0] + 1, stretch[1] - 1))
        averaged = reduce_volume(fine, 3.0)
        ours, theirs = (canonical_view(v.voxels, v.axes).astype(float) for v in (averaged, coarse))
        columns = [min(length) for length in zip(ours.shape, theirs.shape, strict=True)]
        ours, theirs = (v[: columns[0], : columns[1], : columns[2]] for v in (ours, theirs))
        np.testing.assert_allclose(ours.mean(axis=(1, 2)), theirs.mean(axis=(1, 2)), atol=12)
        assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.98

    def test_noise_grows_with_the_root_of_the_number_of_voxels(self) -> None:
        def noise(thickness: float) -> float:
            noisy, plain = (make_phantom("abdomen", "NE", 1, (thickness, 4.0, 4.0), noise_hu=hu) for hu in (60.0, 0.0))
            inside = plain.voxels > -200
            return float((noisy.voxels[inside] - plain.voxels[inside]).std())

        assert noise(2.0) / noise(4.0) == pytest.approx(2**0.5, rel=0.05)
        assert noise(4.0) == pytest.approx(60 * (3 / 64) ** 0.5, rel=0.05)


class TestHounsfieldUnits:
    @pytest.mark.parametrize("seed", SEEDS[:2])
    def test_organs_without_contrast_measure_what_the_literature_says(self, seed: int) -> None:
        volume, centers = whole("NE", seed)
        for name, low, high in (
            ("liver", 40, 75),
            ("spleen", 35, 62),
            ("abdominal aorta", 28, 58),
            ("left ventricle", 28, 58),
            ("bladder", -8, 20),
            ("white matter", 18, 42),
            ("thyroid", 80, 125),
            ("lung", -900, -700),
        ):
            assert low < mean_hu(volume, centers[name]) < high, name

    @pytest.mark.parametrize("seed", SEEDS[:2])
    def test_contrast_raises_vessels_and_organs_only(self, seed: int) -> None:
        plain, centers = whole("NE", seed)
        enhanced, _ = whole("CE", seed)

        def gain(name: str) -> float:
            return mean_hu(enhanced, centers[name]) - mean_hu(plain, centers[name])

        assert gain("abdominal aorta") > 50
        assert gain("descending aorta") > 50
        assert gain("right kidney cortex") > 50
        assert gain("left ventricle") > 50
        assert gain("liver") > 5
        assert gain("spleen") > 20
        assert gain("thyroid") > 20
        assert 0 < gain("white matter") < 8
        for low, high in ((-130, -80), (900, 1100)):
            unchanged = (plain.voxels > low) & (plain.voxels < high)
            change = enhanced.voxels[unchanged].astype(float) - plain.voxels[unchanged]
            assert abs(np.median(change)) < 5

    def test_people_and_injections_differ(self) -> None:
        levels = [mean_hu(*self._aorta(seed)) for seed in range(6)]
        assert np.ptp(levels) > 20

    @staticmethod
    def _aorta(seed: int) -> tuple[CTVolume, tuple[float, float, float]]:
        center = build_scene(seed, True, arms_up=True).centers["abdominal aorta"]
        volume = make_phantom(None, "CE", seed, (3.0, 2.0, 2.0), range_mm=(center[2] - 9, center[2] + 9))
        return volume, center


class TestSettings:
    @pytest.mark.parametrize(
        ("settings", "named"),
        [
            ({"body_part": "knee"}, "body_part.*knee.*brain"),
            ({"contrast": "maybe"}, "contrast.*maybe.*CE"),
            ({"seed": -1}, "seed"),
            ({"seed": 1.5}, "seed"),
            ({"spacing": (0.0, 1.0, 1.0)}, "spacing"),
            ({"spacing": (1.0, 1.0)}, "spacing"),
            ({"spacing": (0.2, 0.2, 0.2)}, "too many"),
            ({"noise_hu": -1.0}, "noise_hu"),
            ({"noise_hu": float("nan")}, "noise_hu"),
            ({"arms": "sideways"}, "arms"),
            ({"range_mm": (300.0, 200.0)}, "range_mm"),
            ({"range_mm": (0.0, float("inf"))}, "range_mm"),
        ],
    )
    def test_a_bad_setting_is_named(self, settings: dict[str, object], named: str) -> None:
        with pytest.raises(PhantomError, match=named):
            make_phantom(**settings)

    def test_enumerations_and_texts_are_the_same(self) -> None:
        by_name = make_phantom("neck", "CE", 0, COARSE)
        by_label = make_phantom(BodyPart.NECK, Contrast.CE, 0, COARSE)
        np.testing.assert_array_equal(by_name.voxels, by_label.voxels)
