import numpy as np
import pytest

from CTBodyContrastLib.training.evaluation.comparison import compare_pairs

pytest.importorskip("statsmodels", reason="not run: what training needs is not installed")


def wrong_at(*places: int) -> np.ndarray:
    right = np.full(10, True)
    right[list(places)] = False
    return right


def test_mcnemar_and_holm_computed_by_hand() -> None:
    pairs = compare_pairs({"a": wrong_at(), "b": wrong_at(0, 1, 2, 3, 4, 5), "c": wrong_at(0, 1, 2, 3, 4)})
    assert [(pair.first, pair.second) for pair in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [(pair.only_first, pair.only_second) for pair in pairs] == [(6, 0), (5, 0), (0, 1)]
    # Six, five and one toss of a coin that all fall alike, two-sided.
    assert [pair.p for pair in pairs] == pytest.approx([2 / 64, 2 / 32, 1])
    assert [pair.p_holm for pair in pairs] == pytest.approx([3 * 2 / 64, 2 * 2 / 32, 1])


def test_differences_in_both_directions_are_weighed() -> None:
    (pair,) = compare_pairs({"a": wrong_at(0), "b": wrong_at(1, 2, 3, 4, 5)})
    assert pair.p == pytest.approx(2 * (1 + 6) / 64)


def test_equal_reconstructions_do_not_differ() -> None:
    (pair,) = compare_pairs({"a": wrong_at(1), "b": wrong_at(1)})
    assert (pair.only_first, pair.only_second, pair.p) == (0, 0, 1)
