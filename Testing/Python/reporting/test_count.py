import pytest

from CTBodyContrastLib.reporting.count import Count


def test_wilson_interval_of_the_study() -> None:
    # 445 of 448, the study's best external result: 98.05 to 99.77 %.
    assert Count(445, 448).interval() == pytest.approx((0.9805, 0.9977), abs=2e-4)


def test_no_case_has_no_certainty() -> None:
    assert Count(0, 0).interval() == (0.0, 1.0)


def test_true_values_are_counted() -> None:
    assert Count.of([True, False, True]) == Count(2, 3)
