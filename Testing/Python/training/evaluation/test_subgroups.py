from pathlib import Path

import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.dataset import DatasetError
from CTBodyContrastLib.training.evaluation.judged import Judged, judge_by_card
from CTBodyContrastLib.training.evaluation.subgroups import UNKNOWN, read_properties, subgroups, worst


def judged(**skill: float) -> Judged:
    given = made_up_predictions(slabs=20, equalized=False, **skill)
    return judge_by_card(given, ALL, Fusion(), {"body_part": 0.5, "contrast": 0.5}).unchanged


def test_cells_are_grouped(tmp_path: Path) -> None:
    table = tmp_path / "cases.csv"
    table.write_text(
        "case_id,manufacturer,orig_spacing,age,sex\na,GE,0.6x0.6x0.800,063Y,F\nb,,3x3x2.5,39,\nc,GE,odd,80,M\n"
        "d,GE,1,018M,M\ne,GE,1,12X\n",
        encoding="utf-8-sig",  # as Excel does
    )
    assert read_properties(table) == {
        "Manufacturer": {"a": "GE", "b": UNKNOWN, "c": "GE", "d": "GE", "e": "GE"},
        "Slice thickness": {
            "a": "up to 1.5 mm",
            "b": "1.5 to 2.5 mm",
            "c": UNKNOWN,
            "d": "up to 1.5 mm",
            "e": "up to 1.5 mm",
        },
        "Age": {"a": "60 to 79", "b": "below 40", "c": "80 and above", "d": "below 40", "e": UNKNOWN},
        "Sex": {"a": "F", "b": UNKNOWN, "c": "M", "d": "M", "e": UNKNOWN},
    }


def test_a_table_without_cases_is_named(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("name,sex\na,F\n")
    with pytest.raises(DatasetError, match="lacks the columns case_id"):
        read_properties(tmp_path / "other.csv")


def test_sources_come_first_then_properties_that_differ() -> None:
    everybody = {f"case-{index}": "GE" for index in range(20)}
    some = {f"case-{index}": "sharp" for index in range(6)}
    found = subgroups(judged(), {"Manufacturer": everybody, "Kernel": some})
    assert [(group.name, group.value, group.part.n, group.patients) for group in found] == [
        ("Source", "north", 10, 5),
        ("Source", "south", 10, 5),
        ("Kernel", UNKNOWN, 14, 7),
        ("Kernel", "sharp", 6, 3),
    ]


def test_the_worst_source_has_the_smallest_share_right() -> None:
    given = judged(part_skill=30.0, contrast_skill=30.0)
    given.predictions.contrast[np.flatnonzero(given.predictions.source == "south")[:2]] ^= 1
    found = worst(subgroups(given, {}))
    assert found is not None
    assert (found.value, found.contrast.right, found.contrast.n) == ("south", 8, 10)
    assert worst([]) is None
