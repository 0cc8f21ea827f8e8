"""One training run: cross-validation over the patients' folds, then a network from all of them."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from ..bundle import write_weights
from .copies import slab_copies
from .dataset import Case, DatasetError, read_dataset
from .finished_run import write_finished
from .fitting import Fitted, fit_network
from .loading import load_phantoms, load_scans
from .prediction import Predictions, predict
from .recipe import Recipe, RecipeError
from .slabs import TrainingScan, landmark_slabs

_RECIPE = "recipe.json"

# Randomly changed copies of each held-out slab: calibration must hold for them too.
_VARIANTS = 2


def train(
    dataset: Path,
    recipe: Recipe,
    run: Path,
    name: str = "compact",
    cross_validate: bool = True,
    device: str = "cpu",
    say: Callable[[str], None] = print,
) -> Path:
    """Train a model and keep its weights in the run's folder, for `bundle_run`; returns their file.

    Only cases whose licence allows a released model to learn from them are trained on, with phantoms as one more
    source; every case with labels is predicted by the model of the fold that holds its patient out. A fold that an
    interrupted run, or `train_fold`, has finished is not repeated.

    Raises:
        DatasetError: the table cannot be used, or there is a single fold to cross-validate over.
        RecipeError: the run's folder holds the folds of another recipe.
    """
    cases = read_dataset(dataset)
    folds = _folds(cases) if cross_validate else []
    scans = _load(cases, recipe, run, say)
    for fold in folds:
        _predict_fold(scans, fold, recipe, run, device, say)
    say("Training on all folds.")
    fitted = _fit(_releasable(scans), recipe, run / "all.csv", device, say)
    return write_finished(run, fitted, name, recipe, dataset, cases, folds)


def train_fold(
    dataset: Path, recipe: Recipe, run: Path, fold: int, device: str = "cpu", say: Callable[[str], None] = print
) -> Path:
    """Train without one fold's patients and keep what that network says of them, for a later `train` in this folder.

    So the folds of one run can be spread over processes or computers.

    Returns:
        The .npz file of the predictions.

    Raises:
        DatasetError, RecipeError: as `train`; or no patient is in this fold.
    """
    cases = read_dataset(dataset)
    folds = _folds(cases)
    if fold not in folds:
        raise DatasetError(f"There is no fold {fold} in {dataset}; its folds are {', '.join(map(str, folds))}.")
    return _predict_fold(_load(cases, recipe, run, say), fold, recipe, run, device, say)


def read_run(run: Path) -> tuple[Recipe, Predictions]:
    """The recipe of a run's folder, and the out-of-fold predictions of the folds that it has finished.

    Raises:
        RecipeError: as `read_recipe`.
        DatasetError: fewer than two folds are finished; nothing could be fitted on other folds than the one judged.
    """
    recipe = read_recipe(run)
    finished = sorted(run.glob(_fold_file(run, "*").name))
    if len(finished) < 2:
        raise DatasetError(
            f"{run} holds {len(finished)} finished folds, and an evaluation needs at least two. Go on with `train`."
        )
    return recipe, Predictions.join([Predictions.load(path) for path in finished])


def read_recipe(run: Path) -> Recipe:
    """The recipe of a run's folder.

    Raises:
        RecipeError: the folder holds no run, or its recipe is not understood.
    """
    try:
        return Recipe.of(json.loads((run / _RECIPE).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise RecipeError(
            f"{run} is not the folder of a run: {error}. Give the folder that `train -o` wrote."
        ) from error


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


def _folds(cases: Sequence[Case]) -> list[int]:
    folds = sorted({case.fold for case in cases})
    if len(folds) < 2:
        raise DatasetError("Cross-validation needs at least two folds of patients in the table's fold column.")
    return folds


def _load(cases: Sequence[Case], recipe: Recipe, run: Path, say: Callable[[str], None]) -> list[TrainingScan]:
    run.mkdir(parents=True, exist_ok=True)
    _keep_recipe(run, recipe)
    say(f"Reading {len(cases)} scans, making {recipe.training.phantoms} phantoms.")
    spacing = recipe.preprocessing.spacing_mm
    return [*load_scans(cases, spacing), *load_phantoms(recipe.training.phantoms, spacing)]


def _predict_fold(
    scans: Sequence[TrainingScan], fold: int, recipe: Recipe, run: Path, device: str, say: Callable[[str], None]
) -> Path:
    finished = _fold_file(run, fold)
    if not finished.is_file():
        say(f"Fold {fold}: training without its patients.")
        kept = [scan for scan in _releasable(scans) if scan.case.fold != fold]
        fitted = _fit(kept, recipe, run / f"fold-{fold}.csv", device, say)
        held_out = landmark_slabs([scan for scan in scans if scan.case.fold == fold])
        write_weights(finished.with_suffix(".safetensors"), fitted.network)
        copies = slab_copies(held_out, recipe.augmentation, _VARIANTS, recipe.training.seed)
        predict(fitted.network, copies, recipe.views, recipe.preprocessing, device).save(finished)
    return finished


def _fold_file(run: Path, fold: int | str) -> Path:
    return run / f"fold-{fold}.npz"


def _fit(scans: Sequence[TrainingScan], recipe: Recipe, log: Path, device: str, say: Callable[[str], None]) -> Fitted:
    started = perf_counter()
    with log.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("step", "loss", "seconds"))

        def on_step(step: int, loss: float) -> None:
            writer.writerow((step, f"{loss:.4f}", f"{perf_counter() - started:.1f}"))
            if step % 20 == 0:
                stream.flush()
                say(f"step {step}/{recipe.training.steps}, loss {loss:.3f}, {perf_counter() - started:.0f} s")

        return fit_network(scans, recipe, device, on_step)


def _releasable(scans: Sequence[TrainingScan]) -> list[TrainingScan]:
    return [scan for scan in scans if scan.case.may_train_release]


def _keep_recipe(run: Path, recipe: Recipe) -> None:
    kept = run / _RECIPE
    resolved = json.dumps(recipe.as_dict(), indent=2) + "\n"
    if kept.is_file() and kept.read_text(encoding="utf-8") != resolved:
        raise RecipeError(f"{run} holds a run of another recipe. Give another folder, or remove that one.")
    kept.write_text(resolved, encoding="utf-8")
