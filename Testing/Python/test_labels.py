"""The vocabulary, against the dictionaries of other packages."""

import pytest

from CTBodyContrastLib.body_part_words import named_parts
from CTBodyContrastLib.contrast_words import stated_contrast
from CTBodyContrastLib.labels import ANATOMY_CODE, EXAM_CODE, BodyPart, Contrast
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


@pytest.mark.parametrize(("labels", "exam"), EXAM_CODE.items())
class TestExamCode:
    def test_check_digit_is_right(self, labels, exam):
        """LOINC's own: modulus 10, every second digit from the right doubled."""
        digits, check = exam.loinc.split("-")
        doubled = int("".join(reversed(digits))[::2][::-1]) * 2
        others = "".join(reversed(digits))[1::2][::-1]
        assert -sum(map(int, others + str(doubled))) % 10 == int(check)

    def test_name_says_the_labels_and_fits_a_description(self, labels, exam):
        part, contrast = labels
        anatomy = " and ".join("Head" if name == BodyPart.BRAIN else name.title() for name in part.split("+"))
        given = "W contrast IV" if contrast == Contrast.CE else "WO contrast"
        assert exam.name == f"CT {anatomy} {given}"
        assert len(exam.name) <= 64

    def test_name_is_read_as_the_same_labels(self, labels, exam):
        named, stated = named_parts(exam.name), stated_contrast(exam.name)
        assert (named.parts, stated.contrast) == (set(labels[0].split("+")), labels[1])


def test_every_part_has_an_exam_with_and_without_contrast():
    assert {(part, contrast) for part in BodyPart for contrast in Contrast} <= set(EXAM_CODE)
    assert len({exam.loinc for exam in EXAM_CODE.values()}) == len(EXAM_CODE)
