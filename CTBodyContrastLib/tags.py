"""What the DICOM tags claim about body part and contrast, against what the pixels say.

Only BodyPartExamined, ContrastBolusAgent and ContrastBolusRoute are believed. Descriptions are not: they are
written for the whole study, so that a series without contrast often stands under "with contrast".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .labels import BodyPart, Contrast

TAGS_READ = ("BodyPartExamined", "ContrastBolusAgent", "ContrastBolusRoute")

AGREE, MISSING, CONFLICT = "agree", "missing", "conflict"

# Agents are compared in plain capitals, without full stops ("0.0 ml" is "00 ML").
_NO_AGENT = re.compile(
    r"^(NON?|NE|N|NIL|NAO|NEIN|KEIN(E[RS]?|S)?|OHNE|AUCUN|SANS|SIN|NINGUNO|NENHUM|SEM|SENZA|NESSUNO|GEEN|NEE|"
    r"0+ ?(ML|CC)?|WITHHELD|REFUSED|DECLINED|없음|なし|無し?|无)$|\bNONE\b|\bNOT (GIVEN|USED|APPLIED|ADMINISTERED)\b"
)
_UNKNOWN = re.compile(
    r"^(UNKNOWN|UNK|UNSPECIFIED|N/?A|NOT (APPLICABLE|AVAILABLE|SPECIFIED|KNOWN)|OTHER|DEFAULT|[^A-Z0-9]*)$"
)
# Given before or behind contrast. By itself it is none, whichever way it was given.
_SALINE = re.compile(
    r"^[\d %,]*((NORMAL|ISOTONIC|PHYSIOLOGICAL) )?(SALINE|NACL|NS|SODIUM CHLORIDE)( (SOLUTION|FLUSH))?[\d %,]*(ML|CC)?$"
)
_INTRAVENOUS = re.compile(r"\b(IV|INTRAVENOUS\w*|INTRAVASCULAR\w*|INTRA ?ARTERIAL\w*|VENOUS|ARTERIAL|INJECT\w*)\b")
# Given by another way: it does not reach vessels and organs.
_NOT_INTRAVENOUS = re.compile(
    r"\b(ORAL\w*|PO|PER OS|RECTAL\w*|ENEMA|BARIUM|E[- ]?Z[- ]?(CAT|HD|PAQUE)|GASTRO\w*|READI\w*|WATER|AIR|"
    r"INTRATHECAL\w*|INTRA ?ARTICULAR\w*)\b|경구|직장|経口|口服|直腸|直肠"
)
# "No oral / 100 cc Omnipaque": what was not given by another way says nothing of the vein, unless both are denied.
_NOT_BY_MOUTH = re.compile(
    r"\bNO (?!\w+( CONTRAST)? (OR|AND|NOR|&) )(ORAL|PO|RECTAL)( CONTRAST)?( GIVEN)?\b"
    r"|\b(ORAL|PO|RECTAL)( CONTRAST)?:? ?(NOT GIVEN|NONE|NO)\b"
)


@dataclass(frozen=True)
class TagClaims:
    """What the tags say.

    Attributes:
        body_parts: the parts named, as far as they are among the five.
        names_body_part: whether a part of the body is named at all ("KNEE" is one, "UNKNOWN" is not).
        contrast: CE, NE or empty.
        body_part_text, contrast_text: the tags' own words, for a person.
    """

    body_parts: frozenset[BodyPart]
    names_body_part: bool
    contrast: str
    body_part_text: str
    contrast_text: str


def claims(tags: Mapping[str, str]) -> TagClaims:
    """Read what DICOM tags (keyword to text) claim about body part and intravenous contrast."""
    from .body_part_words import named_parts  # not sooner: its long patterns slow Slicer's start

    body_part, agent, route = (tags.get(keyword, "").strip() for keyword in TAGS_READ)
    named = named_parts(body_part)
    return TagClaims(
        body_parts=named.parts if named else frozenset(),
        names_body_part=named is not None,
        contrast=_contrast(agent, route),
        body_part_text=body_part,
        contrast_text=", ".join(words for words in (agent, route) if words),
    )


def tag_check(tags: Mapping[str, str], body_part: str, contrast: str) -> str:
    """Compare the tags with the labels, as "body_part=agree|missing|conflict;contrast=agree|missing|conflict".

    Args:
        tags: DICOM keyword to text.
        body_part: one of the five, or several joined by +. They agree when the tags name each of them.
        contrast: CE, NE, mixed (which agrees with CE), or empty when it was not asked for.
    """
    claimed = claims(tags)
    part_check = MISSING
    if claimed.names_body_part and body_part:
        part_check = AGREE if claimed.body_parts.issuperset(body_part.split("+")) else CONFLICT
    contrast_check = MISSING
    if claimed.contrast and contrast:
        label = Contrast.CE if contrast == "mixed" else contrast
        contrast_check = AGREE if claimed.contrast == label else CONFLICT
    return f"body_part={part_check};contrast={contrast_check}"


def check_results(check: str) -> dict[str, str]:
    """A `tag_check` text as "body_part" and "contrast" to agree, missing or conflict; empty when it is empty."""
    return dict(entry.split("=") for entry in check.split(";") if entry)


def conflicts(check: str) -> list[str]:
    """The conflicts in a `tag_check` text, as plain sentences; empty when there is none."""
    names = {"body_part": "body part", "contrast": "contrast"}
    results = check_results(check)
    return [
        f"The DICOM tags name another {name} than the pixels show."
        for key, name in names.items()
        if results.get(key) == CONFLICT
    ]


def _contrast(agent: str, route: str) -> str:
    """CE, NE or empty. A blank agent is never NE: many sites leave it blank although contrast was given."""
    from .body_part_words import plain_capitals  # likewise
    from .contrast_words import stated_contrast

    agent, route = (plain_capitals(words).replace(".", "") for words in (agent, route))
    agent = _NOT_BY_MOUTH.sub(" ", agent).strip()
    stated = stated_contrast(agent)
    if _NO_AGENT.search(agent) or (stated and stated.contrast is Contrast.NE):
        return Contrast.NE
    if _SALINE.match(agent):
        return ""
    if _INTRAVENOUS.search(route) or _INTRAVENOUS.search(agent):
        return Contrast.CE
    if _NOT_INTRAVENOUS.search(route) or _NOT_INTRAVENOUS.search(agent):
        return ""
    # In other scripts only a known word for contrast is an agent.
    if _UNKNOWN.match(agent) and not (stated and stated.contrast is Contrast.CE):
        return ""
    return Contrast.CE
