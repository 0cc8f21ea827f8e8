"""One HTML file that holds everything: figures, tables, and the wrong and doubtful scans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..metrics import Count
from .gallery import Entry
from .table import Table


@dataclass(frozen=True)
class Tile:
    """A headline: how many are right, and a few words."""

    title: str
    count: Count
    caption: str


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
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Escaping matters: names of scans and sources are somebody else's text.
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.1f}"
    page = environment.get_template("report.html").render(report=report)
    path.write_text(page, encoding="utf-8")
    return path
