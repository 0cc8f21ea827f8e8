"""The published study as one run: every network, then what they say of the scans set apart."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import DatasetError
from ...io.csv_table import read_table, write_table
from ...labels import DISPLAY_NAME, BodyPart
from ...separate_networks import BODY_PART, TASKS, build_single_network
from ..dataset import Case, Split, read_dataset
from ..engine import Engine
from ..finished_run import training_data
from ..recipe import keep_recipe
from ..starting_weights import RANDOM, StartingWeights, start_from
from .finished import StudyProvenance, prediction_file, write_finished_study
from .fitting import of_task, plan_single
from .images import StudyScan, load_study_scans
from .networks import keep_network, network_file
from .prediction import predict_by_run
from .recipe import CONTRAST, StudyRecipe
from .splits import set_apart

if TYPE_CHECKING:
    import torch

_SPLITS = ("case_id", "split")


def train_study(
    dataset: Path, recipe: StudyRecipe, engine: Engine, name: str = "paper", fold: int | None = None
) -> None:
    """Train a network for each reconstruction and task, and keep what they say of the scans set apart.

    Only cases whose licence allows a released model to learn from them are trained on. A network that an interrupted
    run has finished is not trained again.

    Args:
        fold: of a table without splits, the fold to test on.

    Raises:
        DatasetError: the table cannot be used, or other scans were set apart in this folder.
        RecipeError: the run's folder holds a run of another recipe.
        TrainingError, CheckpointError: see `Engine.fit`.
    """
    run = engine.run
    cases = set_apart(read_dataset(dataset), fold)
    if engine.leads:
        keep_recipe(run, recipe)
        _keep_splits(run, cases)
    engine.say(f"Reconstructing {len(cases)} scans.")
    scans = load_study_scans(cases, recipe.preprocessing, engine.cache)
    by_split = {split: [scan for scan in scans if scan.case.split is split] for split in Split}
    training = [scan for scan in by_split[Split.TRAINING] if scan.case.may_train_release]
    tasks = _trainable(training, recipe, engine.say)
    trunk, starting = _starting(recipe, engine)
    for view in recipe.views:
        for task in tasks:
            if not network_file(run, view, task).is_file():
                engine.say(f"{DISPLAY_NAME[view[0]]} {view[1]}, {task}: training.")
                plan = plan_single(view, task, training, by_split[Split.VALIDATION], recipe, trunk)
                network = engine.fit(plan)
                if engine.leads:
                    keep_network(run, view, task, network)
                engine.forget(plan.name)
    if engine.leads:
        for split in (Split.VALIDATION, Split.TEST, Split.EXTERNAL):
            if by_split[split]:
                engine.say(f"Asking the networks about the {split} scans.")
                found = predict_by_run(by_split[split], run, recipe, tasks, engine.device)
                found.save(prediction_file(run, split))
        learned_from = training_data([scan.case for scan in training])
        provenance = StudyProvenance(name, str(dataset.resolve()), fold, tasks, learned_from, asdict(starting))
        write_finished_study(run, provenance)


def _trainable(training: Sequence[StudyScan], recipe: StudyRecipe, say: Callable[[str], None]) -> list[str]:
    """The tasks of the recipe for which there are scans of two classes."""
    asked = TASKS if CONTRAST in recipe.tasks else (BODY_PART,)
    tasks = [task for task in asked if len(set(of_task(training, task)[1])) > 1]
    if BODY_PART not in tasks:
        raise DatasetError(
            "Scans of at least two body parts are needed for training, each with one part in the column covers, or "
            "with landmarks to cut several at."
        )
    for part in BodyPart:
        if part in asked and part not in tasks:
            say(f"No network for contrast in the {part}: its training scans are not of both kinds, CE and NE.")
    return tasks


def _starting(recipe: StudyRecipe, engine: Engine) -> "tuple[Mapping[str, torch.Tensor], StartingWeights]":
    """The weights that every trunk begins with, none for random ones, and their name.

    An interrupted run goes on with what it began with, whatever can be reached now.
    """
    kept = engine.run / "starting_weights.json"
    wanted = recipe.starting_weights
    if kept.is_file():
        began_with = StartingWeights(**json.loads(kept.read_text(encoding="utf-8")))
        wanted = "random" if began_with == RANDOM else "imagenet"
    trunk = build_single_network(recipe.backbone, BODY_PART).trunk
    starting = start_from(wanted, trunk, recipe.backbone)
    engine.fabric.barrier()
    if engine.leads:
        kept.write_text(json.dumps(asdict(starting)), encoding="utf-8")
    engine.say(f"Starting weights: {starting.name}.")
    return ({} if starting == RANDOM else trunk.state_dict()), starting


def _keep_splits(run: Path, cases: Sequence[Case]) -> None:
    kept = run / "splits.csv"
    rows = [{"case_id": case.case_id, "split": str(case.split)} for case in cases]
    if kept.is_file() and read_table(kept, _SPLITS) != rows:
        raise DatasetError(
            f"{run} holds a run that set other scans apart. Give another folder for another fold or table."
        )
    write_table(rows, _SPLITS, kept)
