"""When a person should look at a result."""

from dataclasses import replace

import numpy as np
import pytest

from CTBodyContrastLib.fusion import by_part
from CTBodyContrastLib.labels import BodyPart, Plane
from CTBodyContrastLib.review import low_probabilities, several_parts, unsure_planes, unusual_density, unusual_tissues
from CTBodyContrastLib.tissue_level import Tissues

NECK, ABDOMEN = BodyPart.NECK, BodyPart.ABDOMEN


class TestLowProbabilities:
    @pytest.mark.parametrize(
        ("probability", "told"), [(0.713, "0.71 is below 0.94"), (0.9407, "0.941 is below 0.943"), (0.9433, "0.9433")]
    )
    def test_as_many_decimals_as_tell_it_from_the_threshold(self, probability, told):
        (reason,) = low_probabilities(probability, 0.99, {"body_part": 0.9434, "contrast": 0.66})
        assert reason.startswith(f"The body part's probability {told}")

    def test_each_label_has_its_own_threshold(self):
        below = {"body_part": 0.9, "contrast": 0.6}
        assert low_probabilities(0.95, 0.65, below) == low_probabilities(0.95, None, below) == []
        (reason,) = low_probabilities(0.95, 0.55, below)
        assert reason.startswith("The contrast's")


class TestSeveralParts:
    def test_neighbors_that_share_a_scan_are_told_with_what_to_do(self):
        (reason,) = several_parts(ABDOMEN, by_part(np.array([0, 0, 0.02, 0.55, 0.43])), below=0.94)
        assert reason.startswith("The abdomen (0.55) and the pelvis (0.43) both seem to be in this scan")
        assert "regions" in reason

    @pytest.mark.parametrize(
        "probabilities",
        [
            (0, 0, 0.02, 0.95, 0.03),  # sure of one
            (0, 0.43, 0.02, 0.55, 0),  # a neck does not border on an abdomen
            (0, 0, 0.2, 0.5, 0.3),  # unsure of both
        ],
    )
    def test_other_scans_do_not_seem_to_show_two(self, probabilities):
        assert several_parts(ABDOMEN, by_part(np.array(probabilities)), below=0.94) == []

    @pytest.mark.parametrize(("end", "only"), [(BodyPart.BRAIN, "neck"), (BodyPart.PELVIS, "abdomen")])
    def test_the_ends_of_the_body_have_one_neighbor(self, end, only):
        shared = np.where([part in (end, only) for part in BodyPart], 0.5, 0.0)
        (reason,) = several_parts(end, by_part(shared), below=0.94)
        assert f"the {only} (0.50)" in reason


class TestUnsurePlanes:
    def test_planes_that_see_the_part_are_no_doubt(self):
        assert unsure_planes(NECK, {Plane.AXIAL: by_part(np.array([0.2, 0.8, 0, 0, 0]))}, below=0.69) == []

    def test_one_that_sees_something_else_is_told(self):
        seen = {Plane.AXIAL: by_part(np.array([0, 0.9, 0.1, 0, 0])), Plane.CORONAL: by_part(np.full(5, 0.2))}
        assert unsure_planes(NECK, seen, below=0.69) == [
            "The coronal views alone give the neck a probability of 0.20: check which way the scan lies."
        ]

    def test_one_that_sees_a_neighbor_may_be_right(self):
        (reason,) = unsure_planes(NECK, {Plane.AXIAL: by_part(np.array([0.7, 0.3, 0, 0, 0]))}, below=0.69)
        assert reason.endswith("0.30: check whether the brain is there too, and which way the scan lies.")


class TestUnusualDensity:
    @pytest.mark.parametrize(("part", "level"), [(NECK, 20), (NECK, 70), (ABDOMEN, 115), (NECK, None)])
    def test_a_usual_or_unknown_one_is_no_doubt(self, part, level):
        assert unusual_density([part], level) == []

    @pytest.mark.parametrize("level", [-8.0, 92.4])
    def test_values_that_are_off_are_told_with_what_is_usual(self, level):
        (reason,) = unusual_density([NECK], level)
        assert reason.startswith(f"Most soft tissue has {level:.0f} HU, where 8 to 82 is usual")

    def test_of_several_parts_any_may_have_most_of_it(self):
        assert unusual_density([NECK, ABDOMEN], 115) == []
        assert unusual_density([NECK, ABDOMEN], 140) != []


# Of a person neither fat nor thin.
USUAL = Tissues(soft_hu=45, fat_hu=-104, soft=0.5, denser=0.1, lowest_hu=-1000)


class TestUnusualTissues:
    @pytest.mark.parametrize(
        "usual",
        [
            {},
            {"soft": 0.3, "denser": 0.05},  # a fat person
            {"denser": 0.35},  # an enhanced heart
            {"fat_hu": None},
            {"fat_hu": -122},  # at a low tube voltage
            {"fat_hu": -108, "soft_hu": 10},  # with much fluid
            {"fat_hu": None, "soft_hu": 2},
            {"lowest_hu": -1024},
            {"lowest_hu": -985},
        ],
    )
    def test_what_persons_are_made_of_is_usual(self, usual):
        assert unusual_tissues(replace(USUAL, **usual)) == []

    @pytest.mark.parametrize(
        ("strange", "told"),
        [
            ({"denser": 0.62}, "62% of the body is denser"),
            ({"soft": 0.04}, "Only 4% of the body is as"),
            ({"fat_hu": -169.0}, "Most fat has -169 HU"),
            (
                {"fat_hu": -118.0, "soft_hu": 17.0},
                "Most fat has -118 HU and most soft tissue 17, which",
            ),
            ({"lowest_hu": -880.0}, "Nothing here is as thin as air, the lowest value is -880 HU"),
        ],
    )
    def test_other_bodies_are_told_with_what_is_strange(self, strange, told):
        (reason,) = unusual_tissues(replace(USUAL, **strange))
        assert reason.startswith(told)
        assert "check that the values are in HU" in reason
