"""When a person should look at a result: the reasons, in plain sentences."""

from collections.abc import Collection, Mapping

from .classification import Vote
from .labels import NINE_VIEWS, BodyPart, Plane, View
from .tissue_level import AIR_HU, LEAST_SOFT, LOWEST_SUM_HU, MOST_DENSER, THINNEST_FAT_HU, USUAL_HU, Tissues


def low_probabilities(
    part_probability: float, contrast_probability: float | None, review_below: Mapping[str, float]
) -> list[str]:
    """A sentence for each label that is less probable than the model's operating threshold.

    Args:
        contrast_probability: None when contrast was not asked for.
        review_below: the model card's thresholds for "body_part" and "contrast".
    """
    found = []
    for name, probability in (("body_part", part_probability), ("contrast", contrast_probability)):
        threshold = review_below[name]
        if probability is not None and probability < threshold:
            label = name.replace("_", " ")
            found.append(f"The {label}'s probability {_told_apart(probability, threshold)}.")
    return found


def _told_apart(probability: float, below: float) -> str:
    """Both with two decimals, or as many as show which is lower."""
    digits = 2
    while round(probability, digits) == round(below, digits):
        digits += 1
    return f"{probability:.{digits}f} is below {below:.{digits}f}"


def several_parts(part: BodyPart, probabilities: Mapping[BodyPart, float], below: float) -> list[str]:
    """A sentence when a body part is too improbable only because the scan seems to show one beside it as well.

    Args:
        probabilities: of all parts. below: the model card's threshold.
    """
    other = _neighbor(part, probabilities)
    if not probabilities[part] < below <= probabilities[part] + probabilities[other]:
        return []
    return [
        f"The {part} ({probabilities[part]:.2f}) and the {other} ({probabilities[other]:.2f}) both seem to be in this "
        "scan: find its regions if it is a long one."
    ]


def unsure_planes(part: BodyPart, by_plane: Mapping[Plane, Mapping[BodyPart, float]], below: float) -> list[str]:
    """A sentence for each plane whose views do not see the body part there, or not the way it should lie.

    Args:
        by_plane: the probabilities of all parts by the views of one plane.
        below: the model card's threshold.
    """
    found = []
    for plane, probabilities in by_plane.items():
        probability, other = probabilities[part], _neighbor(part, probabilities)
        if probability < below:
            beside = f"whether the {other} is there too, and " if probability + probabilities[other] >= below else ""
            found.append(
                f"The {plane} views alone give the {part} a probability of {probability:.2f}: check {beside}which way "
                "the scan lies."
            )
    return found


def _neighbor(part: BodyPart, probabilities: Mapping[BodyPart, float]) -> BodyPart:
    """Of the parts that lie next to one in the body, the likelier."""
    from_head = list(BodyPart)
    place = from_head.index(part)
    return max(from_head[max(0, place - 1) : place] + from_head[place + 1 : place + 2], key=probabilities.__getitem__)


def looks_turned(turn: str) -> str:
    """What is to be checked of a scan in which a body is recognized more clearly when it is turned.

    Args:
        turn: one of `turned.TURNS`.
    """
    return f"The body seems to lie {turn}: check the scan's orientation before you trust any side of it."


def no_body_part(part: str, probability: float) -> str:
    """Why a scan is rejected that the model is sure of nothing in, not even of the likeliest body part."""
    return (
        f"This looks like none of the body parts; most like the {part}, with a probability of {probability:.2f}. "
        "Check that it is a CT in HU, what it shows, and which way it lies."
    )


def minority(part: BodyPart, all_votes: Mapping[View, Vote]) -> list[str]:
    """A sentence when no more than half of the nine views, or of those that the model sees, name the fused body part.

    Contrast is not counted: most views see little of it, and the few that do decide.
    """
    nine = [vote for view, vote in all_votes.items() if view in NINE_VIEWS]
    agreeing = sum(vote.top_body_part is part for vote in nine)
    if 2 * agreeing > len(nine):
        return []
    return [f"Only {agreeing} of {len(nine)} views name this body part."]


def unusual_density(parts: Collection[BodyPart], level: float | None) -> list[str]:
    """A sentence when soft tissue is far from where it lies in all of these body parts: contrast would be misjudged.

    Args:
        level: the HU that most of it has; None when unknown.
    """
    low, high = min(USUAL_HU[part][0] for part in parts), max(USUAL_HU[part][1] for part in parts)
    if level is None or low <= level <= high:
        return []
    return [
        f"Most soft tissue has {level:.0f} HU, where {low:.0f} to {high:.0f} is usual: check that the values are right."
    ]


def unusual_tissues(tissues: Tissues) -> list[str]:
    """A sentence for each way in which a body is made of other tissues than any person's: its values are not in HU."""
    found = []
    if tissues.denser > MOST_DENSER:
        found.append(f"{tissues.denser:.0%} of the body is denser than soft tissue can be")
    elif tissues.soft < LEAST_SOFT:
        found.append(f"Only {tissues.soft:.0%} of the body is as dense as soft tissue")
    fat, soft = tissues.fat_hu, tissues.soft_hu
    if fat is not None and fat < THINNEST_FAT_HU:
        found.append(f"Most fat has {fat:.0f} HU, where above {THINNEST_FAT_HU} is usual")
    elif fat is not None and soft is not None and fat + soft < LOWEST_SUM_HU:
        found.append(f"Most fat has {fat:.0f} HU and most soft tissue {soft:.0f}, which is low for both at once")
    if tissues.lowest_hu > AIR_HU:
        found.append(f"Nothing here is as thin as air, the lowest value is {tissues.lowest_hu:.0f} HU")
    return [f"{each}: check that the values are in HU." for each in found]


def untrained(part: BodyPart, trained: Collection[str]) -> list[str]:
    """A sentence when the model was not trained to tell contrast in the body part.

    Args:
        trained: the parts in which it was.
    """
    return [] if part in trained else [f"This model was not trained to tell contrast in the {part}."]
