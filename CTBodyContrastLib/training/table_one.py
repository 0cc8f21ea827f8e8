"""The study's table 1 for a data set: how many scans of each body part and contrast are in each split."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..labels import DISPLAY_NAME, BodyPart, Contrast
from ..reporting.table import NOTHING, Table
from .dataset import Split
from .splitting import UNKNOWN, classes


def table_one(rows: Sequence[Mapping[str, str]]) -> Table:
    """Count scans by part, contrast and split.

    Args:
        rows: those of a data set table.
    """
    splits = [split for split in Split if any(_split(row) == split for row in rows)]
    scans = Counter((_split(row), *each) for row in rows for each in classes(row))

    def counts(split: str, part: str) -> list[int]:
        return [scans[split, part, contrast] for contrast in (*Contrast, UNKNOWN)]

    body = [[DISPLAY_NAME[part], *(_cell(*counts(split, part)) for split in splits)] for part in BodyPart]
    unlabeled = [str(sum(counts(split, UNKNOWN))) for split in splits]
    patients = [str(len({row["patient_id"] for row in rows if _split(row) == split})) for split in splits]
    return Table(
        "table-1",
        "Table 1: scans (CE/NE)",
        ["Body part", *(split.capitalize() for split in splits)],
        [*body, ["No body part yet", *unlabeled], ["Patients", *patients]],
        "A scan of several parts counts in each. +: scans whose contrast is not known.",
    )


def _split(row: Mapping[str, str]) -> str:
    return row["split"] or Split.TRAINING


def _cell(enhanced: int, not_enhanced: int, unknown: int) -> str:
    if not enhanced + not_enhanced + unknown:
        return NOTHING
    return f"{enhanced}/{not_enhanced}" + (f" +{unknown}" if unknown else "")
