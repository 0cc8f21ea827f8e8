from dataclasses import replace
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from made_up_results import OK, REJECTED, REVIEW, write_results

from CTBodyContrastLib.reporting.cohort.drift import (
    Difference,
    Finding,
    corrected,
    differences,
    smallest_visible,
    table_p,
)
from CTBodyContrastLib.reporting.cohort.result_rows import read_rows

pytest.importorskip("statsmodels", reason="not run: what reports need is not installed")


@pytest.fixture
def compared(tmp_path: Path):
    def compare(current: list, reference: list) -> dict[str, Difference]:
        rows = read_rows(write_results(tmp_path / "a.csv", current))
        before = read_rows(write_results(tmp_path / "b.csv", reference))
        return {each.name: each for each in differences(rows, before)}

    return compare


def test_a_changed_rate_is_found_with_its_interval(compared) -> None:
    # Newcombe's own example (Statistics in Medicine 17, 1998, method 10): 56/70 against 48/80.
    found = compared([REVIEW] * 56 + [OK] * 14, [REVIEW] * 48 + [OK] * 32)["Needs review"]
    assert (found.current, found.reference) == ("56 of 70", "48 of 80")
    assert found.change == "by +20.0 points (+5.2 to +33.4)"
    assert 0.01 < found.p < 0.02


def test_a_changed_mix_is_found(compared) -> None:
    found = compared([OK] * 80 + [replace(OK, body_part="neck")] * 20, [OK] * 50 + [replace(OK, body_part="neck")] * 50)
    assert found["Body part: mix"].p < 1e-4
    assert found["Body part: mix"].current == "80 chest, 20 neck"
    index = 0.3 * np.log(80.5 / 20.5) * 100 / 101
    assert found["Body part: mix"].change.startswith(f"by a stability index of {index:.2f} (up to 0.08 by chance)")


def test_less_sure_answers_are_found(compared) -> None:
    less = [replace(OK, contrast_probability=0.7 + index / 1000) for index in range(100)]
    more = [replace(OK, contrast_probability=0.8 + index / 1000) for index in range(100)]
    found = compared(less, more)["Contrast's probability"]
    assert found.p < 1e-6
    assert found.change == "by -0.100 (-0.108 to -0.092)"


def test_equal_scans_do_not_differ(compared) -> None:
    answers = [OK] * 30 + [REVIEW] * 5 + [REJECTED] * 5
    assert not any(each.p < 0.9 for each in compared(answers, answers).values())


def test_what_one_side_does_not_have_is_not_compared(compared) -> None:
    found = compared([REJECTED] * 3, [OK] * 3)
    assert found["Contrast's probability"].change == found["Body part: mix"].change == "not compared"
    assert isnan(found["Tags name another part"].p)


def test_correction_is_holms_and_leaves_out_what_was_not_tested() -> None:
    found = corrected([Finding("a", "", p) for p in (0.01, float("nan"), 0.04, 0.03)])
    assert [each.p_holm for each in found if each.p == each.p] == pytest.approx([0.03, 0.06, 0.06])
    assert [each.beyond_chance for each in found] == [True, False, False, False]


def test_few_scans_are_compared_with_random_tables() -> None:
    # With these margins 34 of the 70 equally likely tables are as far from even: p = 0.486, where chi-square has 0.157.
    p, test = table_p(np.array([[3, 1], [1, 3]]))
    assert test == "chi-square, random tables"
    assert p == pytest.approx(0.486, abs=0.02)


def test_many_scans_are_compared_by_chi_square() -> None:
    p, test = table_p(np.array([[30, 70], [50, 50]]))
    assert (test, p) == ("chi-square", pytest.approx(0.00389, abs=1e-4))


def test_what_so_few_scans_can_show() -> None:
    # The usual formula asks for 2 * 0.25 * (2.8 / 0.1)^2 = 392 in each group to see 10 points.
    assert smallest_visible(392, 392) == pytest.approx(0.1, abs=1e-3)
