"""What Testing/Benchmarks measured of a run's networks: tables that become part of the model's card."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import ModelError
from ..io.whole import write_whole
from ..reporting.table import Table

_FOLDER = "measured"


def keep_measured(run: Path, table: Table) -> None:
    """Keep a table in a run's folder, instead of an older one of that name."""
    folder = run / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{table.name}.json", json.dumps(asdict(table), indent=2) + "\n")


def read_measured(run: Path) -> list[dict[str, Any]]:
    """The tables kept in a run's folder, by name, as the card holds them.

    Raises:
        ModelError: one is damaged.
    """
    return [_read(path) for path in sorted((run / _FOLDER).glob("*.json"))]


def _read(path: Path) -> dict[str, Any]:
    try:
        return asdict(Table(**json.loads(path.read_text(encoding="utf-8"))))
    except (ValueError, TypeError) as error:
        raise ModelError(f"{path} is no table that was measured: {error}. Measure again, or remove it.") from error
