"""One HTML file that holds everything: figures and tables, and what a report has beside them."""

from dataclasses import dataclass
from pathlib import Path

from ..io.whole import write_whole
from .count import Count


@dataclass(frozen=True)
class Tile:
    """A headline: how many of how many, and a few words."""

    title: str
    count: Count
    caption: str


def write_page(path: Path, template: Path, **content: object) -> Path:
    """Write a page; nothing in it is loaded from elsewhere.

    Args:
        template: a Jinja file that extends `page.html`. content: what it shows, by the names it uses.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    # Escaping matters: names of scans and sources are somebody else's text.
    environment = Environment(
        loader=FileSystemLoader([template.parent, Path(__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.1f}"
    write_whole(path, environment.get_template(template.name).render(**content))
    return path
