"""What out-of-fold predictions say, by part and by contrast, with n and 95 % intervals."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from ..fusion import Fusion
from ..labels import BodyPart, View
from ..reporting.count import Count
from ..turned import clarity, turnable
from .calibration import contrast_logits_of_part, fit_fusion
from .copies import UNCHANGED
from .prediction import Predictions

# What has a threshold for review: the probability of the body part, that of contrast, and that of the body part by the
# plane that gives it least.
REVIEWED = ("body_part", "contrast", "plane")
# At most 5 % of good scans should go to a person, a third of them for each threshold.
_REVIEWED_SHARE = 0.05 / len(REVIEWED)
# A good scan may be named less surely than any here; it should be reviewed then, not rejected.
_REJECTED = 0.5
# A turned scan of a body part that is seldom seen may be less clear, once it is turned back, than any scan here.
_RECOGNIZED = 0.5


@dataclass(frozen=True)
class FusedAnswers:
    """Answers to n copies of slabs.

    Attributes:
        part: probabilities (n, 5) of the parts. enhanced: probability (n,) of contrast in the true part.
        plane: probability (n,) of the named part by the views of one plane, that which gives it least.
    """

    part: np.ndarray
    enhanced: np.ndarray
    plane: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "FusedAnswers":
        return FusedAnswers(self.part[chosen], self.enhanced[chosen], self.plane[chosen])


def fit_out_of_fold(predictions: Predictions, views: tuple[View, ...]) -> dict[int, Fusion]:
    """For each fold, what the other folds' predictions fitted."""
    return {int(fold): fit_fusion(predictions[predictions.fold != fold], views) for fold in np.unique(predictions.fold)}


def fuse_by_fold(predictions: Predictions, fusions: Mapping[int, Fusion], views: tuple[View, ...]) -> FusedAnswers:
    """Fuse each fold's predictions with the fusion given for it."""
    count = len(predictions.part)
    answers = FusedAnswers(np.zeros((count, len(BodyPart))), np.zeros(count), np.zeros(count))
    for fold, fusion in fusions.items():
        held_out = predictions.fold == fold
        fused = apply(fusion, predictions[held_out], views)
        for each in fields(answers):
            getattr(answers, each.name)[held_out] = getattr(fused, each.name)
    return answers


def fuse_out_of_fold(predictions: Predictions, views: tuple[View, ...]) -> FusedAnswers:
    """Fuse each fold's predictions with what the other folds' predictions fitted."""
    return fuse_by_fold(predictions, fit_out_of_fold(predictions, views), views)


def apply(fusion: Fusion, predictions: Predictions, views: tuple[View, ...]) -> FusedAnswers:
    """Fuse and calibrate; contrast by the true part's heads."""
    logit = fusion.enhanced_logit(views, contrast_logits_of_part(predictions, predictions.part))
    part = fusion.part_probabilities(views, predictions.part_logits)
    planes = np.stack([*fusion.plane_probabilities(views, predictions.part_logits).values()])
    least = planes[:, np.arange(len(part)), part.argmax(axis=1)].min(axis=0)
    return FusedAnswers(part, fusion.enhanced_probability(logit, predictions.part), least)


def summarize(predictions: Predictions, answers: FusedAnswers, views: tuple[View, ...]) -> dict[str, Any]:
    """Counts by part and by contrast for the fused answer and for each single view, on unchanged slabs only."""
    plain = predictions.variant == UNCHANGED
    chosen, fused = predictions[plain], answers[plain]
    part_right = fused.part.argmax(1) == chosen.part
    known = chosen.contrast >= 0
    contrast_right = (fused.enhanced >= 0.5) == (chosen.contrast == 1)
    single = contrast_logits_of_part(chosen, chosen.part) >= 0
    by_view = {
        f"{method} {plane}": {
            "body_part": Count.of(chosen.part_logits[:, index].argmax(1) == chosen.part).as_dict(),
            "contrast": Count.of((single[:, index] == (chosen.contrast == 1))[known]).as_dict(),
        }
        for index, (method, plane) in enumerate(views)
    }
    return {
        "folds": len(np.unique(chosen.fold)),
        "patients": len(np.unique(chosen.patient_id)),
        "body_part": Count.of(part_right).as_dict(),
        "contrast": Count.of(contrast_right[known]).as_dict(),
        "contrast_changed_copies": _changed(predictions, answers),
        "by_part": {
            str(part): {
                "body_part": Count.of(part_right[chosen.part == index]).as_dict(),
                "contrast_CE": Count.of(contrast_right[(chosen.part == index) & (chosen.contrast == 1)]).as_dict(),
                "contrast_NE": Count.of(contrast_right[(chosen.part == index) & (chosen.contrast == 0)]).as_dict(),
            }
            for index, part in enumerate(BodyPart)
        },
        "by_view": by_view,
    }


def _changed(predictions: Predictions, answers: FusedAnswers) -> Mapping[str, Any]:
    """Contrast on the randomly changed copies; copies of one slab are not independent."""
    chosen = (predictions.variant > 0) & (predictions.contrast >= 0)
    right = (answers.enhanced[chosen] >= 0.5) == (predictions.contrast[chosen] == 1)
    return Count.of(right).as_dict()


def review_thresholds(predictions: Predictions, answers: FusedAnswers) -> dict[str, float]:
    """For each of REVIEWED, the probability below which a person should look; of unchanged slabs."""
    unchanged = answers[predictions.variant == UNCHANGED]
    confidences = (unchanged.part.max(axis=1), abs(unchanged.enhanced - 0.5) + 0.5, unchanged.plane)
    return {name: review_threshold(confidence) for name, confidence in zip(REVIEWED, confidences, strict=True)}


def review_threshold(probability: np.ndarray) -> float:
    """The probability, or other certainty, that at most one answer in sixty is below.

    Args:
        probability: (n,) of the label stated, out of fold; 0.5 is returned for none.
    """
    return float(np.quantile(probability, _REVIEWED_SHARE, method="lower")) if len(probability) else 0.5


def reject_threshold(predictions: Predictions, answers: FusedAnswers) -> float:
    """The probability of the body part below which a scan shows none: half of the least of the unchanged slabs here.

    Copies may be changed until nobody would know them.
    """
    return float(_REJECTED * answers[predictions.variant == UNCHANGED].part.max(axis=1).min())


def turned_threshold(predictions: Predictions, views: tuple[View, ...]) -> float:
    """Half the clarity that the sagittal images of nearly every slab have here: so much must a turned copy have."""
    unchanged = predictions.part_logits[predictions.variant == UNCHANGED]
    return _RECOGNIZED * review_threshold(clarity(unchanged[:, turnable(views)]))
