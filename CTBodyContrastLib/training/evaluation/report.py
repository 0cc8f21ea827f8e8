"""One HTML file that holds everything: figures, tables, and the wrong and doubtful scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...reporting.page import Tile, write_page
from ...reporting.table import Table
from .gallery import Entry


@dataclass(frozen=True)
class Section:
    """One evaluated set.

    Attributes:
        name: "Internal" or "External". origin: what it is, in a sentence.
        tables, figures: by the name of what they show; a figure is SVG text.
    """

    name: str
    origin: str
    tiles: Sequence[Tile]
    tables: Mapping[str, Table]
    figures: Mapping[str, str]
    gallery: Sequence[Entry]


@dataclass(frozen=True)
class Report:
    """The evaluated sets, and the study's tables and figures over all of them."""

    sections: Sequence[Section]
    study_tables: Sequence[Table]
    study_figures: Sequence[str]


def write_report(path: Path, report: Report) -> Path:
    """Write the report; nothing in it is loaded from elsewhere."""
    return write_page(path, Path(__file__).with_name("report.html"), report=report)
