"""From a finished study to a model bundle: its networks side by side in one file, and a card."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ...bundle import write_bundle
from ...reporting.model_card import rounding_sentence
from ...separate_networks import build_separate_networks
from ..card_texts import load_texts
from ..dataset import Split, read_dataset
from ..describing import describe
from ..metrics import summarize
from ..rounding import compare
from .finished import read_finished_study
from .images import load_study_scans
from .networks import load_weights
from .prediction import predict_by_run
from .recipe import StudyRecipe
from .splits import set_apart

if TYPE_CHECKING:
    import torch


def bundle_study(
    run: Path,
    recipe: StudyRecipe,
    folder: Path,
    name: str | None = None,
    texts: str = "own",
    dataset: Path | None = None,
    device: str = "cpu",
    say: Callable[[str], None] = print,
) -> Path:
    """Write a study's networks as one model to a folder; arguments and result as `bundle_run`, which calls this.

    Whether rounding changes a label is asked of the validation scans, or else of those tested on.

    Raises:
        DatasetError: the run is not finished, or its table or a scan is missing.
        ModelError: a network is missing, or a name or text cannot be used.
    """
    study = read_finished_study(run, recipe)
    made = study.provenance
    card = {
        **describe(name or made.name, recipe),
        "trunks": "separate",
        "tasks": list(made.tasks),
        "fusion": asdict(study.fusion),
        "review_below": {task: round(value, 3) for task, value in study.review_below.items()},
        "training_data": made.training_data,
        "starting_weights": made.starting_weights,
        "test": summarize(study.predictions[Split.TEST], study.answers[Split.TEST], recipe.views),
        **load_texts(texts),
    }
    split = Split.VALIDATION if Split.VALIDATION in study.predictions else Split.TEST
    cases = [case for case in set_apart(read_dataset(dataset or Path(made.dataset)), made.fold) if case.split is split]
    say(f"Checking on {len(cases)} scans that half precision changes no label.")
    scans = load_study_scans(cases, recipe.preprocessing, run / "cache")
    rounded = predict_by_run(scans, run, recipe, made.tasks, device, rounded=True)
    rounding = compare(study.predictions[split], rounded, study.fusion, recipe.views)
    card["precision"] = rounding.as_dict()
    say(rounding_sentence(card))
    network = _joined(run, recipe, made.tasks, rounded=rounding.stored == "half")
    return write_bundle(folder, network, card, rounding.stored)


def _joined(run: Path, recipe: StudyRecipe, tasks: Sequence[str], rounded: bool) -> "torch.nn.Module":
    """All networks as one, with no more memory than their weights take: those of the full study are 6 GB in half."""
    import torch

    with torch.device("meta"):
        network = build_separate_networks(recipe.backbone, recipe.views, tasks)
    for view in recipe.views:
        for task in tasks:
            weights = load_weights(run, view, task, rounded)
            network.single(view, task).load_state_dict(weights, assign=True)
    return network
