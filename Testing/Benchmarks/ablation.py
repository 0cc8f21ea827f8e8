"""What each part of the recipe `compact` buys: it is trained again without that part, and both are compared.

    python Testing/Benchmarks/ablation.py dataset.csv RUNS [--without phantoms] [--set training.steps=480] [--keep RUN]

RUNS becomes a folder with a run for each row of the table; what an earlier call has trained is not trained again.
Each is judged on the patients that its networks were not trained on, on slabs as they are and under the changes of
training/perturbations.py. Networks of so few folds say which parts matter, not how right a model is; with fewer steps
than the recipe has they hardly tell contrast yet, and so not even that.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from robustness import judge_perturbed

from CTBodyContrastLib.device import choose_device
from CTBodyContrastLib.reporting.count import Count
from CTBodyContrastLib.reporting.table import Table, share
from CTBodyContrastLib.training.engine import Engine
from CTBodyContrastLib.training.evaluation.judged import Judged, judge_out_of_fold
from CTBodyContrastLib.training.evaluation.measures import contrast_task, part_task
from CTBodyContrastLib.training.evaluation.reliability import LIKELIHOOD, calibration
from CTBodyContrastLib.training.hardware import Hardware
from CTBodyContrastLib.training.measured import keep_measured
from CTBodyContrastLib.training.recipe import Recipe, load_recipe
from CTBodyContrastLib.training.run import read_run, train_fold

NOTHING = "nothing"
WITHOUT: Mapping[str, Sequence[str]] = {
    NOTHING: (),
    "virtual non-enhanced twins": ("augmentation.virtual_ne=0.0",),
    "weaker and stronger enhancement": ("augmentation.enhancement=0.0",),
    "softer and harder kernels": ("augmentation.blur=0.0", "augmentation.sharpen=0.0"),
    "windows that move with the soft tissue": ("centered=false",),
    "edges brought near the usual": ("usual_edges=false",),
    "masked backgrounds": ("augmentation.mask_background=0.0",),
    "shorter scans": ("augmentation.shorten=0.0",),
    "smaller fields of view, thicker slices": ("augmentation.crop=0.0", "augmentation.thick=0.0"),
    "examples of no body part": ("training.outliers=0.0",),
    "phantoms": ("training.phantoms=0",),
    "second cycle": ("training.second_cycle=0.0",),
    "views without bone": ("vessel_views=false",),
}
HEADER = (
    "Without",
    "Body part: right",
    "Contrast: right",
    "Contrast, equalized scans: right",
    "Contrast, changed scans: right",
    "Contrast, changed scans: log-loss",
)


def row(name: str, judged: Judged, equalized: Judged) -> list[str]:
    """One line of the table.

    Args:
        judged: slabs as they are and changed. equalized: their equalized copies.
    """
    plain, changed = judged.unchanged, contrast_task(judged.changed)
    return [
        name,
        share(Count.of(part_task(plain).right)),
        share(Count.of(contrast_task(plain).right)),
        share(Count.of(contrast_task(equalized).right)),
        f"{int(changed.right.sum())} of {len(changed.right)}",
        f"{calibration(changed)[LIKELIHOOD]:.3f}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("runs", type=Path)
    parser.add_argument("--without", choices=WITHOUT, action="append", help="only this, in its own table; repeatable")
    parser.add_argument("--fold", type=int, action="append", dest="folds", help="at least two (0 and 1)")
    parser.add_argument("--set", action="append", default=[], dest="overrides", help="as of `ctbodycontrast train`")
    parser.add_argument("--keep", type=Path, metavar="RUN", help="keep the table for the card of this run's model")
    arguments = parser.parse_args()
    folds, cache, rows = arguments.folds or [0, 1], arguments.runs / "cache", []
    for name in dict.fromkeys((NOTHING, *(arguments.without or WITHOUT))):
        recipe = load_recipe("compact", [*arguments.overrides, *WITHOUT[name]])
        if not isinstance(recipe, Recipe):
            raise SystemExit("Only a recipe that learns from slabs can be taken apart.")
        run = arguments.runs / name.replace(" ", "-")
        engine = Engine(run, Hardware(choose_device("auto").type), resume=True, cache=cache)
        for fold in folds:
            train_fold(arguments.dataset, recipe, engine, fold)
        judged, _ = judge_perturbed(run, arguments.dataset, cache)
        _, predictions = read_run(run)
        rows.append(row(name, judged, judge_out_of_fold(predictions, recipe.views).equalized))
    patients, whole = len(set(judged.predictions.patient_id)), load_recipe("compact", arguments.overrides)
    second = " and a second cycle" if whole.training.second_cycle else ""
    note = (
        f"{patients} patients of {len(folds)} folds, each judged by networks without them, after "
        f"{whole.training.steps} steps{second}, with images of {whole.input_size} pixels. Right of n, with Wilson's 95 "
        "% interval; each slab is there under each change, so that those counts have none."
    )
    # What is asked for alone stands beside the whole table, not in its place.
    alone = "".join(f" of {name}" for name in arguments.without or ())
    table = Table(f"ablation{alone.replace(' ', '_')}", f"Ablation{alone}", HEADER, rows, note)
    print(table.markdown())
    if arguments.keep:
        keep_measured(arguments.keep, table)


if __name__ == "__main__":
    main()
