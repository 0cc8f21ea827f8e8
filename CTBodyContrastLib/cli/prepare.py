"""`ctbodycontrast prepare`: from labeled cases and landmarks to the table that training reads."""

from pathlib import Path
from typing import Annotated

import typer

from .output import messages, plain_errors


def prepare(
    cases: Annotated[Path, typer.Option(help="Table of cases with their labels, licences and folds (CSV).")],
    landmarks: Annotated[Path, typer.Option(help="Table of anatomical landmarks, mm above the lowest slice (CSV).")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The data set table to write.")] = Path("dataset.csv"),
) -> None:
    """Join cases and landmarks to one data set table; the folds of patients are kept."""
    from ..training.prepare import prepare as prepare_dataset

    with plain_errors():
        count = prepare_dataset(cases, landmarks, output)
    messages().print(f"{output}: {count} scans.")
