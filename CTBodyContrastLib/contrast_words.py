"""Words that say whether contrast was given, as protocols and people write them in several languages."""

import re
from dataclasses import dataclass

from .body_part_words import plain_capitals
from .labels import Contrast

# English, German, French, Spanish, Portuguese, Italian and Dutch, without accents.
_WITH = "WITH|W|MIT|NACH|POST|AVEC|APRES|CON|COM|C|MET"
_WITHOUT = "WITHOUT|WO|NO|NON|OHNE|O|VOR|PRE|SANS|AVANT|SIN|SEM|SENZA|S|ZONDER"
_AGENT = (
    r"CONTRAST\w*|CONTR|CONT|KONTRAST\w*|KM|CM|MDC|IV|CIV|PDC|INJ\w*|BOLUS|AGENT|ENH|ENHANCE\w*|CE|MEZZO DI CONTRASTO|"
    r"MEDIO DE CONTRASTE|PRODUIT DE CONTRASTE|MEIO DE CONTRASTE"
)
_NOT_GIVEN = re.compile(
    rf"\b(?:{_WITHOUT})[ -]?(?:THE |ANY |IV[ -]?|DE )?(?:{_AGENT})\b"
    r"|\b(?:WITHOUT|WO|OHNE|NATIV(?:E[NRS]?|[AO])?|NAT|PLAIN|UNENHANCED|UNENH|NONCON\w*|PRECONTRAST|PRECON|NCCT|NECT|NC|BLANCO|SIMPLE|"
    # The calcium of coronary arteries is counted without contrast.
    r"BASALE|DIRETTA|CALCIUM SCOR\w*|CASC|CASCORE)\b"
    r"|\bNON[- ]CON\b"
    # "C-" and "CE(-)", but not "C-SPINE".
    r"|(?<![A-Z])CE?(?:-(?! ?SPINE)(?![A-Z0-9])| ?\(-\))"
    "|비조영|조영 ?전|조영제 ?없|단순|非造影|造影(?:なし|無し|前|\\(-\\))|単純|平扫|平掃"
)
# The phase of an injection tells as much as the word contrast.
_GIVEN = re.compile(
    rf"\b(?:{_WITH})[ -]?(?:IV|KM|CM|MDC|CIV|PDC|INJ\w*)\b"
    r"|(?<!LOW )(?<!HIGH )\b(?:POST)?[CK]ONTRAST\w*\b|\b(?:KM|MDC|PDC|CIV)\b|\bIV (?:BOLUS|CM|AGENT)\b"
    r"|(?<!EDGE )\b(?:ENH|ENHANCE\w*)\b|\bW\b(?! ?(?:[0-9=]|L\b))"
    r"|\b(?:INJECTE\w*|CE|CECT|CTA|CTPA|ANGIO(?:GRA\w*|CT|TC|TDM|SCANNER)?)\b"
    r"|\b(?:ARTERIAL\w*|ARTERIEL\w*|ARTERIEEL|ARTERIOS[AO]"
    r"|VENOUS|VENOES\w*|VENOS\w*|VEINEU\w*|VENEU\w*|PORTO?VENO\w*|PORTAL\w*|PORTAAL"
    r"|NEPHROGRA\w*|EXCRETORY)\b"
    # "C+", "+C" and "CE(+)", but not "C+A+P", which is chest, abdomen and pelvis.
    r"|(?<![A-Z])CE?(?:\+(?! ?[A-Z])| ?\(\+\))|(?<![A-Z0-9])\+C\b"
    "|조영|동맥기|정맥기|문맥기|지연기|造影|動脈相|門脈相|静脈相|平衡相|增强|增強|动脉期|静脉期|门脉期"
)
# What does not reach vessels and organs: the words for it are taken out, so that "oral and IV contrast" still says IV.
_OTHER_WAY = r"(?:ORAL\w*|PO|PER OS|P O|RECTAL\w*|ENEMA|경구|経口)"
_AND = r"(?: ?[&+,] ?| (?:AND|OR|UND|ODER|ET|OU|Y|E|O|EN|OF) )"
_BOTH = re.compile(rf"\b(?:{_WITH})(?:{_AND}| )(?:{_WITHOUT})\b|\b(?:{_WITHOUT})(?:{_AND}| )(?:{_WITH})\b")
_BESIDE_INTRAVENOUS = re.compile(rf"\b{_OTHER_WAY}{_AND}(?=IV\b)|(?<=\bIV){_AND}{_OTHER_WAY}(?!\w)")
_BY_OTHER_WAY = re.compile(rf"\b(?:(?:{_WITHOUT}|{_WITH})[ -]?)?{_OTHER_WAY}[ -]?(?:{_AGENT}|조영제?|造影剤?)?(?!\w)")


@dataclass(frozen=True)
class StatedContrast:
    """What a text says about intravenous contrast.

    Attributes:
        contrast: None when the text says both ("with and without").
        words: the words that say so, in capitals and without accents.
    """

    contrast: Contrast | None
    words: tuple[str, ...]


def stated_contrast(text: str) -> StatedContrast | None:
    """What a tag's text says about intravenous contrast; None when it says nothing."""
    plain = _BY_OTHER_WAY.sub(" ", _BESIDE_INTRAVENOUS.sub("", _spelled_out(text)))
    both = _BOTH.search(plain)
    if both:
        return StatedContrast(None, (both.group(),))
    without = _NOT_GIVEN.findall(plain)
    with_it = _GIVEN.findall(_NOT_GIVEN.sub(" ", plain))
    words = tuple(dict.fromkeys(word.strip() for word in (*without, *with_it)))
    if not words:
        return None
    if without and with_it:
        return StatedContrast(None, words)
    return StatedContrast(Contrast.NE if without else Contrast.CE, words)


def _spelled_out(text: str) -> str:
    """Abbreviations in one spelling: "I.V." as IV, "w/o" as WO, "w/" and "c/" as a word of their own."""
    plain = re.sub(r"\bI\. ?V\b\.?", "IV", plain_capitals(text).replace("_", " "))
    plain = re.sub(r"\bW ?/ ?O\b", "WO", plain)
    plain = re.sub(r"\bS/C\b", "SIN CONTRASTE", re.sub(r"\bC/C\b", "CON CONTRASTE", plain))
    plain = re.sub(r"\bINTRAVENOUS\b|\bINTRAVENOSO\b", "IV", plain)
    return re.sub(r"[\s./;:,]+", " ", plain)
