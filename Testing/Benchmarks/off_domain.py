"""How often a model calls something ok that is none of the five body parts, or no CT.

    python Testing/Benchmarks/off_domain.py [RUN/compact.json dataset.csv]

Made-up objects, and damaged CTs; beside them the same CTs undamaged, which should be ok. Without arguments the bundled
model is asked about synthetic CTs (both contrasts of each body part). With the folder of a `ctbodycontrast train` that
still has the network of each fold (fold-*.safetensors), each network is asked about the slabs of the patients that it
was not trained on.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from fold_models import fold_models

from CTBodyContrastLib import BodyPart, Contrast, CTVolume, Status, make_phantom
from CTBodyContrastLib.bundle import load_bundle
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.reporting.table import Table
from CTBodyContrastLib.training.dataset import read_dataset
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.training.loading import load_scans
from CTBodyContrastLib.training.off_domain import DAMAGED, MADE
from CTBodyContrastLib.training.slabs import landmark_slabs

MADE_OF_EACH = 10
# Persons that no model was trained on: training takes the first few seeds.
FIRST_SEED = 2000


def phantoms() -> list[CTVolume]:
    """A synthetic CT of each body part, with and without contrast."""
    cells = [(part, contrast) for part in BodyPart for contrast in Contrast]
    return [
        make_phantom(part, contrast, FIRST_SEED + number, spacing=(3.0, 2.0, 2.0))
        for number, (part, contrast) in enumerate(cells)
    ]


def asked(card: Path | None, dataset: Path | None) -> Iterator[tuple[Classifier, list[CTVolume]]]:
    """Each model, and undamaged volumes of bodies that it was not trained on."""
    if card is None or dataset is None:
        yield Classifier.load(device="cpu"), phantoms()
        return
    for model, held_out in fold_models(card, read_dataset(dataset)):
        spacing = load_bundle(model).preprocessing.spacing_mm
        slabs = landmark_slabs(load_scans(held_out, spacing, card.parent / "cache"))
        yield Classifier.load(model, device="cpu"), [canonical_volume(each.voxels, each.scan.spacing) for each in slabs]


def kinds(undamaged: Sequence[CTVolume], seed: int) -> Iterator[tuple[str, Iterator[CTVolume]]]:
    """Each kind's name and volumes."""
    rng = np.random.default_rng(seed)
    yield "undamaged", iter(undamaged)
    for name, make in MADE.items():
        yield name, (make(rng) for _ in range(MADE_OF_EACH))
    for name, damage in DAMAGED.items():
        yield name, (damage(volume, rng) for volume in undamaged)


def measure(card: Path | None = None, dataset: Path | None = None) -> Table:
    """The table."""
    counted: dict[str, Counter[Status]] = {}
    names = []
    for number, (classifier, undamaged) in enumerate(asked(card, dataset)):
        names.append(classifier.model_name)
        for kind, volumes in kinds(undamaged, seed=number):
            counted.setdefault(kind, Counter()).update(classifier.classify(volume).status for volume in volumes)
    rows = [
        [kind.replace("_", " "), str(counts.total()), *(str(counts[status]) for status in Status)]
        for kind, counts in counted.items()
    ]
    whose = "slabs of patients that the network asked was not trained on" if card else "synthetic CTs"
    note = f"Made-up objects, and {whose}, as they are (undamaged) and damaged. Asked: {', '.join(names)}."
    return Table("off_domain", "Off-domain", ("Kind", "n", *Status), rows, note)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path, nargs="?")
    parser.add_argument("dataset", type=Path, nargs="?")
    arguments = parser.parse_args()
    print(measure(arguments.card, arguments.dataset).markdown())


if __name__ == "__main__":
    main()
