"""What a network says of slabs: the logits of every view, kept so that fusion can be fitted later."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..labels import BodyPart, Contrast
from ..preprocessing import network_input, network_views
from .examples import NO_LABEL, canonical_volume
from .recipe import Recipe
from .slabs import Slab

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Predictions:
    """Logits of n slabs, with what is true of them.

    Attributes:
        case_id, patient_id, source: (n,) text. fold: (n,) the fold that was held out.
        variant: (n,) 0 for the slab as it is, 1 and up for randomly changed copies of it.
        part: (n,) index of the true body part. contrast: (n,) 1 CE, 0 NE, -1 unknown.
        part_logits, contrast_logits: (n, view, 5).
    """

    case_id: np.ndarray
    patient_id: np.ndarray
    source: np.ndarray
    fold: np.ndarray
    variant: np.ndarray
    part: np.ndarray
    contrast: np.ndarray
    part_logits: np.ndarray
    contrast_logits: np.ndarray

    def __getitem__(self, chosen: np.ndarray) -> "Predictions":
        return Predictions(**{name: values[chosen] for name, values in vars(self).items()})

    @classmethod
    def join(cls, pieces: Sequence["Predictions"]) -> "Predictions":
        """One after the other."""
        return cls(**{name: np.concatenate([vars(piece)[name] for piece in pieces]) for name in vars(pieces[0])})

    def save(self, path: Path) -> None:
        """Write an .npz file; a reader never sees half of it."""
        unfinished = path.with_name(f"unfinished-{path.name}")
        np.savez_compressed(unfinished, **vars(self))
        unfinished.replace(path)

    @classmethod
    def load(cls, path: Path) -> "Predictions":
        """Read what save wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(**{name: stored[name] for name in stored.files})


def predict(
    network: "torch.nn.Module", slabs: Sequence[Slab], recipe: Recipe, variants: int, device: str = "cpu"
) -> Predictions:
    """Classify each slab as it is and in `variants` randomly changed copies (never a changed contrast)."""
    import torch

    rng = np.random.default_rng(recipe.training.seed)
    unchanged_contrast = recipe.augmentation.without_changed_contrast()
    rows: dict[str, list[object]] = {name: [] for name in Predictions.__dataclass_fields__}
    for slab in slabs:
        case = slab.scan.case
        for variant in range(1 + variants):
            voxels, spacing = slab.voxels, slab.scan.spacing
            if variant:
                voxels, spacing, _ = unchanged_contrast(slab, rng)
            projections = network_views(canonical_volume(voxels, spacing), recipe.views)
            images = torch.from_numpy(network_input(projections, recipe.preprocessing)).to(device)
            with torch.inference_mode():
                part_logits, contrast_logits = network(images, torch.arange(len(recipe.views), device=device))
            values = {
                "case_id": case.case_id,
                "patient_id": case.patient_id,
                "source": case.source,
                "fold": case.fold,
                "variant": variant,
                "part": list(BodyPart).index(slab.part),
                "contrast": NO_LABEL if slab.contrast is None else int(slab.contrast is Contrast.CE),
                "part_logits": part_logits.cpu().numpy(),
                "contrast_logits": contrast_logits.cpu().numpy(),
            }
            for name, value in values.items():
                rows[name].append(value)
    return Predictions(**{name: np.array(values) for name, values in rows.items()})
