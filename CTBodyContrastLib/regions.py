"""Which stretch of a long scan is which body part: what windows, lungs and hip bones show, in the anatomical order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .classification import MIXED, Classification, count_agreement
from .fusion import Fusion, log_softmax, softmax
from .labels import BodyPart, Contrast, Status
from .lungs import Lungs
from .review import low_probabilities, unusual_density
from .tags import conflicts, tag_check
from .windows import PreparedWindows

# How far apart along the body two slices are that tell something new, and how much better another part has to explain
# what is seen before it is believed to begin there.
_INDEPENDENT_MM = 50.0
_CHANGE_COST = 2.0
# How much more readily an abdomen is believed to begin right above an iliac crest. That may be the top of the shoulders
# instead, and so may not decide where windows are sure of something else.
_CREST_GAIN = 6.0
# No window is surer than this: a single one must not overrule its neighbors.
_LEAST_PROBABILITY = 1e-4

# From landmark to landmark in an average adult; see training/dataset.py for which.
TYPICAL_LENGTH_MM = {
    BodyPart.BRAIN: 146.0,
    BodyPart.NECK: 134.0,
    BodyPart.CHEST: 245.0,
    BodyPart.ABDOMEN: 205.0,
    BodyPart.PELVIS: 205.0,
}
# Chest reaches down to the lowest recess of the lungs and abdomen up to the highest dome. Where the lungs do not tell,
# they overlap by this, as in an average adult, and what the windows tell is the middle of it.
_OVERLAP_MM = 60.0
# A scan is named by the parts of which it shows at least this share: the lung bases do not make an abdomen a chest.
_NAMED_SHARE = 0.7


# A part, and its lowest and highest height.
Stretch = tuple[BodyPart, int, int]


@dataclass(frozen=True)
class Region:
    """One body part in a scan.

    Attributes:
        part: the body part. part_probability: its probability where it is surest; towards its ends it shares what is
            seen with its neighbors.
        k_first, k_last: its ends in slices of the volume that was read, along the axis that is closest to the body's
            (K in axial series), the lower number first.
        s_from_mm, s_to_mm: the centers of its lowest and highest slice along the patient's S axis, in mm.
        contrast: CE, NE, or empty when it was not asked for. contrast_probability: that of the label, or None.
    """

    part: BodyPart
    part_probability: float
    k_first: int
    k_last: int
    s_from_mm: float
    s_to_mm: float
    contrast: str = ""
    contrast_probability: float | None = None

    @property
    def share(self) -> float:
        """Its length, as a share of what the part measures in an average adult."""
        return (self.s_to_mm - self.s_from_mm) / TYPICAL_LENGTH_MM[self.part]

    def as_dict(self) -> dict[str, object]:
        """For results and node attributes; `probability` is that of the less probable label."""
        known = (self.part_probability, self.contrast_probability)
        return {
            "part": str(self.part),
            "k_first": self.k_first,
            "k_last": self.k_last,
            "s_from_mm": round(self.s_from_mm, 1),
            "s_to_mm": round(self.s_to_mm, 1),
            "contrast": self.contrast,
            "probability": round(min(each for each in known if each is not None), 4),
        }


def find_regions(
    scan: PreparedWindows, part_logits: np.ndarray, contrast_logits: np.ndarray, fusion: Fusion, with_contrast: bool
) -> list[Region]:
    """Join what the network says of each window to one region for each body part, from feet to head.

    Args:
        scan: its windows, at least one.
        part_logits, contrast_logits: (window, view, 5).
        with_contrast: whether contrast was asked for.
    """
    log_probabilities = log_softmax(part_logits).mean(axis=1) / fusion.part_temperature
    probabilities = softmax(log_probabilities).clip(_LEAST_PROBABILITY)
    centers = [(window.first + window.last) / 2 for window in scan.windows]
    heights = np.arange(scan.axis.count)
    along = np.stack([np.interp(heights, centers, each) for each in probabilities.T], axis=1)
    if scan.lungs:
        along[outside_lungs(scan.lungs, len(along))] = _LEAST_PROBABILITY
        along /= along.sum(axis=1, keepdims=True)
    found = []
    reach = round(_OVERLAP_MM / 2 / scan.axis.spacing)
    apart = stretches(np.log(along), scan.axis.spacing / _INDEPENDENT_MM, scan.crests)
    for part, first, last in overlapped(apart, reach, scan.lungs):
        index = list(BodyPart).index(part)
        low, high = (scan.axis.lowest_mm + place * scan.axis.rise_mm for place in (first, last))
        probability = float(along[first : last + 1, index].max())
        region = Region(part, probability, *scan.axis.originals(first, last), low, high)
        if with_contrast:
            logits = contrast_logits[:, :, index] @ fusion.contrast_shares(scan.views)
            enhanced = float(fusion.enhanced_probability(_overlap(scan, first, last) @ logits, index))
            label = str(Contrast.CE if enhanced >= 0.5 else Contrast.NE)
            region = replace(region, contrast=label, contrast_probability=max(enhanced, 1 - enhanced))
        found.append(region)
    return found


def _overlap(scan: PreparedWindows, first: int, last: int) -> np.ndarray:
    """How much each window counts for a stretch (window,): by the share of it that lies there; the sum is 1."""
    shared = [
        max(0, min(last, window.last) - max(first, window.first) + 1) / (window.last - window.first + 1)
        for window in scan.windows
    ]
    return np.array(shared) / sum(shared)


def stretches(log_probabilities: np.ndarray, weight: float, crests: Sequence[int] = ()) -> list[Stretch]:
    """The most probable sequence of body parts from feet to head: no part comes twice, and none is passed over.

    Args:
        log_probabilities: (height, part) from feet to head, in the order of BodyPart.
        weight: how much independent evidence one height is.
        crests: the heights of iliac crests, or of what looks like them (`find_crests`).

    Returns:
        For each part its first and last height. Found by dynamic programming in one pass over the heights.
    """
    order = list(BodyPart)[::-1]  # from pelvis to brain
    upward = weight * log_probabilities[:, ::-1]
    cost = np.full(upward.shape, _CHANGE_COST)
    cost[[crest + 1 for crest in crests], order.index(BodyPart.ABDOMEN)] -= _CREST_GAIN
    score, came_up = upward[0].copy(), np.zeros(upward.shape, bool)
    for height in range(1, len(upward)):
        from_below = np.concatenate(([-np.inf], score[:-1])) - cost[height]
        came_up[height] = from_below > score
        score = np.maximum(score, from_below) + upward[height]
    path = [int(score.argmax())]
    for height in range(len(upward) - 1, 0, -1):
        path.append(path[-1] - int(came_up[height, path[-1]]))
    path.reverse()
    starts = [0, *(index for index in range(1, len(path)) if path[index] != path[index - 1]), len(path)]
    return [(order[path[first]], first, after - 1) for first, after in pairwise(starts)]


def outside_lungs(lungs: Lungs, heights: int) -> np.ndarray:
    """Where a body part cannot be because of the lungs: (height, part) from feet to head, in the order of BodyPart."""
    height = np.arange(heights)
    above_dome = height > (0 if lungs.dome is None else lungs.dome)
    above_lungs = height > (heights if lungs.apex is None else lungs.apex)
    below_lungs = height < (0 if lungs.bottom is None else lungs.bottom)
    outside = {
        BodyPart.BRAIN: ~above_lungs,
        BodyPart.NECK: ~above_lungs,
        BodyPart.CHEST: above_lungs | below_lungs,
        BodyPart.ABDOMEN: above_dome,
        BodyPart.PELVIS: above_dome,
    }
    return np.stack([outside[part] for part in BodyPart], axis=1)


def overlapped(found: Sequence[Stretch], reach: int, lungs: Lungs | None = None) -> list[Stretch]:
    """Let abdomen and chest, where they meet, reach into each other: as far as the lungs tell, or so many heights."""
    parts = [part for part, _, _ in found]
    lowest, highest = found[0][1], found[-1][2]
    bottom, dome = (lungs.bottom, lungs.dome) if lungs else (None, None)
    changed = []
    for part, first, last in found:
        if part is BodyPart.CHEST and BodyPart.ABDOMEN in parts:
            first = max(lowest, first - reach) if bottom is None else min(bottom, last)
        if part is BodyPart.ABDOMEN and BodyPart.CHEST in parts:
            last = min(highest, last + reach) if dome is None else max(dome, first)
        changed.append((part, first, last))
    return changed


def name_by_regions(
    result: Classification,
    regions: Sequence[Region],
    doubts: Sequence[str],
    soft_tissue_hu: float | None,
    tags: Mapping[str, str],
    review_below: Mapping[str, float],
) -> Classification:
    """The result of a scan with its regions; one that shows most of several parts is named by all of them.

    Args:
        result: that of the whole scan. doubts, soft_tissue_hu, tags: those of its volume.
        review_below: the model card's thresholds.
    """
    result = replace(result, regions=tuple(region.as_dict() for region in regions))
    named = named_parts(regions)
    part = "+".join(region.part for region in named)
    if part == result.body_part:
        return result
    labels = {region.contrast for region in named}
    contrast = labels.pop() if len(labels) == 1 else MIXED
    probability = min(region.part_probability for region in named)
    known = [region.contrast_probability for region in named if region.contrast_probability is not None]
    contrast_probability = min(known, default=None)
    check = tag_check(tags, part, contrast)
    reasons = [
        *doubts,
        *low_probabilities(probability, contrast_probability, review_below),
        *unusual_density([region.part for region in named], soft_tissue_hu),
        *conflicts(check),
    ]
    return replace(
        result,
        status=Status.REVIEW if reasons else Status.OK,
        reason=" ".join(reasons),
        body_part=part,
        body_part_probability=probability,
        contrast=contrast,
        contrast_probability=contrast_probability,
        agreement=count_agreement(result.votes, part, contrast),
        tag_check=check,
    )


def named_parts(regions: Sequence[Region]) -> list[Region]:
    """The regions that name a scan, from head to foot: those of which most is there, or else the one with most.

    What lies between two of them is named as well, however short it is.
    """
    least = min(_NAMED_SHARE, max(region.share for region in regions))
    places = [place for place, region in enumerate(regions) if region.share >= least]
    return list(reversed(regions[places[0] : places[-1] + 1]))
