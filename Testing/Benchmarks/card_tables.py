"""All that a model's card says beside its accuracy, measured on patients that the networks were not trained on.

    python Testing/Benchmarks/card_tables.py RUN/compact.json dataset.csv

RUN is the folder of a finished `ctbodycontrast train` that still has the network of each fold (fold-*.safetensors).
The tables are printed and kept there; the next `ctbodycontrast bundle RUN` takes them into the card. Each has a script
of its own beside this one. What calibration and review cost is in the report of `ctbodycontrast evaluate RUN`.
"""

import argparse
from functools import partial
from pathlib import Path

import off_domain
import region_borders
import robustness
import tissue_checks

from CTBodyContrastLib.training.measured import keep_measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    run = arguments.card.parent
    for measure in (
        partial(robustness.measure, run),
        partial(off_domain.measure, arguments.card),
        partial(region_borders.measure, arguments.card),
        partial(tissue_checks.measure, run / "cache"),
    ):
        made = measure(arguments.dataset)
        print(made.markdown(), flush=True)
        keep_measured(run, made)


if __name__ == "__main__":
    main()
