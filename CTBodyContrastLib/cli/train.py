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
    name: Annotated[str | None, typer.Option(help="The model's name; by default the recipe's.")] = None,
    cross_validate: Annotated[
        bool, typer.Option(help="First train without each fold of patients, and report on those left out.")
    ] = True,
    fold: Annotated[
        int | None,
        typer.Option(
            help="compact: only train without this fold; a later call with the same folder takes it up. "
            "paper, and a table without splits: test on this fold."
        ),
    ] = None,
    max_epochs: Annotated[
        int | None, typer.Option(help="Of a recipe that counts epochs: train no longer than so many.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a training that was interrupted; its result is the same.")
    ] = False,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    devices: Annotated[int, typer.Option(help="Devices to share the work, on each computer.")] = 1,
    nodes: Annotated[int, typer.Option(help="Computers to share the work, started by torchrun or Slurm.")] = 1,
    workers: Annotated[
        int | None, typer.Option(help="Processes that make examples, for each device; by default as many as it needs.")
    ] = None,
) -> None:
    """Train a model; what an interrupted run has finished is not repeated."""
    from ..device import choose_device
    from ..training.bundling import bundle_run
    from ..training.engine import Engine
    from ..training.hardware import Hardware
    from ..training.memory import keep_freed_memory
    from ..training.recipe import load_recipe
    from ..training.run import train as train_model
    from ..training.run import train_fold
    from ..training.study.recipe import StudyRecipe
    from ..training.study.run import train_study

    console = messages()

    def say(text: str) -> None:
        console.print(f"{time.strftime('%H:%M:%S')} {text}")

    with plain_errors():
        limit = [] if max_epochs is None else [f"training.max_epochs={max_epochs}"]
        resolved = load_recipe(recipe, [*(overrides or ()), *limit])
        named = name or Path(recipe).stem
        keep_freed_memory()
        engine = Engine(run, Hardware(choose_device(device).type, devices, nodes, workers), resume, say)
        if isinstance(resolved, StudyRecipe):
            train_study(dataset, resolved, engine, named, fold)
        elif fold is None:
            train_model(dataset, resolved, engine, named, cross_validate)
        else:
            engine.say(f"The predictions are in {train_fold(dataset, resolved, engine, fold)}.")
            return
        if engine.leads:
            card = bundle_run(run, run, device=engine.device, say=say)
            console.print(f"The model is in {run}. Use it with: ctbodycontrast classify INPUT --model {card}")
