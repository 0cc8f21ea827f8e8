"""What out-of-fold predictions say, by part and by contrast, with n and 95 % intervals."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..fusion import Fusion
from ..labels import BodyPart, View
from ..reporting.count import Count
from .calibration import contrast_logits_of_part, fit_fusion
from .copies import UNCHANGED
from .prediction import Predictions

# At most 5 % of good scans should go to a person, half of them for either question. What is none of the body parts
# (training/off_domain.py) is seldom named as surely as the rest.
_REVIEWED = 0.025


@dataclass(frozen=True)
class FusedAnswers:
    """Out-of-fold answers: probabilities (n, 5) of the parts and (n,) of contrast in the true part."""

    part: np.ndarray
    enhanced: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "FusedAnswers":
        return FusedAnswers(self.part[chosen], self.enhanced[chosen])


def fit_out_of_fold(predictions: Predictions, views: tuple[View, ...]) -> dict[int, Fusion]:
    """For each fold, what the other folds' predictions fitted."""
    return {int(fold): fit_fusion(predictions[predictions.fold != fold], views) for fold in np.unique(predictions.fold)}


def fuse_by_fold(predictions: Predictions, fusions: Mapping[int, Fusion], views: tuple[View, ...]) -> FusedAnswers:
    """Fuse each fold's predictions with the fusion given for it."""
    part = np.zeros((len(predictions.part), len(BodyPart)))
    enhanced = np.zeros(len(predictions.part))
    for fold, fusion in fusions.items():
        held_out = predictions.fold == fold
        part[held_out], enhanced[held_out] = apply(fusion, predictions[held_out], views)
    return FusedAnswers(part, enhanced)


def fuse_out_of_fold(predictions: Predictions, views: tuple[View, ...]) -> FusedAnswers:
    """Fuse each fold's predictions with what the other folds' predictions fitted."""
    return fuse_by_fold(predictions, fit_out_of_fold(predictions, views), views)


def apply(fusion: Fusion, predictions: Predictions, views: tuple[View, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Fused probabilities of the parts (n, 5) and of contrast (n,), by the true part's heads."""
    logit = fusion.enhanced_logit(views, contrast_logits_of_part(predictions, predictions.part))
    return fusion.part_probabilities(views, predictions.part_logits), fusion.enhanced_probability(logit)


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
    """Contrast on the randomly blurred, cropped, coarser and noisier copies; copies of one slab are not independent."""
    chosen = (predictions.variant > 0) & (predictions.contrast >= 0)
    right = (answers.enhanced[chosen] >= 0.5) == (predictions.contrast[chosen] == 1)
    return Count.of(right).as_dict()


def review_thresholds(predictions: Predictions, answers: FusedAnswers) -> dict[str, float]:
    """For each task, the probability below which a person should look: see review_threshold; of unchanged slabs."""
    unchanged = answers[predictions.variant == UNCHANGED]
    return {
        "body_part": review_threshold(unchanged.part.max(axis=1)),
        "contrast": review_threshold(abs(unchanged.enhanced - 0.5) + 0.5),
    }


def review_threshold(probability: np.ndarray) -> float:
    """The probability that at most one answer in forty is below.

    Args:
        probability: (n,) of the label stated, out of fold; 0.5 is returned for none.
    """
    return float(np.quantile(probability, _REVIEWED, method="lower")) if len(probability) else 0.5
