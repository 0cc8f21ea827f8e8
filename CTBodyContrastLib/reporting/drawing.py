"""How figures look, and how they are kept: PNG and SVG files, and SVG that follows the page's light or dark colors."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..io.whole import write_whole

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# On a page, ink, muted ink and lines take the page's own colors, and what is white in a file is left out: the ground
# is as good as white, so that white text on a colored field stays.
INK, MUTED, LINE = "#1c2733", "#66727f", "#d3dae1"
_GROUND = "#fefefe"
_PAGE_COLOR = {INK: "currentColor", MUTED: "var(--muted)", LINE: "var(--line)", _GROUND: "none"}

# Blue and orange differ for every kind of color vision; both are seen on white and on near black.
ACCENT, SECOND = "#2f74e0", "#d9730d"
CLASS_COLORS = ("#2f74e0", "#d9730d", "#159a80", "#a35bd6", "#b58a00")

_SETTINGS = {
    "figure.facecolor": _GROUND,
    "savefig.facecolor": _GROUND,
    "axes.facecolor": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": MUTED,
    "axes.labelcolor": MUTED,
    "axes.titlecolor": INK,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "figure.constrained_layout.w_pad": 0.12,  # inches: the counts at the right border do not touch it
    "text.parse_math": False,  # names from files and headers may hold dollar signs
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "svg.hashsalt": "ctbodycontrast",  # the same figure gives the same file
}


@contextmanager
def figure_style() -> Iterator[None]:
    """Make figures within this."""
    import matplotlib

    with matplotlib.rc_context(_SETTINGS):
        yield


def save_figure(figure: "Figure", folder: Path, name: str) -> str:
    """Write <name>.png and <name>.svg on white; returns SVG without ground for a page that sets its colors."""
    from matplotlib import rc_context

    with rc_context(_SETTINGS):
        # Laying out takes longer than drawing: it is done for both files at once, and twice, since titles of several
        # lines find their place only after the first time.
        figure.draw_without_rendering()
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        png, stream = io.BytesIO(), io.StringIO()
        figure.savefig(png, dpi=180)
        figure.savefig(stream, format="svg", metadata={"Date": None})
    svg = stream.getvalue()
    write_whole(folder / f"{name}.png", png.getvalue())
    write_whole(folder / f"{name}.svg", svg)
    for color, replacement in _PAGE_COLOR.items():
        svg = svg.replace(color, replacement)
    return svg[svg.index("<svg") :]
