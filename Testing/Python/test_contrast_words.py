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
kein KM|keine KM-Gabe|nicht kontrastiert|KM: nein|Kontrastmittel: keines|pas de contraste|geen contrast
CONTRAST: NO|CONTRAST: NONE|CONTRAST NOT GIVEN|IV CONTRAST WITHHELD|CONTRAST REFUSED|CONTRASTE: NO|MDC: no
ORAL CONTRAST: YES, IV CONTRAST: NO|C\u2212
NON CON|W/O CON|WO CON|W O CONTRAST|W O IV CONTRAST|WO IV CON|PRE CON|HEAD NO CON
造影剤なし|造影 なし|造影無|造影無し|未造影|無造影|造影せず|造影-|造影 -|造影前|造影剤を使用せず|造影\u00d7|造影(ー)
非增强|未增强|不增强|无增强|非增強|未增強|不增強|無增強|未使用造影剂
조영제 사용 안함|조영X|조영제(X)|조영증강 안함|조영제 미사용|조영제 없이|비조영증강
"""
GIVEN = """
CT CHEST W/ CONT|with oral and IV contrast|IV and oral contrast|I.V. contrast|C+|CE-CT|CTA neck|arterial phase|Abd. enh.
Thorax mit KM|nach KM-Gabe|portalvenös|avec injection IV|scanner injecté|phase portale|con contraste|c/c|con mdc
com contraste|met iv contrast|복부 조영증강 CT|정맥기|胸部造影後|門脈相|增强
CHEST W CONTRAST|CHEST W CON|W IV CON|CT HEAD WITH CON|POST CON|CONTRAST: YES|CONTRAST: NON-IONIC
IV CONTRAST, NO ORAL CONTRAST|ORAL AND IV CONTRAST|CHEST ENHANCED|LUNG CONTRAST ENHANCED
造影剤|胸部造影-動脈相|造影 - 胸部|造影前立腺|增强前列腺|조영제|조영 전신|조영 전립선|조영 무릎
"""
BOTH = """
CT ABD W WO|W & W/O CONTRAST|with and without contrast|ohne und mit KM|sans et avec injection|Nativ/KM|pre and post
CON Y SIN CONTRASTE|SIN Y CON CONTRASTE|SIN/CON CONTRASTE|WO/W|W & WO CON|W/WO CON|WITH AND WITHOUT CON
WITHOUT CON AND WITH CON|W AND W O CONTRAST|胸部単純+造影|造影前後|增强前后|조영 전후|平扫+增强
"""
NOTHING = """
CHEST 5 MM|with oral contrast|without oral contrast|PO contrast only|경구 조영제|rectal contrast|C-SPINE|C+A+P
LOW CONTRAST|Edge enhanced|Coronary arteries|window W 350 L 40|NON-IONIC|Recon 2:  CT CHEST R/O PE
EDGE-ENHANCED|LUNG ENHANCE|DETAIL ENH|BONE ENHANCE|CONTRAST NOT SPECIFIED|CONTRAST NO CHEST|KM: keine Angabe
ORAL CONTRAST: NO|경구 조영제 사용 안함
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
