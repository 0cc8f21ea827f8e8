"""`ctbodycontrast models`: which models came with the program, whether they are intact, and what one's card says."""

from typing import Annotated

import typer
from rich.table import Table

from ..bundle import bundled_models, load_bundle
from ..errors import ModelError
from ..reporting.model_card import page
from .output import SOME_REJECTED, messages, plain_errors, print_table


def models(
    name: Annotated[
        str | None, typer.Argument(help="Print this model's card: a bundled model's name, or a card's path.")
    ] = None,
) -> None:
    """List the bundled models and verify them, or print the card of one.

    Exit code: 0 all intact, 1 one is missing or changed.
    """
    if name is None:
        _list()
    else:
        with plain_errors():
            typer.echo(_page(name), nl=False)


def _page(name: str) -> str:
    try:
        return page(load_bundle(name).card)
    except KeyError as error:
        raise ModelError(f"The card of {name} does not say {error}: it was not written by `train`.") from error


def _list() -> None:
    cards = bundled_models()
    table = Table("Model", "Network", "MB", "License", "State", box=None)
    intact = bool(cards)
    for card_path in cards:
        try:
            bundle = load_bundle(card_path)
        except ModelError as error:
            intact = False
            table.add_row(card_path.stem, "", "", "", str(error))
        else:
            megabytes = f"{bundle.weights_path.stat().st_size / 1e6:.1f}"
            table.add_row(bundle.name, bundle.card["backbone"], megabytes, bundle.card.get("license", ""), "intact")
    if cards:
        print_table(table)
    else:
        messages().print("No model came with this installation. Install ctbodycontrast again.")
    if not intact:
        raise typer.Exit(SOME_REJECTED)
