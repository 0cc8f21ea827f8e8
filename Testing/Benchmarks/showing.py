"""What every table of a measurement goes through: it is printed, and kept if a folder is named for it."""

from pathlib import Path

from CTBodyContrastLib.reporting.table import Table


def show(table: Table, folder: Path | None) -> None:
    """Print a table, and write it to a folder as Markdown and CSV."""
    print(table.markdown())
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        table.write(folder)
