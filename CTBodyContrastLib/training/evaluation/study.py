"""Tables 3 and 4 in the study's shape, and the choice of models for its figures 4 and 5."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ...labels import DISPLAY_NAME, NINE_VIEWS, BodyPart, Method, Plane
from ...reporting.count import Count
from ...reporting.table import NOTHING, Table, interval, percent
from .judged import ENSEMBLE, FUSED, view_name
from .measures import PRECISION, RECALL, label_measures
from .sets import EXTERNAL, INTERNAL, EvaluationSet

Sets = Mapping[str, EvaluationSet]

AXIAL_VIEWS = tuple(view_name(view) for view in NINE_VIEWS if view[1] is Plane.AXIAL)
MID_PLANE_VIEWS = tuple(view_name(view) for view in NINE_VIEWS if view[0] is Method.MID_PLANE)
ALL_NINE = tuple(view_name(view) for view in NINE_VIEWS)
_COLUMNS = [f"{name} {what} (%)" for name in (INTERNAL, EXTERNAL) for what in ("precision", "recall", "accuracy")]
_NOTE = (
    "Precision and recall are means over the classes. Accuracy stands with its Wilson 95 % interval and the number of "
    "slabs n; a slab is the stretch of a scan between the landmarks of one body part."
)


def body_part_table(sets: Sets) -> Table:
    """Table 3: the body part by plane and method, and by the ensemble of the nine."""
    rows = [
        [DISPLAY_NAME[plane].capitalize(), DISPLAY_NAME[method], *_cells(sets, view_name((method, plane)))]
        for plane in Plane
        for method in (Method.AIP, Method.MIP, Method.MID_PLANE)
    ]
    rows.append(["All", ENSEMBLE, *_cells(sets, ENSEMBLE)])
    return Table("table-3", "Table 3: body part", ["Plane", "Method", *_COLUMNS], rows, _NOTE)


def contrast_table(sets: Sets) -> Table:
    """Table 4: contrast by the mid-plane model of each plane in each body part, and by the ensemble."""
    models = [(DISPLAY_NAME[plane].capitalize(), view_name((Method.MID_PLANE, plane))) for plane in Plane]
    models += [(ENSEMBLE, ENSEMBLE), (FUSED, FUSED)]
    rows = [
        [label, DISPLAY_NAME[part], *_cells(sets, name, index)]
        for label, name in models
        for index, part in enumerate(BodyPart)
    ]
    note = f"{_NOTE} Planes: the mid-plane reconstruction alone. {FUSED}: with the vessel views and the fitted bias."
    return Table("table-4", "Table 4: contrast within each body part", ["Model", "Body part", *_COLUMNS], rows, note)


def stated_and_true(chosen: EvaluationSet, name: str, contrast_of: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """What a reconstruction states of the unchanged slabs, and the truth: the part, or contrast in the part given.

    Both are empty for a reconstruction that the model does not see.
    """
    judged = chosen.judged.unchanged
    if contrast_of is not None:
        judged = judged.with_contrast
        judged = judged[judged.predictions.part == contrast_of]
    stated = judged.by_reconstruction().get(name)
    if stated is None:
        return np.array([], int), np.array([], int)
    part, contrast = stated
    if contrast_of is None:
        return part, judged.predictions.part
    return contrast, judged.predictions.contrast


def best_reconstruction(sets: Sets, names: Sequence[str], contrast_of: int | None = None) -> str:
    """The most accurate of some reconstructions, on the internal slabs where there are any, so that the external
    ones judge a choice that was not made on them; of equal ones, the first."""
    deciding = sets.get(INTERNAL) or sets[EXTERNAL]

    def accuracy(name: str) -> float:
        stated, truth = stated_and_true(deciding, name, contrast_of)
        return float((stated == truth).mean()) if len(truth) else 0.0

    return max(names, key=accuracy)


def _cells(sets: Sets, name: str, contrast_of: int | None = None) -> Iterator[str]:
    for set_name in (INTERNAL, EXTERNAL):
        stated, truth = (
            stated_and_true(sets[set_name], name, contrast_of) if set_name in sets else (np.array([]), np.array([]))
        )
        if not len(truth):
            yield from [NOTHING] * 3
            continue
        measures = label_measures(truth, stated)
        count = Count.of(stated == truth)
        yield percent(measures[PRECISION])
        yield percent(measures[RECALL])
        yield f"{percent(count.right / count.n)} ({interval(count.interval())}), n = {count.n}"
