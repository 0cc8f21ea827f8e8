import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.errors import ModelError

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.network import build_network  # noqa: E402
from CTBodyContrastLib.separate_networks import build_separate_networks  # noqa: E402

BACKBONE = "mobilenetv3_small_050"


@pytest.fixture(scope="module")
def network() -> torch.nn.Module:
    torch.manual_seed(0)
    return build_network(BACKBONE, NINE_VIEWS).eval()


def test_one_batch_answers_for_all_views(network: torch.nn.Module) -> None:
    body_part, contrast = network(torch.rand(9, 3, 64, 64), torch.arange(9))
    assert body_part.shape == contrast.shape == (9, 5)


def test_each_view_has_its_own_heads(network: torch.nn.Module) -> None:
    image = torch.rand(1, 3, 64, 64).expand(9, -1, -1, -1)
    body_part, contrast = network(image, torch.arange(9))
    assert len(torch.unique(body_part, dim=0)) == len(torch.unique(contrast, dim=0)) == 9


def test_an_image_is_answered_alike_alone_and_in_a_batch(network: torch.nn.Module) -> None:
    images = torch.rand(9, 3, 64, 64)
    together, _ = network(images, torch.arange(9))
    alone, _ = network(images[4:5], torch.tensor([4]))
    assert torch.allclose(together[4:5], alone, atol=1e-5)


class TestSeparateNetworks:
    """Two views, with a network for the body part and one for contrast in the chest."""

    VIEWS, TASKS = NINE_VIEWS[3:5], ("body-part", "chest")

    @pytest.fixture
    def separate(self) -> torch.nn.Module:
        torch.manual_seed(0)
        return build_separate_networks(BACKBONE, self.VIEWS, self.TASKS).eval().requires_grad_(False)

    def test_an_image_is_answered_by_the_networks_of_its_view(self, separate: torch.nn.Module) -> None:
        images, views = torch.rand(3, 3, 64, 64), torch.tensor([1, 0, 1])
        body_part, contrast = separate(images, views)
        assert body_part.shape == contrast.shape == (3, 5)
        for row, view in enumerate(views.tolist()):
            part, chest = (separate.single(self.VIEWS[view], task)(images[row : row + 1])[0] for task in self.TASKS)
            assert torch.allclose(body_part[row], part, atol=1e-5)
            assert contrast[row, 2] == pytest.approx(float(chest[1] - chest[0]), abs=1e-5)

    def test_contrast_that_was_not_trained_is_even(self, separate: torch.nn.Module) -> None:
        _, contrast = separate(torch.rand(1, 3, 64, 64), torch.tensor([0]))
        assert contrast[0, [0, 1, 3, 4]].tolist() == [0.0] * 4

    def test_features_are_maps_that_explain_each_task_apart(self, separate: torch.nn.Module) -> None:
        views = torch.arange(2)
        features = separate.features(torch.rand(2, 3, 64, 64), views).requires_grad_()
        assert features.shape[2:] == (2, 2)
        body_part, _ = separate.answer(features, views)
        body_part.sum().backward()
        of_part, of_contrast = features.grad.abs().sum(dim=(0, 2, 3)).chunk(2)
        assert of_part.sum() > 0
        assert of_contrast.sum() == 0


def test_a_backbone_unknown_to_timm_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_net"):
        build_network("no_such_net", NINE_VIEWS)


def test_the_studys_backbone_is_known() -> None:
    import timm

    assert timm.is_model("inception_resnet_v2")
