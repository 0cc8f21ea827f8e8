"""How far the borders of regions lie from the landmarks, in scans that the network was not trained on.

    python Testing/Benchmarks/region_borders.py RUN/compact.json dataset.csv

RUN is the folder of a `ctbodycontrast train` that still has the network of each fold (fold-*.safetensors). A part's end
is looked for wherever its landmark lies at least 40 mm inside the scan.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from fold_models import fold_models

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.reporting.table import NOTHING, Table
from CTBodyContrastLib.training.dataset import EXTENT, Case, read_dataset
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.training.loading import load_scans

INSIDE_MM = 40.0
# Scans are kept at this while they wait; a model reduces them further if it asks for it.
SPACING_MM = 3.0
HEADER = ("End", "n", "Found", "Median distance, mm", "Nine in ten within, mm", "Median error, mm")


def errors(case: Case, regions: Sequence[Mapping[str, Any]], top_mm: float) -> dict[str, float | None]:
    """For each landmark that borders a part, mm from it to that part's end; None when the part was not found."""
    found = {}
    for part in BodyPart:
        region = next((each for each in regions if each["part"] == part), None)
        for landmark, end in zip(EXTENT[part], ("s_from_mm", "s_to_mm"), strict=True):
            height = case.landmarks.get(landmark)
            if height is not None and INSIDE_MM < height < top_mm - INSIDE_MM:
                found[f"{part} {landmark}"] = region[end] - height if region else None
    return found


def row(border: str, values: Sequence[float | None]) -> list[str]:
    """One line of the table."""
    found = np.array([value for value in values if value is not None])
    counts = [border, str(len(values)), str(len(found))]
    if not len(found):
        return [*counts, *[NOTHING] * (len(HEADER) - len(counts))]
    distance = np.abs(found)
    return [*counts, *(f"{value:.0f}" for value in (np.median(distance), np.quantile(distance, 0.9), np.median(found)))]


def measure(card: Path, dataset: Path) -> Table:
    """The table."""
    cases = read_dataset(dataset)
    gathered: dict[str, list[float | None]] = defaultdict(list)
    patients = set()
    for fold_card, held_out in fold_models(card, cases):
        classifier = Classifier.load(fold_card, device="cpu")
        for scan in load_scans(held_out, SPACING_MM, card.parent / "cache"):
            result = classifier.classify(canonical_volume(scan.voxels, scan.spacing), regions=True)
            for border, error in errors(scan.case, result.regions, scan.depth_mm).items():
                gathered[border].append(error)
                patients.add(scan.case.patient_id)
    rows = [row(border, values) for border, values in gathered.items()]
    rows.append(row("all", [value for values in gathered.values() for value in values]))
    note = (
        f"Ends of body parts beside their landmarks, in scans of {len(patients)} patients, each looked at without its "
        f"patient; only landmarks that lie at least {INSIDE_MM:.0f} mm inside the scan. Positive is too high. "
        "How far lungs reach beyond what is seen of them, and what counts as an iliac crest, was chosen on scans of "
        "these patients."
    )
    return Table("region_borders", "Borders of regions", HEADER, rows, note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    print(measure(arguments.card, arguments.dataset).markdown())


if __name__ == "__main__":
    main()
