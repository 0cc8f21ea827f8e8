"""`ctbodycontrast train`: from a data set table to a trained network, and a model of it."""

import time
from pathlib import Path
from typing import Annotated

import typer

from .output import messages, plain_errors


def train(
    dataset: Annotated[Path, typer.Argument(help="The table that `prepare` wrote.")],
    run: Annotated[Path, typer.Option("-o", "--output", help="Folder of the run: logs, predictions, the model.")],
    recipe: Annotated[str, typer.Option(help="A recipe's name, or the path of a .toml file.")] = "compact",
    overrides: Annotated[
        list[str] | None, typer.Option("--set", help="Change a value of the recipe: training.steps=100. Repeatable.")
    ] = None,
    name: Annotated[str, typer.Option(help="The model's name.")] = "compact",
    cross_validate: Annotated[
        bool, typer.Option(help="First train without each fold of patients, and report on those left out.")
    ] = True,
    fold: Annotated[
        int | None, typer.Option(help="Only train without this fold; a later call with the same folder takes it up.")
    ] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Train a model; an interrupted run goes on after the last finished fold."""
    from ..device import choose_device
    from ..training.bundling import bundle_run
    from ..training.recipe import load_recipe
    from ..training.run import train as train_model
    from ..training.run import train_fold

    console = messages()

    def say(text: str) -> None:
        console.print(f"{time.strftime('%H:%M:%S')} {text}")

    with plain_errors():
        resolved, chosen = load_recipe(recipe, overrides or ()), choose_device(device).type
        if fold is not None:
            predictions = train_fold(dataset, resolved, run, fold, chosen, say)
            console.print(f"The predictions for fold {fold} are in {predictions}.")
            return
        train_model(dataset, resolved, run, name, cross_validate, chosen, say)
        card = bundle_run(run, run, device=chosen, say=say)
    console.print(f"The model is in {run}. Use it with: ctbodycontrast classify INPUT --model {card}")
