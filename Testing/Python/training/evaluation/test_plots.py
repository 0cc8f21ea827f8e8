import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.training.evaluation.comparison import Comparison
from CTBodyContrastLib.training.evaluation.judged import ENSEMBLE, FUSED, Judged, judge_by_card
from CTBodyContrastLib.training.evaluation.subgroups import subgroups
from CTBodyContrastLib.training.evaluation.tables import copies_compared

pytest.importorskip("matplotlib", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training.evaluation import plots


@pytest.fixture
def judged() -> Judged:
    return judge_by_card(made_up_predictions(40), ALL, Fusion(), {"body_part": 0.5, "contrast": 0.5})


def labels(axes) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def counts(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_reconstructions_are_rows_with_their_counts(judged: Judged) -> None:
    part, contrast = plots.reconstructions_figure(judged.unchanged).axes
    assert labels(part)[-2:] == [ENSEMBLE, FUSED]
    assert len(counts(part)) == 10, "the fitted answer names the ensemble's part"
    assert len(counts(contrast)) == 11
    assert all(text.endswith("/40") for text in counts(part))


def test_copies_are_counted_by_contrast(judged: Judged) -> None:
    sensitivity, specificity = plots.copies_figure(list(copies_compared(judged))).axes
    assert labels(sensitivity)[2] == "Equalized, head and neck"
    enhanced = int((judged.equalized.predictions.contrast == 1).sum())
    assert counts(sensitivity)[2].endswith(f"/{enhanced}")
    assert counts(specificity)[2].endswith(f"/{16 - enhanced}")


def test_subgroups_are_rows(judged: Judged) -> None:
    part, _ = plots.subgroups_figure(subgroups(judged.unchanged, {})).axes
    assert labels(part) == ["Source: north", "Source: south"]


def test_reliability_shows_n_and_both_states(judged: Judged) -> None:
    part, contrast = plots.reliability_figure(judged.unchanged).axes
    assert part.get_title(loc="left") == "Body part, n = 40"
    assert [text.get_text() for text in contrast.get_legend().get_texts()] == ["before", "after"]


def test_risk_is_drawn_for_each_class_with_its_n(judged: Judged) -> None:
    part, contrast = plots.selective_figure(judged.unchanged).axes
    assert len(part.get_lines()) == 5
    assert contrast.get_legend().get_texts()[1].get_text().startswith("CE (n = ")


def test_a_difference_beyond_chance_is_marked() -> None:
    pairs = [Comparison("a", "b", 1, 9, 0.02, 0.04), Comparison("a", "c", 2, 1, 1, 1), Comparison("b", "c", 0, 0, 1, 1)]
    (axes,) = plots.comparison_figure({"Contrast": pairs}).axes
    assert counts(axes) == ["+8*", "-1", "+0"]


def test_what_was_not_seen_is_not_drawn(judged: Judged) -> None:
    unknown = judged.unchanged
    unknown.predictions.contrast[:] = -1
    assert plots.reliability_figure(unknown).axes[1].get_title(loc="left") == "Contrast, n = 0"
    _, contrast = plots.reconstructions_figure(unknown).axes
    assert counts(contrast) == []
