"""From every view's logits to one answer with its votes: numpy only, so that it can be fitted and tested alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .classification import Vote
from .labels import NINE_VIEWS, BodyPart, Plane, View


@dataclass(frozen=True)
class Fusion:
    """How views are joined; a model card's "fusion".

    Log-probabilities are averaged over the views, which multiplies the views' odds; a temperature above 1 makes the
    result less certain, and the bias moves the decision point of contrast.

    Attributes:
        vessel_weight: share of the vessel views in the contrast answer (0 to 1); the nine views have the rest.
        part_temperature, contrast_temperature, contrast_bias: fitted on patients not trained on.
        part_bias: what is added to contrast_bias in a body part: there its decision point lies elsewhere.
    """

    vessel_weight: float = 0.0
    part_temperature: float = 1.0
    contrast_temperature: float = 1.0
    contrast_bias: float = 0.0
    part_bias: Mapping[str, float] = field(default_factory=dict)

    def part_probabilities(self, views: Sequence[View], part_logits: np.ndarray) -> np.ndarray:
        """Fused body-part probabilities (..., 5) from logits (..., view, 5); the nine views count alike."""
        return self._joined(part_logits, [index for index, view in enumerate(views) if view in NINE_VIEWS])

    def plane_probabilities(self, views: Sequence[View], part_logits: np.ndarray) -> dict[Plane, np.ndarray]:
        """The same by those of the nine views alone that lie in one plane, for each plane that is among them."""
        by_plane: dict[Plane, list[int]] = {}
        for index, view in enumerate(views):
            if view in NINE_VIEWS:
                by_plane.setdefault(view[1], []).append(index)
        return {plane: self._joined(part_logits, own) for plane, own in by_plane.items()}

    def _joined(self, part_logits: np.ndarray, views: Sequence[int]) -> np.ndarray:
        return softmax(log_softmax(part_logits[..., views, :]).mean(axis=-2) / self.part_temperature)

    def enhanced_logit(self, views: Sequence[View], contrast_logits: np.ndarray) -> np.ndarray:
        """Fused log-odds of contrast (...) from one part's logits (..., view), before temperature and bias."""
        return contrast_logits @ self.contrast_shares(views)

    def part_shares(self, views: Sequence[View]) -> np.ndarray:
        """How much each view counts for the body part (view,); the shares sum to 1."""
        nine = np.array([view in NINE_VIEWS for view in views])
        return nine / nine.sum()

    def contrast_shares(self, views: Sequence[View]) -> np.ndarray:
        """How much each view counts for contrast (view,); the shares sum to 1."""
        nine = np.array([view in NINE_VIEWS for view in views])
        if nine.all():
            return self.part_shares(views)
        return self.vessel_weight * ~nine / (~nine).sum() + (1 - self.vessel_weight) * self.part_shares(views)

    def enhanced_probability(self, enhanced_logit: np.ndarray, part: np.ndarray | int) -> np.ndarray:
        """Calibrated probability of contrast from fused log-odds (...) by the heads of body parts (...), as indices."""
        bias = self.contrast_bias + np.array([self.part_bias.get(each, 0.0) for each in BodyPart])[part]
        return sigmoid((enhanced_logit - bias) / self.contrast_temperature)


def votes(
    views: Sequence[View], part_logits: np.ndarray, contrast_logits: np.ndarray, part: int
) -> Mapping[View, Vote]:
    """Each view's own answer, uncalibrated, from logits (view, 5) and (view, 5) and the fused part's index."""
    parts = softmax(part_logits)
    enhanced = sigmoid(contrast_logits[:, part])
    return {view: Vote(by_part(parts[index]), float(enhanced[index])) for index, view in enumerate(views)}


def by_part(probabilities: np.ndarray) -> dict[BodyPart, float]:
    """Probabilities (5,) with the body parts' names."""
    return {part: float(probability) for part, probability in zip(BodyPart, probabilities, strict=True)}


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Logarithm of the softmax over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Softmax over the last axis."""
    return np.exp(log_softmax(logits))


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-logits)), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(logits)))
