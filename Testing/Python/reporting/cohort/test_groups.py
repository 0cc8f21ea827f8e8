from pathlib import Path

import pytest
from made_up_results import OK, REVIEW, write_results

from CTBodyContrastLib.reporting.cohort.groups import against_reference, groups, within
from CTBodyContrastLib.reporting.cohort.result_rows import Cohort, read_rows

pytest.importorskip("statsmodels", reason="not run: what reports need is not installed")


def cohort(folder: Path, answers: list, **properties: list[str]) -> Cohort:
    return Cohort("results.csv", read_rows(write_results(folder / "results.csv", answers)), properties)


@pytest.fixture
def makers(tmp_path: Path) -> tuple[Cohort, Cohort]:
    """One manufacturer's scans all need review, and did not in the reference."""
    names = {"Manufacturer": ["A"] * 40 + ["B"] * 30}
    return cohort(tmp_path, [OK] * 40 + [REVIEW] * 30, **names), cohort(tmp_path, [OK] * 70, **names)


def test_the_group_that_differs_is_named(makers: tuple[Cohort, Cohort]) -> None:
    (found,) = groups(*makers).values()
    assert [(each.value, len(each.current), len(each.reference)) for each in found] == [("A", 40, 40), ("B", 30, 30)]
    beyond = [each.name for each in against_reference(found) if each.beyond_chance]
    assert beyond == ["Manufacturer B: Needs review", "Manufacturer B: Contrast's probability"]


def test_groups_are_compared_with_each_other(makers: tuple[Cohort, Cohort]) -> None:
    (found,) = groups(makers[0], None).values()
    p = {each.name: each.p for each in within(found)}
    assert p["Needs review by manufacturer"] < 1e-6
    assert not p["Body part: mix by manufacturer"] < 1


def test_months_keep_their_order(tmp_path: Path) -> None:
    months = ["2026-02", "2025-12", "2026-01", "2026-01"]
    (found,) = groups(cohort(tmp_path, [OK] * 4, Month=months), None).values()
    assert [each.value for each in found] == ["2025-12", "2026-01", "2026-02"]


def test_rare_values_share_a_group(tmp_path: Path) -> None:
    kernels = [f"K{index:02d}" for index in range(15)] + ["K00"]
    (found,) = groups(cohort(tmp_path, [OK] * 16, Kernel=kernels), None).values()
    assert (found[0].value, len(found[0].current)) == ("K00", 2)
    assert (found[-1].value, len(found[-1].current)) == ("others", 3)
