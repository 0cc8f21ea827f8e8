"""When a person should look at a result."""

import pytest

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.review import unusual_density, unusual_tissues, without_air

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


class TestUnusualTissues:
    @pytest.mark.parametrize(("soft", "denser"), [(0.3, 0.05), (0.5, 0.35)])
    def test_fat_persons_and_enhanced_hearts_are_usual(self, soft, denser):
        assert unusual_tissues(soft, denser) == []

    @pytest.mark.parametrize(
        ("soft", "denser", "told"), [(0.3, 0.62, "62% of the body is denser"), (0.04, 0.1, "Only 4% of the body is as")]
    )
    def test_other_bodies_are_told_with_what_is_strange(self, soft, denser, told):
        (reason,) = unusual_tissues(soft, denser)
        assert reason.startswith(told)
        assert "check that the values are in HU" in reason


class TestWithoutAir:
    @pytest.mark.parametrize("lowest", [-1024.0, -1000.0, -985.0])
    def test_air_is_no_doubt(self, lowest):
        assert without_air(lowest) == []

    def test_values_that_are_all_too_high_are_told(self):
        (reason,) = without_air(-880.0)
        assert reason.startswith("Nothing here is as thin as air, the lowest value is -880 HU")
