"""The scans of one manufacturer, kernel or month, beside those of the reference."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from .drift import Difference, Finding, corrected, differences, table_p
from .properties import MONTH
from .result_rows import Cohort, Row, labels, rates

Value = TypeVar("Value")

# A hospital has tens of kernels: beyond these, rare ones share one group, which a figure still has room for.
_MOST_GROUPS = 12
_OTHERS = "others"


@dataclass(frozen=True)
class Group:
    """The scans with one value of one property.

    Attributes:
        name: the property, as "Manufacturer". value: as "SIEMENS".
        reference: those of the reference; empty without one.
    """

    name: str
    value: str
    current: Sequence[Row]
    reference: Sequence[Row] = ()


def groups(current: Cohort, reference: Cohort | None) -> dict[str, list[Group]]:
    """For each property the groups of the current scans: months in their order, others by size."""
    return {name: _of_property(name, current, reference) for name in current.properties}


def within(found: Sequence[Group]) -> list[Finding]:
    """Whether the current scans of the groups of one property differ from each other; not corrected."""
    tables = {
        rate: np.array([[count.right, count.n - count.right] for count in counts])
        for rate, counts in _by_name([rates(group.current) for group in found]).items()
    }
    for label, stated in _by_name([labels(group.current) for group in found]).items():
        classes = sorted({each for values in stated for each in values})
        tables[f"{label}: mix"] = np.array([[values.count(each) for each in classes] for values in stated])
    tested = {what: table_p(table) for what, table in tables.items()}
    return [Finding(f"{what} by {found[0].name.lower()}", test, p) for what, (p, test) in tested.items()]


def against_reference(found: Sequence[Group]) -> list[Difference]:
    """Whether each group differs from the same group of the reference, corrected for all groups together."""
    return corrected(
        [
            replace(difference, name=f"{group.name} {group.value}: {difference.name}")
            for group in found
            if group.reference
            for difference in differences(group.current, group.reference)
        ]
    )


def _by_name(found: Sequence[Mapping[str, Value]]) -> dict[str, list[Value]]:
    return {name: [each[name] for each in found] for name in found[0]}


def _of_property(name: str, current: Cohort, reference: Cohort | None) -> list[Group]:
    values = current.properties[name]
    most = len(values) if name == MONTH else _MOST_GROUPS
    kept = [value for value, _ in Counter(values).most_common(most)]
    rows = _rows_by_value(current, name, kept)
    before = _rows_by_value(reference, name, kept) if reference and name in reference.properties else {}
    order = sorted(rows) if name == MONTH else [value for value in (*kept, _OTHERS) if value in rows]
    return [Group(name, value, rows[value], before.get(value, ())) for value in order]


def _rows_by_value(cohort: Cohort, name: str, kept: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row, value in zip(cohort.rows, cohort.properties[name], strict=True):
        found[value if value in kept else _OTHERS].append(row)
    return found
