"""A network of its own for each view and task, as in the study, behind the same interface as one for all."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from .labels import BodyPart, View
from .network import add_trunk, check_backbone, feature_count

if TYPE_CHECKING:
    import torch

BODY_PART = "body-part"
# What a network with separate trunks can be trained to tell from one view: the body part, and contrast in each part.
TASKS = (BODY_PART, *BodyPart)


def build_separate_networks(backbone: str, views: Sequence[View], tasks: Sequence[str]) -> "torch.nn.Module":
    """Make a network of its own for each view and task, as the study does, with random weights.

    Args:
        backbone, views: as in build_network; inception_resnet_v2 is the study's backbone.
        tasks: those of TASKS that were trained; the logits of others are 0.

    Returns:
        A module that is asked as build_network's is. Its features (B, channel, row, column) hold the channels of one
        task's trunk after another's. `single(view, task)` is one of its networks.

    Raises:
        MissingPackageError, ModelError: as build_network.
    """
    import torch

    class SeparateNetworks(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.networks = torch.nn.ModuleDict(
                {
                    "-".join(view): torch.nn.ModuleDict({task: build_single_network(backbone, task) for task in tasks})
                    for view in views
                }
            )

        def single(self, view: View, task: str) -> torch.nn.Module:
            return self.networks["-".join(view)][task]

        def forward(self, images: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            return self.answer(self.features(images, view_index), view_index)

        def features(self, images: torch.Tensor, view_index: torch.Tensor) -> torch.Tensor:
            found = [
                torch.cat([network.features(images[chosen]) for network in networks.values()], dim=1)
                for networks, chosen in self._by_view(view_index)
            ]
            return self._in_order(found, view_index)

        def answer(self, features: torch.Tensor, view_index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            body_part, contrast = [], []
            for networks, chosen in self._by_view(view_index):
                pieces = features[chosen].chunk(len(networks), dim=1)
                logits = {
                    task: network.answer(piece) for (task, network), piece in zip(networks.items(), pieces, strict=True)
                }
                none = features.new_zeros(int(chosen.sum()), 2)
                body_part.append(logits[BODY_PART])
                # The log-odds of CE: for two labels, softmax depends on the difference of the logits alone.
                contrast.append(torch.stack([logits.get(part, none).diff(dim=1)[:, 0] for part in BodyPart], dim=1))
            return self._in_order(body_part, view_index), self._in_order(contrast, view_index)

        def _by_view(self, view_index: torch.Tensor) -> Iterator[tuple[torch.nn.ModuleDict, torch.Tensor]]:
            for index, networks in enumerate(self.networks.values()):
                chosen = view_index == index
                if chosen.any():
                    yield networks, chosen

        @staticmethod
        def _in_order(by_view: list[torch.Tensor], view_index: torch.Tensor) -> torch.Tensor:
            """Rows that were collected view by view, as the images came."""
            return torch.cat(by_view)[view_index.argsort(stable=True).argsort()]

    return SeparateNetworks()


def build_single_network(backbone: str, task: str) -> "torch.nn.Module":
    """Make the network of one view and one of TASKS, with random weights.

    Returns:
        A module whose forward(images), answer(features(images)), gives logits (B, 5) of the body parts or (B, 2) of NE
        and CE.

    Raises:
        MissingPackageError, ModelError: as build_network.
    """
    check_backbone(backbone)
    import torch

    class SingleNetwork(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            add_trunk(self, backbone)
            self.head = torch.nn.Linear(feature_count(self.trunk), len(BodyPart) if task == BODY_PART else 2)

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            return self.answer(self.features(images))

        def features(self, images: torch.Tensor) -> torch.Tensor:
            return self.trunk.forward_features((images - self.input_mean) / self.input_std)

        def answer(self, features: torch.Tensor) -> torch.Tensor:
            return self.head(self.trunk.forward_head(features))

    return SingleNetwork()
