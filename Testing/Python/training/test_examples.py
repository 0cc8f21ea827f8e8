import pickle
from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume
from CTBodyContrastLib.labels import Plane
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.examples import NO_LABEL, Examples
from CTBodyContrastLib.training.outliers import Outlier
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.slabs import TrainingScan

SMALL = ["input_size=32", "training.steps=3", "training.slabs_per_step=2"]


def examples(contrast: Contrast | None = Contrast.NE, outliers: float = 0.0) -> Examples:
    recipe = load_recipe("compact", [*SMALL, f"training.outliers={outliers}"])
    case = Case(
        Path("x"), "x", "p", "a", "free", True, contrast, (BodyPart.NECK,), 0, {"lung_apex": 9, "skull_base": 99}
    )
    voxels = np.full((40, 20, 20), -1024, np.int16)
    voxels[:, 4:16, 4:16] = np.random.default_rng(0).integers(0, 90, (40, 12, 12))
    return Examples([TrainingScan.of(case, CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])), 3.0)], recipe)


def test_an_example_depends_on_its_number_alone() -> None:
    first, again = examples(), examples()
    assert len(first) == 6
    again[5], again[0]
    assert np.array_equal(first[3].images, again[3].images)
    assert not np.array_equal(first[3].images, first[4].images)


def test_images_are_those_of_the_views_named() -> None:
    drawn = examples()[0]
    assert drawn.images.shape == (8, 3, 32, 32)
    assert drawn.views.tolist()[-3:] == [9, 10, 11]
    assert len(set(drawn.views.tolist())) == 8
    assert drawn.images.min() >= 0
    assert drawn.images.max() <= 1


@pytest.mark.parametrize(("contrast", "label"), [(Contrast.NE, 0), (None, NO_LABEL)])
def test_labels_are_indices(contrast: Contrast | None, label: int) -> None:
    drawn = examples(contrast)[0]
    assert list(BodyPart)[drawn.part] in (BodyPart.BRAIN, BodyPart.NECK)
    assert drawn.contrast == label


def test_another_process_can_be_given_the_examples() -> None:
    restored = pickle.loads(pickle.dumps(examples()))
    assert np.array_equal(restored[1].images, examples()[1].images)


def test_an_outlier_has_no_labels() -> None:
    drawn = examples(outliers=1.0)
    assert all((drawn[number].part, drawn[number].contrast) == (NO_LABEL, NO_LABEL) for number in range(len(drawn)))


def test_a_scan_with_its_head_down_is_shown_from_the_sides_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "CTBodyContrastLib.training.examples.draw_outlier",
        lambda voxels, spacing, rng: Outlier(voxels[::-1], spacing, frozenset((Plane.SAGITTAL, Plane.CORONAL))),
    )
    views = {int(view) for number in range(6) for view in examples(outliers=1.0)[number].views}
    assert views == {1, 2, 4, 5, 7, 8, 10, 11}
