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
from CTBodyContrastLib.training.dataset import EXTENT, Case, read_dataset
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.training.loading import load_scans

INSIDE_MM = 40.0
# Scans are kept at this while they wait; a model reduces them further if it asks for it.
SPACING_MM = 3.0


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


def line(border: str, values: list[float | None]) -> str:
    """A row of the table."""
    found = np.array([value for value in values if value is not None])
    row = f"{border:20} {len(values):4} {len(found):5}"
    if not len(found):
        return row
    return f"{row} {np.median(np.abs(found)):11.0f} {np.median(found):9.0f} {np.quantile(np.abs(found), 0.9):7.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    cases = read_dataset(arguments.dataset)
    gathered: dict[str, list[float | None]] = defaultdict(list)
    patients = set()
    for card, held_out in fold_models(arguments.card, cases):
        classifier = Classifier.load(card, device="cpu")
        for scan in load_scans(held_out, SPACING_MM):
            result = classifier.classify(canonical_volume(scan.voxels, scan.spacing), regions=True)
            for border, error in errors(scan.case, result.regions, scan.depth_mm).items():
                gathered[border].append(error)
                patients.add(scan.case.patient_id)
    print(f"{len(patients)} patients")
    print(f"{'border':20} {'n':>4} {'found':>5} {'median |mm|':>11} {'median mm':>9} {'90 % mm':>7}")
    for border, values in gathered.items():
        print(line(border, values))
    print(line("all", [value for values in gathered.values() for value in values]))


if __name__ == "__main__":
    main()
