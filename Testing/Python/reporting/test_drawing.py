from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="not run: what training needs is not installed")

from matplotlib.figure import Figure

from CTBodyContrastLib.reporting.drawing import ACCENT, INK, figure_style, save_figure


def figure() -> Figure:
    with figure_style():
        made = Figure()
        axes = made.subplots()
        axes.plot([0, 1], [0, 1], color=ACCENT)
        axes.set_title("<Title>")
    return made


def test_files_are_on_white_and_the_page_sets_its_own_ink(tmp_path: Path) -> None:
    inline = save_figure(figure(), tmp_path, "line")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["line.png", "line.svg"]
    file = (tmp_path / "line.svg").read_text()
    assert INK in file
    assert "fill: #fefefe" in file
    assert "fill: #fefefe" not in inline
    assert inline.startswith("<svg")
    assert INK not in inline
    assert "currentColor" in inline
    assert ACCENT in inline
    assert "&lt;Title&gt;" in inline


def test_the_same_figure_gives_the_same_svg(tmp_path: Path) -> None:
    first = save_figure(figure(), tmp_path, "a")
    assert save_figure(figure(), tmp_path, "b") == first
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_dollar_signs_in_names_are_text(tmp_path: Path) -> None:
    made = figure()
    made.axes[0].set_title("r$a$_$\\x$.csv")
    with figure_style():
        made.axes[0].set_xlabel("Cost$\\frac$X")
    assert "Cost$\\frac$X" in save_figure(made, tmp_path, "dollars")
