"""The figures of the report: shares with intervals, probabilities, and what each manufacturer, kernel and month has."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...labels import BodyPart, Contrast
from ..count import Count
from ..drawing import ACCENT, CLASS_COLORS, INK, MUTED, SECOND, figure_style
from .groups import Group
from .result_rows import Cohort, counted, display, in_order, labels, probabilities, rates

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The current scans and the reference differ in place, color and marker.
_COLORS, _MARKERS = (ACCENT, SECOND), ("o", "s")
# Bars as thick as 0.7 rows leave the eye a gap between them.
_BAR = 0.7
_SEVERAL_PARTS, _MIXED = "several parts", "mixed"


def shares_figure(cohorts: Sequence[Cohort]) -> "Figure":
    """Body parts, contrast and rates, the current scans and the reference beside each other."""
    stated = [labels(cohort.rows) for cohort in cohorts]
    panels = {question: [counted(each[question]) for each in stated] for question in stated[0]}
    names = [in_order({name for each in counts for name in each}) for counts in panels.values()] + [list(rates([]))]
    panels["Rates"] = [rates(cohort.rows) for cohort in cohorts]
    most = max(map(len, names))
    with figure_style():
        figure = _figure((11, 1.2 + 0.42 * most))
        for axes, (title, counts), rows in zip(figure.subplots(1, len(panels)), panels.items(), names, strict=True):
            _shares(axes, title, rows, counts)
            axes.set_yticks(range(len(rows)), [display(name) for name in rows])
            axes.set_ylim(most - 0.4, -0.6)
        _legend(figure, [cohort.name for cohort in cohorts])
    return figure


def probabilities_figure(cohorts: Sequence[Cohort]) -> "Figure":
    """For each question, the share of scans at or below each probability."""
    with figure_style():
        figure = _figure((9, 3.6))
        questions = list(probabilities([]))
        for axes, question in zip(figure.subplots(1, len(questions)), questions, strict=True):
            for number, cohort in enumerate(cohorts):
                values = probabilities(cohort.rows)[question]
                if values:
                    style = {"color": _COLORS[number], "linestyle": ("-", (0, (4, 2)))[number]}
                    axes.ecdf(values, linewidth=1.8, label=f"{cohort.name} (n = {len(values)})", **style)
            axes.set(xlim=(0.45, 1.005), ylim=(-0.02, 1.02), xlabel="probability stated", ylabel="share at or below")
            axes.set_title(question)
            axes.grid(True)
            if axes.lines:
                axes.legend(loc="upper left", labelcolor=INK)
    return figure


def groups_figure(groups: Sequence[Group], names: Sequence[str]) -> "Figure":
    """The rates of each group of one property, with Wilson's intervals.

    Args:
        names: of the current scans and of the reference, if there is one.
    """
    panels = list(rates([]))
    with figure_style():
        figure = _figure((11, 1.3 + 0.42 * len(groups)))
        for axes, panel in zip(figure.subplots(1, len(panels), sharey=True), panels, strict=True):
            sides = [[group.current for group in groups], [group.reference for group in groups]][: len(names)]
            counts = [
                {group.value: rates(rows)[panel] for group, rows in zip(groups, side, strict=True)} for side in sides
            ]
            _shares(axes, panel, [group.value for group in groups], counts)
        figure.axes[0].set_yticks(range(len(groups)), [group.value for group in groups])
        figure.axes[0].set_ylim(len(groups) - 0.4, -0.6)
        _legend(figure, names)
    return figure


def mixes_figure(groups: Sequence[Group]) -> "Figure":
    """What the current scans of each group of one property show, as bars of shares."""
    classes = {
        "Body part": [*BodyPart, _SEVERAL_PARTS],
        "Contrast": [*Contrast, _MIXED],
    }
    with figure_style():
        figure = _figure((11, 1.3 + 0.36 * len(groups)))
        for axes, (question, names) in zip(figure.subplots(1, 2, sharey=True), classes.items(), strict=True):
            stated = [labels(group.current)[question] for group in groups]
            begun = np.zeros(len(groups))
            for name, color in zip(names, (*CLASS_COLORS, MUTED), strict=False):
                shares = np.array([np.mean([_class(each) == name for each in values] or [0]) for values in stated])
                if shares.any():
                    axes.barh(range(len(groups)), shares, _BAR, left=begun, color=color, label=display(name))
                begun += shares
            axes.set(xlim=(0, 1), xlabel="share of the scans that have a label")
            axes.set_title(question, pad=24)
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="y", length=0)
            axes.legend(loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=len(names), labelcolor=INK)
        figure.axes[0].set_yticks(range(len(groups)), [f"{each.value} (n = {len(each.current)})" for each in groups])
        figure.axes[0].set_ylim(len(groups) - 0.4, -0.6)
    return figure


def months_figure(months: Sequence[Group]) -> "Figure":
    """Rates and mean probabilities from month to month, with 95 % intervals."""
    panels = {name: [_share(rates(month.current)[name]) for month in months] for name in rates([])}
    for name in probabilities([]):
        panels[f"{name}, mean"] = [_mean(probabilities(month.current)[name]) for month in months]
    places = range(len(months))
    with figure_style():
        figure = _figure((11, 5.2))
        for axes, (name, values) in zip(figure.subplots(2, 3, sharex=True).flat, panels.items(), strict=True):
            middle, low, high = np.array(values).T
            axes.fill_between(places, low, high, color=ACCENT, alpha=0.18, linewidth=0)
            axes.plot(places, middle, "o-", color=ACCENT, markersize=4.5, linewidth=1.5)
            axes.yaxis.set_major_formatter(lambda value, _: f"{round(100 * value, 1):g} %")
            # Probabilities lie near 1: from 90 % on, a change that matters is seen and one that does not is not.
            if name.endswith("mean"):
                axes.set_ylim(np.nanmin([*low, 0.9]), 1.005)
            else:
                axes.set_ylim(bottom=0)
            axes.set_title(name)
            axes.grid(True, axis="y")
            axes.set_xticks(places, [month.value for month in months], rotation=45, ha="right")
    return figure


def _figure(size: tuple[float, float]) -> "Figure":
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained")
    figure.get_layout_engine().set(wspace=0.06)  # so that the counts beside a panel are not taken for the next one's
    return figure


def _shares(axes: "Axes", title: str, rows: Sequence[str], counts: Sequence[Mapping[str, Count]]) -> None:
    """Dots with Wilson's intervals, one row a name; several sets lie above each other in it."""
    offsets = (0.0,) if len(counts) == 1 else (-0.17, 0.17)
    for offset, color, marker, by_name in zip(offsets, _COLORS, _MARKERS, counts, strict=False):
        n = next(iter(by_name.values()), Count(0, 0)).n
        for height, name in enumerate(rows):
            count = by_name.get(name, Count(0, n))
            if count.n:
                low, high = count.interval()
                y = height + offset
                axes.plot([low, high], [y, y], color=color, linewidth=2, alpha=0.55, solid_capstyle="round")
                axes.plot(count.right / count.n, y, marker, color=color, markersize=5)
                text = f"{count.right}/{count.n}"
                place = {"xycoords": ("axes fraction", "data"), "va": "center"}
                axes.annotate(text, (1.02, y), fontsize=7, color=MUTED, **place)
    axes.set_title(title)
    axes.set_xlim(left=-0.01)
    axes.xaxis.set_major_formatter(lambda value, _: f"{round(100 * value, 1):g}")
    axes.set_xlabel("% of scans, Wilson 95 %")
    axes.grid(True, axis="x")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _legend(figure: "Figure", names: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=color, marker=marker, label=name)
        for color, marker, name in zip(_COLORS, _MARKERS, names, strict=False)
    ]
    if len(handles) > 1:
        figure.legend(handles=handles, loc="outside upper left", ncols=2, labelcolor=INK)


def _share(count: Count) -> tuple[float, float, float]:
    """A share and its interval."""
    return (count.right / count.n, *count.interval()) if count.n else (np.nan, np.nan, np.nan)


def _mean(values: Sequence[float]) -> tuple[float, float, float]:
    """A mean and its interval, by the normal approximation."""
    if not values:
        return np.nan, np.nan, np.nan
    mean, reach = float(np.mean(values)), 1.959964 * float(np.std(values)) / len(values) ** 0.5
    return mean, mean - reach, min(1.0, mean + reach)


def _class(label: str) -> str:
    return _SEVERAL_PARTS if "+" in label else label
