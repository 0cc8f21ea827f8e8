"""Where the network looked, with networks whose answer is known: what they look for is a bright block in the volume."""

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from test_classifier import write_model

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Contrast, CTVolume, Method, Plane, project
from CTBodyContrastLib.classification import Heat
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.preprocessing import Preprocessing, network_input, network_views, reduce_volume

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.classifier import Classifier  # noqa: E402
from CTBodyContrastLib.network import build_network  # noqa: E402
from CTBodyContrastLib.saliency import (  # noqa: E402
    body_part_target,
    contrast_target,
    evidence,
    heat_on,
    locate,
)

SIZE, CELLS = 64, 16
BLOCK = (slice(30, 36), slice(12, 18), slice(44, 50))
WINDOWS = dict.fromkeys(Method, ((0.0, 1000.0),) * 3)


class BrightnessNetwork(torch.nn.Module):
    """Its feature map is the brightness, averaged over blocks of pixels; the chest's logit is its mean."""

    def features(self, images: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.avg_pool2d(images[:, :1], SIZE // CELLS)

    def answer(self, features: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        pooled = features.mean(dim=(1, 2, 3))
        weights = torch.tensor([0.0, 0.0, 1.0, 0.0, 0.0])
        return pooled[:, None] * weights, -pooled[:, None] * weights


def bright_block(spacing: tuple[float, float, float] = (3.0, 3.0, 3.0)) -> CTVolume:
    """A body of water in air, off its middle, with one bright block; (K, J, I) run to S, P and L."""
    voxels = np.full((48, 40, 64), -1000, np.int16)
    voxels[4:44, 6:36, 10:60] = 0
    voxels[BLOCK] = 2000
    k, j, i = spacing
    matrix = np.diag([-i, -j, k, 1.0])
    matrix[:3, 3] = 90.0, -20.0, 700.0
    return CTVolume(voxels, matrix)


def block_center(volume: CTVolume) -> np.ndarray:
    """The middle of the block of `bright_block` in RAS mm."""
    k, j, i = ((each.start + each.stop - 1) / 2 for each in BLOCK)
    return (volume.ijk_to_ras @ [i, j, k, 1])[:3]


def focus_of(volume: CTVolume, target: Callable, views=NINE_VIEWS):
    reduced = reduce_volume(volume)
    projections = network_views(reduced, views)
    images = network_input(projections, Preprocessing(SIZE, windows=WINDOWS))
    network = BrightnessNetwork()
    found = evidence(network, network.features(torch.from_numpy(images)), target)
    return locate(found, [1 / len(views)] * len(views), projections, SIZE)


def cell_mm(volume: CTVolume) -> float:
    """A generous bound of how long a cell of the feature maps is, in the patient."""
    return max(length * step for length, step in zip(volume.voxels.shape, volume.spacing, strict=True)) / CELLS


class TestPoint:
    def test_lies_where_the_evidence_does(self):
        volume = bright_block()
        focus = focus_of(volume, body_part_target(BodyPart.CHEST))
        assert focus.point == pytest.approx(block_center(volume), abs=cell_mm(volume))

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    @pytest.mark.parametrize("flipped", [(), (0,), (1, 2)])
    def test_is_the_same_however_the_volume_is_stored(self, order, flipped):
        volume = bright_block()
        voxels, matrix = volume.voxels.transpose(order), volume.ijk_to_ras.copy()
        matrix[:, :3] = matrix[:, [2 - axis for axis in reversed(order)]]
        for axis in flipped:
            matrix[:3, 3] += (voxels.shape[axis] - 1) * matrix[:3, 2 - axis]
            matrix[:3, 2 - axis] *= -1
        turned = focus_of(CTVolume(np.flip(voxels, flipped), matrix), body_part_target(BodyPart.CHEST))
        assert turned.point == pytest.approx(focus_of(volume, body_part_target(BodyPart.CHEST)).point, abs=1e-3)

    @pytest.mark.parametrize("spacing", [(0.75, 1.5, 1.0), (6.0, 1.0, 1.0)])
    def test_is_right_after_reduction_of_fine_and_uneven_voxels(self, spacing):
        volume = bright_block(spacing)
        focus = focus_of(volume, body_part_target(BodyPart.CHEST))
        assert focus.point == pytest.approx(block_center(volume), abs=cell_mm(volume))

    @pytest.mark.parametrize("degrees", [20, 50])
    def test_follows_an_oblique_volume(self, degrees):
        volume = bright_block()
        cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turn = np.array([[cosine, -sine, 0, 5], [sine, cosine, 0, 9], [0, 0, 1, -3], [0, 0, 0, 1]])
        turned = replace(volume, ijk_to_ras=turn @ volume.ijk_to_ras)
        focus = focus_of(turned, body_part_target(BodyPart.CHEST))
        assert focus.point == pytest.approx(block_center(turned), abs=2 * cell_mm(volume))

    def test_of_one_plane_alone_lies_in_its_middle(self):
        volume = bright_block()
        views = [view for view in NINE_VIEWS if view[1] is Plane.SAGITTAL]
        right, anterior, superior = focus_of(volume, body_part_target(BodyPart.CHEST), views).point
        assert (anterior, superior) == pytest.approx(block_center(volume)[1:], abs=cell_mm(volume))
        assert right == pytest.approx(90 - 3 * (10 + 25))  # of the body's columns 10 to 59, the central one


class TestEvidence:
    def test_for_another_body_part_is_nowhere(self):
        assert focus_of(bright_block(), body_part_target(BodyPart.BRAIN)) is None

    def test_for_no_contrast_is_what_speaks_against_it(self):
        assert focus_of(bright_block(), contrast_target(BodyPart.CHEST, Contrast.CE)) is None
        volume = bright_block()
        focus = focus_of(volume, contrast_target(BodyPart.CHEST, Contrast.NE))
        assert focus.point == pytest.approx(block_center(volume), abs=cell_mm(volume))

    def test_equals_the_class_activation_map_where_linear_heads_follow_average_pooling(self):
        torch.manual_seed(0)
        network = build_network("tf_efficientnet_lite0", NINE_VIEWS).eval()
        with torch.inference_mode():
            features = network.features(torch.rand(9, 3, 64, 64))
        found = evidence(network, features, body_part_target(BodyPart.NECK))
        with torch.inference_mode():
            weights = network.head_weight[:, 1] - network.head_weight[:, :5].mean(dim=1)
            maps = torch.einsum("vc,vcrk->vrk", weights, features) / features[0, 0].numel()
        np.testing.assert_allclose(found, maps.clamp(min=0), atol=1e-6)
        assert found.max() > 0

    @pytest.mark.parametrize("backbone", ["mobilenetv3_small_050", "resnet10t", "inception_resnet_v2"])
    def test_is_a_map_for_other_backbones(self, backbone):
        network = build_network(backbone, NINE_VIEWS).eval()
        with torch.inference_mode():
            features = network.features(torch.rand(9, 3, 96, 96))
        found = evidence(network, features, contrast_target(BodyPart.NECK, Contrast.CE))
        assert found.shape == (9, *features.shape[2:])
        assert found.min() >= 0
        assert network.head_weight.grad is None

    def test_of_a_network_without_feature_maps_is_refused_in_words(self):
        network = build_network("vit_tiny_patch16_224", NINE_VIEWS).eval()
        with torch.inference_mode():
            features = network.features(torch.rand(9, 3, 224, 224))
        with pytest.raises(ModelError, match="where it looked cannot be shown"):
            evidence(network, features, body_part_target(BodyPart.NECK))


class TestHeat:
    def test_lies_on_the_block_in_pictures_of_the_whole_volume(self):
        volume = bright_block((1.5, 1.5, 1.5))
        focus = focus_of(volume, body_part_target(BodyPart.CHEST))
        for view, projection in project(volume).items():
            if view[0] is not Method.MIP:
                continue
            heat = heat_on(focus.heat[view], projection.image_to_ras, projection.image.shape)
            rows, columns = (indices.mean() for indices in np.nonzero(projection.image == 2000))
            hottest = np.unravel_index(heat.argmax(), heat.shape)
            assert hottest == pytest.approx((rows, columns), abs=len(heat) / CELLS + 1)

    def test_is_nothing_beside_what_the_network_was_shown(self):
        heat = Heat(np.ones((4, 4), np.float32), np.diag([10.0, 10.0, 1.0, 1.0]))
        image_to_ras = np.diag([10.0, 10.0, 1.0, 1.0])
        image_to_ras[:2, 3] = -20.0  # begins two cells before
        on_pixels = heat_on(heat, image_to_ras, (8, 8))
        expected = np.zeros((8, 8))
        expected[2:6, 2:6] = 1
        np.testing.assert_array_equal(on_pixels, expected)

    def test_is_interpolated_between_the_cells(self):
        heat = Heat(np.array([[0.0, 1.0]], np.float32), np.diag([4.0, 4.0, 1.0, 1.0]))
        row = heat_on(heat, np.eye(4), (1, 5))[0]
        np.testing.assert_allclose(row, [0, 0.25, 0.5, 0.75, 1])

    def test_is_measured_by_the_hottest_place_of_all_views_and_their_shares(self):
        projections = network_views(bright_block(), NINE_VIEWS + VESSEL_VIEWS)
        found = np.ones((12, 4, 4), np.float32)
        found[3, 1, 1] = 4
        focus = locate(found, [1 / 12] * 9 + [1 / 6, 0, 0], projections, SIZE)
        assert tuple(focus.heat) == NINE_VIEWS + VESSEL_VIEWS[:1]
        assert focus.heat[NINE_VIEWS[3]].image.max() == 1
        assert focus.heat[NINE_VIEWS[0]].image.max() == 0.25
        assert focus.heat[VESSEL_VIEWS[0]].image.max() == 0.5


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return Classifier.load(write_model(tmp_path_factory.mktemp("model")), device="cpu")


class TestClassifier:
    def test_tells_a_focus_inside_the_volume_for_each_label_when_asked(self, classifier):
        volume = bright_block()
        focus = classifier.classify(volume, explain=True).focus
        assert set(focus) <= {"body_part", "contrast"}
        assert "body_part" in focus
        lowest, highest = (volume.ijk_to_ras @ [*corner, 1] for corner in ((63, 39, 0), (0, 0, 47)))
        for each in focus.values():
            assert (lowest[:3] <= each.point).all()
            assert (each.point <= highest[:3]).all()

    def test_answers_the_same_whether_asked_or_not(self, classifier):
        asked, plain = (classifier.classify(bright_block(), explain=explain) for explain in (True, False))
        assert plain.focus == {}
        assert set(asked.seen) == set(asked.votes)
        assert plain.seen == {}
        assert replace(asked, seconds=0, date="") == replace(plain, seconds=0, date="")

    def test_leaves_contrast_out_where_only_the_body_part_was_asked_for(self, classifier):
        assert "contrast" not in classifier.classify(bright_block(), task="body-part", explain=True).focus

    def test_tells_none_for_a_scan_that_is_rejected(self, classifier):
        flat = CTVolume(np.zeros((30, 30, 30), np.int16), np.diag([3.0, 3.0, 3.0, 1.0]))
        assert classifier.classify(flat, explain=True).focus == {}

    def test_asks_the_network_once_either_way(self, classifier, monkeypatch):
        calls = []
        features = classifier._network.features
        monkeypatch.setattr(classifier._network, "features", lambda *given: calls.append(1) or features(*given))
        classifier.classify(bright_block(), explain=True)
        classifier.classify(bright_block())
        assert len(calls) == 2
