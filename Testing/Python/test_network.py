import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.errors import ModelError

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.network import build_network  # noqa: E402


@pytest.fixture(scope="module")
def network() -> torch.nn.Module:
    torch.manual_seed(0)
    return build_network("mobilenetv3_small_050", NINE_VIEWS).eval()


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


def test_a_backbone_unknown_to_timm_is_named() -> None:
    with pytest.raises(ModelError, match="no_such_net"):
        build_network("no_such_net", NINE_VIEWS)


def test_the_studys_backbone_is_known() -> None:
    import timm

    assert timm.is_model("inception_resnet_v2")
