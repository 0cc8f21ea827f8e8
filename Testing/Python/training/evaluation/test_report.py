import re
from pathlib import Path

import pytest

from CTBodyContrastLib.reporting.count import Count
from CTBodyContrastLib.reporting.page import Tile
from CTBodyContrastLib.reporting.table import Table
from CTBodyContrastLib.training.evaluation.gallery import Entry, VoteShown
from CTBodyContrastLib.training.evaluation.report import Report, Section, write_report

pytest.importorskip("jinja2", reason="not run: what training needs is not installed")

NAMES = ("measures", "parts", "copies", "comparisons", "calibration", "selective", "subgroups", "reconstructions")


def entry(name: str, right: bool | None, picture: str = "") -> Entry:
    vote = VoteShown("AIP", "Axial", "Neck", 0.75, True, "CE", 0.66, right, picture)
    return Entry(name, "a source", "Neck", "NE", "Neck", 0.99, "CE", 0.68, right is False, ["AIP"], [[vote]])


def page(folder: Path, *entries: Entry) -> str:
    tables = {name: Table(name, f"Title of {name}", ["a"], [["cell of " + name]]) for name in NAMES}
    figures = {name: f'<svg id="{name}"></svg>' for name in NAMES}
    section = Section("Internal", "An origin.", [Tile("A tile", Count(38, 40), "a caption")], tables, figures, entries)
    study = [Table("table-3", "Table 3", ["Plane"], [["Axial"]])]
    report = Report([section], study, ["<svg>four</svg>", "<svg>five</svg>"])
    return write_report(folder / "report.html", report).read_text(encoding="utf-8")


def test_every_table_and_figure_is_in_it(tmp_path: Path) -> None:
    text = page(tmp_path)
    for name in NAMES:
        assert f"cell of {name}" in text
    for name in ("reconstructions", "copies", "comparisons", "calibration", "selective", "subgroups"):
        assert f'<svg id="{name}"></svg>' in text
    assert "<svg>four</svg>" in text
    assert "<svg>five</svg>" in text


def test_a_tile_states_the_share_n_and_the_interval(tmp_path: Path) -> None:
    assert "38 of 40 (83.5 to 98.6)" in page(tmp_path)


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    text = page(tmp_path, entry("a", True, "data:image/png;base64,AAAA"))
    assert not re.findall(r'(?:src|href)="(?!#|data:)', text)
    assert not re.findall(r"<script|@import|url\(", text)


def test_names_are_text_and_not_markup(tmp_path: Path) -> None:
    text = page(tmp_path, entry("<script>alert(1)</script>", True))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(("right", "mark"), [(True, "✓ CE"), (False, "✗ CE"), (None, "· CE")])
def test_a_vote_is_marked_by_more_than_its_color(tmp_path: Path, right: bool | None, mark: str) -> None:
    assert mark in page(tmp_path, entry("a", right))


def test_pictures_are_there_only_when_given(tmp_path: Path) -> None:
    assert "<img" not in page(tmp_path, entry("a", True))
    assert '<img alt="AIP Axial" src="data:image/png;base64,AAAA">' in page(
        tmp_path, entry("a", True, "data:image/png;base64,AAAA")
    )
