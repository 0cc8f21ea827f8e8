"""Labels corrected by a reader, as the Slicer module exports them, put into the rows of a data set table.

The table has the columns series_uid, body_part and contrast. A blank body_part or contrast keeps what was proposed;
several body parts are joined by + or ;. A scan without a series UID is named by a column path, relative to the table's
folder. More columns may stand beside them, such as the reader's date. An earlier dataset.csv is a table of corrections
too, of which the reviewed rows count.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from ..errors import DatasetError
from ..io.csv_table import Row, read_table
from ..labels import BodyPart, Contrast

COLUMNS = ("series_uid", "body_part", "contrast")
REVIEWED = "yes"

# The first that a row has tells which scan it means; the hash of the voxels tells the volumes of a series apart.
_KEYS = ("voxels", "series_uid", "path")


def read_corrections(table: Path) -> list[Row]:
    """Read a table of corrections: rows with a key of the scan, `covers` and `contrast`.

    Raises:
        DatasetError: the table or a column is missing, a row names no scan, or a label is not in the vocabulary.
    """
    rows = read_table(table)
    if not rows or not set(COLUMNS) <= set(_renamed(rows[0])):
        raise DatasetError(f"{table} is no table of corrections: it needs rows with {', '.join(COLUMNS)}.")
    return [
        _correction(_renamed(row), table, number)
        for number, row in enumerate(rows, start=1)
        if row.get("reviewed", REVIEWED)
    ]


def apply_corrections(rows: Sequence[Row], corrections: Sequence[Row], folder: Path) -> list[str]:
    """Put corrected labels into rows, in place, and mark these as reviewed.

    Args:
        rows: those of a data set table whose paths are relative to `folder`.

    Returns:
        A sentence for each correction that fits no row, or several.
    """
    remarks = []
    for correction in corrections:
        key, value = _key(correction)
        meant = [row for row in rows if _value(row, key, folder) == value]
        if len(meant) == 1:
            meant[0]["reviewed"] = REVIEWED
            meant[0].update({label: correction[label] for label in ("covers", "contrast") if correction[label]})
        elif meant:
            remarks.append(f"{value} holds {len(meant)} volumes: correct their rows by hand.")
        else:
            remarks.append(f"The correction of {value} fits no scan.")
    return remarks


def _renamed(row: Row) -> Row:
    """A row of a data set table, in which body parts have another name, as one of corrections."""
    return {"body_part": row["covers"], **row} if "covers" in row else row


def _correction(row: Mapping[str, str], table: Path, number: int) -> Row:
    named = {key: row.get(key, "").strip() for key in _KEYS}
    if named["path"]:
        named["path"] = str((table.parent / named["path"]).resolve())
    if not any(named.values()):
        raise DatasetError(f"{table}, correction {number} names no scan: series_uid is blank.")
    try:
        parts = {BodyPart(part) for part in re.split("[+;]", row["body_part"]) if part}
        contrast = Contrast(row["contrast"]) if row["contrast"] else ""
    except ValueError as error:
        known = ", ".join([*BodyPart, *Contrast])
        raise DatasetError(f"{table}, correction {number}: {error}. The labels are {known}.") from error
    return {**named, "covers": ";".join(part for part in BodyPart if part in parts), "contrast": contrast}


def _key(correction: Row) -> tuple[str, str]:
    return next((key, correction[key]) for key in _KEYS if correction[key])


def _value(row: Row, key: str, folder: Path) -> str:
    return str((folder / row["path"]).resolve()) if key == "path" else row[key]
