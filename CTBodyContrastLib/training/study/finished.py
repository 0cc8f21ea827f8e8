"""What a finished study leaves in its run's folder: predictions of the scans set apart, and where all came from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ...errors import DatasetError
from ...fusion import Fusion
from ..calibration import fit_fusion
from ..dataset import Split
from ..metrics import FusedAnswers, apply, review_thresholds
from ..prediction import Predictions
from .recipe import StudyRecipe

_FILE = "finished.json"


@dataclass(frozen=True)
class StudyProvenance:
    """Where a study's networks came from.

    Attributes:
        name: the model's. dataset: path of the table. fold: the one tested on; None where the table has splits.
        tasks: those trained, of separate_networks.TASKS.
        training_data, starting_weights: as the card states them; nothing in them tells a patient.
    """

    name: str
    dataset: str
    fold: int | None
    tasks: Sequence[str]
    training_data: Mapping[str, Any]
    starting_weights: Mapping[str, str]


@dataclass(frozen=True)
class FinishedStudy:
    """A study's provenance, and what its networks say of each set that is not empty.

    Attributes:
        fusion, review_below: fitted on the validation scans; unfitted without any.
        answers: fused and calibrated, for the same sets.
    """

    provenance: StudyProvenance
    predictions: Mapping[Split, Predictions]
    fusion: Fusion
    review_below: Mapping[str, float]
    answers: Mapping[Split, FusedAnswers]


def prediction_file(run: Path, split: Split) -> Path:
    """Where the predictions of a set are kept."""
    return run / f"{split}.npz"


def write_finished_study(run: Path, provenance: StudyProvenance) -> None:
    """Write what tells that a study is finished."""
    unfinished = run / f"unfinished-{_FILE}"
    unfinished.write_text(json.dumps(asdict(provenance), indent=2) + "\n", encoding="utf-8")
    unfinished.replace(run / _FILE)


def read_finished_study(run: Path, recipe: StudyRecipe) -> FinishedStudy:
    """What a finished study found.

    Raises:
        DatasetError: it is not finished.
    """
    try:
        provenance = StudyProvenance(**json.loads((run / _FILE).read_text(encoding="utf-8")))
    except OSError as error:
        raise DatasetError(f"{run} is not a finished run. Go on with `train` in the same folder.") from error
    files = {split: prediction_file(run, split) for split in (Split.VALIDATION, Split.TEST, Split.EXTERNAL)}
    predictions = {split: Predictions.load(path) for split, path in files.items() if path.is_file()}
    fitted_on = predictions.get(Split.VALIDATION)
    fusion = Fusion() if fitted_on is None else fit_fusion(fitted_on, recipe.views)
    answers = {split: apply(fusion, each, recipe.views) for split, each in predictions.items()}
    review_below = {"body_part": 0.5, "contrast": 0.5}
    if fitted_on is not None:
        review_below = review_thresholds(fitted_on, answers[Split.VALIDATION])
    return FinishedStudy(provenance, predictions, fusion, review_below, answers)
