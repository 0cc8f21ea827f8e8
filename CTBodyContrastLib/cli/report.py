"""`ctbodycontrast report`: what a file of results holds, and how it differs from a reference."""

from pathlib import Path
from typing import Annotated

import typer

from .output import USAGE_ERROR, messages, plain_errors


def report(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A CSV or JSON lines file of `classify`.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the report, tables and figures.")],
    reference: Annotated[Path | None, typer.Option(help="Results to compare with, such as last year's.")] = None,
    properties: Annotated[
        Path | None,
        typer.Option(help="Table with series_uid or path, and any of manufacturer, kernel and month (or study_date)."),
    ] = None,
    headers: Annotated[
        bool, typer.Option("--headers", help="Read these from a header of each scan, where its path leads to it.")
    ] = False,
) -> None:
    """Report labels, probabilities, reviews, rejections and tag conflicts, and how they differ from a reference.

    The sentences of the report are printed; the folder gets one HTML page, and its tables and figures beside it.
    """
    if properties and headers:
        messages().print("Error: --properties and --headers say the same thing twice. Leave one of them out.")
        raise typer.Exit(USAGE_ERROR)
    from ..reporting.cohort.cohort_report import write_cohort_report

    with plain_errors():
        page, sentences = write_cohort_report(output, results, reference, properties, headers)
    for sentence in sentences:
        typer.echo(sentence)
    messages().print(f"The report is {page}.")
