"""From a finished run to a model bundle: the card is written, and the weights are rounded and checked."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from ..bundle import write_bundle
from ..fusion import Fusion
from ..labels import View
from ..reporting.model_card import accuracy_tables, rounding_sentence
from .calibration import fit_fusion
from .card_texts import load_texts
from .copies import UNCHANGED
from .dataset import Case, Split, read_dataset
from .describing import describe
from .finished_run import Provenance, read_finished
from .loading import load_scans
from .measured import read_measured
from .metrics import (
    FusedAnswers,
    fuse_out_of_fold,
    reject_threshold,
    review_thresholds,
    summarize,
    turned_threshold,
)
from .prediction import Predictions
from .recipe import Recipe, read_recipe
from .rounding import half_precision
from .run import read_folds
from .slabs import Slab, landmark_slabs
from .study.bundling import bundle_study
from .study.recipe import StudyRecipe


def bundle_run(
    run: Path,
    folder: Path,
    name: str | None = None,
    texts: str = "own",
    dataset: Path | None = None,
    device: str = "cpu",
    say: Callable[[str], None] = print,
) -> Path:
    """Write the model that a run ended with to a folder, as weights and card; returns the card's path.

    The weights are rounded to half precision if that changes no label: the network is asked with and without rounding
    about the validation patients, or about all patients where none are set apart.

    Args:
        name: the model's; by default the one that the run was given.
        texts: what the card says in words; see `load_texts`.
        dataset: the run's table, where it is no longer at its old place.

    Raises:
        RecipeError: the folder holds no run.
        ModelError: the run is not finished, its weights are of another recipe, or a name, text or table cannot be used.
        DatasetError: a fold's predictions, the table or a scan of it is missing.
    """
    recipe = read_recipe(run)
    if isinstance(recipe, StudyRecipe):
        return bundle_study(run, recipe, folder, name, texts, dataset, device, say)
    network, provenance = read_finished(run, recipe)
    card = _describe(name or provenance.name, recipe, provenance) | load_texts(texts)
    cases = read_dataset(dataset or Path(provenance.dataset))
    if provenance.folds:
        card |= _judge(read_folds(run, provenance.folds).as_acquired, recipe.views, cases)
    if measured := read_measured(run):
        card["measured"] = measured
    say(accuracy_tables(card))
    checked = _validation(cases)
    say(f"Checking on {len(checked)} scans that half precision changes no label.")
    rounding = half_precision(network, recipe, Fusion(**card["fusion"]), _slabs(checked, recipe), device)
    card["precision"] = rounding.as_dict()
    say(rounding_sentence(card))
    return write_bundle(folder, network, card, rounding.stored)


def _describe(name: str, recipe: Recipe, provenance: Provenance) -> dict[str, Any]:
    """What the card says before anything was measured."""
    return {
        **describe(name, recipe),
        "fusion": {},
        "review_below": {"body_part": 0.5, "contrast": 0.5},
        "training_data": provenance.training_data,
        "starting_weights": provenance.starting_weights,
    }


def fitted(predictions: Predictions, answers: FusedAnswers, views: tuple[View, ...]) -> dict[str, Any]:
    """What a card says of fusion and thresholds, fitted on out-of-fold predictions and what they were fused to."""
    return {
        "fusion": asdict(fit_fusion(predictions, views)),
        "review_below": {task: round(value, 3) for task, value in review_thresholds(predictions, answers).items()},
        "reject_below": round(reject_threshold(predictions, answers), 3),
        "turned_above": round(turned_threshold(predictions, views), 3),
    }


def _judge(predictions: Predictions, views: tuple[View, ...], cases: list[Case]) -> dict[str, Any]:
    """What out-of-fold predictions say of accuracy, and what those of scans that a release may learn from fit."""
    answers = fuse_out_of_fold(predictions, views)
    licence = {case.case_id: case.licence for case in cases if case.may_train_release}
    released = np.isin(predictions.case_id, list(licence))
    fitted_on = predictions[released]
    unchanged = fitted_on[fitted_on.variant == UNCHANGED]
    return {
        **fitted(fitted_on, answers[released], views),
        "fitted_on": dict(Counter(licence[case_id] for case_id in unchanged.case_id)),
        "cross_validation": summarize(predictions, answers, views),
    }


def _validation(cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.split is Split.VALIDATION] or cases


def _slabs(cases: list[Case], recipe: Recipe) -> Iterator[Slab]:
    for case in cases:
        yield from landmark_slabs(load_scans([case], recipe.preprocessing.spacing_mm))
