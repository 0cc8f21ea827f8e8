"""Results by source and by what a table says of scanner, protocol and patient."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...io.csv_table import read_table
from ...reporting.count import Count
from .judged import Judged

UNKNOWN = "not stated"
SOURCE = "Source"


@dataclass(frozen=True)
class Subgroup:
    """The slabs that share one value of one property.

    Attributes:
        name: the property, as "Manufacturer". value: as "Siemens". patients: their number.
    """

    name: str
    value: str
    patients: int
    part: Count
    contrast: Count


def _thickness(text: str) -> str:
    # "0.645x0.645x0.800" is a voxel size along R, A and S.
    millimeters = float(text.split("x")[-1])
    return "up to 1.5 mm" if millimeters <= 1.5 else "1.5 to 2.5 mm" if millimeters <= 2.5 else "above 2.5 mm"


def _age(text: str) -> str:
    # DICOM writes an age as 063Y, that of a small child as 018M, 003W or 010D.
    number, unit = (text, "Y") if text[-1].isdigit() else (text[:-1], text[-1].upper())
    years = float(number) / {"Y": 1, "M": 12, "W": 52, "D": 365}[unit]
    return "below 40" if years < 40 else "40 to 59" if years < 60 else "60 to 79" if years < 80 else "80 and above"


# For each property, the columns it may be in and how a cell is grouped.
_PROPERTIES: Mapping[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "Institution": (("institution",), str),
    "Manufacturer": (("manufacturer",), str),
    "Kernel": (("kernel",), str),
    "Slice thickness": (("slice_thickness", "orig_spacing"), _thickness),
    "Sex": (("sex",), str),
    "Age": (("age",), _age),
}

Properties = Mapping[str, Mapping[str, str]]


def read_properties(table: Path) -> Properties:
    """For each property that a table has a column of, the value of each case.

    Raises:
        DatasetError: see `read_table`; without a column case_id it cannot be matched with scans.
    """
    rows = read_table(table, ("case_id",))
    found: dict[str, dict[str, str]] = {}
    for name, (columns, group) in _PROPERTIES.items():
        for column in columns:
            if rows and column in rows[0] and name not in found:
                found[name] = {row["case_id"]: _grouped(row[column], group) for row in rows}
    return found


def _grouped(cell: str, group: Callable[[str], str]) -> str:
    try:
        return group(cell.strip()) if cell.strip() else UNKNOWN
    except (ValueError, KeyError):
        return UNKNOWN


def subgroups(judged: Judged, properties: Properties) -> list[Subgroup]:
    """Counts by source, then by each property in which the slabs differ."""
    cases = judged.predictions.case_id
    found = [
        _of(judged, SOURCE, source, judged.predictions.source == source)
        for source in _sorted(judged.predictions.source)
    ]
    for name, by_case in properties.items():
        values = np.array([by_case.get(str(case), UNKNOWN) for case in cases])
        if len(set(values)) > 1:
            found += [_of(judged, name, value, values == value) for value in _sorted(values)]
    return found


def worst(groups: Sequence[Subgroup]) -> Subgroup | None:
    """The source with the smallest share of right answers to both questions; of equal ones, the one with more slabs."""
    sources = [group for group in groups if group.name == SOURCE]

    def share(group: Subgroup) -> tuple[float, int]:
        return (group.part.right + group.contrast.right) / (group.part.n + group.contrast.n), -group.part.n

    return min(sources, key=share, default=None)


def _of(judged: Judged, name: str, value: str, chosen: np.ndarray) -> Subgroup:
    members = judged[chosen]
    known = members.with_contrast
    patients = len(np.unique(members.predictions.patient_id))
    return Subgroup(name, value, patients, Count.of(members.part_right), Count.of(known.contrast_right))


def _sorted(values: np.ndarray) -> list[str]:
    """Each value once, the most frequent first."""
    names, counts = np.unique(values, return_counts=True)
    return [str(names[index]) for index in np.argsort(-counts, kind="stable")]
