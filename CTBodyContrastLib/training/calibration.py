"""Fusion fitted on predictions for patients that the network was not trained on."""

from dataclasses import replace

import numpy as np

from ..fusion import Fusion, log_softmax
from ..labels import NINE_VIEWS, BodyPart, View
from .prediction import Predictions

_TEMPERATURES = np.geomspace(0.25, 4.0, 33)
_BIASES = np.linspace(-3.0, 3.0, 61)
_VESSEL_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
# Strength of the pull towards temperature 1 and bias 0, in units of examples: where the labels are separated
# without error, likelihood alone would make every answer certain.
_PULL = 4.0
# Temperature and decision points are fitted in turns: each depends a little on the others.
_ROUNDS = 4


def fit_fusion(predictions: Predictions, views: tuple[View, ...]) -> Fusion:
    """Choose vessel weight, temperatures and the decision point by the likelihood of the true labels.

    CE and NE weigh alike, whatever their numbers, since how often contrast is given differs between hospitals. The
    decision point may lie elsewhere in each part.
    """
    fusion = Fusion()
    nine = [index for index, view in enumerate(views) if view in NINE_VIEWS]
    part_log_odds = log_softmax(predictions.part_logits[:, nine]).mean(axis=1)
    truth = predictions.part
    losses = [
        -log_softmax(part_log_odds / temperature)[np.arange(len(truth)), truth].sum() + _PULL * np.log(temperature) ** 2
        for temperature in _TEMPERATURES
    ]
    fusion = replace(fusion, part_temperature=float(_TEMPERATURES[int(np.argmin(losses))]))
    return min(
        (_fit_contrast(predictions, views, replace(fusion, vessel_weight=weight)) for weight in _weights(views)),
        key=lambda candidate: candidate[0],
    )[1]


def contrast_logits_of_part(predictions: Predictions, part: np.ndarray) -> np.ndarray:
    """The contrast logits (n, view) of the heads for the given parts (n,)."""
    return np.take_along_axis(predictions.contrast_logits, part[:, None, None], axis=2)[..., 0]


def _weights(views: tuple[View, ...]) -> tuple[float, ...]:
    return _VESSEL_WEIGHTS if set(views) - set(NINE_VIEWS) else (0.0,)


def _fit_contrast(predictions: Predictions, views: tuple[View, ...], fusion: Fusion) -> tuple[float, Fusion]:
    known = predictions[predictions.contrast >= 0]
    logit = fusion.enhanced_logit(views, contrast_logits_of_part(known, known.part))
    sign, weight = np.where(known.contrast == 1, 1, -1), _balanced(known.contrast)
    offsets = np.zeros(len(BodyPart))
    for _ in range(_ROUNDS):
        # (temperature, bias, example)
        scaled = (logit - offsets[known.part] - _BIASES[:, None]) / _TEMPERATURES[:, None, None]
        losses = (weight * np.logaddexp(0, -sign * scaled)).sum(axis=-1)
        losses += _PULL * (np.log(_TEMPERATURES)[:, None] ** 2 + _BIASES**2 / 4)
        row, column = np.unravel_index(int(losses.argmin()), losses.shape)
        temperature, bias = float(_TEMPERATURES[row]), float(_BIASES[column])
        for part in range(len(BodyPart)):
            own = known.part == part
            offsets[part] = _part_offset((logit[own] - bias) / temperature, known.contrast[own], temperature)
    part_bias = {str(part): float(offset) for part, offset in zip(BodyPart, offsets, strict=True)}
    return float(losses.min()), replace(
        fusion, contrast_temperature=temperature, contrast_bias=bias, part_bias=part_bias
    )


def _part_offset(logit: np.ndarray, contrast: np.ndarray, temperature: float) -> float:
    """How far the decision point of one part lies beside that of all, from calibrated log-odds (n,) and truth (n,).

    It stays there where all have, or none has, contrast.
    """
    if len(np.unique(contrast)) < 2:
        return 0.0
    weight, sign = _balanced(contrast), np.where(contrast == 1, 1, -1)
    scaled = logit - _BIASES[:, None] / temperature
    losses = (weight * np.logaddexp(0, -sign * scaled)).sum(axis=-1) + _PULL * _BIASES**2 / 4
    return float(_BIASES[losses.argmin()])


def _balanced(contrast: np.ndarray) -> np.ndarray:
    """Weights with which the examples of CE count together as much as those of NE."""
    enhanced = contrast == 1
    return np.where(enhanced, 0.5 / max(1, enhanced.sum()), 0.5 / max(1, (~enhanced).sum())) * len(contrast)
