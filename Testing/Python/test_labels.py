"""The vocabulary, against the dictionaries of other packages."""

import pytest

from CTBodyContrastLib.labels import ANATOMY_CODE, BodyPart
from CTBodyContrastLib.tags import tag_check

codedict = pytest.importorskip("pydicom.sr.codedict", reason="not run: pydicom is not installed")

# CT, MR and PET Anatomy Imaged, as pydicom lists it.
CID_4030 = {
    (code.value, code.meaning)
    for code in (getattr(codedict.codes.cid4030, name) for name in codedict.codes.cid4030.dir())
    if code.scheme_designator == "SCT"
}


@pytest.mark.parametrize("name", ANATOMY_CODE)
class TestAnatomyCode:
    def test_code_and_meaning_are_those_of_the_standard(self, name):
        assert (ANATOMY_CODE[name].snomed, ANATOMY_CODE[name].meaning) in CID_4030

    def test_parts_run_from_head_to_foot_without_a_gap(self, name):
        parts = [BodyPart(part) for part in name.split("+")]
        first = list(BodyPart).index(parts[0])
        assert parts == list(BodyPart)[first : first + len(parts)]

    def test_body_part_examined_is_read_as_the_same_parts(self, name):
        assert tag_check({"BodyPartExamined": ANATOMY_CODE[name].body_part_examined}, name, "").startswith(
            "body_part=agree"
        )


def test_every_part_has_a_code_of_its_own():
    assert set(BodyPart) <= set(ANATOMY_CODE)
    assert len({code.snomed for code in ANATOMY_CODE.values()}) == len(ANATOMY_CODE)
    assert len({code.body_part_examined for code in ANATOMY_CODE.values()}) == len(ANATOMY_CODE)
