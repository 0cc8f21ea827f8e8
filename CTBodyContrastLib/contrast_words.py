"""Words that say whether contrast was given, as protocols and people write them in several languages."""

import re
from dataclasses import dataclass

from .body_part_words import plain_capitals
from .labels import Contrast

# English, German, French, Spanish, Portuguese, Italian and Dutch, without accents.
_WITH = "WITH|W|MIT|NACH|POST|AVEC|APRES|CON|COM|C|MET"
_WITHOUT = "WITHOUT|WO|NO|NON|OHNE|O|VOR|PRE|SANS|AVANT|SIN|SEM|SENZA|S|ZONDER"
# These deny alone, and never stand beside a word for with as in "with and without".
_NO_SUCH = "KEIN(?:E[MNRS]?)?|NICHT|PAS|AUCUN|NESSUN|NINGUN|NENHUM|GEEN"
_AGENT = (
    r"CONTRAST\w*|CONTR|CONT|KONTRAST\w*|KM|CM|MDC|IV|CIV|PDC|INJ\w*|BOLUS|AGENT|ENH|ENHANCE\w*|CE|MEZZO DI CONTRASTO|"
    r"MEDIO DE CONTRASTE|PRODUIT DE CONTRASTE|MEIO DE CONTRASTE"
)
# Behind contrast, as in a form. "CONTRAST: NO" ends there; "CONTRAST NO CHEST" is left open.
_DENIED_AFTER = (
    r"(?:NONE|(?:WITH)?HELD|REFUSED|DECLINED|(?:WAS )?NOT (?:GIVEN|USED|APPLIED|ADMINISTERED|INJECTED)|NICHT GEGEBEN|"
    r"(?:NON?|NAO|NEIN|NEE|KEIN\w*|GEEN)(?![ -]?[A-Z0-9]))"
)
# Japanese and Chinese. A hyphen denies only where nothing follows it: else it parts two words. 造影前 is before
# contrast, 造影前立腺 the prostate with it.
_SIGNS_FOR_AGENT = "(?:造影[剤剂]?|增[强強])"
_NOT_IN_SIGNS = (
    f"[非未無无不没](?:使?用)?{_SIGNS_FOR_AGENT}|造影[剤剂]?前(?![立列腕縦纵])|{_SIGNS_FOR_AGENT}"
    r"(?:[-ー](?!\S)| -$| ?(?:[をは]?使用 ?)?(?:なし|ナシ|[無无]し?|せず|しない|[未不]使用|\u00d7|\([-ー\u00d7]\)))"
)
# Likewise in Korean: 조영 전신 is the whole body with contrast.
_NOT_IN_KOREAN = (
    r"[비무미]조영|조영(?:제|증강)?(?:-(?!\S)| -$"
    r"| ?(?:사용 ?)?(?:전(?![신립완박두])|없|안 ?[함씀]|하지 ?않|미사용|[X\u00d7](?![A-Z-])|\([-X\u00d7]\)))"
)
_NOT_GIVEN = re.compile(
    rf"\b(?:{_WITHOUT}|{_NO_SUCH})[ -]?(?:THE |ANY |IV[ -]?|DE )?(?:{_AGENT})\b"
    r"|\b(?:WITHOUT|WO|OHNE|NATIV(?:E[NRS]?|[AO])?|NAT|PLAIN|UNENHANCED|UNENH|NONCON\w*|PRECONTRAST|PRECON|NCCT|NECT|NC|BLANCO|SIMPLE|"
    # The calcium of coronary arteries is counted without contrast.
    r"BASALE|DIRETTA|CALCIUM SCOR\w*|CASC|CASCORE)\b"
    rf"|\b(?:[CK]ONTRAST\w*|KM|MDC)(?: (?:AGENT|MEDIA|MEDIUM))? ?[=-]? ?{_DENIED_AFTER}\b"
    # "C-" and "CE(-)", but not "C-SPINE".
    r"|(?<![A-Z])CE?(?:-(?! ?SPINE)(?![A-Z0-9])| ?\(-\))"
    rf"|{_NOT_IN_KOREAN}|단순|{_NOT_IN_SIGNS}|単純|平扫|平掃"
)
# The phase of an injection tells as much as the word contrast.
_GIVEN = re.compile(
    rf"\b(?:{_WITH})[ -]?(?:IV|KM|CM|MDC|CIV|PDC|INJ\w*)\b"
    # Not "contrast not specified", "contrast no chest" or "KM: keine Angabe".
    r"|(?<!LOW )(?<!HIGH )\b(?:(?:POST)?[CK]ONTRAST\w*|KM|MDC|PDC|CIV)\b(?! (?:NO?|NOT|NICHT|KEINE)\b)"
    r"|\bIV (?:BOLUS|CM|AGENT)\b"
    # Edges, lung, details and bone are what a reconstruction filter enhances.
    r"|(?<!EDGE[ -])(?<!LUNG[ -])(?<!DETAIL[ -])(?<!BONE[ -])\b(?:ENH|ENHANCE\w*)\b|\bW\b(?! ?(?:[0-9=]|L\b))"
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
_BOTH = re.compile(
    rf"\b(?:{_WITH})(?:{_AND}| )(?:{_WITHOUT})\b|\b(?:{_WITHOUT})(?:{_AND}| )(?:{_WITH})\b"
    # Before and after.
    f"|{_SIGNS_FOR_AGENT}前[後后]|조영 ?전후"
)
_BESIDE_INTRAVENOUS = re.compile(rf"\b{_OTHER_WAY}{_AND}(?=IV\b)|(?<=\bIV){_AND}{_OTHER_WAY}(?!\w)")
_BY_OTHER_WAY = re.compile(
    rf"\b(?:(?:{_WITHOUT}|{_NO_SUCH}|{_WITH})[ -]?)?{_OTHER_WAY}[ -]?(?:{_AGENT}|조영제?|造影剤?)?(?!\w)"
)


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
    plain = re.sub("[\u2010-\u2015\u2212]", "-", text)  # the many dashes and the minus
    plain = re.sub(r"\bI\. ?V\b\.?", "IV", plain_capitals(plain).replace("_", " "))
    plain = re.sub(r"\bW ?/ ?O\b", "WO", plain)
    plain = re.sub(r"\bS/C\b", "SIN CONTRASTE", re.sub(r"\bC/C\b", "CON CONTRASTE", plain))
    plain = re.sub(r"\bINTRAVENOUS\b|\bINTRAVENOSO\b", "IV", plain)
    plain = re.sub(r"[\s./;:,]+", " ", plain).strip()
    plain = re.sub(r"\bW O(?=[ -](?:IV )?CON)", "WO", plain)
    # Behind an English word "con" is short for contrast, not Spanish for with.
    return re.sub(r"\b((?:WITHOUT|WITH|WO|W|NON?|PRE|POST)(?: IV)?)[ -]CON\b(?! CONTR)", r"\1 CONTRAST", plain)
