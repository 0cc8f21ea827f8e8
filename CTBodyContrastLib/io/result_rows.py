"""Rows of results as text, column name to cell, as a table of 3D Slicer holds them: in order of doubt, and as CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..labels import Status
from .results import COLUMNS, csv_line

ResultRow = Mapping[str, str]

# A person should look at the first. The next have no label that could be wrong, and a reason that may be trivial.
_MOST_DOUBTFUL_FIRST = (Status.REVIEW, Status.REJECTED, Status.OK)


def doubt(row: ResultRow) -> tuple[int, float]:
    """What rows are sorted by: review, then rejected, then ok; in each, from the lowest of the probabilities on.

    A status or probability that is none, as in a table that was edited, is the most doubtful.
    """
    stated = (row["body_part_probability"], row["contrast_probability"])
    lowest = min((_probability(text) for text in stated if text), default=0.0)
    status = row["status"]
    return (_MOST_DOUBTFUL_FIRST.index(Status(status)) if status in list(Status) else -1), lowest


def _probability(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def by_doubt(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Rows with the most doubtful series first. Those of one series stay together, in the order of its volumes."""
    series: dict[str, list[ResultRow]] = defaultdict(list)
    for row in rows:
        series[row["series_uid"]].append(row)
    most_doubtful_first = sorted(series.values(), key=lambda volumes: min(map(doubt, volumes)))
    return [row for volumes in most_doubtful_first for row in volumes]


def rows_csv(rows: Iterable[ResultRow]) -> str:
    """The content of a CSV file, as the command line writes it."""
    return csv_line(COLUMNS) + "".join(csv_line(row[column] for column in COLUMNS) for row in rows)
