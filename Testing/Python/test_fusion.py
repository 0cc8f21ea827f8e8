import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, BodyPart
from CTBodyContrastLib.fusion import Fusion, sigmoid, softmax, votes
from CTBodyContrastLib.labels import VESSEL_VIEWS

ALL = NINE_VIEWS + VESSEL_VIEWS


def test_the_fused_part_is_the_normalized_geometric_mean_of_the_nine() -> None:
    logits = np.random.default_rng(0).normal(size=(12, 5))
    expected = np.prod(softmax(logits[:9]), axis=0) ** (1 / 9)
    assert Fusion().part_probabilities(ALL, logits) == pytest.approx(expected / expected.sum())


def test_the_vessel_views_have_no_say_in_the_body_part() -> None:
    logits = np.zeros((12, 5))
    logits[:9, 1], logits[9:, 2] = 1, 100
    assert Fusion().part_probabilities(ALL, logits).argmax() == 1


def test_the_vessel_weight_shares_contrast_between_the_nine_and_the_vessel_views() -> None:
    logits = np.array([-1.0] * 9 + [3.0] * 3)
    assert Fusion(vessel_weight=0.0).enhanced_logit(ALL, logits) == pytest.approx(-1)
    assert Fusion(vessel_weight=1.0).enhanced_logit(ALL, logits) == pytest.approx(3)
    assert Fusion(vessel_weight=0.5).enhanced_logit(ALL, logits) == pytest.approx(1)


def test_without_vessel_views_the_nine_decide_contrast() -> None:
    assert Fusion(vessel_weight=1.0).enhanced_logit(NINE_VIEWS, np.full(9, 2.0)) == pytest.approx(2)


def test_temperature_and_bias_move_certainty_and_decision_point() -> None:
    assert Fusion(contrast_bias=2.0).enhanced_probability(np.array(2.0), 0) == pytest.approx(0.5)
    cool, warm = (Fusion(contrast_temperature=t).enhanced_probability(np.array(2.0), 0) for t in (1.0, 4.0))
    assert 0.5 < warm < cool


def test_a_body_part_may_have_a_decision_point_of_its_own() -> None:
    fusion = Fusion(contrast_bias=1.0, part_bias={"neck": 0.5})
    found = fusion.enhanced_probability(np.array([1.0, 1.5, 1.0]), np.array([0, 1, 2]))
    assert found == pytest.approx([0.5, 0.5, 0.5])


def test_votes_are_each_views_own_answer() -> None:
    parts, contrast = np.zeros((9, 5)), np.zeros((9, 5))
    parts[0, 3], contrast[0, 2] = 5, 5
    found = votes(NINE_VIEWS, parts, contrast, part=2)
    assert found[NINE_VIEWS[0]].top_body_part is BodyPart.ABDOMEN
    assert found[NINE_VIEWS[0]].enhanced == pytest.approx(sigmoid(5.0))
    assert sum(found[NINE_VIEWS[4]].body_part.values()) == pytest.approx(1)


@pytest.mark.filterwarnings("error")
def test_extreme_logits_neither_overflow_nor_lose_their_sum() -> None:
    assert softmax(np.array([1000.0, -1000, 0, 0, 0])).sum() == pytest.approx(1)
    assert sigmoid(np.array([-1e4, 1e4])) == pytest.approx([0, 1])


@pytest.mark.parametrize("views", [NINE_VIEWS, ALL])
def test_the_shares_of_the_views_sum_to_one(views) -> None:
    for shares in (Fusion(vessel_weight=0.3).part_shares(views), Fusion(vessel_weight=0.3).contrast_shares(views)):
        assert shares.sum() == pytest.approx(1)
        assert len(shares) == len(views)
