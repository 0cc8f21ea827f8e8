"""The figures of one evaluated set: dots with intervals, reliability, risk and coverage, comparisons."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...labels import DISPLAY_NAME, BodyPart
from ...reporting.count import Count
from ...reporting.drawing import ACCENT, CLASS_COLORS, INK, LINE, MUTED, SECOND, figure_style
from .comparison import Comparison
from .judged import ENSEMBLE, FUSED, Judged
from .measures import CONTRASTS, Task, contrast_task, part_task
from .reliability import Bin, bins
from .selective import risk_coverage
from .subgroups import Subgroup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Rows = Sequence[tuple[str, Count]]


def reconstructions_figure(judged: Judged) -> "Figure":
    """Accuracy of each of the nine, of their ensemble and of the tool's answer."""
    part, contrast = judged.right_by_reconstruction()
    return _forest(
        {
            "Body part": [(name, Count.of(right)) for name, right in part.items()],
            "Contrast": [(name, Count.of(right)) for name, right in contrast.items()],
        }
    )


def subgroups_figure(groups: Sequence[Subgroup]) -> "Figure":
    """Both questions by source and by every property."""
    return _forest(
        {
            "Body part": [(f"{group.name}: {group.value}", group.part) for group in groups],
            "Contrast": [(f"{group.name}: {group.value}", group.contrast) for group in groups],
        }
    )


def copies_figure(compared: Sequence[tuple[str, Judged]]) -> "Figure":
    """Sensitivity and specificity of contrast on each kind of copies."""

    def counts(label: int) -> Rows:
        return [
            (name, Count.of(copies.contrast_right[copies.predictions.contrast == label])) for name, copies in compared
        ]

    return _forest({"Sensitivity (CE named CE)": counts(1), "Specificity (NE named NE)": counts(0)})


def reliability_figure(judged: Judged) -> "Figure":
    """Confidence against accuracy before and after temperature scaling, in bins of equally many slabs."""
    from matplotlib.figure import Figure

    with figure_style():
        figure = Figure(figsize=(8.2, 3.9), layout="constrained")
        for axes, title, make in zip(
            figure.subplots(1, 2), ("Body part", "Contrast"), (part_task, contrast_task), strict=True
        ):
            axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
            lowest = 0.5
            for label, calibrated, color, marker in (("before", False, SECOND, "s"), ("after", True, ACCENT, "o")):
                found = bins(make(judged, calibrated))
                _intervals(axes, found, color, marker, label)
                lowest = min([lowest, *(min(each.confidence, each.count.right / each.count.n) for each in found)])
            ends = (max(-0.02, lowest - 0.05), 1.02)
            axes.set(xlim=ends, ylim=ends, aspect="equal", xlabel="mean probability stated", ylabel="share right")
            axes.set_title(f"{title}, n = {len(make(judged))}")
            axes.grid(True)
            axes.legend(loc="lower right", labelcolor=INK)
    return figure


def selective_figure(judged: Judged) -> "Figure":
    """For each class stated, the share of errors when only the surest answers are kept."""
    from matplotlib.figure import Figure

    panels: list[tuple[str, Task, Sequence[str]]] = [
        ("Body part", part_task(judged), [DISPLAY_NAME[part] for part in BodyPart]),
        ("Contrast", contrast_task(judged), CONTRASTS),
    ]
    with figure_style():
        figure = Figure(figsize=(8.2, 3.4), layout="constrained")
        for axes, (title, task, labels) in zip(figure.subplots(1, 2), panels, strict=True):
            highest = 0.0
            for index, label in enumerate(labels):
                curve = risk_coverage(task, index)
                if curve is not None:
                    text = f"{label} (n = {len(curve.risk)})"
                    axes.plot(curve.coverage, curve.risk, color=CLASS_COLORS[index], linewidth=1.8, label=text)
                    highest = max(highest, float(curve.risk.max()))
            axes.set(xlim=(0, 1.01), ylim=(-0.02 * max(highest, 0.1), max(0.1, 1.08 * highest)))
            axes.set(xlabel="share of answers kept, surest first", ylabel="share wrong of those kept")
            axes.set_title(title)
            axes.grid(True)
            axes.legend(labelcolor=INK)
    return figure


def comparison_figure(compared: Mapping[str, Sequence[Comparison]]) -> "Figure":
    """Each pair of reconstructions: how many more slabs the row's names rightly, marked where more than chance."""
    from matplotlib.figure import Figure

    with figure_style():
        figure = Figure(figsize=(11, 5.4), layout="constrained")
        for axes, (question, pairs) in zip(
            figure.subplots(1, len(compared), squeeze=False)[0], compared.items(), strict=True
        ):
            _triangle(axes, pairs)
            axes.set_title(f"{question}: slabs right, row minus column")
    return figure


def _triangle(axes: "Axes", pairs: Sequence[Comparison]) -> None:
    from matplotlib.patches import Rectangle

    names = list(dict.fromkeys([pair.first for pair in pairs] + [pair.second for pair in pairs]))
    # Fewer than five more are no pattern, so that they get no strong tint.
    most = max([5, *(abs(pair.only_first - pair.only_second) for pair in pairs)])
    for pair in pairs:
        row, column = names.index(pair.second), names.index(pair.first)
        gain = pair.only_second - pair.only_first
        tint = (ACCENT if gain > 0 else SECOND, 0.75 * abs(gain) / most)
        axes.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=tint, edgecolor=LINE, linewidth=0.8))
        marked = pair.p_holm < 0.05
        text = f"{gain:+d}" + ("*" if marked else "")
        axes.text(column, row, text, ha="center", va="center", fontsize=8, fontweight="bold" if marked else "normal")
    count = len(names)
    axes.set(xlim=(-0.5, count - 1.5), ylim=(count - 0.5, 0.5), aspect="equal")
    axes.set_xticks(range(count - 1), names[:-1], rotation=45, ha="right")
    axes.set_yticks(range(1, count), names[1:])
    axes.tick_params(length=0)
    axes.set_xlabel("* p < 0.05, McNemar with Holm's correction")
    for spine in axes.spines.values():
        spine.set_visible(False)


def _forest(panels: Mapping[str, Rows]) -> "Figure":
    """Dots with Wilson's intervals, one row a name, the panels side by side."""
    from matplotlib.figure import Figure

    most = max(len(rows) for rows in panels.values())
    names = list(dict.fromkeys(name for rows in panels.values() for name, _ in rows))
    with figure_style():
        figure = Figure(figsize=(10, 0.9 + 0.27 * most), layout="constrained")
        all_axes = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
        for axes, (title, rows) in zip(all_axes, panels.items(), strict=True):
            for name, count in rows:
                if count.n:
                    color = SECOND if name in (ENSEMBLE, FUSED) or name.startswith("Equalized") else ACCENT
                    _row(axes, names.index(name), count, color)
            axes.set_title(title)
            lowest = min([0.9, *(count.interval()[0] for _, count in rows if count.n)])
            # Room at the right for a dot at 100 % and the count beside it.
            axes.set_xlim(lowest - 0.05 * (1 - lowest), 1 + 0.03 * (1 - lowest))
            axes.xaxis.set_major_formatter(lambda value, _: f"{round(100 * value, 1):g}")
            axes.set_xlabel("% right, Wilson 95 % interval")
            axes.grid(True, axis="x")
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="y", length=0)
        all_axes[0].set_yticks(range(len(names)), names)
        all_axes[0].set_ylim(len(names) - 0.4, -0.6)
    return figure


def _row(axes: "Axes", height: int, count: Count, color: str) -> None:
    low, high = count.interval()
    axes.plot([low, high], [height, height], color=color, linewidth=2, alpha=0.55, solid_capstyle="round")
    axes.plot(count.right / count.n, height, "o", color=color, markersize=5.5)
    axes.annotate(
        f"{count.right}/{count.n}",
        (1.02, height),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=7.5,
        color=MUTED,
    )


def _intervals(axes: "Axes", found: Sequence[Bin], color: str, marker: str, label: str) -> None:
    """Bins as dots with Wilson's intervals."""
    shares = np.array([each.count.right / each.count.n for each in found])
    reach = np.abs(np.array([each.count.interval() for each in found]).reshape(-1, 2).T - shares)
    places = [each.confidence for each in found]
    axes.errorbar(
        places, shares, yerr=reach, fmt=marker, color=color, markersize=5, elinewidth=1.2, label=label, alpha=0.9
    )
