"""`ctbodycontrast prepare`: from an archive, or from labeled cases and landmarks, to the table that training reads."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.progress import track as with_bar
from rich.table import Table as ShownTable

from .output import USAGE_ERROR, messages, plain_errors, print_table

if TYPE_CHECKING:
    from ..reporting.table import Table
    from ..training.archive import FoundSeries


def prepare(
    roots: Annotated[
        list[Path] | None,
        typer.Argument(help="Folders of scans, searched through; each is a source.", metavar="[ROOT]..."),
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="Instead: a table of cases with labels, licences and folds (CSV).")
    ] = None,
    landmarks: Annotated[
        Path | None, typer.Option(help="With --cases: anatomical landmarks, mm above the lowest slice (CSV).")
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="The data set table to write.")] = Path("dataset.csv"),
    external: Annotated[
        list[str] | None,
        typer.Option(help="Set a source, an institution or a folder below ROOT apart as external. Repeatable."),
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Labels by a reader (CSV: series_uid, body_part, contrast), or an older table.")
    ] = None,
    trust: Annotated[
        Literal["low", "medium", "high"], typer.Option(help="Least confidence at which a proposal becomes a label.")
    ] = "medium",
    seed: Annotated[int, typer.Option(help="Of the order in which patients are dealt into splits and folds.")] = 0,
    salt: Annotated[
        str, typer.Option(envvar="CTBODYCONTRAST_SALT", help="A secret that keeps patient IDs from being guessed.")
    ] = "",
) -> None:
    """List scans with labels, splits and folds. Labels of an archive are proposed from DICOM tags, for review."""
    if bool(roots) == bool(cases) or bool(cases) != bool(landmarks):
        messages().print("Error: name the folders of an archive, or two tables with --cases and --landmarks.")
        raise typer.Exit(USAGE_ERROR)
    with plain_errors():
        from ..training.prepare import prepare_archive, prepare_cases
        from ..training.weak_labels import Confidence

        if cases and landmarks:
            prepared = prepare_cases(cases, landmarks, output, seed)
        else:
            prepared = prepare_archive(
                roots or [], output, external or [], corrections, Confidence(trust), seed, salt, _track
            )
    console = messages()
    for kind, count in prepared.left_out.items():
        console.print(f"Left out: {count} ({kind}).")
    for remark in prepared.remarks:
        console.print(remark)
    print_table(_shown(prepared.table))
    console.print(f"{output}: {prepared.scans} scans.")


def _track(series: "Sequence[FoundSeries]") -> "Iterable[FoundSeries]":
    console = messages()
    return with_bar(series, "Reading", console=console, disable=not console.is_terminal, transient=True)


def _shown(table: "Table") -> ShownTable:
    shown = ShownTable(*table.header, title=table.title, caption=table.note)
    for row in table.rows:
        shown.add_row(*row)
    return shown
