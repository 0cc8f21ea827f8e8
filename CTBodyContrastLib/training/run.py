"""One training run: cross-validation over the patients' folds, then a network from all of them."""

import json
from collections.abc import Sequence
from pathlib import Path

from ..bundle import write_weights
from ..io.csv_table import read_table, write_table
from .copies import slab_copies
from .dataset import Case, DatasetError, Split, read_dataset
from .engine import Engine
from .finished_run import finished_file, write_finished
from .fitting import fit_network
from .loading import load_phantoms, load_scans
from .prediction import Predictions, predict
from .recipe import Recipe, RecipeError, keep_recipe, read_recipe
from .slabs import SlabSampler, TrainingScan, landmark_slabs

# Randomly changed copies of each held-out slab: calibration must hold for them too.
_VARIANTS = 2


def train(dataset: Path, recipe: Recipe, engine: Engine, name: str = "compact", cross_validate: bool = True) -> Path:
    """Train a model and keep its weights in the engine's run folder, for `bundle_run`; returns their file.

    Cases that the table sets apart as test or external are left out. Of the others, those whose licence allows a
    released model to learn from them are trained on, with phantoms as one more source, and all with labels are
    predicted by the model of the fold that holds their patient out. A fold that an interrupted run, or `train_fold`,
    has finished is not repeated.

    Raises:
        DatasetError: the table cannot be used, there is a single fold to cross-validate over, or the run's folder holds
            folds of another table.
        RecipeError: the run's folder holds folds of another recipe.
        TrainingError, CheckpointError: see `Engine.fit`.
    """
    cases = _cases(dataset)
    folds = _folds(cases) if cross_validate else []
    _keep(recipe, cases, engine)
    scans = _load(cases, recipe, engine)
    for fold in folds:
        if not _fold_file(engine.run, fold).is_file():
            _predict_fold(scans, fold, recipe, engine)
    engine.say("Training on all folds.")
    kept = _releasable(scans)
    fitted = fit_network(kept, recipe, engine, "all")
    if engine.leads:
        drawn_from = SlabSampler(kept).case_ids
        learned_from = [case for case in cases if case.case_id in drawn_from]
        write_finished(engine.run, fitted, name, recipe, dataset, learned_from, folds)
    engine.forget("all")
    return finished_file(engine.run)


def train_fold(dataset: Path, recipe: Recipe, engine: Engine, fold: int) -> Path:
    """Train without one fold's patients and keep what that network says of them, for a later `train` in this folder.

    So the folds of one run can be spread over processes or computers.

    Returns:
        The .npz file of the predictions.

    Raises:
        DatasetError, RecipeError, TrainingError, CheckpointError: as `train`; or no patient is in this fold.
    """
    cases = _cases(dataset)
    folds = _folds(cases)
    if fold not in folds:
        raise DatasetError(f"There is no fold {fold} in {dataset}; its folds are {', '.join(map(str, folds))}.")
    _keep(recipe, cases, engine)
    finished = _fold_file(engine.run, fold)
    if not finished.is_file():  # reading all scans takes minutes
        _predict_fold(_load(cases, recipe, engine), fold, recipe, engine)
    return finished


def read_run(run: Path) -> tuple[Recipe, Predictions]:
    """The recipe of a run's folder, and the out-of-fold predictions of the folds that it has finished.

    Raises:
        RecipeError: as `read_recipe`.
        DatasetError: fewer than two folds are finished; nothing could be fitted on other folds than the one judged.
    """
    recipe = read_recipe(run)
    if not isinstance(recipe, Recipe):
        raise RecipeError(f"{run} holds a run of kind {recipe.kind}, which has no folds to join.")
    finished = sorted(run.glob(_fold_file(run, "*").name))
    if len(finished) < 2:
        raise DatasetError(
            f"{run} holds {len(finished)} finished folds, and an evaluation needs at least two. Go on with `train`."
        )
    return recipe, Predictions.join([Predictions.load(path) for path in finished])


def read_folds(run: Path, folds: Sequence[int]) -> Predictions:
    """The out-of-fold predictions of these folds.

    Raises:
        DatasetError: a fold's predictions are missing.
    """
    files = [_fold_file(run, fold) for fold in folds]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        raise DatasetError(f"{run} lacks the predictions {', '.join(missing)}. Go on with `train` in the same folder.")
    return Predictions.join([Predictions.load(path) for path in files])


def _cases(dataset: Path) -> list[Case]:
    return [case for case in read_dataset(dataset) if case.split not in (Split.TEST, Split.EXTERNAL)]


def _folds(cases: Sequence[Case]) -> list[int]:
    folds = sorted({case.fold for case in cases})
    if len(folds) < 2:
        raise DatasetError("Cross-validation needs at least two folds of patients in the table's fold column.")
    return folds


def _keep(recipe: Recipe, cases: Sequence[Case], engine: Engine) -> None:
    """Write down what a run is made of, or see that it is still so: no fold may have learned from another's scans."""
    if not engine.leads:
        return
    keep_recipe(engine.run, recipe)
    kept = engine.run / "cases.csv"
    rows = [
        {
            "case_id": case.case_id,
            "patient_id": case.patient_id,
            "fold": str(case.fold),
            "contrast": str(case.contrast or ""),
            "covers": ";".join(case.covers),
            "release_ok": "yes" if case.may_train_release else "no",
            "landmarks": json.dumps(dict(case.landmarks), sort_keys=True),
        }
        for case in cases
    ]
    if kept.is_file() and read_table(kept, rows[0]) != rows:
        raise DatasetError(
            f"{engine.run} holds a run on another table: a scan, its fold, its labels or its landmarks were different. "
            "Give another folder."
        )
    write_table(rows, list(rows[0]), kept)


def _load(cases: Sequence[Case], recipe: Recipe, engine: Engine) -> list[TrainingScan]:
    engine.say(f"Reading {len(cases)} scans, making {recipe.training.phantoms} phantoms.")
    spacing = recipe.preprocessing.spacing_mm
    return [*load_scans(cases, spacing, engine.cache), *load_phantoms(recipe.training.phantoms, spacing)]


def _predict_fold(scans: Sequence[TrainingScan], fold: int, recipe: Recipe, engine: Engine) -> None:
    finished = _fold_file(engine.run, fold)
    engine.say(f"Fold {fold}: training without its patients.")
    kept = [scan for scan in _releasable(scans) if scan.case.fold != fold]
    fitted = fit_network(kept, recipe, engine, finished.stem)
    if engine.leads:
        held_out = landmark_slabs([scan for scan in scans if scan.case.fold == fold])
        write_weights(finished.with_suffix(".safetensors"), fitted.network)
        copies = slab_copies(held_out, recipe.augmentation, _VARIANTS, recipe.training.seed)
        predict(fitted.network, copies, recipe.views, recipe.preprocessing, engine.device).save(finished)
    engine.forget(finished.stem)


def _fold_file(run: Path, fold: int | str) -> Path:
    return run / f"fold-{fold}.npz"


def _releasable(scans: Sequence[TrainingScan]) -> list[TrainingScan]:
    return [scan for scan in scans if scan.case.may_train_release]
