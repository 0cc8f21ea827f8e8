"""Which scans a study learns from, stops by, and is judged on."""

from collections.abc import Sequence
from dataclasses import replace

from ...errors import DatasetError
from ..dataset import Case, Split


def set_apart(cases: Sequence[Case], fold: int | None) -> list[Case]:
    """The cases with the split that each is used in.

    Args:
        cases: of a table with splits, or of one with folds alone.
        fold: of a table with folds alone, the one to test on; the next is for validation, the others for training.

    Raises:
        DatasetError: neither splits nor a fold say what to test on, or both do, or no scan is left to test on or to
            learn from.
    """
    inside = [case for case in cases if case.split is not Split.EXTERNAL]
    if any(case.split is not Split.TRAINING for case in inside):
        if fold is not None:
            raise DatasetError("The table sets patients apart in its column split: leave --fold out.")
        assigned = list(cases)
    else:
        assigned = [*_by_fold(inside, fold), *(case for case in cases if case.split is Split.EXTERNAL)]
    for split in (Split.TRAINING, Split.TEST):
        if not any(case.split is split for case in assigned):
            raise DatasetError(f"The table has no scan for {split}: see its columns split and fold.")
    return assigned


def _by_fold(cases: Sequence[Case], fold: int | None) -> list[Case]:
    folds = sorted({case.fold for case in cases})
    if fold not in folds:
        raise DatasetError(
            "The table sets no patients apart in its column split. Name a fold to test on with --fold: "
            f"{', '.join(map(str, folds))}."
        )
    following = folds[(folds.index(fold) + 1) % len(folds)]
    roles = {following: Split.VALIDATION, fold: Split.TEST}
    return [replace(case, split=roles.get(case.fold, Split.TRAINING)) for case in cases]
