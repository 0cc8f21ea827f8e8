"""`ctbodycontrast bundle`: from a finished training to a model that `--model` takes."""

import time
from pathlib import Path
from typing import Annotated

import typer

from .output import messages, plain_errors


def bundle(
    run: Annotated[Path, typer.Argument(help="The folder of a finished `train` run.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the model: its weights and its card.")],
    name: Annotated[str | None, typer.Option(help="The model's name; by default the one given to `train`.")] = None,
    texts: Annotated[
        str,
        typer.Option(
            help="What the card says of license, use and failures: own, compact, or the path of a .toml file."
        ),
    ] = "own",
    dataset: Annotated[
        Path | None,
        typer.Option(help="The table that was trained on, if it has moved since; rounding is checked on it."),
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Make a model of a run: weights, in half precision if that changes no label, and a card."""
    from ..device import choose_device
    from ..training.bundling import bundle_run

    console = messages()

    def say(text: str) -> None:
        console.print(f"{time.strftime('%H:%M:%S')} {text}")

    with plain_errors():
        card = bundle_run(run, output, name, texts, dataset, choose_device(device).type, say)
    console.print(f"The model is in {output}. Use it with: ctbodycontrast classify INPUT --model {card}")
