"""When a person should look at a result."""

import pytest

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.review import unusual_density

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
