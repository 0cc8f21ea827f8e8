from pathlib import Path

import numpy as np
import pytest
from made_up_study import study_recipe

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.dataset import DatasetError, Split
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.study.finished import (
    FinishedStudy,
    StudyProvenance,
    prediction_file,
    read_finished_study,
    write_finished_study,
)

SCANS = 40


def predictions(bias: float, seed: int) -> Predictions:
    """Of one view, whose contrast logits are too high by so much."""
    rng = np.random.default_rng(seed)
    part, contrast = np.arange(SCANS) % 5, np.arange(SCANS) // 5 % 2
    text = np.array([f"{seed}-{index}" for index in range(SCANS)])
    part_logits = rng.normal(size=(SCANS, 1, 5)) + 2 * np.eye(5)[part][:, None]
    contrast_logits = rng.normal(size=(SCANS, 1, 5)) + bias + (2 * contrast - 1)[:, None, None]
    zeros = np.zeros(SCANS, int)
    return Predictions(text, text, text, zeros, zeros, part, contrast, part_logits, contrast_logits)


def finished(run: Path, **bias: float) -> FinishedStudy:
    """A study whose sets have contrast logits that are too high by so much."""
    for seed, (split, value) in enumerate(bias.items()):
        predictions(value, seed).save(prediction_file(run, Split(split)))
    write_finished_study(run, StudyProvenance("mine", "dataset.csv", None, ["body-part", "neck"], {}, {}))
    return read_finished_study(run, study_recipe())


def test_fusion_is_fitted_on_the_validation_scans(tmp_path: Path) -> None:
    found = finished(tmp_path, validation=1.5, test=-1.5, external=-1.5)
    assert found.fusion.contrast_bias == pytest.approx(1.5, abs=0.6)


def test_what_the_test_scans_are_changes_neither_fusion_nor_thresholds(tmp_path: Path) -> None:
    for name in ("one", "another"):
        (tmp_path / name).mkdir()
    one = finished(tmp_path / "one", validation=1.5, test=-1.5)
    another = finished(tmp_path / "another", validation=1.5, test=3.0)
    assert one.fusion == another.fusion
    assert one.review_below == another.review_below


def test_of_few_validation_scans_none_is_below_a_threshold(tmp_path: Path) -> None:
    found = finished(tmp_path, validation=0.0, test=0.0)
    least = {split: answers.part.max(axis=1).min() for split, answers in found.answers.items()}
    assert found.review_below["body_part"] == least[Split.VALIDATION]
    assert found.review_below["body_part"] != least[Split.TEST]


def test_without_validation_scans_nothing_is_fitted(tmp_path: Path) -> None:
    found = finished(tmp_path, test=-1.5)
    assert found.fusion == Fusion()
    assert found.review_below == {"body_part": 0.5, "contrast": 0.5}


def test_a_study_that_is_not_finished_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is not a finished run"):
        read_finished_study(tmp_path, study_recipe())
