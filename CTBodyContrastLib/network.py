"""One trunk from timm, and for every view a head for the body part and one for contrast in each part."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .errors import MissingPackageError, ModelError
from .labels import BodyPart, View

if TYPE_CHECKING:
    import torch


def build_network(backbone: str, views: Sequence[View], drop_rate: float = 0.0) -> "torch.nn.Module":
    """Make the network with random weights; no network connection is used.

    Args:
        backbone: any timm model name; inception_resnet_v2 is the study's.
        views: the views that get heads; their order is that of `view_index` in forward.
        drop_rate: dropout between the pooled features and the heads, in training.

    Returns:
        A module whose forward(images, view_index) takes (B, 3, rows, columns) images in 0..1 and the B indices
        of their views, and gives body-part logits (B, 5) and contrast logits (B, 5), one for each body part. It is
        answer(features(images, view_index), view_index), where the features are the trunk's last ones, before pooling;
        they are the same for every view.

    Raises:
        MissingPackageError: torch or timm is not installed.
        ModelError: timm has no such backbone.
    """
    check_backbone(backbone)
    import torch

    class MultiViewNetwork(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            add_trunk(self, backbone)
            self.dropout = torch.nn.Dropout(drop_rate)
            outputs = 2 * len(BodyPart)
            features = feature_count(self.trunk)
            self.head_weight = torch.nn.Parameter(torch.randn(len(views), outputs, features) / features**0.5)
            self.head_bias = torch.nn.Parameter(torch.zeros(len(views), outputs))

        def forward(self, images: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return self.answer(self.features(images, view_index), view_index)

        def features(self, images: torch.Tensor, view_index: torch.Tensor | None = None) -> torch.Tensor:
            return self.trunk.forward_features((images - self.input_mean) / self.input_std)

        def answer(self, features: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            pooled = self.dropout(self.trunk.forward_head(features))
            logits = torch.einsum("bof,bf->bo", self.head_weight[view_index], pooled) + self.head_bias[view_index]
            body_part, contrast = logits.split(len(BodyPart), dim=1)
            return body_part, contrast

    return MultiViewNetwork()


def check_backbone(backbone: str) -> None:
    """Raise MissingPackageError when torch or timm is not installed, ModelError when timm has no such backbone."""
    try:
        import timm
        import torch  # noqa: F401
    except ImportError as error:
        raise MissingPackageError(
            f"The package {error.name} is not installed; the network needs it. Install torch and timm."
        ) from error
    if not timm.is_model(backbone):
        raise ModelError(f"The installed timm {timm.__version__} does not know the backbone {backbone!r}: update timm.")


def add_trunk(network: "torch.nn.Module", backbone: str) -> None:
    """Give a module a trunk, and the mean and deviation that its input is scaled by."""
    import timm
    import torch

    network.trunk = timm.create_model(backbone, pretrained=False, num_classes=0)
    # ImageNet weights expect inputs scaled by their own mean and deviation, which timm states.
    for name in ("mean", "std"):
        values = torch.tensor(network.trunk.pretrained_cfg[name]).view(1, 3, 1, 1)
        network.register_buffer(f"input_{name}", values, persistent=False)


def feature_count(trunk: "torch.nn.Module") -> int:
    """How many pooled features a trunk gives."""
    # Some backbones (MobileNetV3) widen their features once more after pooling.
    return int(getattr(trunk, "head_hidden_size", trunk.num_features))
