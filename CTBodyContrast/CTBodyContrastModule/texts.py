"""What the panel says, in words: no widget is touched here."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from slicer.i18n import tr as _

from CTBodyContrastLib.classification import Classification, Vote
from CTBodyContrastLib.io.corrections import Reading
from CTBodyContrastLib.labels import (
    DISPLAY_NAME,
    NINE_VIEWS,
    VESSEL_VIEWS,
    BodyPart,
    Contrast,
    NodeAttribute,
    Status,
    View,
)
from CTBodyContrastLib.tags import AGREE, CONFLICT, MISSING, check_results

from .attributes import STALE


@dataclass(frozen=True)
class Badge:
    """How a status is shown: a sign and a word, so that the color need not be told from another."""

    text: str
    background: str
    foreground: str


@functools.cache  # a long table asks for it in every row, and a translation is looked up slowly
def badge(status: str) -> Badge:
    """The badge of a status; blue, orange and gray are told apart with any color vision, on light and dark.

    A status of another release is shown as it stands, and so are all other labels.
    """
    known = {
        Status.OK: Badge("\N{CHECK MARK} " + _("OK"), "#005a9c", "white"),
        Status.REVIEW: Badge("? " + _("Review"), "#e69f00", "black"),
        Status.REJECTED: Badge("\N{MULTIPLICATION SIGN} " + _("Rejected"), "#4d4d4d", "white"),
        STALE: Badge("! " + _("Out of date"), "#4d4d4d", "white"),
    }
    return known.get(status) or Badge(status, "#4d4d4d", "white")


def percent(probability: float) -> str:
    """A probability for a person; never a certainty."""
    number = _("over 99") if probability > 0.99 else f"{100 * probability:.0f}"
    return f"{number}\N{NO-BREAK SPACE}%"


@functools.cache
def partName(part: str) -> str:
    """A body part for a person; several, as of a long scan, stay joined by +."""
    return " + ".join(_name(BodyPart, each) for each in part.split("+"))


def contrastName(contrast: str) -> str:
    """A contrast label for a person."""
    return _name(Contrast, contrast)


def _name(kind: type[StrEnum], label: str) -> str:
    return _(DISPLAY_NAME[kind(label)]) if label in list(kind) else label


def agreementText(agreement: str, result: Classification | None) -> str:
    """How many views say what the result says; for a volume of an earlier session only what its "8/9" tells.

    Body part and contrast are counted apart: few of the nine see contrast well, and the vessel views decide it.
    """
    if result is None or not result.votes:
        agreeing, slash, views = agreement.partition("/")
        if not slash:
            return agreement
        return _("{agreeing} of {views} views name both labels").format(agreeing=agreeing, views=views)
    nine = [result.votes[view] for view in NINE_VIEWS if view in result.votes]
    lines = [_("Body part: {count}").format(count=_countText(vote.top_body_part == result.body_part for vote in nine))]
    if result.contrast:
        counts = [_countText(vote.top_contrast == result.contrast for vote in nine)]
        vessel = [result.votes[view] for view in VESSEL_VIEWS if view in result.votes]
        if vessel:
            count = _countText(vote.top_contrast == result.contrast for vote in vessel)
            counts.append(_("and {count} without bone").format(count=count))
        lines.append(_("Contrast: {count}").format(count=" ".join(counts)))
    return "\n".join(lines)


def _countText(agreeing: Iterable[bool]) -> str:
    votes = list(agreeing)
    return _("{agreeing} of {views} views").format(agreeing=sum(votes), views=len(votes))


def summary(attributes: Mapping[str, str]) -> str:
    """One sentence for a labeled volume, with the lower of its probabilities; for others, what to do."""
    status = attributes[NodeAttribute.STATUS]
    if status == STALE:
        return _("The voxels have changed since. Classify again.")
    if status == Status.REJECTED:
        return _("This volume could not be classified.")
    names, probabilities = [], []
    for label, probability, name in (
        (NodeAttribute.BODY_PART, NodeAttribute.BODY_PART_PROBABILITY, partName),
        (NodeAttribute.CONTRAST, NodeAttribute.CONTRAST_PROBABILITY, contrastName),
    ):
        if attributes.get(label):
            names.append(name(attributes[label]))
            probabilities.append(_number(attributes.get(probability)))
    labels = ", ".join(names)
    if not names or None in probabilities:
        return labels
    return _("{labels}; {probability}").format(labels=labels, probability=percent(min(probabilities)))


def _number(text: str | None) -> float | None:
    """The number that an attribute holds; None when it holds none."""
    try:
        return float(text or "")
    except ValueError:
        return None


def caption(vote: Vote, result: Classification) -> str:
    """A view's vote in two lines; what differs from the result is marked."""
    part = f"{partName(vote.top_body_part)} {percent(vote.body_part[vote.top_body_part])}"
    if vote.top_body_part != result.body_part:
        part = f"\N{NOT EQUAL TO} {part}"
    if not result.contrast:
        return part
    contrast = f"{vote.top_contrast} {percent(vote.contrast_probability)}"
    if vote.top_contrast != result.contrast:
        contrast = f"\N{NOT EQUAL TO} {contrast}"
    return f"{part}\n{contrast}"


def viewName(view: View) -> str:
    """One of the nine reconstructions for a person, as "MIP sagittal"."""
    method, plane = view
    return f"{_(DISPLAY_NAME[method])} {_(DISPLAY_NAME[plane])}"


def tagText(result: Classification) -> str:
    """What the DICOM tags say of each label, in two lines, and how that compares; empty without a result."""
    words = {AGREE: _("agrees"), MISSING: _("does not tell"), CONFLICT: _("conflicts")}
    lines = []
    stated = {"body_part": result.tag_body_part, "contrast": result.tag_contrast}
    names = {"body_part": _("Body part"), "contrast": _("Contrast")}
    for key, verdict in check_results(result.tag_check).items():
        says = f"{stated[key]} ({words[verdict]})" if stated[key] else _("not stated")
        lines.append(f"{names[key]}: {says}")
    return "\n".join(lines)


def labelTexts(attributes: Mapping[str, str]) -> tuple[str, str, str]:
    """Body part, contrast and status for a row of the table; empty where there is none."""
    part, contrast, status = (
        attributes.get(each) for each in (NodeAttribute.BODY_PART, NodeAttribute.CONTRAST, NodeAttribute.STATUS)
    )
    return (
        partName(part) if part else "",
        contrastName(contrast) if contrast else "",
        badge(status).text if status else "",
    )


def withProbability(name: str, probability: str | None) -> str:
    """A label and, in brackets, its probability as a node's attribute has it."""
    number = _number(probability)
    return name if number is None else f"{name} ({percent(number)})"


def regionTexts(region: Mapping) -> tuple[str, str, str, str, str]:
    """A row of the table of regions: body part, ends in mm, ends in slices, contrast and probability."""
    low, high = (f"{region[end]:.0f}" for end in ("s_from_mm", "s_to_mm"))
    return (
        partName(region["part"]),
        _("{low} to {high}").format(low=low, high=high),
        _("{low} to {high}").format(low=region["k_first"], high=region["k_last"]),
        region["contrast"],
        percent(region["probability"]),
    )


def exportText(readings: Iterable[Reading]) -> str:
    """What was exported, and which of it training will not find."""
    reviewed = [each for each in readings if each.reviewed]
    lost = [each.name for each in reviewed if not each.can_be_found]
    text = _("Readings exported: {count}.").format(count=len(reviewed))
    if lost:
        reason = _("Training cannot find these, which have neither a series UID nor a file: {names}.")
        text = f"{text} {reason.format(names=', '.join(lost))}"
    return text
