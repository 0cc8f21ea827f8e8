"""`ctbodycontrast evaluate`: a report on a run's out-of-fold predictions, or on a model and scans from elsewhere."""

import time
from pathlib import Path
from typing import Annotated

import typer

from .output import messages, plain_errors


def evaluate(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the report, tables and figures.")],
    run: Annotated[Path | None, typer.Argument(help="The folder of a `train` run with finished folds.")] = None,
    dataset: Annotated[
        Path | None, typer.Option(help="With --model: the table of scans to judge. With a run alone: its own table.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="Judge the scans of --dataset by this model: a bundled name, or a card's path.")
    ] = None,
    properties: Annotated[
        Path | None,
        typer.Option(
            help="Table with case_id and institution, manufacturer, kernel, slice_thickness, sex or age, for subgroups."
        ),
    ] = None,
    thumbnails: Annotated[
        bool, typer.Option("--thumbnails", help="Show pictures of wrong and doubtful scans, taken from --dataset.")
    ] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Report accuracy, calibration and errors: CSV, Markdown, PNG, SVG and one HTML page.

    A run is judged by its out-of-fold predictions alone. A run and a model together give the study's tables with
    internal and external columns.
    """
    from ..training.evaluation.evaluate import evaluate as write_evaluation

    console = messages()

    def say(text: str) -> None:
        console.print(f"{time.strftime('%H:%M:%S')} {text}")

    with plain_errors():
        chosen = "cpu"
        if model is not None:
            from ..device import choose_device

            chosen = choose_device(device).type
        report = write_evaluation(output, run, dataset, model, properties, thumbnails, chosen, say)
    console.print(f"The report is {report}.")
