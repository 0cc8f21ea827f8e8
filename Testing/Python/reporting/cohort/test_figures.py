from dataclasses import replace
from pathlib import Path

import pytest
from made_up_results import CONFLICT, OK, REJECTED, REVIEW, write_results

from CTBodyContrastLib.reporting.cohort.groups import groups
from CTBodyContrastLib.reporting.cohort.result_rows import Cohort, read_rows

pytest.importorskip("matplotlib", reason="not run: what reports need is not installed")

from CTBodyContrastLib.reporting.cohort import figures

ANSWERS = [OK, OK, REVIEW, CONFLICT, REJECTED, replace(OK, body_part="chest+abdomen")]


@pytest.fixture
def scans(tmp_path: Path) -> Cohort:
    rows = read_rows(write_results(tmp_path / "results.csv", ANSWERS))
    return Cohort("results.csv", rows, {"Kernel": ["A"] * 3 + ["B"] * 3, "Month": ["2026-01", "2026-02"] * 3})


def words(axes) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def test_labels_stand_from_head_to_foot_with_their_counts(scans: Cohort) -> None:
    part, contrast, rates = figures.shares_figure([scans]).axes
    assert words(part) == ["Chest", "Abdomen", "chest+abdomen"]
    assert [text.get_text() for text in part.texts] == ["3/5", "1/5", "1/5"]
    assert words(contrast) == ["contrast-enhanced", "not enhanced"]
    assert [text.get_text() for text in rates.texts] == ["2/6", "1/6", "1/5", "1/1"]


def test_a_reference_is_told_apart_by_more_than_its_color(scans: Cohort) -> None:
    figure = figures.shares_figure([scans, replace(scans, name="old.csv")])
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == ["results.csv", "old.csv"]
    assert {line.get_marker() for line in figure.axes[0].lines} >= {"o", "s"}
    assert {line.get_linestyle() for line in figures.probabilities_figure([scans, scans]).axes[0].lines} == {"-", "--"}


def test_groups_are_rows(scans: Cohort) -> None:
    found = groups(scans, None)["Kernel"]
    figure = figures.groups_figure(found, ["results.csv"])
    assert words(figure.axes[0]) == ["A", "B"]
    assert [text.get_text() for text in figure.axes[0].texts] == ["1/3", "1/3"]
    assert words(figures.mixes_figure(found).axes[0]) == ["A (n = 3)", "B (n = 3)"]


def test_bars_fill_the_row_of_a_group(scans: Cohort) -> None:
    part, _ = figures.mixes_figure(groups(scans, None)["Kernel"]).axes
    assert max(bar.get_x() + bar.get_width() for bar in part.patches) == pytest.approx(1)
    assert [text.get_text() for text in part.get_legend().get_texts()] == ["Chest", "Abdomen", "several parts"]


def test_months_stand_side_by_side(scans: Cohort) -> None:
    figure = figures.months_figure(groups(scans, None)["Month"])
    assert len(figure.axes) == 6
    assert [label.get_text() for label in figure.axes[-1].get_xticklabels()] == ["2026-01", "2026-02"]
    assert figure.axes[1].lines[0].get_ydata() == pytest.approx([1 / 3, 0])
