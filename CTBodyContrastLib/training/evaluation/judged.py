"""Slabs with what was answered about them: what every table and figure of an evaluation is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ...fusion import Fusion
from ...labels import DISPLAY_NAME, NINE_VIEWS, View
from ..calibration import contrast_logits_of_part
from ..copies import EQUALIZED, UNCHANGED
from ..metrics import REVIEWED, FusedAnswers, fit_out_of_fold, fuse_by_fold, fuse_out_of_fold, review_thresholds
from ..prediction import Predictions

ENSEMBLE = "Ensemble of nine"
FUSED = "All views, fitted"


@dataclass(frozen=True)
class Judged:
    """Copies of slabs, their truth, and the answers to them.

    Contrast is judged in the true body part, as the study does; where the part is named rightly, that is the tool's
    answer.

    Attributes:
        predictions: logits and truth of n copies. views: the views of the logits.
        answers: fused and calibrated. raw: fused by the same weights, neither calibrated nor with a fitted bias.
        review_below: for each of REVIEWED, the threshold (n,) that holds for each copy.
    """

    predictions: Predictions
    views: tuple[View, ...]
    answers: FusedAnswers
    raw: FusedAnswers
    review_below: Mapping[str, np.ndarray]

    def __getitem__(self, chosen: np.ndarray) -> "Judged":
        return replace(
            self,
            predictions=self.predictions[chosen],
            answers=self.answers[chosen],
            raw=self.raw[chosen],
            review_below={name: values[chosen] for name, values in self.review_below.items()},
        )

    def __len__(self) -> int:
        return len(self.predictions.part)

    @property
    def unchanged(self) -> "Judged":
        """The slabs as they were acquired: what results are reported on."""
        return self[self.predictions.variant == UNCHANGED]

    @property
    def changed(self) -> "Judged":
        """The randomly changed copies."""
        return self[self.predictions.variant > UNCHANGED]

    @property
    def equalized(self) -> "Judged":
        """The equalized copies; none in a run that was made before there were any."""
        return self[self.predictions.variant == EQUALIZED]

    @property
    def with_contrast(self) -> "Judged":
        """The copies of slabs whose contrast is known."""
        return self[self.predictions.contrast >= 0]

    @property
    def slab(self) -> np.ndarray:
        """(n,) text that is the same for all copies of a slab."""
        return np.array(
            [f"{name} {part}" for name, part in zip(self.predictions.case_id, self.predictions.part, strict=True)]
        )

    @property
    def stated_part(self) -> np.ndarray:
        """(n,) index of the body part named."""
        return self.answers.part.argmax(axis=1)

    @property
    def stated_contrast(self) -> np.ndarray:
        """(n,) 1 for CE, 0 for NE."""
        return (self.answers.enhanced >= 0.5).astype(int)

    @property
    def part_right(self) -> np.ndarray:
        """(n,) whether the body part is named rightly."""
        return self.stated_part == self.predictions.part

    @property
    def contrast_right(self) -> np.ndarray:
        """(n,) whether contrast is named rightly; meaningless where it is unknown."""
        return self.stated_contrast == self.predictions.contrast

    @property
    def doubtful(self) -> np.ndarray:
        """(n,) whether the classifier would ask for a review, or reject.

        A probability is low, also that of a single plane, or most views name another part.
        """
        nine = [index for index, view in enumerate(self.views) if view in NINE_VIEWS]
        voted = self.predictions.part_logits[:, nine].argmax(axis=2)
        agreeing = (voted == self.stated_part[:, None]).sum(axis=1)
        return (
            (self.answers.part.max(axis=1) < self.review_below["body_part"])
            | (abs(self.answers.enhanced - 0.5) + 0.5 < self.review_below["contrast"])
            | (self.answers.plane < self.review_below["plane"])
            | (2 * agreeing <= len(nine))
        )

    def contrast_scores(self) -> dict[str, np.ndarray]:
        """For each of the nine alone, their unfitted ensemble, and the tool: scores (n,), CE from 0 up."""
        logits = contrast_logits_of_part(self.predictions, self.predictions.part)
        scores = {view_name(view): logits[:, index] for index, view in enumerate(self.views) if view in NINE_VIEWS}
        scores[ENSEMBLE] = Fusion().enhanced_logit(self.views, logits)
        scores[FUSED] = self.answers.enhanced - 0.5
        return scores

    def by_reconstruction(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """The parts (n,) and contrast (n,) that each of the nine alone, their unfitted ensemble, and the tool state."""
        parts = {
            view_name(view): self.predictions.part_logits[:, index].argmax(axis=1)
            for index, view in enumerate(self.views)
            if view in NINE_VIEWS
        }
        return {
            name: (parts.get(name, self.stated_part), (score >= 0).astype(int))
            for name, score in self.contrast_scores().items()
        }

    def right_by_reconstruction(self) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
        """For each reconstruction, whether it names the part (n,), and contrast where it is known, rightly."""
        known = self.with_contrast
        part = {name: stated == self.predictions.part for name, (stated, _) in self.by_reconstruction().items()}
        # The fitted answer names the same part as the ensemble: temperature does not reorder the parts.
        del part[FUSED]
        truth = known.predictions.contrast
        return part, {name: stated == truth for name, (_, stated) in known.by_reconstruction().items()}


def view_name(view: View) -> str:
    """A reconstruction's name in tables and figures: "MIP sagittal"."""
    method, plane = view
    return f"{DISPLAY_NAME[method]} {DISPLAY_NAME[plane]}"


def judge_out_of_fold(
    predictions: Predictions, views: tuple[View, ...], fitted_on: Predictions | None = None
) -> Judged:
    """Fuse, calibrate and set thresholds for each fold by the other folds' predictions alone.

    Args:
        fitted_on: the predictions that is fitted on; those judged, when left out.
    """
    fitted_on = predictions.as_acquired if fitted_on is None else fitted_on.as_acquired
    fusions = fit_out_of_fold(fitted_on, views)
    review_below = {name: np.zeros(len(predictions.part)) for name in REVIEWED}
    for fold in fusions:
        others = fitted_on[fitted_on.fold != fold]
        for name, threshold in review_thresholds(others, fuse_out_of_fold(others, views)).items():
            review_below[name][predictions.fold == fold] = threshold
    return _judge(predictions, views, fusions, review_below)


def judge_by_card(
    predictions: Predictions, views: tuple[View, ...], fusion: Fusion, review_below: Mapping[str, float]
) -> Judged:
    """Fuse, calibrate and doubt as a model's card says."""
    fusions = {int(fold): fusion for fold in np.unique(predictions.fold)}
    thresholds = {name: np.full(len(predictions.part), review_below.get(name, 0.0)) for name in REVIEWED}
    return _judge(predictions, views, fusions, thresholds)


def _judge(
    predictions: Predictions,
    views: tuple[View, ...],
    fusions: Mapping[int, Fusion],
    review_below: Mapping[str, np.ndarray],
) -> Judged:
    raw = {fold: Fusion(vessel_weight=fusion.vessel_weight) for fold, fusion in fusions.items()}
    return Judged(
        predictions,
        views,
        fuse_by_fold(predictions, fusions, views),
        fuse_by_fold(predictions, raw, views),
        review_below,
    )
