import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib import BodyPart, Contrast, CTVolume
from CTBodyContrastLib.labels import Plane
from CTBodyContrastLib.preparation import prepare_scan
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.examples import NO_LABEL, Examples
from CTBodyContrastLib.training.outliers import Outlier
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.slabs import TrainingScan

SMALL = ["input_size=32", "training.steps=3", "training.slabs_per_step=2"]
CHANGES = ("mirror", "virtual_ne", "enhancement", "mask_background", "shorten", "crop", "thick", "blur", "sharpen")
UNCHANGED = [f"augmentation.{name}=0.0" for name in (*CHANGES, "noise_hu", "offset_hu", "scale")]
UNMOVED = ["training.rotate_degrees=0.0", "training.zoom=0.0", "training.shift=0.0"]


def examples(contrast: Contrast | None = Contrast.NE, outliers: float = 0.0, changes: Sequence[str] = ()) -> Examples:
    recipe = load_recipe("compact", [*SMALL, f"training.outliers={outliers}", *changes])
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
    assert drawn.images.shape == (6, 3, 32, 32)
    assert drawn.views.tolist()[-3:] == [9, 10, 11]
    assert len(set(drawn.views.tolist())) == 6
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


@pytest.mark.parametrize("centered", ["true", "false"])
def test_without_changes_it_is_what_a_user_would_have_it_shown(centered: str) -> None:
    recipe = load_recipe(
        "compact", [*SMALL, *UNCHANGED, *UNMOVED, "training.outliers=0.0", f"centered={centered}", "usual_edges=false"]
    )
    # The neck begins below the scan and ends above it: wherever its ends are drawn, all slices are shown.
    ends = {"lung_apex": -60.0, "skull_base": 180.0}
    case = Case(Path("x"), "x", "p", "a", "free", True, None, (BodyPart.NECK,), 0, ends)
    voxels = np.full((40, 24, 28), -1024, np.int16)
    voxels[:, 4:20, 4:24] = np.random.default_rng(0).normal(80, 20, (40, 16, 20))
    volume = CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]))
    drawn = Examples([TrainingScan.of(case, volume, 3.0)], recipe)[0]
    shown = prepare_scan(volume, recipe.views, recipe.preprocessing).images[drawn.views]
    assert drawn.images == pytest.approx(shown, abs=1e-4)


class TestMoved:
    def drawn(self, *moves: str) -> np.ndarray:
        """Thirty images (image, row, column) in which the body, of about 0.5, fills the longer side."""
        given = examples(changes=[*UNCHANGED, *UNMOVED, "training.nine_views_per_slab=5", *moves])
        return np.concatenate([given[number].images[:5, 0] for number in range(6)])

    def areas(self, images: np.ndarray) -> np.ndarray:
        """How many pixels of each image show the body."""
        return (images > 0.25).sum(axis=(1, 2))

    def middles(self, images: np.ndarray) -> np.ndarray:
        """Row and column (image, 2) of each image's center of mass."""
        return np.array([(np.indices(image.shape) * image).sum(axis=(1, 2)) / image.sum() for image in images])

    def test_images_are_turned_about_their_middle(self) -> None:
        turned, unmoved = self.drawn("training.rotate_degrees=20.0"), self.drawn()
        assert np.mean(abs(turned - unmoved).max(axis=(1, 2)) > 0.2) > 0.8
        assert self.middles(turned) == pytest.approx(self.middles(unmoved), abs=0.5)

    def test_images_are_zoomed_both_ways_by_at_most_the_given_share(self) -> None:
        shares = self.areas(self.drawn("training.zoom=0.2")) / self.areas(self.drawn())
        assert 0.8**2 - 0.05 < shares.min() < 0.8
        # What grows beyond the longer side is cut off.
        assert 1.05 < shares.max() < 1.2**2

    def test_images_are_shifted_by_at_most_the_given_share_of_a_side(self) -> None:
        # What is moved out of the image makes the shift of the middle smaller.
        moves = self.middles(self.drawn("training.shift=0.1")) - self.middles(self.drawn())
        assert abs(moves).max() <= 0.1 * 32
        assert abs(moves).max(axis=0).min() > 1


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
