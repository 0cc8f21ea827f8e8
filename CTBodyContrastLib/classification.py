"""What a classifier answers: one frozen result that shows every view's vote."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from .labels import NINE_VIEWS, BodyPart, Contrast, NodeAttribute, Status, View

if TYPE_CHECKING:
    from .projection import Projection

# The contrast label of a scan of several body parts, of which some are enhanced and others not.
MIXED = "mixed"


@dataclass(frozen=True)
class Vote:
    """One view's answer.

    Attributes:
        body_part: probability of each body part; they sum to 1.
        enhanced: probability of intravenous contrast, by this view's head for the fused body part.
    """

    body_part: Mapping[BodyPart, float]
    enhanced: float

    @property
    def top_body_part(self) -> BodyPart:
        """The most probable body part."""
        return max(self.body_part, key=self.body_part.__getitem__)

    @property
    def top_contrast(self) -> Contrast:
        """The more probable contrast label."""
        return Contrast.CE if self.enhanced >= 0.5 else Contrast.NE

    @property
    def contrast_probability(self) -> float:
        """The probability of `top_contrast`."""
        return max(self.enhanced, 1 - self.enhanced)


@dataclass(frozen=True, eq=False)
class Heat:
    """What in one view speaks for a label.

    Attributes:
        image: (rows, columns) from 0 to 1, the hottest place of all views; coarse, as the network's last features are.
        image_to_ras: 4x4 matrix from (column, row, depth, 1) of the image to RAS in mm, as that of a Projection.
    """

    image: np.ndarray
    image_to_ras: np.ndarray


@dataclass(frozen=True, eq=False)
class Focus:
    """Where the network looked for one label.

    Attributes:
        point: (R, A, S) in mm of the volume: where the heat of all views adds up to most. It is no finer than the
            heat is.
        heat: the views that count for the label, keyed (Method, Plane).
    """

    point: tuple[float, float, float]
    heat: Mapping[View, Heat]


@dataclass(frozen=True)
class Classification:
    """The fused answer for one volume.

    A probability is always that of the label stated. A rejected scan has no label, no probability and no vote.

    Attributes:
        status: ok, review (classified, but a person should look) or rejected.
        reason: why it is not ok, in plain words; empty when ok.
        body_part: brain, neck, chest, abdomen or pelvis, or several of a long scan, joined by + from head to foot;
            empty when rejected.
        contrast: CE, NE, or mixed for several parts; empty when rejected or not asked for.
        agreement: "k/9", the number of the nine views whose top labels equal the fused ones; of a model that sees fewer
            of them, "k/1" and so on.
        votes: each view's answer, keyed (Method, Plane).
        regions: for a long scan, the stretch of each body part, feet to head.
        focus: where the network looked for the label "body_part" and for "contrast", if that was asked for; a label
            that nothing in the pictures speaks for is left out.
        seen: the reconstructions that the views' votes were given on, of the reduced body, if it was to be explained.
        notes: what the reader had to do to the scan, in plain sentences.
        tag_body_part, tag_contrast: what the DICOM tags claim; tag_check compares them with the pixels.
        model: bundle name @ first 12 digits of the SHA-256 of its weights.
        device: where the network ran. seconds: time for this scan, without reading it.
        date: ISO 8601, local time with offset.
    """

    status: Status
    reason: str = ""
    body_part: str = ""
    body_part_probability: float | None = None
    contrast: str = ""
    contrast_probability: float | None = None
    agreement: str = ""
    votes: Mapping[View, Vote] = field(default_factory=dict)
    regions: tuple[Mapping[str, object], ...] = ()
    focus: Mapping[str, Focus] = field(default_factory=dict, compare=False, repr=False)
    seen: Mapping[View, "Projection"] = field(default_factory=dict, compare=False, repr=False)
    notes: tuple[str, ...] = ()
    tag_body_part: str = ""
    tag_contrast: str = ""
    tag_check: str = ""
    model: str = ""
    device: str = ""
    seconds: float = 0.0
    date: str = ""

    def node_attributes(self) -> dict[str, str]:
        """The attributes of a Slicer volume node, as text; probabilities with 4 decimals."""
        return {
            NodeAttribute.BODY_PART: self.body_part,
            NodeAttribute.BODY_PART_PROBABILITY: format_probability(self.body_part_probability),
            NodeAttribute.CONTRAST: self.contrast,
            NodeAttribute.CONTRAST_PROBABILITY: format_probability(self.contrast_probability),
            NodeAttribute.AGREEMENT: self.agreement,
            NodeAttribute.STATUS: str(self.status),
            NodeAttribute.REASON: self.reason,
            NodeAttribute.REGIONS: json.dumps(self.regions) if self.regions else "",
            NodeAttribute.MODEL: self.model,
            NodeAttribute.DATE: self.date,
        }


def format_probability(probability: float | None) -> str:
    """A probability with 4 decimals; empty when there is none."""
    return "" if probability is None else f"{probability:.4f}"


def count_agreement(votes: Mapping[View, Vote], body_part: str, contrast: str) -> str:
    """How many of the nine views name both fused labels, as "k/9"; only the body part when contrast is empty.

    Of a model that sees fewer, only those are counted, as "k/1".

    For a scan of several parts, joined by +, a view names one of them.
    """
    parts = body_part.split("+")
    nine = [vote for view, vote in votes.items() if view in NINE_VIEWS]
    agreeing = sum(vote.top_body_part in parts and contrast in ("", MIXED, vote.top_contrast) for vote in nine)
    return f"{agreeing}/{len(nine)}"
