"""What separate networks say of scans, in the form that all of evaluation reads."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...labels import BodyPart, Contrast, View
from ...separate_networks import BODY_PART
from ..copies import UNCHANGED
from ..examples import NO_LABEL
from ..prediction import Predictions
from .fitting import ask
from .images import StudyScan
from .networks import load_network
from .recipe import StudyRecipe

if TYPE_CHECKING:
    import torch

    Networks = Callable[[View, str], torch.nn.Module]


def predict_scans(
    scans: Sequence[StudyScan], views: Sequence[View], tasks: Sequence[str], network_of: "Networks"
) -> Predictions:
    """Ask the network of each view and task about each scan, one network at a time.

    Contrast counts as unknown where no network was trained to tell it.

    Args:
        network_of: gives a network in evaluation mode, on its device.
    """
    part_logits = np.zeros((len(scans), len(views), len(BodyPart)), np.float32)
    contrast_logits = np.zeros_like(part_logits)
    for index, view in enumerate(views):
        images = [scan.image(view) for scan in scans]
        for task in tasks:
            logits = ask(network_of(view, task), images)
            if task == BODY_PART:
                part_logits[:, index] = logits
            else:
                contrast_logits[:, index, list(BodyPart).index(BodyPart(task))] = logits[:, 1] - logits[:, 0]
    cases = [scan.case for scan in scans]
    return Predictions(
        case_id=np.array([case.case_id for case in cases]),
        patient_id=np.array([case.patient_id for case in cases]),
        source=np.array([case.source for case in cases]),
        fold=np.array([case.fold for case in cases]),
        variant=np.full(len(scans), UNCHANGED),
        part=np.array([list(BodyPart).index(scan.part) for scan in scans]),
        contrast=np.array([_contrast(scan, tasks) for scan in scans]),
        part_logits=part_logits,
        contrast_logits=contrast_logits,
    )


def predict_by_run(
    scans: Sequence[StudyScan],
    run: Path,
    recipe: StudyRecipe,
    tasks: Sequence[str],
    device: str = "cpu",
    rounded: bool = False,
) -> Predictions:
    """Ask the networks of a run's folder, with weights rounded to half precision or as they are."""
    return predict_scans(
        scans, recipe.views, tasks, lambda view, task: load_network(run, view, task, recipe, rounded).to(device)
    )


def _contrast(scan: StudyScan, tasks: Sequence[str]) -> int:
    if scan.case.contrast is None or scan.part not in tasks:
        return NO_LABEL
    return int(scan.case.contrast is Contrast.CE)
