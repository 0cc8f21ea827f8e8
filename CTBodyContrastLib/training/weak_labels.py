"""Labels proposed from a series' DICOM tags, each with what was said where and how far it can be relied on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..body_part_words import NamedParts, named_parts
from ..contrast_words import stated_contrast
from ..labels import BodyPart, Contrast
from ..tags import claims

# About the series itself, the most telling first. AnatomicRegionSequence is read as the meaning of its codes.
PART_TAGS = ("BodyPartExamined", "AnatomicRegionSequence", "SeriesDescription")
# About the whole examination, of which the series may show a part.
EXAMINATION_TAGS = ("StudyDescription", "ProtocolName")
_AGENT_TAGS = ("ContrastBolusAgent", "ContrastBolusRoute")
# In a description this alone is the scanner's mode (head or body), not a region.
_SCAN_MODE = ("BODY",)


class Confidence(StrEnum):
    """How far a proposed label can be relied on, the least first."""

    LOW = "low"
    """Tags contradict each other, or only a description of the whole examination says so."""
    MEDIUM = "medium"
    """One tag says so and none contradicts it."""
    HIGH = "high"
    """Two tags say so and none contradicts them."""

    def reaches(self, least: "Confidence") -> bool:
        """Whether it is at least as high as another one."""
        order = list(Confidence)
        return order.index(self) >= order.index(least)


@dataclass(frozen=True)
class Proposal:
    """A label proposed from tags.

    Attributes:
        label: as a data set table has it: body parts from head to foot joined by ;, or CE or NE. Empty when the tags
            do not say, or when they name no part of the five.
        confidence: None without a label.
        evidence: which tag said what, as "BodyPartExamined: HEAD; StudyDescription: CRANIO". Only known words are
            quoted, since people write names into descriptions.
    """

    label: str = ""
    confidence: Confidence | None = None
    evidence: str = ""


def propose_parts(tags: Mapping[str, str]) -> Proposal:
    """Propose the body parts that a series covers.

    Args:
        tags: DICOM keyword to text; of AnatomicRegionSequence the code meanings.
    """
    own = _named(tags, PART_TAGS)
    whole = _named(tags, EXAMINATION_TAGS)
    evidence = _evidence({tag: named.words for tag, named in (own | whole).items()})
    stated = list((own or whole).values())
    if not stated:
        return Proposal()
    # Of two tags the one that names more is proposed: scanners fill in one part where a protocol covers several.
    parts = max((named.parts for named in stated), key=len)
    if not parts:
        return Proposal(evidence=evidence)
    contradicted = any(named.parts != parts for named in own.values())
    # An examination of chest and abdomen has series of the chest.
    contradicted |= any(not named.parts >= parts for named in whole.values())
    label = ";".join(part for part in BodyPart if part in parts)
    return Proposal(label, _confidence(bool(own), contradicted, len(own) + len(whole)), evidence)


def propose_contrast(tags: Mapping[str, str]) -> Proposal:
    """Propose whether a series was made with intravenous contrast. A blank or absent agent says nothing."""
    evidence: dict[str, tuple[str, ...]] = {}
    own: list[Contrast] = []
    whole: list[Contrast] = []
    agent = claims(tags).contrast
    if agent:
        own.append(Contrast(agent))
        evidence["/".join(tag for tag in _AGENT_TAGS if tags.get(tag))] = ("an agent" if agent == "CE" else "no agent",)
    for tag in ("SeriesDescription", *EXAMINATION_TAGS):
        stated = stated_contrast(tags.get(tag, ""))
        if stated is not None:
            evidence[tag] = stated.words
            if stated.contrast is not None:
                (own if tag == "SeriesDescription" else whole).append(stated.contrast)
    if own:
        # The description is written for the series; the agent is often filled in for all series of an examination.
        label = own[-1]
        contradicted = label != own[0] or (label == Contrast.CE and Contrast.NE in whole)
        supports = [*own, *whole].count(label)
        return Proposal(label, _confidence(True, contradicted, supports), _evidence(evidence))
    if not whole or len(set(whole)) > 1:
        return Proposal(evidence=_evidence(evidence))
    # An examination without contrast has no series with it. One with contrast often has a series without.
    without = whole[0] == Contrast.NE
    return Proposal(whole[0], Confidence.MEDIUM if without else Confidence.LOW, _evidence(evidence))


def _named(tags: Mapping[str, str], keywords: Sequence[str]) -> dict[str, NamedParts]:
    found = {tag: named_parts(tags.get(tag, "")) for tag in keywords}
    return {
        tag: named
        for tag, named in found.items()
        if named is not None and (tag == "BodyPartExamined" or named.words != _SCAN_MODE)
    }


def _confidence(about_series: bool, contradicted: bool, supports: int) -> Confidence:
    if contradicted or not about_series:
        return Confidence.LOW
    return Confidence.HIGH if supports > 1 else Confidence.MEDIUM


def _evidence(words: Mapping[str, Sequence[str]]) -> str:
    return "; ".join(f"{tag}: {', '.join(said)}" for tag, said in words.items())
