"""All that a model's card says beside its accuracy, measured on patients that the networks were not trained on.

    python Testing/Benchmarks/card_tables.py RUN/compact.json dataset.csv

RUN is the folder of a finished `ctbodycontrast train` that still has the network of each fold (fold-*.safetensors).
The tables are printed and kept there; the next `ctbodycontrast bundle RUN` takes them into the card. Each has a script
of its own beside this one. What calibration and review cost is in the report of `ctbodycontrast evaluate RUN`.
"""

import argparse
from pathlib import Path

import off_domain
import region_borders
import robustness

from CTBodyContrastLib.training.measured import keep_measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    run = arguments.card.parent
    for measure, asked in (
        (robustness.measure, run),
        (off_domain.measure, arguments.card),
        (region_borders.measure, arguments.card),
    ):
        made = measure(asked, arguments.dataset)
        print(made.markdown(), flush=True)
        keep_measured(run, made)


if __name__ == "__main__":
    main()
