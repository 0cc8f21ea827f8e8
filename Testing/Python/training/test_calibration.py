import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import VESSEL_VIEWS, BodyPart, Plane
from CTBodyContrastLib.training.calibration import fit_fusion
from CTBodyContrastLib.training.metrics import (
    apply,
    fuse_out_of_fold,
    reject_threshold,
    review_threshold,
    review_thresholds,
    summarize,
    turned_threshold,
)
from CTBodyContrastLib.training.prediction import Predictions

ALL = NINE_VIEWS + VESSEL_VIEWS
SAGITTAL = [index for index, (_, plane) in enumerate(NINE_VIEWS) if plane is Plane.SAGITTAL]


def predictions(n: int = 200, nine: float = 0.0, vessel: float = 2.0, bias: float = 0.0, seed: int = 0) -> Predictions:
    """Slabs whose views say the truth with the given strength (log-odds) and unit noise."""
    rng = np.random.default_rng(seed)
    part, contrast = rng.integers(5, size=n), rng.integers(2, size=n)
    part_logits = rng.normal(size=(n, 12, 5)) + 3.0 * np.eye(5)[part][:, None]
    strength = np.array([nine] * 9 + [vessel] * 3)
    contrast_logits = rng.normal(size=(n, 12, 5)) + bias + (2 * contrast - 1)[:, None, None] * strength[:, None]
    text = np.array([f"p{index}" for index in range(n)])
    return Predictions(
        text, text, text, np.arange(n) % 5, np.zeros(n, int), part, contrast, part_logits, contrast_logits
    )


def alike(part_logits: np.ndarray, part: np.ndarray, contrast_logit: np.ndarray, contrast: np.ndarray) -> Predictions:
    """Slabs of which each of nine views says the same: part logits (n, 5) and a contrast logit (n,)."""
    n = len(part)
    text = np.full(n, "x")
    part_logits = np.broadcast_to(part_logits[:, None], (n, 9, 5))
    contrast_logits = np.broadcast_to(contrast_logit[:, None, None], (n, 9, 5))
    return Predictions(
        text, text, text, np.zeros(n, int), np.zeros(n, int), part, contrast, part_logits, contrast_logits
    )


class TestOptimum:
    """Three of four answers are right, however sure of them the network is."""

    @pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
    def test_a_part_named_rightly_three_times_in_four_gets_that_probability(self, temperature: float) -> None:
        truth = np.tile([0, 0, 0, 1], 250)
        # Odds of 12 to the 4 other parts are 3 to 1.
        logits = np.zeros((1000, 5))
        logits[:, 0] = temperature * np.log(12)
        fitted = fit_fusion(alike(logits, truth, np.zeros(1000), np.full(1000, -1)), NINE_VIEWS)
        assert fitted.part_temperature == pytest.approx(temperature, rel=0.1)

    @pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
    @pytest.mark.parametrize(("enhanced", "not_enhanced"), [(1800, 200), (200, 1800), (1000, 1000)])
    def test_ce_and_ne_weigh_alike_whatever_their_numbers(
        self, enhanced: int, not_enhanced: int, temperature: float
    ) -> None:
        # Heads are too high by 1.5; that far from there, odds of 3 to 1 are right.
        contrast = np.repeat([1, 0], [enhanced, not_enhanced])
        right = np.where(np.arange(len(contrast)) % 4 == 0, -1, 1)
        logit = 1.5 + temperature * np.log(3) * right * np.where(contrast == 1, 1, -1)
        fitted = fit_fusion(alike(np.zeros((2000, 5)), np.arange(2000) % 5, logit, contrast), NINE_VIEWS)
        assert fitted.contrast_bias == pytest.approx(1.5, abs=0.11)
        assert fitted.contrast_temperature == pytest.approx(temperature, rel=0.1)


class TestFusion:
    def test_the_views_that_know_are_given_the_weight(self) -> None:
        assert fit_fusion(predictions(nine=0.0, vessel=2.0), ALL).vessel_weight >= 0.75
        assert fit_fusion(predictions(nine=2.0, vessel=0.0), ALL).vessel_weight <= 0.25

    def test_a_moved_decision_point_is_found(self) -> None:
        assert fit_fusion(predictions(nine=1.0, vessel=1.0, bias=1.5), ALL).contrast_bias == pytest.approx(1.5, abs=0.3)

    def test_a_decision_point_that_is_moved_in_one_part_is_found_there(self) -> None:
        given = predictions(n=1000, nine=1.0, vessel=1.0)
        given.contrast_logits[given.part == 3] += 1.5
        fusion = fit_fusion(given, ALL)
        found = [fusion.contrast_bias + fusion.part_bias[part] for part in BodyPart]
        assert found == pytest.approx([0, 0, 0, 1.5, 0], abs=0.4)

    def test_a_part_without_both_labels_keeps_the_decision_point_of_all(self) -> None:
        given = predictions(nine=1.0, vessel=1.0)
        given.contrast[given.part == 4] = 1
        assert fit_fusion(given, ALL).part_bias["pelvis"] == 0

    def test_separated_labels_do_not_make_every_answer_certain(self) -> None:
        fusion = fit_fusion(predictions(n=20, nine=20.0, vessel=20.0), ALL)
        assert fusion.contrast_temperature > 0.25

    def test_a_fold_is_fused_without_its_own_labels(self) -> None:
        given = predictions(nine=1.0, vessel=1.0)
        changed = given.contrast.copy()
        changed[given.fold == 2] = 1 - changed[given.fold == 2]
        wrong = Predictions(**{**vars(given), "contrast": changed})
        same = given.fold == 2
        assert np.array_equal(fuse_out_of_fold(given, ALL).enhanced[same], fuse_out_of_fold(wrong, ALL).enhanced[same])
        assert not np.array_equal(
            fuse_out_of_fold(given, ALL).enhanced[~same], fuse_out_of_fold(wrong, ALL).enhanced[~same]
        )


class TestReport:
    def test_counts_are_those_of_the_labels(self) -> None:
        given = predictions(nine=5.0, vessel=5.0)
        report = summarize(given, fuse_out_of_fold(given, ALL), ALL)
        assert report["body_part"]["n"] == report["contrast"]["n"] == 200
        by_part = report["by_part"].values()
        assert sum(row["contrast_CE"]["n"] + row["contrast_NE"]["n"] for row in by_part) == 200
        assert set(report["by_view"]) == {f"{method} {plane}" for method, plane in ALL}

    def test_changed_copies_are_counted_apart(self) -> None:
        given = predictions(nine=5.0, vessel=5.0)
        given.variant[::2] = 1
        report = summarize(given, fuse_out_of_fold(given, ALL), ALL)
        assert (report["contrast"]["n"], report["contrast_changed_copies"]["n"]) == (100, 100)

    def test_an_unknown_contrast_is_not_judged(self) -> None:
        given = predictions()
        given.contrast[:50] = -1
        assert summarize(given, fuse_out_of_fold(given, ALL), ALL)["contrast"]["n"] == 150


class TestThreshold:
    def test_one_answer_in_sixty_is_below(self) -> None:
        probability = np.random.default_rng(0).uniform(0.5, 1.0, 600)
        assert (probability < review_threshold(probability)).sum() == 9

    def test_with_few_answers_none_is_below(self) -> None:
        assert review_threshold(np.array([0.9, 0.7, 0.8])) == 0.7
        assert review_threshold(np.array([])) == 0.5

    def test_each_task_has_its_own_from_unchanged_slabs(self) -> None:
        given = predictions(vessel=0.7)
        answers = fuse_out_of_fold(given, ALL)
        given.variant[answers.part.max(axis=1) < np.median(answers.part.max(axis=1))] = 1
        unchanged = given.variant == 0
        found = review_thresholds(given, answers)
        assert found["body_part"] == review_threshold(answers.part[unchanged].max(axis=1))
        assert found["body_part"] > review_threshold(answers.part.max(axis=1))
        assert found["contrast"] == review_threshold(abs(answers.enhanced[unchanged] - 0.5) + 0.5)
        assert found["plane"] == review_threshold(answers.plane[unchanged])

    def test_no_unchanged_slab_is_near_to_rejection(self) -> None:
        given = predictions(vessel=0.7)
        answers = fuse_out_of_fold(given, ALL)
        surest = answers.part.max(axis=1)
        given.variant[surest < np.median(surest)] = 1
        assert reject_threshold(given, answers) == surest[given.variant == 0].min() / 2 > surest.min() / 2

    def test_nearly_every_unchanged_slab_is_twice_as_clear_in_its_sagittal_views(self) -> None:
        given = predictions(n=120)
        given.part_logits[:60, SAGITTAL] = 0.0
        given.variant[:60] = 1
        least = given.part_logits[60:, SAGITTAL].mean(axis=1).max(axis=1).min()
        assert turned_threshold(given, ALL) == least / 2 > 0


def test_applying_a_fusion_uses_the_true_parts_heads() -> None:
    given = predictions(n=3)
    given.contrast_logits[:] = 0
    given.contrast_logits[1, :, given.part[1]] = 4
    assert apply(Fusion(), given, ALL).enhanced == pytest.approx([0.5, 0.982, 0.5], abs=1e-3)


def test_the_plane_that_gives_the_named_part_least_is_told() -> None:
    given = predictions(n=2)
    given.part_logits[:] = 0
    given.part_logits[:, :9, 3] = 5
    given.part_logits[1, SAGITTAL, 3] = 0
    assert apply(Fusion(), given, ALL).plane == pytest.approx([0.974, 0.2], abs=1e-3)


def test_predictions_survive_the_disk(tmp_path) -> None:
    given = predictions(n=4)
    given.save(tmp_path / "fold-0.npz")
    for name, values in vars(Predictions.load(tmp_path / "fold-0.npz")).items():
        assert np.array_equal(values, vars(given)[name])
    assert [path.name for path in tmp_path.iterdir()] == ["fold-0.npz"]
