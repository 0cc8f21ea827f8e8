"""When a person should look at a result."""

from dataclasses import replace

import pytest

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.review import unusual_density, unusual_tissues
from CTBodyContrastLib.tissue_level import Tissues

NECK, ABDOMEN = BodyPart.NECK, BodyPart.ABDOMEN


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
            ({"lowest_hu": -880.0}, "Nothing here is as thin as air, the lowest value is -880 HU"),
        ],
    )
    def test_other_bodies_are_told_with_what_is_strange(self, strange, told):
        (reason,) = unusual_tissues(replace(USUAL, **strange))
        assert reason.startswith(told)
        assert "check that the values are in HU" in reason
