"""Patients dealt into training, validation and test, or into folds, so that every class is in each.

scikit-learn's StratifiedGroupKFold refuses classes with fewer patients than folds, which hospitals' archives have,
and does not deal out unequal shares. This is the iterative stratification of Sechidis et al., "On the Stratification
of Multi-Label Data" (ECML PKDD 2011), with a patient's scans as its labels.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from ..io.csv_table import Row
from ..labels import Contrast
from .dataset import Split

FOLDS = 5
# The study's: 72 scans of a body part with one contrast in training, 15 in validation, 15 in test.
SHARES: Mapping[str, Fraction] = {
    Split.TRAINING: Fraction(72, 102),
    Split.VALIDATION: Fraction(15, 102),
    Split.TEST: Fraction(15, 102),
}
UNKNOWN = "unknown"

# Body part and contrast.
Class = tuple[str, str]


def classes(row: Mapping[str, str]) -> list[Class]:
    """The classes of a data set row: each part that it covers, with its contrast; unknown where there is no label."""
    parts = [part for part in row["covers"].split(";") if part] or [UNKNOWN]
    return [(part, row["contrast"] or UNKNOWN) for part in parts]


def patients_by_class(rows: Iterable[Mapping[str, str]]) -> dict[Class, set[str]]:
    """The patients of each class that the rows have a scan of."""
    found: dict[Class, set[str]] = {}
    for row in rows:
        for each in classes(row):
            found.setdefault(each, set()).add(row["patient_id"])
    return found


def divide(rows: Sequence[Row], seed: int) -> None:
    """Give every patient of a table a fold and a split, in place; external rows stay so.

    A table that comes with folds keeps them and gets no splits; one that comes with splits keeps those.
    """
    if any(row["fold"] for row in rows):
        return
    folds = deal_folds(rows, seed)
    inside = [row for row in rows if row["split"] != Split.EXTERNAL]
    splits = {} if any(row["split"] for row in inside) else deal_splits(inside, seed)
    for row in rows:
        row["fold"] = folds[row["patient_id"]]
        row["split"] = row["split"] or splits.get(row["patient_id"], "")


def deal_splits(rows: Sequence[Mapping[str, str]], seed: int) -> dict[str, str]:
    """For each patient training, validation or test; equal rows and seed give an equal answer.

    A class with at least three patients is in all three, as far as patients of several classes allow it. The only
    patient of a class is trained on.
    """
    return _deal(rows, SHARES, seed)


def deal_folds(rows: Sequence[Mapping[str, str]], seed: int) -> dict[str, str]:
    """For each patient one of FOLDS folds of about equal size."""
    return _deal(rows, {str(fold): Fraction(1, FOLDS) for fold in range(FOLDS)}, seed)


def small_classes(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """A sentence for each labeled class with too few patients for training, validation and test."""
    sentences = []
    inside = [row for row in rows if row["split"] != Split.EXTERNAL]
    for (part, contrast), patients in sorted(patients_by_class(inside).items()):
        if part != UNKNOWN and contrast in set(Contrast) and len(patients) < len(SHARES):
            count = "1 patient" if len(patients) == 1 else f"{len(patients)} patients"
            sentences.append(f"{part} {contrast} has {count}, too few to be in training, validation and test.")
    return sentences


def _deal(rows: Sequence[Mapping[str, str]], shares: Mapping[str, Fraction], seed: int) -> dict[str, str]:
    members = patients_by_class(rows)
    patients = sorted(set().union(*members.values()))
    np.random.default_rng(seed).shuffle(patients)
    wanted = {each: _wanted(shares, len(members[each])) for each in members}
    wanted_of_all = _wanted(shares, len(patients))
    places: dict[str, str] = {}
    # The rarest class first: the others have more patients left to make up for it.
    for each in sorted(members, key=lambda each: (len(members[each]), each)):
        for patient in patients:
            if patient not in members[each] or patient in places:
                continue
            place = max(shares, key=lambda place: (wanted[each][place], wanted_of_all[place]))
            places[patient] = str(place)
            wanted_of_all[place] -= 1
            for other in members:
                if patient in members[other]:
                    wanted[other][place] -= 1
    return places


def _wanted(shares: Mapping[str, Fraction], patients: int) -> dict[str, Fraction]:
    """How many patients each place is to get: at least one, where there are enough, and the first gets the rest."""
    first, *others = shares
    least = 1 if patients >= len(shares) else 0
    wanted = {place: max(shares[place] * patients, Fraction(least)) for place in others}
    return {first: patients - sum(wanted.values(), Fraction()), **wanted}
