"""From a run, or a model and scans from elsewhere, to a folder of tables, figures and one report."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from ...errors import CTBodyContrastError
from ...reporting.count import Count
from ...reporting.drawing import save_figure
from ...reporting.packages import REPORT, check_packages
from ...reporting.page import Tile
from ..dataset import read_dataset
from . import confusion, plots, tables
from .comparison import compare_pairs
from .gallery import gallery, pictures_of
from .judged import Judged
from .report import Report, Section, write_report
from .sets import EXTERNAL, EvaluationSet, external_set, sets_of_run
from .study import body_part_table, contrast_table
from .subgroups import Properties, Subgroup, read_properties, subgroups, worst


class EvaluationError(CTBodyContrastError, ValueError):
    """What was asked for cannot be evaluated."""


def evaluate(
    output: Path,
    run: Path | None = None,
    dataset: Path | None = None,
    model: str | Path | None = None,
    properties: Path | None = None,
    thumbnails: bool = False,
    device: str = "cpu",
    say: Callable[[str], None] = print,
) -> Path:
    """Evaluate a run's out-of-fold predictions, a model on external scans, or both beside each other.

    Args:
        output: folder to write to. run: a folder of `train`.
        dataset: with a model, the table of external scans; with a run alone, the run's own table, for pictures.
        model: a bundled model's name or a card's path.
        properties: a table with case_id and what subgroups are made of; the dataset when left out.
        thumbnails: show the reconstructions of wrong and doubtful scans: the report then holds pixels of patients.

    Returns:
        The report's path.

    Raises:
        MissingPackageError: a package that evaluation needs is not installed.
        EvaluationError: too little, or patients of the run among the external scans.
        DatasetError, RecipeError, ModelError: an input cannot be used.
    """
    check_packages(("sklearn", *REPORT), "train")
    _check_inputs(run, dataset, model, thumbnails)
    table = properties or dataset
    known: Properties = read_properties(table) if table else {}
    sets: dict[str, EvaluationSet] = {}
    if run is not None:
        cases = read_dataset(dataset) if dataset and model is None else []
        sets |= sets_of_run(run, cases, known)
    if model is not None and dataset is not None:
        sets[EXTERNAL] = external_set(dataset, model, device, known, say)
    _check_patients(sets)
    return _write(output, sets, thumbnails, say)


def _check_inputs(run: Path | None, dataset: Path | None, model: str | Path | None, thumbnails: bool) -> None:
    if model is not None and dataset is None:
        raise EvaluationError("A model is judged on scans: name their table with --dataset.")
    if run is None and model is None:
        raise EvaluationError("Name the folder of a run, or scans with --dataset and a model with --model.")
    if thumbnails and dataset is None:
        raise EvaluationError("Thumbnails are made from the scans: name the run's table with --dataset.")


def _check_patients(sets: Mapping[str, EvaluationSet]) -> None:
    if len(sets) == 2:
        inside, outside = (each.judged.predictions.patient_id for each in sets.values())
        shared = len(np.intersect1d(inside, outside))
        if shared:
            raise EvaluationError(f"{shared} patients of the run are also among the external scans: take them out.")


def _write(output: Path, sets: Mapping[str, EvaluationSet], thumbnails: bool, say: Callable[[str], None]) -> Path:
    output.mkdir(parents=True, exist_ok=True)
    say("Making tables 3 and 4, figures 4 and 5.")
    study_tables = [body_part_table(sets), contrast_table(sets)]
    for table in study_tables:
        table.write(output)
    study_figures = [
        save_figure(confusion.body_part_figure(sets), output, "figure-4"),
        save_figure(confusion.contrast_figure(sets), output, "figure-5"),
    ]
    sections = []
    for each in sets.values():
        say(f"{each.name}: measures, intervals, figures.")
        sections.append(_section(each, output, thumbnails))
    return write_report(output / "report.html", Report(sections, study_tables, study_figures))


def _section(each: EvaluationSet, output: Path, thumbnails: bool) -> Section:
    judged, slabs = each.judged, each.judged.unchanged
    folder = output / each.name.lower()
    folder.mkdir(exist_ok=True)
    compared = dict(zip(("Body part", "Contrast"), map(compare_pairs, slabs.right_by_reconstruction()), strict=True))
    groups = subgroups(slabs, each.properties)
    kept = {
        "measures": tables.measures_table(slabs),
        "parts": tables.parts_table(slabs),
        "reconstructions": tables.reconstructions_table(slabs),
        "copies": tables.copies_table(judged),
        "comparisons": tables.comparison_table(compared),
        "calibration": tables.calibration_table(slabs),
        "selective": tables.selective_table(slabs),
        "subgroups": tables.subgroups_table(groups),
    }
    for table in (*kept.values(), tables.predictions_table(slabs)):
        table.write(folder)
    figures = {
        "reconstructions": plots.reconstructions_figure(slabs),
        "copies": plots.copies_figure(list(tables.copies_compared(judged))),
        "comparisons": plots.comparison_figure(compared),
        "calibration": plots.reliability_figure(slabs),
        "selective": plots.selective_figure(slabs),
        "subgroups": plots.subgroups_figure(groups),
    }
    pictures = pictures_of(slabs, each.cases, each.preprocessing) if thumbnails else {}
    return Section(
        name=each.name,
        origin=f"{each.origin} {_size(slabs)}",
        tiles=_tiles(each, groups),
        tables=kept,
        figures={name: save_figure(figure, folder, name) for name, figure in figures.items()},
        gallery=gallery(slabs, pictures),
    )


def _size(slabs: Judged) -> str:
    patients, sources = (len(np.unique(values)) for values in (slabs.predictions.patient_id, slabs.predictions.source))
    return f"{len(slabs)} slabs of {patients} patients, from {sources} sources."


def _tiles(each: EvaluationSet, groups: Sequence[Subgroup]) -> list[Tile]:
    slabs = each.judged.unchanged
    known, equalized = slabs.with_contrast, each.judged.equalized.with_contrast
    tiles = [
        Tile("Body part", Count.of(slabs.part_right), "named rightly"),
        Tile("Contrast", Count.of(known.contrast_right), "CE or NE named rightly"),
        Tile("Both", tables.joint_count(slabs), "named rightly, of those whose contrast is known"),
    ]
    if len(equalized):
        tiles.append(
            Tile("Contrast, equalized", Count.of(equalized.contrast_right), "brain and neck, acquisition made alike")
        )
    lowest = worst(groups)
    if lowest:
        right = Count(lowest.part.right + lowest.contrast.right, lowest.part.n + lowest.contrast.n)
        tiles.append(Tile("Worst source", right, f"answers of {lowest.value}"))
    sure = ~slabs.doubtful
    tiles.append(Tile("Needs no review", Count.of(sure), "of all slabs are above the thresholds"))
    return tiles
