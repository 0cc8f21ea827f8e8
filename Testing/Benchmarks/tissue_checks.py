"""How often the HU of a scan's tissues alone send it to review, whatever a network says of it.

    python Testing/Benchmarks/tissue_checks.py dataset.csv CACHE

CACHE is the folder `cache` of a training, or a new one. Looked at are the slabs of the data set between the landmarks
of a body part: as they are, under each change of training/perturbations.py, and damaged as by off_domain.py, with the
same random numbers as there. The limits in tissue_level.py were chosen with these slabs in view.
"""

import argparse
from collections import Counter
from pathlib import Path

from off_domain import kinds
from robustness import unusual

from CTBodyContrastLib.reporting.count import Count
from CTBodyContrastLib.reporting.table import Table, share
from CTBodyContrastLib.tissue_level import Tissues
from CTBodyContrastLib.training.dataset import read_dataset
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.training.loading import load_scans
from CTBodyContrastLib.training.off_domain import DAMAGED
from CTBodyContrastLib.training.perturbations import PERTURBATIONS, perturbed_copies
from CTBodyContrastLib.training.slabs import landmark_slabs

SPACING_MM = 3.0


def measure(cache: Path, dataset: Path) -> Table:
    """The table."""
    cases, found = read_dataset(dataset), Counter[tuple[str, bool]]()
    patients: set[str] = set()
    for number, fold in enumerate(sorted({case.fold for case in cases})):
        slabs = landmark_slabs(load_scans([case for case in cases if case.fold == fold], SPACING_MM, cache))
        patients |= {each.scan.case.patient_id for each in slabs}
        names = ("unchanged", *PERTURBATIONS)
        for copy in perturbed_copies(slabs):
            found[names[copy.variant], unusual(Tissues.of(copy.voxels), copy.slab.part)] += 1
        undamaged = [canonical_volume(each.voxels, each.scan.spacing) for each in slabs]
        for kind, volumes in kinds(undamaged, seed=number):
            for index, volume in enumerate(volumes):  # all are made, for those that follow to be the same
                if kind in DAMAGED:
                    found[kind, unusual(Tissues.of(volume.voxels), slabs[index].part)] += 1
    rows = [
        [name.replace("_", " "), share(Count(found[name, True], found[name, True] + found[name, False]))]
        for name in dict.fromkeys(name for name, _ in found)
    ]
    note = (
        f"Slabs of {len(patients)} patients, whatever a network says of them, with Wilson's 95 % interval. What is "
        "usual was decided with these slabs in view."
    )
    return Table("tissue_checks", "Tissues alone", ("Change or damage", "For review"), rows, note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("cache", type=Path)
    arguments = parser.parse_args()
    print(measure(arguments.cache, arguments.dataset).markdown())


if __name__ == "__main__":
    main()
