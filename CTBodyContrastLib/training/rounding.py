"""Whether a network with rounded weights says what it said before."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..bundle import Precision, stored_weights
from ..fusion import Fusion
from ..labels import View
from .copies import UNCHANGED, SlabCopy
from .metrics import apply
from .prediction import Predictions, predict
from .recipe import Recipe
from .slabs import Slab

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Rounding:
    """What half precision changed over n slabs, after fusion and calibration.

    Attributes:
        slabs: n. slabs_changed: those whose body part or contrast is named otherwise.
        largest_probability_change: of any body part or of contrast.
    """

    slabs: int
    slabs_changed: int
    largest_probability_change: float

    @property
    def stored(self) -> Precision:
        """What weights are to be stored in: half precision only if it changed no label."""
        return "single" if self.slabs_changed else "half"

    def as_dict(self) -> dict[str, Any]:
        """For the model card."""
        return {"stored": self.stored, **asdict(self)}


def half_precision(
    network: "torch.nn.Module", recipe: Recipe, fusion: Fusion, slabs: Iterable[Slab], device: str = "cpu"
) -> Rounding:
    """Ask a network before and after rounding its weights to half precision about the same slabs."""
    rounded = deepcopy(network)
    rounded.load_state_dict(stored_weights(network))
    networks = [each.to(device) for each in (network, rounded)]
    said: list[list[Predictions]] = [[], []]
    for slab in slabs:
        copy = SlabCopy(slab, UNCHANGED, slab.voxels, slab.scan.spacing)
        for each, predictions in zip(networks, said, strict=True):
            predictions.append(predict(each, [copy], recipe.views, recipe.preprocessing, device))
    if not said[0]:
        return Rounding(0, 0, 0.0)
    before, after = map(Predictions.join, said)
    return compare(before, after, fusion, recipe.views)


def compare(before: Predictions, after: Predictions, fusion: Fusion, views: tuple[View, ...]) -> Rounding:
    """What rounding changed between two predictions of the same slabs, at least one."""
    full, rounded = (apply(fusion, each, views) for each in (before, after))
    changed = (full.part.argmax(1) != rounded.part.argmax(1)) | ((full.enhanced >= 0.5) != (rounded.enhanced >= 0.5))
    change = max(np.abs(full.part - rounded.part).max(), np.abs(full.enhanced - rounded.enhanced).max())
    return Rounding(len(full.part), int(changed.sum()), float(change))
