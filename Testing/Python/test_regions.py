from dataclasses import replace

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Classification, Contrast, Status, Vote
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.lungs import Lungs
from CTBodyContrastLib.regions import Region, find_regions, name_by_regions, named_parts, overlapped, stretches
from CTBodyContrastLib.windows import BodyAxis, PreparedWindows, Window, window_views

BRAIN, NECK, CHEST, ABDOMEN, PELVIS = BodyPart
NOTHING_REVIEWED = {"body_part": 0.0, "contrast": 0.0}


def sure(*parts: BodyPart, wrong: float = 0.01) -> np.ndarray:
    """Log-probabilities (height, part) that name the parts given, from feet to head."""
    found = np.full((len(parts), 5), wrong)
    found[np.arange(len(parts)), [list(BodyPart).index(part) for part in parts]] = 1 - 4 * wrong
    return np.log(found)


class TestStretches:
    def test_parts_follow_each_other_from_the_feet_up(self) -> None:
        found = stretches(sure(*[ABDOMEN] * 4, *[CHEST] * 5, *[NECK] * 3), 1.0)
        assert found == [(ABDOMEN, 0, 3), (CHEST, 4, 8), (NECK, 9, 11)]

    def test_a_single_odd_height_begins_no_part(self) -> None:
        assert stretches(sure(CHEST, CHEST, NECK, CHEST, CHEST, CHEST), 1.0) == [(CHEST, 0, 5)]

    def test_no_part_is_passed_over_and_none_comes_twice(self) -> None:
        found = [part for part, _, _ in stretches(sure(*[PELVIS] * 5, *[CHEST] * 5, *[PELVIS] * 5), 1.0)]
        order = list(BodyPart)[::-1]
        places = [order.index(part) for part in found]
        assert places == list(range(places[0], places[-1] + 1))

    def test_what_is_no_evidence_changes_nothing(self) -> None:
        assert len(stretches(sure(CHEST, CHEST, NECK, NECK), 0.01)) == 1

    def test_an_abdomen_begins_above_a_crest_that_is_near_enough(self) -> None:
        shown = sure(*[PELVIS] * 50, *[ABDOMEN] * 50)
        for crest in (45, 56):
            assert stretches(shown, 0.06, (crest,)) == [(PELVIS, 0, crest), (ABDOMEN, crest + 1, 99)]
        assert stretches(shown, 0.06, (5, 53, 95)) == [(PELVIS, 0, 53), (ABDOMEN, 54, 99)]
        assert stretches(shown, 0.06, (5, 95)) == stretches(shown, 0.06)

    def test_a_crest_shows_a_short_pelvis_that_windows_pass_over(self) -> None:
        doubtful = np.log(np.tile([0.01, 0.01, 0.01, 0.67, 0.3], (100, 1)))
        assert stretches(doubtful, 0.06) == [(ABDOMEN, 0, 99)]
        assert stretches(doubtful, 0.06, (20,)) == [(PELVIS, 0, 20), (ABDOMEN, 21, 99)]

    def test_shoulders_that_look_like_crests_begin_no_abdomen(self) -> None:
        shown = sure(*[CHEST] * 50, *[NECK] * 50, wrong=1e-4)
        assert stretches(shown, 0.06, (52,)) == [(CHEST, 0, 49), (NECK, 50, 99)]


def test_only_chest_and_abdomen_overlap_and_never_beyond_the_scan() -> None:
    found = [(PELVIS, 0, 9), (ABDOMEN, 10, 14), (CHEST, 15, 18), (NECK, 19, 30)]
    assert overlapped(found, 5) == [(PELVIS, 0, 9), (ABDOMEN, 10, 19), (CHEST, 10, 18), (NECK, 19, 30)]
    assert overlapped([(ABDOMEN, 0, 2), (CHEST, 3, 5)], 9) == [(ABDOMEN, 0, 5), (CHEST, 0, 5)]
    assert overlapped([(CHEST, 0, 2), (NECK, 3, 5)], 9) == [(CHEST, 0, 2), (NECK, 3, 5)]


def test_chest_and_abdomen_reach_as_far_as_the_lungs_tell() -> None:
    found = [(ABDOMEN, 0, 14), (CHEST, 15, 29)]
    assert overlapped(found, 5, Lungs(bottom=7, dome=21, apex=None)) == [(ABDOMEN, 0, 21), (CHEST, 7, 29)]
    assert overlapped(found, 5, Lungs(bottom=None, dome=21, apex=None)) == [(ABDOMEN, 0, 21), (CHEST, 10, 29)]


def scan_of(*parts: BodyPart, enhanced: tuple[bool, ...]) -> tuple[PreparedWindows, np.ndarray, np.ndarray]:
    """Windows of 40 reduced slices of 3 mm without overlap, each naming one part, with or without contrast."""
    views = window_views(NINE_VIEWS + VESSEL_VIEWS)
    found = tuple(Window(40 * number, 40 * number + 39) for number in range(len(parts)))
    axis = BodyAxis(40 * len(parts), 3.0, -100.0, 3.0, 2, 80 * len(parts), flipped=False)
    shown = PreparedWindows(found, views, np.empty((0, 3, 8, 8)), axis)
    part_logits = np.repeat(sure(*parts)[:, None], len(views), axis=1)
    contrast_logits = np.repeat(np.where(enhanced, 4.0, -4.0)[:, None, None], len(views), axis=1).repeat(5, axis=2)
    return shown, part_logits, contrast_logits


class TestFind:
    def test_regions_have_ends_in_slices_and_in_mm(self) -> None:
        shown, part_logits, contrast_logits = scan_of(ABDOMEN, ABDOMEN, CHEST, CHEST, enhanced=(True,) * 4)
        low, high = find_regions(shown, part_logits, contrast_logits, Fusion(vessel_weight=1.0), with_contrast=True)
        assert (low.part, high.part) == (ABDOMEN, CHEST)
        assert (low.k_first, high.k_last) == (0, 319)
        # 60 mm are 40 slices of 1.5 mm.
        assert low.k_last + 1 - high.k_first == 40
        assert (low.k_last + 1 + high.k_first) / 2 == pytest.approx(160, abs=2)
        assert low.s_from_mm == -100.0
        assert high.s_to_mm == pytest.approx(-100 + 159 * 3)
        assert low.contrast == high.contrast == "CE"

    def test_lungs_overrule_what_the_windows_show(self) -> None:
        shown, part_logits, contrast_logits = scan_of(CHEST, CHEST, CHEST, CHEST, enhanced=(True,) * 4)
        shown = replace(shown, lungs=Lungs(bottom=60, dome=80, apex=140))
        found = find_regions(shown, part_logits, contrast_logits, Fusion(vessel_weight=1.0), with_contrast=True)
        assert [region.part for region in found] == [ABDOMEN, CHEST, NECK]
        abdomen, chest, neck = found
        assert (chest.k_first, chest.k_last) == (2 * 60, 2 * 140 + 1)
        assert (abdomen.k_last, neck.k_first) == (2 * 80 + 1, 2 * 141)
        assert abdomen.part_probability == pytest.approx(0.5, abs=0.02), "nothing but a pelvis could be there as well"

    def test_a_crest_tells_where_a_pelvis_ends(self) -> None:
        shown, part_logits, contrast_logits = scan_of(PELVIS, PELVIS, ABDOMEN, ABDOMEN, enhanced=(True,) * 4)
        pelvis, abdomen = find_regions(
            replace(shown, crests=(70,)), part_logits, contrast_logits, Fusion(vessel_weight=1.0), with_contrast=False
        )
        assert (pelvis.k_last, abdomen.k_first) == (2 * 70 + 1, 2 * 71)

    def test_contrast_is_judged_in_each(self) -> None:
        shown, part_logits, contrast_logits = scan_of(
            PELVIS, PELVIS, ABDOMEN, ABDOMEN, enhanced=(False, False, True, True)
        )
        found = find_regions(shown, part_logits, contrast_logits, Fusion(vessel_weight=1.0), with_contrast=True)
        assert [region.contrast for region in found] == ["NE", "CE"]
        assert all(region.contrast_probability > 0.9 for region in found)

    def test_contrast_is_judged_by_the_decision_point_of_the_part(self) -> None:
        shown, part_logits, contrast_logits = scan_of(NECK, NECK, BRAIN, BRAIN, enhanced=(True,) * 4)
        fusion = Fusion(vessel_weight=1.0, part_bias={"neck": 8.0})
        found = find_regions(shown, part_logits, contrast_logits, fusion, with_contrast=True)
        assert [(region.part, region.contrast) for region in found] == [(NECK, "NE"), (BRAIN, "CE")]

    def test_without_contrast_asked_for_there_is_none(self) -> None:
        shown, part_logits, contrast_logits = scan_of(NECK, BRAIN, enhanced=(True, True))
        found = find_regions(shown, part_logits, contrast_logits, Fusion(), with_contrast=False)
        assert [(region.contrast, region.contrast_probability) for region in found] == [("", None)] * 2
        assert found[0].as_dict()["probability"] == pytest.approx(found[0].part_probability, abs=1e-4)


def region(part: BodyPart, length_mm: float, contrast: str = "CE") -> Region:
    return Region(part, 0.99, 0, 10, 0.0, length_mm, contrast, 0.9)


def whole(part: BodyPart) -> Classification:
    votes = {view: Vote({each: 1.0 if each is part else 0.0 for each in BodyPart}, 0.9) for view in NINE_VIEWS}
    return Classification(
        Status.OK, "", part, 0.97, Contrast.CE, 0.95, "9/9", votes, tag_check="body_part=missing;contrast=missing"
    )


class TestNames:
    def test_parts_that_are_mostly_there_name_the_scan_from_head_to_foot(self) -> None:
        regions = [region(PELVIS, 200), region(ABDOMEN, 180), region(CHEST, 60)]
        assert [each.part for each in named_parts(regions)] == [ABDOMEN, PELVIS]

    def test_a_short_part_between_two_long_ones_is_named_as_well(self) -> None:
        regions = [region(PELVIS, 200), region(ABDOMEN, 100), region(CHEST, 240)]
        assert [each.part for each in named_parts(regions)] == [CHEST, ABDOMEN, PELVIS]

    def test_of_parts_that_are_hardly_there_the_one_with_most_does(self) -> None:
        assert [each.part for each in named_parts([region(CHEST, 100), region(NECK, 30)])] == [CHEST]

    def test_a_scan_of_several_parts_gets_a_joined_name(self) -> None:
        regions = [region(PELVIS, 200), region(ABDOMEN, 180, "NE"), region(CHEST, 250)]
        result = name_by_regions(whole(ABDOMEN), regions, (), None, {"BodyPartExamined": "CHEST"}, NOTHING_REVIEWED)
        assert (result.body_part, result.contrast) == ("chest+abdomen+pelvis", "mixed")
        assert (result.body_part_probability, result.contrast_probability) == (0.99, 0.9)
        assert result.agreement == "9/9"
        assert result.status is Status.REVIEW, "the tags name the chest alone"
        assert [each["part"] for each in result.regions] == ["pelvis", "abdomen", "chest"]

    def test_a_scan_of_one_part_keeps_its_result(self) -> None:
        result = name_by_regions(whole(CHEST), [region(CHEST, 250)], (), None, {}, NOTHING_REVIEWED)
        assert (result.body_part, result.body_part_probability, result.status) == (CHEST, 0.97, Status.OK)
        assert len(result.regions) == 1

    def test_values_that_are_off_send_the_scan_to_review(self) -> None:
        regions = [region(ABDOMEN, 180), region(CHEST, 250)]
        assert name_by_regions(whole(CHEST), regions, (), 60.0, {}, NOTHING_REVIEWED).status is Status.OK
        assert name_by_regions(whole(CHEST), regions, (), -10.0, {}, NOTHING_REVIEWED).status is Status.REVIEW

    def test_a_doubtful_part_sends_the_scan_to_review(self) -> None:
        regions = [region(ABDOMEN, 180), region(CHEST, 250)]
        thresholds = {"body_part": 0.995, "contrast": 0.5}
        assert "0.990 is below 0.995" in name_by_regions(whole(CHEST), regions, (), None, {}, thresholds).reason
