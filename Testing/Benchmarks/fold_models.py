"""What each fold of a run left: used to measure on scans of patients that a network was not trained on."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from CTBodyContrastLib.bundle import file_sha256, load_bundle
from CTBodyContrastLib.network import build_network
from CTBodyContrastLib.training.bundling import fitted
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.metrics import fuse_out_of_fold
from CTBodyContrastLib.training.recipe import Recipe
from CTBodyContrastLib.training.run import read_run

if TYPE_CHECKING:
    import torch


def fold_models(run_card: Path, cases: Sequence[Case]) -> Iterator[tuple[Path, list[Case]]]:
    """For each fold, a card of its model, written beside the run's card, and the cases it was not trained on.

    Fusion and thresholds are fitted on what the networks of the other folds said of their patients.
    """
    recipe, predictions = read_run(run_card.parent)
    predictions = predictions.as_acquired
    for weights, held_out in _folds(run_card.parent, cases):
        others = predictions[predictions.fold != held_out[0].fold]
        by_others = fitted(others, fuse_out_of_fold(others, recipe.views), recipe.views)
        own = {"name": weights.stem, "weights": weights.name, "sha256": file_sha256(weights)}
        card = weights.with_suffix(".json")
        card.write_text(json.dumps({**load_bundle(run_card).card, **by_others, **own}), encoding="utf-8")
        yield card, held_out


def fold_networks(run: Path, recipe: Recipe, cases: Sequence[Case]) -> Iterator[tuple["torch.nn.Module", list[Case]]]:
    """For each fold, its network and the cases it was not trained on; the run need not be finished."""
    from safetensors.torch import load_file

    for weights, held_out in _folds(run, cases):
        network = build_network(recipe.backbone, recipe.views)
        network.load_state_dict(load_file(weights))
        yield network.eval(), held_out


def _folds(run: Path, cases: Sequence[Case]) -> Iterator[tuple[Path, list[Case]]]:
    """The weights of each fold and its cases; a fold whose network was not kept is left out, and said."""
    for fold in sorted({case.fold for case in cases}):
        weights = run / f"fold-{fold}.safetensors"
        if weights.is_file():
            yield weights, [case for case in cases if case.fold == fold]
        else:
            print(f"fold {fold}: its network was not kept; its patients are left out")
