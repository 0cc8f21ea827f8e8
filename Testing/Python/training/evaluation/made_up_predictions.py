"""Out-of-fold predictions of no network: random logits of known strength for patients with several slabs."""

import json
from pathlib import Path

import numpy as np

from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS
from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import Recipe

ALL = NINE_VIEWS + VESSEL_VIEWS


def made_up_predictions(
    slabs: int = 60, part_skill: float = 4.0, contrast_skill: float = 1.5, equalized: bool = True, seed: int = 0
) -> Predictions:
    """Two slabs a patient, three folds; each slab unchanged and in one changed copy, heads and necks equalized too."""
    rng = np.random.default_rng(seed)
    slab = np.arange(slabs)
    part, contrast = slab % 5, rng.integers(2, size=slabs)
    variants = [(0, slab), (1, slab)]
    if equalized:
        variants.append((EQUALIZED, slab[part < 2]))
    pieces = []
    for variant, chosen in variants:
        n = len(chosen)
        pieces.append(
            Predictions(
                case_id=np.array([f"case-{index}" for index in chosen]),
                patient_id=np.array([f"patient-{index // 2}" for index in chosen]),
                source=np.array([("north", "south")[index // 2 % 2] for index in chosen]),
                fold=chosen // 2 % 3,
                variant=np.full(n, variant),
                part=part[chosen],
                contrast=contrast[chosen],
                part_logits=rng.normal(size=(n, 12, 5)) + part_skill * np.eye(5)[part[chosen]][:, None],
                contrast_logits=rng.normal(size=(n, 12, 5))
                + contrast_skill * (2 * contrast[chosen] - 1)[:, None, None],
            )
        )
    return Predictions.join(pieces)


def write_run(folder: Path, predictions: Predictions) -> Path:
    """A run's folder as `train` leaves it."""
    folder.mkdir()
    (folder / "recipe.json").write_text(json.dumps(Recipe().as_dict()))
    for fold in np.unique(predictions.fold):
        predictions[predictions.fold == fold].save(folder / f"fold-{fold}.npz")
    return folder
