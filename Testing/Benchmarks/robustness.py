"""What changes to a scan do to the answers, on patients that the network was not trained on.

    python Testing/Benchmarks/robustness.py RUN dataset.csv

RUN is the folder of a `ctbodycontrast train` that still has the networks of folds (fold-*.safetensors), of two at the
least. Each slab between the landmarks of a body part is judged as it is and under each change of
training/perturbations.py.
"""

import argparse
from collections.abc import Iterable, Iterator
from itertools import compress
from pathlib import Path

import numpy as np
from fold_models import fold_networks

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.reporting.count import Count
from CTBodyContrastLib.reporting.table import Table, share
from CTBodyContrastLib.review import unusual_density, unusual_tissues
from CTBodyContrastLib.tissue_level import Tissues
from CTBodyContrastLib.training.copies import SlabCopy
from CTBodyContrastLib.training.dataset import read_dataset
from CTBodyContrastLib.training.evaluation.judged import Judged, judge_out_of_fold
from CTBodyContrastLib.training.evaluation.measures import contrast_task, part_task
from CTBodyContrastLib.training.evaluation.reliability import LIKELIHOOD, calibration
from CTBodyContrastLib.training.evaluation.tables import CALIBRATION, CALIBRATION_NOTE, calibration_cell
from CTBodyContrastLib.training.loading import load_scans
from CTBodyContrastLib.training.perturbations import PERTURBATIONS, perturbed_copies
from CTBodyContrastLib.training.prediction import Predictions, predict
from CTBodyContrastLib.training.run import read_run
from CTBodyContrastLib.training.slabs import landmark_slabs

HEADER = (
    "Change",
    "Body part: right",
    "Contrast: right",
    "Contrast: change in right",
    "Contrast: mean probability",
    f"Contrast: {CALIBRATION}",
    "Contrast: log-loss",
    "For review",
    "Contrast: wrong and not for review",
)


def judge_perturbed(run: Path, dataset: Path, cache: Path | None = None) -> tuple[Judged, list[Tissues]]:
    """Every slab and its changed copies, answered by its fold's network as fitted on the other folds.

    Args:
        cache: of the training; by default in the run's folder.

    Returns:
        The answers, and for each what its copy is made of.
    """
    recipe, fitted_on = read_run(run)
    predictions = []
    tissues: list[Tissues] = []

    def noted(copies: Iterable[SlabCopy]) -> Iterator[SlabCopy]:
        for copy in copies:
            tissues.append(Tissues.of(copy.voxels))
            yield copy

    for network, held_out in fold_networks(run, recipe, read_dataset(dataset)):
        slabs = landmark_slabs(load_scans(held_out, recipe.preprocessing.spacing_mm, cache or run / "cache"))
        predictions.append(predict(network, noted(perturbed_copies(slabs)), recipe.views, recipe.preprocessing))
    judged = judge_out_of_fold(Predictions.join(predictions), recipe.views, fitted_on)
    return judged, tissues


def unusual(tissues: Tissues, part: BodyPart) -> bool:
    """Whether the tissues of a slab, named as this part, ask for review."""
    return bool(unusual_density([part], tissues.soft_hu) + unusual_tissues(tissues))


def row(name: str, judged: Judged, tissues: Iterable[Tissues], unchanged: Judged) -> list[str]:
    """One line of the table."""
    parts = [list(BodyPart)[index] for index in judged.stated_part]
    off = [unusual(each, part) for part, each in zip(parts, tissues, strict=True)]
    contrast = contrast_task(judged)
    for_review = judged.doubtful | np.array(off)
    missed = ~judged.contrast_right & (judged.predictions.contrast >= 0) & ~for_review
    change = int(contrast.right.sum()) - int(contrast_task(unchanged).right.sum())
    return [
        name.replace("_", " "),
        share(Count.of(part_task(judged).right)),
        share(Count.of(contrast.right)),
        f"{change:+d}",
        f"{100 * contrast.confidence.mean():.1f} %",
        calibration_cell(contrast),
        f"{calibration(contrast)[LIKELIHOOD]:.3f}",
        share(Count.of(for_review)),
        str(missed.sum()),
    ]


def measure(run: Path, dataset: Path) -> Table:
    """The table."""
    judged, tissues = judge_perturbed(run, dataset)
    rows = []
    for variant, name in enumerate(("unchanged", *PERTURBATIONS)):
        chosen = judged.predictions.variant == variant
        rows.append(row(name, judged[chosen], compress(tissues, chosen), judged.unchanged))
    note = (
        f"{len(judged.unchanged)} slabs of {len(set(judged.predictions.patient_id))} patients, each judged without its "
        "patient. Right of n, with Wilson's 95 % interval. Mean probability: of the label stated. "
        f"{CALIBRATION_NOTE} For review are those whose probabilities, votes or tissues ask for it; those that seem to "
        "lie the wrong way are not counted. A volume stored in another order or direction is not in the table: its "
        "matrix says so, and its reconstructions are the same (Testing/Python/test_projection.py)."
    )
    return Table("robustness", "Robustness", HEADER, rows, note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    print(measure(arguments.run, arguments.dataset).markdown())


if __name__ == "__main__":
    main()
