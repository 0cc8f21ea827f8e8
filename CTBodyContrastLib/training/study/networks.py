"""The networks that a study has finished, one file each, in the run's folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from ...bundle import write_weights
from ...errors import ModelError
from ...labels import View
from ...separate_networks import build_single_network
from .recipe import StudyRecipe

if TYPE_CHECKING:
    import torch


def network_file(run: Path, view: View, task: str) -> Path:
    """Where a finished network is kept, in full precision."""
    return run / "networks" / "-".join(view) / f"{task}.safetensors"


def keep_network(run: Path, view: View, task: str, network: "torch.nn.Module") -> None:
    """Write a finished network to its file."""
    path = network_file(run, view, task)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_weights(path, network, "single")


def load_weights(run: Path, view: View, task: str, rounded: bool = False) -> "dict[str, torch.Tensor]":
    """A finished network's weights by name, in half precision if they are to be rounded.

    Raises:
        ModelError: the network is not there.
    """
    from safetensors.torch import load_file

    path = network_file(run, view, task)
    if not path.is_file():
        raise ModelError(f"{run} lacks the network {path.relative_to(run)}. Go on with `train` in the same folder.")
    weights = load_file(path)
    if not rounded:
        return weights
    return {name: each.half() if each.is_floating_point() else each for name, each in weights.items()}


def load_network(run: Path, view: View, task: str, recipe: StudyRecipe, rounded: bool = False) -> "torch.nn.Module":
    """A finished network in evaluation mode, computing in single precision.

    Raises:
        ModelError: as `load_weights`.
    """
    network = build_single_network(recipe.backbone, task)
    network.load_state_dict(load_weights(run, view, task, rounded))
    return network.eval()
