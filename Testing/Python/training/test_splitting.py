from collections import Counter

import numpy as np
import pytest
from made_up_archive import row

from CTBodyContrastLib.labels import BodyPart, Contrast
from CTBodyContrastLib.training.splitting import FOLDS, classes, deal_folds, deal_splits, divide, small_classes

STUDY = {"brain": 102, "neck": 102, "chest": 105}


def archive(patients: int, scans: int = 2) -> list[dict[str, str]]:
    """Every part with and without contrast, each of as many patients, who have several scans."""
    return [
        row(patient_id=f"{part}-{contrast}-{index}", covers=part, contrast=contrast)
        for part in BodyPart
        for contrast in Contrast
        for index in range(patients)
        for _ in range(scans)
    ]


def counts(rows: list[dict[str, str]], places: dict[str, str]) -> dict[tuple[str, str], Counter[str]]:
    """The patients of each class by place."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for each in {each["patient_id"]: each for each in rows}.values():
        found.setdefault(classes(each)[0], Counter())[places[each["patient_id"]]] += 1
    return found


def test_a_class_of_102_patients_is_dealt_as_in_the_study() -> None:
    rows = archive(102, scans=1)
    for dealt in counts(rows, deal_splits(rows, seed=0)).values():
        assert dealt == {"training": 72, "validation": 15, "test": 15}


@pytest.mark.parametrize("patients", [3, 4, 7])
def test_every_class_is_in_each_split(patients: int) -> None:
    rows = archive(patients)
    for dealt in counts(rows, deal_splits(rows, seed=0)).values():
        assert min(dealt[split] for split in ("training", "validation", "test")) >= 1
        assert dealt["training"] == max(dealt.values())


@pytest.mark.parametrize("patients", [5, 8])
def test_every_class_is_spread_over_the_folds(patients: int) -> None:
    rows = archive(patients)
    dealt = deal_folds(rows, seed=0)
    for of_class in counts(rows, dealt).values():
        assert len(of_class) == FOLDS
    sizes = Counter(dealt.values())
    assert max(sizes.values()) - min(sizes.values()) <= len(BodyPart) * len(Contrast)


def test_patients_of_several_classes_are_dealt_evenly_too() -> None:
    rng = np.random.default_rng(0)
    rows = [
        row(patient_id=str(patient), covers=str(rng.choice(list(BodyPart))), contrast=str(rng.choice(list(Contrast))))
        for patient in range(100)
        for _ in range(3)
    ]
    splits = deal_splits(rows, seed=0)
    for each in {classes(each)[0] for each in rows}:
        of_class = Counter(splits[patient] for patient in {r["patient_id"] for r in rows if classes(r)[0] == each})
        assert of_class["test"] >= 2
        assert of_class["training"] / of_class.total() == pytest.approx(72 / 102, abs=0.15)


def test_only_the_seed_decides() -> None:
    rows = archive(10)
    assert deal_splits(rows, seed=1) == deal_splits(rows[::-1], seed=1)
    assert deal_splits(rows, seed=1) != deal_splits(rows, seed=2)


def test_the_only_patient_of_a_class_is_trained_on_and_told() -> None:
    rows = [*archive(4), row(patient_id="alone", covers="chest;abdomen", contrast="CE")]
    assert small_classes(rows) == []
    alone = [row(patient_id="alone", covers="neck", contrast="NE"), row(patient_id="x", covers="neck", contrast="")]
    assert deal_splits(alone, seed=0)["alone"] == "training"
    assert small_classes(alone) == ["neck NE has 1 patient, too few to be in training, validation and test."]


class TestDividing:
    def test_external_patients_stay_so_and_all_get_a_fold(self) -> None:
        rows = [*archive(4), row(patient_id="away", split="external")]
        divide(rows, seed=0)
        assert rows[-1]["split"] == "external"
        assert {each["split"] for each in rows[:-1]} == {"training", "validation", "test"}
        assert {each["fold"] for each in rows} <= set("01234")

    def test_folds_of_a_table_are_kept(self) -> None:
        rows = [each | {"fold": "7"} for each in archive(4)]
        divide(rows, seed=0)
        assert {(each["fold"], each["split"]) for each in rows} == {("7", "")}

    def test_splits_of_a_table_are_kept(self) -> None:
        rows = [each | {"split": "test"} for each in archive(4)]
        divide(rows, seed=0)
        assert {each["split"] for each in rows} == {"test"}
        assert {each["fold"] for each in rows} == set("01234")
