from pathlib import Path

import pytest

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.training.dataset import Case, DatasetError, Split
from CTBodyContrastLib.training.study.splits import set_apart


def case(fold: int, split: Split = Split.TRAINING) -> Case:
    return Case(Path(), f"{fold}-{split}", "p", "s", "free", True, None, (BodyPart.NECK,), fold, split=split)


FOLDS = [case(0), case(1), case(4)]


@pytest.mark.parametrize(("fold", "validation", "training"), [(0, 1, 4), (1, 4, 0), (4, 0, 1)])
def test_the_fold_after_the_tested_one_is_for_validation(fold: int, validation: int, training: int) -> None:
    found = {each.split: each.fold for each in set_apart(FOLDS, fold)}
    assert found == {Split.TEST: fold, Split.VALIDATION: validation, Split.TRAINING: training}


def test_external_scans_stay_external() -> None:
    found = set_apart([*FOLDS, case(0, Split.EXTERNAL)], 0)
    assert [each.split for each in found].count(Split.EXTERNAL) == 1


def test_splits_of_the_table_are_kept() -> None:
    cases = [case(0), case(0, Split.TEST)]
    assert set_apart(cases, None) == cases


@pytest.mark.parametrize(
    ("cases", "fold", "message"),
    [
        (FOLDS, None, r"Name a fold to test on with --fold: 0, 1, 4\."),
        (FOLDS, 2, r"Name a fold to test on with --fold: 0, 1, 4\."),
        ([case(0), case(0, Split.TEST)], 0, "leave --fold out"),
        ([case(0), case(0, Split.VALIDATION)], None, "no scan for test"),
        (FOLDS[:1], 0, "no scan for training"),
    ],
)
def test_what_cannot_be_set_apart_is_named(cases: list[Case], fold: int | None, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        set_apart(cases, fold)
