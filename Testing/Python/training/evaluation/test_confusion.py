import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.evaluation.judged import judge_by_card
from CTBodyContrastLib.training.evaluation.sets import EXTERNAL, INTERNAL, EvaluationSet

pytest.importorskip("sklearn", reason="not run: what training needs is not installed")
pytest.importorskip("matplotlib", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.evaluation.confusion import body_part_figure, contrast_figure, count_matrix


def evaluated(name: str, seed: int = 0) -> EvaluationSet:
    given = made_up_predictions(20, part_skill=60.0, contrast_skill=60.0, seed=seed)
    # Among the axial views, AIP never names a brain.
    given.part_logits[given.part == 0, 0] = [0, 60, 0, 0, 0]
    judged = judge_by_card(given, ALL, Fusion(), {"body_part": 0.5, "contrast": 0.5})
    return EvaluationSet(name, "made up", judged, 3.0)


def test_rows_are_the_truth() -> None:
    counts = count_matrix(stated=np.array([0, 1, 1]), truth=np.array([0, 0, 1]), classes=3)
    assert counts.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 0]]


def test_figure_4_has_the_best_the_best_axial_and_the_ensemble_of_each_set() -> None:
    figure = body_part_figure({INTERNAL: evaluated(INTERNAL), EXTERNAL: evaluated(EXTERNAL, seed=1)})
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == [
        f"{name}: {model}\n20 of 20 right"
        for name in (INTERNAL, EXTERNAL)
        for model in ("AIP sagittal (best)", "MIP axial (best axial)", "Ensemble of nine")
    ]
    assert [text.get_text() for text in figure.axes[0].texts][:6] == ["4", "0", "0", "0", "0", "0"]


def test_figure_5_has_each_part_by_its_best_mid_plane_and_by_the_ensemble() -> None:
    figure = contrast_figure({INTERNAL: evaluated(INTERNAL)})
    assert len(figure.axes) == 10
    titles = [axes.get_title(loc="left").splitlines()[:2] for axes in figure.axes]
    assert titles[0] == ["Internal: Brain", "Mid-plane axial"]
    assert titles[9] == ["Internal: Pelvis", "Ensemble of nine"]
