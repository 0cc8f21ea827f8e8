"""Words that say whether contrast was given, in several languages."""

import pytest

from CTBodyContrastLib.contrast_words import stated_contrast
from CTBodyContrastLib.labels import Contrast

NOT_GIVEN = """
CT CHEST WITHOUT CONTRAST|CT HEAD W/O|Non-contrast|NON-CON|non-CE|unenhanced|Pre contrast|C-|Calcium scoring
without IV contrast, with oral contrast|WITHOUT ORAL OR IV CONTRAST|Thorax nativ|Abdomen o. KM|Abdomen o.KM
ohne Kontrastmittel|sans injection|non injecté
TC sin contraste|TC cráneo simple|s/c|TC tórax s/ contraste|sem contraste|senza mdc|senza mezzo di contrasto
zonder contrast|blanco|복부 비조영|조영 전|頭部単純CT|胸部 造影(-)|平扫
"""
GIVEN = """
CT CHEST W/ CONT|with oral and IV contrast|IV and oral contrast|I.V. contrast|C+|CE-CT|CTA neck|arterial phase|Abd. enh.
Thorax mit KM|nach KM-Gabe|portalvenös|avec injection IV|scanner injecté|phase portale|con contraste|c/c|con mdc
com contraste|met iv contrast|복부 조영증강 CT|정맥기|胸部造影後|門脈相|增强
"""
BOTH = """
CT ABD W WO|W & W/O CONTRAST|with and without contrast|ohne und mit KM|sans et avec injection|Nativ/KM|pre and post
"""
NOTHING = """
CHEST 5 MM|with oral contrast|without oral contrast|PO contrast only|경구 조영제|rectal contrast|C-SPINE|C+A+P
LOW CONTRAST|Edge enhanced|Coronary arteries|window W 350 L 40|NON-IONIC|Recon 2:  CT CHEST R/O PE
"""


def texts(table: str) -> list[str]:
    return [text for line in table.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", texts(NOT_GIVEN))
def test_it_was_not_given(text: str) -> None:
    stated = stated_contrast(text)
    assert stated is not None
    assert stated.contrast is Contrast.NE


@pytest.mark.parametrize("text", texts(GIVEN))
def test_it_was_given(text: str) -> None:
    stated = stated_contrast(text)
    assert stated is not None
    assert stated.contrast is Contrast.CE


@pytest.mark.parametrize("text", texts(BOTH))
def test_an_examination_of_both_states_neither(text: str) -> None:
    stated = stated_contrast(text)
    assert stated is not None
    assert stated.contrast is None


@pytest.mark.parametrize("text", ["", *texts(NOTHING)])
def test_other_words_and_other_ways_say_nothing(text: str) -> None:
    assert stated_contrast(text) is None


@pytest.mark.parametrize("name", ["Natividad", "Casciani", "Angiolini", "Injac"])
def test_names_that_begin_like_a_word_say_nothing(name: str) -> None:
    assert stated_contrast(f"CT {name}") is None


def test_only_the_known_words_are_quoted() -> None:
    stated = stated_contrast("Anna Müller nativ")
    assert stated is not None
    assert stated.words == ("NATIV",)
