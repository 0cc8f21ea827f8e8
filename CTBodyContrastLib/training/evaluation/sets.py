"""The two kinds of slabs that are evaluated: those that a run was not trained on, and those of an external table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ...bundle import load_bundle
from ...fusion import Fusion
from ...preprocessing import Preprocessing
from ..augmentation import VolumeAugmentation
from ..copies import slab_copies
from ..dataset import Case, Split, read_dataset
from ..loading import load_scans
from ..prediction import predict
from ..recipe import read_recipe
from ..run import read_run
from ..slabs import Slab, landmark_slabs
from ..study.finished import read_finished_study
from ..study.images import load_study_scans
from ..study.prediction import predict_scans
from ..study.recipe import StudyRecipe
from .judged import Judged, judge_by_card, judge_out_of_fold
from .subgroups import Properties

INTERNAL = "Internal"
EXTERNAL = "External"


@dataclass(frozen=True)
class EvaluationSet:
    """Judged slabs and where they come from.

    Attributes:
        name: INTERNAL or EXTERNAL. origin: one sentence. cases: for pictures; may be empty.
        preprocessing: what is done to scans before a network sees them.
    """

    name: str
    origin: str
    judged: Judged
    preprocessing: Preprocessing
    cases: Sequence[Case] = ()
    properties: Properties = field(default_factory=dict)


def sets_of_run(
    run: Path, cases: Sequence[Case] = (), properties: Properties | None = None
) -> dict[str, EvaluationSet]:
    """The scans that a run was not trained on: those of its folds, or of its test and external sets.

    Raises:
        RecipeError, DatasetError: the folder holds no run, or one that has not found enough.
    """
    recipe = read_recipe(run)
    if isinstance(recipe, StudyRecipe):
        return _study_sets(run, recipe, cases, properties or {})
    return {INTERNAL: internal_set(run, cases, properties)}


def internal_set(run: Path, cases: Sequence[Case] = (), properties: Properties | None = None) -> EvaluationSet:
    """The slabs of a run's finished folds, each judged without its own patient.

    Raises:
        RecipeError, DatasetError: see `read_run`.
    """
    recipe, predictions = read_run(run)
    folds = ", ".join(map(str, np.unique(predictions.fold)))
    origin = (
        f"Cross-validation: folds {folds}, each judged by a network trained without its patients, and fused, "
        "calibrated and given thresholds by the other folds."
    )
    judged = judge_out_of_fold(predictions, recipe.views)
    return EvaluationSet(INTERNAL, origin, judged, recipe.preprocessing, cases, properties or {})


def _study_sets(
    run: Path, recipe: StudyRecipe, cases: Sequence[Case], properties: Properties
) -> dict[str, EvaluationSet]:
    study = read_finished_study(run, recipe)
    names = {INTERNAL: Split.TEST, EXTERNAL: Split.EXTERNAL}
    return {
        name: EvaluationSet(
            name,
            f"The study's {split} scans, judged by networks that were not trained on them; fusion, calibration and "
            "thresholds are fitted on the validation scans, where there are some.",
            judge_by_card(study.predictions[split], recipe.views, study.fusion, study.review_below),
            recipe.preprocessing,
            cases,
            properties,
        )
        for name, split in names.items()
        if split in study.predictions
    }


def external_set(
    dataset: Path,
    model: str | Path,
    device: str = "cpu",
    properties: Properties | None = None,
    say: Callable[[str], None] = print,
) -> EvaluationSet:
    """The landmark slabs of a table, judged by a model with its card's own fusion and thresholds.

    A model of the study's kind judges whole scans. Of a table that sets scans apart only those are judged: `train` may
    have learned from the others.

    Raises:
        DatasetError: the table cannot be used. ModelError: the model cannot.
    """
    cases, bundle = _set_apart(read_dataset(dataset)), load_bundle(model)
    preprocessing = bundle.preprocessing

    def slabs() -> Iterator[Slab]:
        for number, case in enumerate(cases, start=1):
            yield from landmark_slabs(load_scans([case], preprocessing.spacing_mm))
            say(f"{number} of {len(cases)} scans are judged.")

    network = bundle.network().to(device)
    if preprocessing.plain:
        scans = load_study_scans(cases, preprocessing)
        predictions = predict_scans(scans, bundle.views, bundle.card["tasks"], network.single)
    else:
        copies = slab_copies(slabs(), VolumeAugmentation(), changed=0, seed=0)
        predictions = predict(network, copies, bundle.views, preprocessing, device)
    judged = judge_by_card(predictions, bundle.views, Fusion(**bundle.card["fusion"]), bundle.card["review_below"])
    origin = (
        f"{len(cases)} scans from elsewhere, judged by {bundle.name} with its own fusion, calibration and thresholds."
    )
    return EvaluationSet(EXTERNAL, origin, judged, preprocessing, cases, properties or {})


def _set_apart(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.split in (Split.TEST, Split.EXTERNAL)] or cases
