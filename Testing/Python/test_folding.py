"""Networks without batch normalization answer as with it."""

import pytest

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from torch import nn  # noqa: E402

from CTBodyContrastLib.folding import fold_normalization  # noqa: E402
from CTBodyContrastLib.labels import NINE_VIEWS  # noqa: E402
from CTBodyContrastLib.network import build_network  # noqa: E402
from CTBodyContrastLib.separate_networks import BODY_PART, build_separate_networks  # noqa: E402

VIEWS = NINE_VIEWS[:2]
IMAGES, VIEW_INDEX = torch.rand(2, 3, 64, 64), torch.arange(2)


def as_if_trained(network: nn.Module) -> nn.Module:
    """In evaluation mode, with means and variances that are no longer 0 and 1."""
    torch.manual_seed(0)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.5, 0.5)
            nn.init.uniform_(module.running_var, 0.5, 2.0)
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.uniform_(module.bias, -0.5, 0.5)
    return network.eval()


def normalizations(network: nn.Module) -> int:
    return sum(isinstance(module, nn.BatchNorm2d) for module in network.modules())


def answers(network: nn.Module) -> torch.Tensor:
    with torch.inference_mode():
        return torch.stack(network(IMAGES, VIEW_INDEX))


@pytest.mark.parametrize(
    ("network", "left"),
    [
        (build_network("tf_efficientnet_lite0", VIEWS), 0),
        (build_network("mobilenetv3_small_050", VIEWS), 0),
        (build_network("resnet10t", VIEWS), 1),  # its first follows a sequence of convolutions
        (build_separate_networks("mobilenetv3_small_050", VIEWS, (BODY_PART,)), 0),
    ],
    ids=["the bundled model's", "gates", "short cuts", "separate"],
)
def test_answers_stay_and_normalizations_go(network: nn.Module, left: int) -> None:
    before = answers(as_if_trained(network))
    fold_normalization(network, IMAGES[:1], VIEW_INDEX[:1])
    assert normalizations(network) == left
    torch.testing.assert_close(answers(network), before, atol=1e-4, rtol=1e-4)


class OutOfOrder(nn.Module):
    """Lists a normalization after a convolution whose output it does not get."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(3, 3, 1)
        self.normalization = nn.BatchNorm2d(3)

    def forward(self, images: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        found = self.convolution(self.normalization(images)).mean(dim=(2, 3))
        return found, found


def test_a_network_that_computes_in_another_order_stays_as_it_was() -> None:
    network = as_if_trained(OutOfOrder())
    before, weights = answers(network), network.state_dict()
    fold_normalization(network, IMAGES[:1], VIEW_INDEX[:1])
    assert network.state_dict().keys() == weights.keys()
    torch.testing.assert_close(answers(network), before, atol=0, rtol=0)
