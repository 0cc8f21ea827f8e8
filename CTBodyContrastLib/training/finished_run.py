"""What a finished training leaves in its run's folder: one file with full-precision weights and their provenance."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bundle import write_weights
from ..errors import ModelError
from ..network import build_network
from .dataset import Case
from .fitting import Fitted
from .recipe import Recipe

if TYPE_CHECKING:
    import torch

_FILE = "all.safetensors"


@dataclass(frozen=True)
class Provenance:
    """Where a run's final weights came from.

    Attributes:
        name: the model's. recipe: as `Recipe.as_dict` has it. dataset: path of the table.
        folds: those cross-validated over; none without cross-validation.
        training_data, starting_weights: as the card states them; nothing in them tells a patient.
    """

    name: str
    recipe: Mapping[str, Any]
    dataset: str
    folds: Sequence[int]
    training_data: Mapping[str, Any]
    starting_weights: Mapping[str, str]


def training_data(cases: Sequence[Case], phantoms: int = 0) -> dict[str, Any]:
    """What a card states of the scans that a model learned from."""
    return {
        "scans": len(cases),
        "patients": len({case.patient_id for case in cases}),
        "phantoms": phantoms,
        "by_licence": dict(Counter(case.licence for case in cases)),
        "by_source": dict(Counter(case.source for case in cases)),
    }


def finished_file(run: Path) -> Path:
    """Where the network trained on all folds is kept."""
    return run / _FILE


def write_finished(
    run: Path, fitted: Fitted, name: str, recipe: Recipe, dataset: Path, cases: Sequence[Case], folds: Sequence[int]
) -> None:
    """Write the network trained on all folds.

    Args:
        cases: those that it learned from.
    """
    provenance = Provenance(
        name=name,
        recipe=recipe.as_dict(),
        dataset=str(dataset.resolve()),
        folds=folds,
        training_data=training_data(cases, recipe.training.phantoms),
        starting_weights=asdict(fitted.starting_weights),
    )
    write_weights(finished_file(run), fitted.network, "single", {"provenance": json.dumps(asdict(provenance))})


def read_finished(run: Path, recipe: Recipe) -> "tuple[torch.nn.Module, Provenance]":
    """The network in evaluation mode that a run's training ended with, and where it came from.

    Raises:
        ModelError: the run is not finished, its file is damaged, or its weights are those of another recipe.
    """
    from safetensors import SafetensorError, safe_open

    path = finished_file(run)
    if not path.is_file():
        raise ModelError(f"{run} is not a finished run: it lacks {_FILE}. Go on with `train` in the same folder.")
    try:
        with safe_open(path, framework="pt") as stored:
            provenance = Provenance(**json.loads((stored.metadata() or {})["provenance"]))
            weights = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 - no mapping
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        raise ModelError(f"{path} is damaged, or no training wrote it. Train again.") from error
    if Recipe.of(provenance.recipe) != recipe:
        raise ModelError(f"{path} holds weights of another recipe than the run's. Train again in another folder.")
    network = build_network(recipe.backbone, recipe.views)
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        raise ModelError(f"The weights in {path} do not fit the network of this version. Train again.") from error
    return network.eval(), provenance
