"""Fusion fitted on predictions for patients that the network was not trained on."""

from dataclasses import replace

import numpy as np

from ..fusion import Fusion, log_softmax
from ..labels import NINE_VIEWS, View
from .prediction import Predictions

_TEMPERATURES = np.geomspace(0.25, 4.0, 33)
_BIASES = np.linspace(-3.0, 3.0, 61)
_VESSEL_WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
# Strength of the pull towards temperature 1 and bias 0, in units of examples: where the labels are separated
# without error, likelihood alone would make every answer certain.
_PULL = 4.0


def fit_fusion(predictions: Predictions, views: tuple[View, ...]) -> Fusion:
    """Choose vessel weight, temperatures and the decision point by the likelihood of the true labels.

    CE and NE weigh alike, whatever their numbers, since how often contrast is given differs between hospitals.
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
    known = predictions.contrast >= 0
    truth = predictions.contrast[known]
    logit = fusion.enhanced_logit(views, contrast_logits_of_part(predictions, predictions.part))[known]
    weight = np.where(truth == 1, 0.5 / max(1, (truth == 1).sum()), 0.5 / max(1, (truth == 0).sum())) * len(truth)
    sign = np.where(truth == 1, 1, -1)
    # (temperature, bias, example)
    scaled = (logit - _BIASES[:, None]) / _TEMPERATURES[:, None, None]
    losses = (weight * np.logaddexp(0, -sign * scaled)).sum(axis=-1)
    losses += _PULL * (np.log(_TEMPERATURES)[:, None] ** 2 + _BIASES**2 / 4)
    row, column = np.unravel_index(int(losses.argmin()), losses.shape)
    fitted = replace(fusion, contrast_temperature=float(_TEMPERATURES[row]), contrast_bias=float(_BIASES[column]))
    return float(losses.min()), fitted
