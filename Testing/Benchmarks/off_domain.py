"""How often the bundled model calls something ok that is none of the five body parts, or no CT.

    python Testing/Benchmarks/off_domain.py

Made-up objects, and synthetic CTs (both contrasts of each body part) that were damaged; beside them the same CTs
undamaged, which should be ok.
"""

from collections.abc import Iterator

import numpy as np

from CTBodyContrastLib import BodyPart, Contrast, CTVolume, Status, make_phantom
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.training.off_domain import DAMAGED, MADE

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


def kinds() -> Iterator[tuple[str, list[CTVolume]]]:
    """Each kind's name and volumes."""
    rng = np.random.default_rng(0)
    good = phantoms()
    yield "undamaged", good
    for name, make in MADE.items():
        yield name, [make(rng) for _ in range(MADE_OF_EACH)]
    for name, damage in DAMAGED.items():
        yield name, [damage(volume, rng) for volume in good]


def main() -> None:
    classifier = Classifier.load(device="cpu")
    print(f"{classifier.model_name}\n{'kind':20} {'n':>3} {'ok':>3} {'review':>6} {'rejected':>8}")
    for name, volumes in kinds():
        statuses = [classifier.classify(volume).status for volume in volumes]
        ok, review, rejected = (statuses.count(status) for status in Status)
        print(f"{name:20} {len(statuses):3} {ok:3} {review:6} {rejected:8}")


if __name__ == "__main__":
    main()
