import pytest
from made_up_archive import row

from CTBodyContrastLib.training.leaks import find_leaks


@pytest.mark.parametrize(
    ("shared", "sentence"),
    [
        ({"patient_id": "p1"}, "Patient p1 is in {}: choose one."),
        ({"series_uid": "1.2.3"}, "Series 1.2.3 is in {}: choose one."),
        ({"voxels": "abc"}, "The same voxels (a, b) are in {}: choose one."),
    ],
)
def test_what_is_on_both_sides_is_named(shared: dict[str, str], sentence: str) -> None:
    one = row(case_id="a", fold="0", split="training") | shared
    other = row(case_id="b", patient_id="other", fold="0", split="training") | shared
    assert find_leaks([one, other]) == []
    assert find_leaks([one, other | {"split": "test"}]) == [sentence.format("training and test")]
    assert find_leaks([one, other | {"fold": "3"}]) == [sentence.format("folds 0 and 3")]


def test_a_blank_series_or_hash_equals_no_other() -> None:
    assert find_leaks([row(fold="0"), row(patient_id="q", fold="1")]) == []


def test_a_blank_split_is_training() -> None:
    assert find_leaks([row(split=""), row(split="training")]) == []
    assert find_leaks([row(split=""), row(split="test")]) == ["Patient p is in training and test: choose one."]
