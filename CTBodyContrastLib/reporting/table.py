"""A table that can be written as Markdown and as CSV, and shown in the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..io.results import csv_line
from ..io.whole import write_whole
from .count import Count

NOTHING = "—"


@dataclass(frozen=True)
class Table:
    """Rows of text under a header.

    Attributes:
        name: of the files, without suffix. title: what it shows. note: what a reader has to know.
    """

    name: str
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self, level: int = 1) -> str:
        """As a page, or at a deeper level of headings as a part of one."""
        lines = [f"{'#' * level} {self.title}", ""]
        for row in (self.header, ["---"] * len(self.header), *self.rows):
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |")
        return "\n".join([*lines, *(["", self.note] if self.note else [])]) + "\n"

    def write(self, folder: Path) -> None:
        """Write <name>.md and <name>.csv."""
        write_whole(folder / f"{self.name}.md", self.markdown())
        write_whole(folder / f"{self.name}.csv", "".join(csv_line(row) for row in (self.header, *self.rows)))


def percent(share: float) -> str:
    """A share as in the study's tables, "98.21"; nothing for what is not defined."""
    return f"{100 * share:.2f}" if share == share else NOTHING


def interval(ends: tuple[float, float] | None) -> str:
    """An interval of shares, in percent."""
    return NOTHING if ends is None or ends[0] != ends[0] else f"{100 * ends[0]:.1f} to {100 * ends[1]:.1f}"


def share(count: Count) -> str:
    """Right of n with the share's Wilson interval."""
    return f"{count.right} of {count.n} ({interval(count.interval())} %)" if count.n else "none"
