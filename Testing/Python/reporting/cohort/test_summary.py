from dataclasses import replace
from pathlib import Path

import pytest
from made_up_results import OK, REJECTED, REVIEW, write_results

from CTBodyContrastLib.reporting.cohort.drift import corrected, differences
from CTBodyContrastLib.reporting.cohort.result_rows import Cohort, read_rows
from CTBodyContrastLib.reporting.cohort.summary import compare, compare_groups, describe

pytest.importorskip("statsmodels", reason="not run: what reports need is not installed")


def cohort(folder: Path, answers: list, series: str = "1.2") -> Cohort:
    return Cohort("results.csv", read_rows(write_results(folder / "results.csv", answers, series)))


def said_against(current: Cohort, reference: Cohort) -> str:
    return "\n".join(compare(current, reference, corrected(differences(current.rows, reference.rows))))


def test_counts_are_told_with_their_intervals(tmp_path: Path) -> None:
    said = describe(cohort(tmp_path, [OK] * 18 + [REVIEW, REJECTED]))
    assert said[0] == "results.csv: 20 scans, by compact@0123456789ab."
    assert "Body part: Chest 19." in said
    assert "Needs review: 1 of 20 (0.9 to 23.6 %)." in said


def test_few_scans_are_called_few(tmp_path: Path) -> None:
    assert any("So few scans" in line for line in describe(cohort(tmp_path, [OK] * 11)))
    assert not any("So few scans" in line for line in describe(cohort(tmp_path, [OK] * 12)))


def test_what_differs_is_told_apart_from_what_may_be_chance(tmp_path: Path) -> None:
    said = said_against(cohort(tmp_path, [OK] * 40 + [REVIEW] * 40), cohort(tmp_path, [OK] * 80, "9.9"))
    assert "Needs review: 40 of 80; in the reference 0 of 80. Change by +50.0 points" in said
    assert "p < 0.001" in said
    assert "Not more than chance" in said
    assert "80 and 80 scans show a change of a share of 22 points or more" in said


def test_too_few_scans_show_no_change(tmp_path: Path) -> None:
    said = said_against(cohort(tmp_path, [OK] * 3), cohort(tmp_path, [REVIEW] * 4, "9.9"))
    assert "3 and 4 scans are too few to show any change of a share." in said
    assert "points or more" not in said


def test_scans_in_both_files_and_other_models_are_told(tmp_path: Path) -> None:
    current, same = cohort(tmp_path, [OK] * 3), cohort(tmp_path, [replace(OK, model="other@1")] * 3)
    assert "3 scans are in both files" in said_against(current, same)
    assert "different models" in said_against(current, same)
    assert "both files" not in said_against(current, cohort(tmp_path, [OK] * 3, "9.9"))


def test_groups_that_do_not_differ_are_told_too() -> None:
    assert compare_groups([], {}) == ["No group differs more than by chance."]
