"""All that a model's card says beside its accuracy, measured on patients that the networks were not trained on.

    python Testing/Benchmarks/card_tables.py RUN/compact.json dataset.csv

RUN is the folder of a finished `ctbodycontrast train` that still has the network of each fold (fold-*.safetensors).
The tables are printed and kept there; the next `ctbodycontrast bundle RUN` takes them into the card. Calibration, risk
and coverage are tables of the report that `ctbodycontrast evaluate RUN` writes; each of the others has a script of its
own beside this one.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import off_domain
import region_borders
import robustness
import tissue_checks

from CTBodyContrastLib.reporting.table import Table
from CTBodyContrastLib.training.evaluation import tables
from CTBodyContrastLib.training.evaluation.comparison import compare_pairs
from CTBodyContrastLib.training.evaluation.judged import ENSEMBLE, FUSED, judge_out_of_fold
from CTBodyContrastLib.training.measured import keep_measured
from CTBodyContrastLib.training.run import read_run


def evaluated(run: Path) -> Iterator[Table]:
    """How sure the answers are, and how they compare with those of a single view, from the predictions of the folds."""
    recipe, predictions = read_run(run)
    judged = judge_out_of_fold(predictions, recipe.views)
    slabs = judged.unchanged
    yield tables.copies_table(judged)
    yield tables.calibration_table(slabs)
    yield tables.selective_table(slabs)
    compared = {}
    for question, right in zip(("Body part", "Contrast"), slabs.right_by_reconstruction(), strict=True):
        pairs = compare_pairs(right)
        compared[question] = [pair for pair in pairs if {pair.first, pair.second} & {ENSEMBLE, FUSED}]
    yield tables.comparison_table(compared)


def measured(card: Path, dataset: Path) -> Iterator[Table]:
    """The tables, each as soon as it is made."""
    run = card.parent
    yield from evaluated(run)
    yield robustness.measure(run, dataset)
    yield off_domain.measure(card, dataset)
    yield region_borders.measure(card, dataset)
    yield tissue_checks.measure(run / "cache", dataset)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("card", type=Path)
    parser.add_argument("dataset", type=Path)
    arguments = parser.parse_args()
    for table in measured(arguments.card, arguments.dataset):
        print(table.markdown(), flush=True)
        keep_measured(arguments.card.parent, table)


if __name__ == "__main__":
    main()
