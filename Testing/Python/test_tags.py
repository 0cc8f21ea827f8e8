"""What DICOM tags claim, and how it is compared with the labels."""

import pytest

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.tags import check_results, claims, conflicts, tag_check

ALL_PARTS = set(BodyPart)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("HEAD", {"brain"}),
        ("Brain", {"brain"}),
        ("NECK", {"neck"}),
        ("CSPINE", {"neck"}),
        ("C-SPINE", {"neck"}),
        ("CHEST", {"chest"}),
        ("LUNGS", {"chest"}),
        ("HEART", {"chest"}),
        ("ABDOMEN", {"abdomen"}),
        ("PELVIS", {"pelvis"}),
        ("HEADNECK", {"brain", "neck"}),
        ("HEAD_NECK", {"brain", "neck"}),
        ("CHESTABDPELVIS", {"chest", "abdomen", "pelvis"}),
        ("CHEST_TO_PELVIS", {"chest", "abdomen", "pelvis"}),
        ("CHESTTOPELVIS", {"chest", "abdomen", "pelvis"}),
        ("ABDOMEN/PELVIS", {"abdomen", "pelvis"}),
        ("ABDPELV", {"abdomen", "pelvis"}),
        ("CAP", {"chest", "abdomen", "pelvis"}),
        ("WHOLEBODY", ALL_PARTS),
        ("Routine Chest", {"chest"}),
    ],
)
def test_body_part_examined_is_understood(text, parts):
    claimed = claims({"BodyPartExamined": text})
    assert claimed.body_parts == parts
    assert claimed.body_part_text == text


@pytest.mark.parametrize("text", ["FOREARM", "KNEE", "EXTREMITY", "SHOULDER"])
def test_part_outside_the_five_conflicts_with_each(text):
    assert claims({"BodyPartExamined": text}).body_parts == set()
    assert all(tag_check({"BodyPartExamined": text}, part, "").startswith("body_part=conflict") for part in BodyPart)


@pytest.mark.parametrize("tags", [{}, {"BodyPartExamined": ""}, {"BodyPartExamined": "UNKNOWN"}])
def test_body_part_that_says_nothing_is_missing(tags):
    assert tag_check(tags, "chest", "CE") == "body_part=missing;contrast=missing"


@pytest.mark.parametrize(
    ("agent", "route", "contrast"),
    [
        ("OMNIPAQUE 350", None, "CE"),
        ("OMNI", "IV", "CE"),
        ("", "Oral & IV", "CE"),
        (None, "Oral & IV", "CE"),
        ("OMNIPAQUE", "I.V.", "CE"),
        ("CONTRAST", "INTRAVENOUS", "CE"),
        ("Iopamidol", "ORAL", ""),
        ("", "ORAL", ""),
        ("BARIUM", "RECTAL", ""),
        ("ORAL CONTRAST", "", ""),
        ("Omnipaque", "Intrathecal", ""),
        ("NONE", None, "NE"),
        ("NO CONTRAST", "", "NE"),
        ("Non-contrast", "", "NE"),
        ("W/O", "", "NE"),
        ("WITHOUT", "IV", "NE"),
        ("NO IV CONTRAST", "", "NE"),
        ("NON-IONIC CONTRAST", "", "CE"),
        ("NO ORAL CONTRAST", "", ""),
        ("", "", ""),
        (None, None, ""),
        ("  ", None, ""),
        ("UNKNOWN", None, ""),
        ("", "NONE", ""),
        ("N/A", "", ""),
        ("Nil", "", "NE"),
        ("N", "", "NE"),
        ("KEIN", "", "NE"),
        ("KEINE", "IV", "NE"),
        ("NEIN", "", "NE"),
        ("AUCUN", "", "NE"),
        ("SANS", "", "NE"),
        ("SIN", "", "NE"),
        ("NESSUNO", "", "NE"),
        ("NINGUNO", "", "NE"),
        ("Não", "", "NE"),
        ("GEEN", "", "NE"),
        ("0 ml", "", "NE"),
        ("0.0 ml", "", "NE"),
        ("0 cc", "", "NE"),
        ("100.0 ml", "", "CE"),
        ("REFUSED", "", "NE"),
        ("없음", "", "NE"),
        ("造影剤なし", "", "NE"),
        ("Not applicable", "", ""),
        ("Not specified", "", ""),
        ("NOT KNOWN", "", ""),
        ("DEFAULT", "", ""),
        ("Saline", "", ""),
        ("Saline 40 ml", "IV", ""),
        ("NaCl", "", ""),
        ("NaCl 0.9%", "", ""),
        ("NS", "", ""),
        ("OMNIPAQUE + SALINE", "", "CE"),
        ("E-Z-CAT", "", ""),
        ("READI-CAT", "", ""),
        ("造影剤", "", "CE"),
        ("造影剤", "ORAL", ""),
        ("조영제", "", "CE"),
        ("造影前後", "", ""),
        ("不明", "", ""),
        ("NO ORAL/ 100CC OMNIPAQUE", "", "CE"),
        ("OMNIPAQUE 300, no oral", "", "CE"),
        ("ISOVUE; ORAL CONTRAST NOT GIVEN", "", "CE"),
        ("IV: 100 ml; oral: none", "", "CE"),
        ("NO ORAL OR IV CONTRAST", "", "NE"),
        ("造影剤", "経口", ""),
        ("조영제", "경구", ""),
        ("NO ORAL/ WATER 500 ML", "", ""),
        ("NO ORAL GIVEN", "", ""),
        ("ORAL 500 ML", "", ""),
        ("SINOGRAFIN", "", "CE"),
    ],
)
def test_contrast_tags_are_understood(agent, route, contrast):
    tags = {"ContrastBolusAgent": agent, "ContrastBolusRoute": route}
    assert claims({keyword: text for keyword, text in tags.items() if text is not None}).contrast == contrast


@pytest.mark.parametrize("agent", ["", "   "])
def test_blank_agent_is_missing_and_never_not_enhanced(agent):
    for label in ("CE", "NE"):
        assert tag_check({"ContrastBolusAgent": agent}, "chest", label).endswith("contrast=missing")


def test_descriptions_are_not_believed():
    tags = {"StudyDescription": "CT CHEST WITHOUT CONTRAST", "SeriesDescription": "HEAD", "ProtocolName": "PELVIS"}
    assert tag_check(tags, "chest", "CE") == "body_part=missing;contrast=missing"


@pytest.mark.parametrize(
    ("body_part", "contrast", "expected"),
    [
        ("brain", "CE", "body_part=agree;contrast=agree"),
        ("chest", "CE", "body_part=conflict;contrast=agree"),
        ("brain", "NE", "body_part=agree;contrast=conflict"),
        ("brain", "", "body_part=agree;contrast=missing"),
        ("brain", "mixed", "body_part=agree;contrast=agree"),
    ],
)
def test_tags_are_compared_with_the_labels(body_part, contrast, expected):
    tags = {"BodyPartExamined": "HEAD", "ContrastBolusAgent": "OMNI", "ContrastBolusRoute": "IV"}
    assert tag_check(tags, BodyPart(body_part), contrast) == expected


@pytest.mark.parametrize(
    ("labels", "check"), [("chest", "agree"), ("chest+abdomen", "agree"), ("neck+chest", "conflict")]
)
def test_parts_of_a_long_scan_agree_when_the_tag_names_each(labels, check):
    assert tag_check({"BodyPartExamined": "CHESTABDPELVIS"}, labels, "") == f"body_part={check};contrast=missing"


def test_conflicts_are_told_in_sentences():
    assert conflicts("body_part=agree;contrast=missing") == []
    assert conflicts("") == []
    told = conflicts("body_part=conflict;contrast=conflict")
    assert len(told) == 2
    assert "body part" in told[0]
    assert "contrast" in told[1]


def test_claims_show_the_words_of_the_tags():
    claimed = claims({"ContrastBolusAgent": "OMNI", "ContrastBolusRoute": "IV"})
    assert (claimed.contrast_text, claimed.body_part_text) == ("OMNI, IV", "")


def test_results_of_a_check_can_be_looked_up():
    assert check_results(tag_check({"BodyPartExamined": "CHEST"}, "chest", "CE")) == {
        "body_part": "agree",
        "contrast": "missing",
    }
    assert check_results("") == {}
