"""What Testing/Benchmarks measured of a run's networks: tables that become part of the model's card."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..bundle import file_sha256
from ..errors import ModelError
from ..io.whole import write_whole
from ..reporting.table import Table

_FOLDER = "measured"


def keep_measured(run: Path, table: Table) -> None:
    """Keep a table in a run's folder, instead of an older one of that name, with what tells its networks."""
    folder = run / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"networks": _networks(run), "table": asdict(table)}
    write_whole(folder / f"{table.name}.json", json.dumps(kept, indent=2) + "\n")


def read_measured(run: Path) -> list[dict[str, Any]]:
    """The tables kept in a run's folder, by name, as the card holds them.

    Raises:
        ModelError: one is damaged, or was measured before a fold was trained again.
    """
    networks = _networks(run)
    return [_read(path, networks) for path in sorted((run / _FOLDER).glob("*.json"))]


def _read(path: Path, networks: dict[str, str]) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        table, of_networks = asdict(Table(**kept["table"])), kept["networks"]
    except (ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{path} is no table that was measured: {error}. Measure again, or remove it.") from error
    if of_networks != networks:
        raise ModelError(f"{path} was measured with other networks than the run's. Measure again, or remove it.")
    return table


def _networks(run: Path) -> dict[str, str]:
    """The hash of the network of each fold that was kept."""
    return {path.name: file_sha256(path) for path in sorted(run.glob("fold-*.safetensors"))}
