"""Confusion matrices: figures 4 and 5 of the study, each model beside the ensemble of the nine."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...labels import DISPLAY_NAME, BodyPart
from ...reporting.drawing import ACCENT, INK, LINE, MUTED, SECOND, figure_style
from .judged import ENSEMBLE
from .measures import CONTRASTS
from .study import ALL_NINE, AXIAL_VIEWS, MID_PLANE_VIEWS, Sets, best_reconstruction, stated_and_true

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PARTS = tuple(DISPLAY_NAME[part] for part in BodyPart)


@dataclass(frozen=True)
class Matrix:
    """Counts (true class, stated class) under a title; None in its place stays blank."""

    title: str
    counts: np.ndarray
    labels: Sequence[str]


def count_matrix(stated: np.ndarray, truth: np.ndarray, classes: int) -> np.ndarray:
    """Counts (true class, stated class); zeros where there is nothing to count."""
    if not len(truth):
        return np.zeros((classes, classes), int)
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(truth, stated, labels=range(classes))


def body_part_figure(sets: Sets) -> "Figure":
    """Figure 4: the best body-part model, the best axial one, and the ensemble."""
    best, best_axial = best_reconstruction(sets, ALL_NINE), best_reconstruction(sets, AXIAL_VIEWS)
    models = [(best, "best"), (best_axial, "best axial")] if best != best_axial else [(best, "best, best axial")]
    models.append((ENSEMBLE, ""))
    rows = []
    for each in sets.values():
        row = []
        for name, why in models:
            stated, truth = stated_and_true(each, name)
            title = f"{each.name}: {name}" + (f" ({why})" if why else "")
            row.append(Matrix(title, count_matrix(stated, truth, len(_PARTS)), _PARTS))
        rows.append(row)
    return _grid(rows, 3.4, 3.9)


def contrast_figure(sets: Sets) -> "Figure":
    """Figure 5: for each body part the best mid-plane contrast model, and below it the ensemble."""
    rows = []
    for each in sets.values():
        for ensemble in (False, True):
            row = []
            for index, part in enumerate(_PARTS):
                name = ENSEMBLE if ensemble else best_reconstruction(sets, MID_PLANE_VIEWS, index)
                stated, truth = stated_and_true(each, name, index)
                row.append(Matrix(f"{each.name}: {part}\n{name}", count_matrix(stated, truth, 2), CONTRASTS))
            rows.append(row)
    return _grid(rows, 2.0, 2.6)


def _grid(rows: Sequence[Sequence[Matrix]], width: float, height: float) -> "Figure":
    """Matrices in rows and columns, each in a place of width x height inches."""
    from matplotlib.figure import Figure

    with figure_style():
        figure = Figure(figsize=(width * len(rows[0]), height * len(rows)), layout="constrained")
        axes = figure.subplots(len(rows), len(rows[0]), squeeze=False)
        for row, line in zip(rows, axes, strict=True):
            for column, (matrix, place) in enumerate(zip(row, line, strict=True)):
                _draw(place, matrix, with_labels=column == 0)
    return figure


def _draw(axes: "Axes", matrix: Matrix, with_labels: bool) -> None:
    from matplotlib.patches import Rectangle

    count = len(matrix.labels)
    of_class = matrix.counts.sum(axis=1, keepdims=True)
    shares = matrix.counts / np.maximum(1, of_class)
    for row in range(count):
        for column in range(count):
            share, number = shares[row, column], matrix.counts[row, column]
            # The tint is a share of the true class, so that rare classes show as well as frequent ones.
            tint = (ACCENT if row == column else SECOND, 0.9 * share)
            corner = (column - 0.5, row - 0.5)
            axes.add_patch(Rectangle(corner, 1, 1, facecolor=tint, edgecolor=LINE, linewidth=0.8))
            color = "white" if share > 0.75 else INK if number else MUTED
            weight = "bold" if row != column and number else "normal"
            axes.text(column, row, str(number), ha="center", va="center", color=color, fontweight=weight)
    axes.set(xlim=(-0.5, count - 0.5), ylim=(count - 0.5, -0.5), aspect="equal", xlabel="stated")
    axes.set_title(f"{matrix.title}\n{np.trace(matrix.counts)} of {matrix.counts.sum()} right", fontsize=8.5)
    axes.set_xticks(
        range(count), matrix.labels, rotation=0 if count == 2 else 40, ha="center" if count == 2 else "right"
    )
    axes.set_yticks(range(count), matrix.labels if with_labels else [""] * count)
    axes.tick_params(length=0)
    axes.set_ylabel("true" if with_labels else "")
    for spine in axes.spines.values():
        spine.set_visible(False)
