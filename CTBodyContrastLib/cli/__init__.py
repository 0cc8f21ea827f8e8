"""The `ctbodycontrast` command. One file a subcommand; what they do is in the library."""

import io
import sys
import warnings
from typing import Annotated

import typer

from .. import __version__
from .bundle import bundle
from .classify import classify
from .doctor import doctor
from .evaluate import evaluate
from .models import models
from .pacs import pacs
from .phantom import phantom
from .prepare import prepare
from .project import project
from .report import report
from .train import train

app = typer.Typer(
    name="ctbodycontrast",
    help="Body part and contrast of CT scans, from nine reconstructions. Not for clinical use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its frames would show what variables hold, headers included
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ctbodycontrast {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Body part and contrast of CT scans, from nine reconstructions. Not for clinical use."""
    # Their warnings quote file names and header values, which may name a patient.
    warnings.filterwarnings("ignore", module=r"(pydicom|dicomweb_client)\.")


app.command()(classify)
app.command()(pacs)
app.command()(project)
app.command()(phantom)
app.command()(models)
app.command()(prepare)
app.command()(train)
app.command()(evaluate)
app.command()(bundle)
app.command()(report)
app.command()(doctor)


def main() -> None:
    """Run the command line."""
    # A file name that the output's encoding does not have must not end a run; errors are escaped anyway.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    app()
