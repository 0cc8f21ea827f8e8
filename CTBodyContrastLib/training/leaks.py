"""Scans of one patient, or one scan twice, on both sides of a split: results on them would be too good."""

from collections.abc import Iterator, Mapping, Sequence

_KEYS = {"patient_id": "Patient {} is", "series_uid": "Series {} is", "voxels": "The same voxels ({}) are"}


def find_leaks(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """What stands in two folds or in two splits, as plain sentences; empty when nothing does.

    Args:
        rows: those of a data set table. A blank patient, series or hash of voxels equals no other.
    """
    return list(dict.fromkeys(_leaks(rows)))


def _leaks(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    for key, name in _KEYS.items():
        first: dict[str, Mapping[str, str]] = {}
        for row in rows:
            if not row.get(key):
                continue
            other = first.setdefault(row[key], row)
            what = name.format(f"{other['case_id']}, {row['case_id']}" if key == "voxels" else row[key])
            if other["fold"] != row["fold"]:
                yield f"{what} in folds {other['fold']} and {row['fold']}: choose one."
            if _split(other) != _split(row):
                yield f"{what} in {_split(other)} and {_split(row)}: choose one."


def _split(row: Mapping[str, str]) -> str:
    return row.get("split") or "training"
