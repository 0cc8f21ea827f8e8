from pathlib import Path

import numpy as np
import pytest
from made_up_predictions import made_up_predictions, write_run
from made_up_scans import write_model, write_necks

pytest.importorskip("timm", reason="not run: what training needs is not installed")

from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.io.csv_table import read_table
from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.training.dataset import COLUMNS, read_dataset, write_dataset
from CTBodyContrastLib.training.evaluation.sets import EXTERNAL, INTERNAL, EvaluationSet, external_set, internal_set
from CTBodyContrastLib.training.examples import canonical_volume
from CTBodyContrastLib.training.loading import load_scans
from CTBodyContrastLib.training.slabs import landmark_slabs


@pytest.fixture
def external(tmp_path: Path) -> EvaluationSet:
    return external_set(write_necks(tmp_path), write_model(tmp_path / "model"), say=lambda text: None)


def test_finished_folds_are_the_internal_set(tmp_path: Path) -> None:
    given = made_up_predictions()
    run = write_run(tmp_path / "run", given)
    (run / "fold-1.npz").unlink()
    found = internal_set(run)
    assert found.name == INTERNAL
    assert "folds 0, 2," in found.origin
    assert set(found.judged.predictions.fold) == {0, 2}


def test_external_slabs_are_judged_by_the_cards_fusion_and_thresholds(external: EvaluationSet) -> None:
    slabs = external.judged.unchanged
    assert external.name == EXTERNAL
    assert slabs.predictions.case_id.tolist() == ["outside-0", "outside-1"]
    assert slabs.stated_contrast.tolist() == [1, 1], "the card's bias was not used"
    assert slabs.doubtful.all(), "the card's threshold was not used"


def test_external_slabs_are_equalized_where_they_can_be(external: EvaluationSet) -> None:
    assert external.judged.equalized.predictions.case_id.tolist() == ["outside-0"]
    assert len(external.judged.changed) == 0


def test_of_a_table_that_sets_scans_apart_only_those_are_judged(tmp_path: Path) -> None:
    table = write_necks(tmp_path)
    rows = read_table(table, COLUMNS)
    rows[0]["split"], rows[1]["split"] = "training", "external"
    write_dataset(rows, table)
    found = external_set(table, write_model(tmp_path / "model"), say=lambda text: None)
    assert found.judged.unchanged.predictions.case_id.tolist() == ["outside-1"]
    assert found.origin.startswith("1 scans from elsewhere")


def test_what_is_evaluated_is_what_the_classifier_says(external: EvaluationSet, tmp_path: Path) -> None:
    classifier = Classifier.load(tmp_path / "model/tiny.json", "cpu")
    (slab,) = landmark_slabs(load_scans(read_dataset(tmp_path / "dataset.csv")[:1], 3.0))
    said = classifier.classify(canonical_volume(slab.voxels, slab.scan.spacing))
    slabs = external.judged.unchanged
    assert said.body_part == list(BodyPart)[slabs.stated_part[0]]
    assert said.body_part_probability == pytest.approx(slabs.answers.part[0].max(), abs=1e-4)
    assert (said.status == "review") == slabs.doubtful[0]
    votes = [vote.body_part[BodyPart.NECK] for vote in said.votes.values()]
    logits = slabs.predictions.part_logits[0]
    expected = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    assert votes == pytest.approx(expected[:, 1].tolist(), abs=1e-4)
