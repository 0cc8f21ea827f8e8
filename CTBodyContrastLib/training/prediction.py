"""What a network says of slabs: the logits of every view, kept so that fusion can be fitted later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..labels import BodyPart, Contrast, View
from ..preprocessing import Preprocessing, network_input, network_views, soft_tissue_shift
from .copies import EQUALIZED, SlabCopy
from .examples import NO_LABEL, canonical_volume

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Predictions:
    """Logits of n slabs, with what is true of them.

    Attributes:
        case_id, patient_id, source: (n,) text. fold: (n,) the fold that was held out.
        variant: (n,) 0 for the slab as it is, 1 and up for randomly changed copies of it, -1 for an equalized copy.
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

    @property
    def as_acquired(self) -> "Predictions":
        """All but the equalized copies: those measure what acquisition tells, and nothing is fitted on them."""
        return self[self.variant != EQUALIZED]

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
    network: "torch.nn.Module",
    copies: Iterable[SlabCopy],
    views: Sequence[View],
    preprocessing: Preprocessing,
    device: str = "cpu",
) -> Predictions:
    """Ask a network, whose heads are those of the views, about each copy of each slab."""
    import torch

    rows: dict[str, list[object]] = {name: [] for name in Predictions.__dataclass_fields__}
    for copy in copies:
        case = copy.slab.scan.case
        volume = canonical_volume(copy.voxels, copy.spacing)
        shift = soft_tissue_shift(volume, preprocessing)
        projections = network_views(volume, views, edges=preprocessing.edge_sharpness)
        images = torch.from_numpy(network_input(projections, preprocessing, shift)).to(device)
        with torch.inference_mode():
            part_logits, contrast_logits = network(images, torch.arange(len(views), device=device))
        values = {
            "case_id": case.case_id,
            "patient_id": case.patient_id,
            "source": case.source,
            "fold": case.fold,
            "variant": copy.variant,
            "part": list(BodyPart).index(copy.slab.part),
            "contrast": NO_LABEL if copy.slab.contrast is None else int(copy.slab.contrast is Contrast.CE),
            "part_logits": part_logits.cpu().numpy(),
            "contrast_logits": contrast_logits.cpu().numpy(),
        }
        for name, value in values.items():
            rows[name].append(value)
    return Predictions(**{name: np.array(values) for name, values in rows.items()})
