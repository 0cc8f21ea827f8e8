"""A model on disk: weights in safetensors, as a rule in half precision, and a card that code and people read."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import MissingPackageError, ModelError
from .fusion import Fusion
from .labels import BodyPart, Method, Plane, View
from .network import build_network
from .preprocessing import Preprocessing
from .separate_networks import build_separate_networks

if TYPE_CHECKING:
    import torch

SCHEMA_VERSION = 1
MODELS_FOLDER = Path(__file__).parent / "Models"
DEFAULT_MODEL = "compact"

Precision = Literal["half", "single"]


@dataclass(frozen=True)
class Bundle:
    """A verified model.

    Attributes:
        card: the model card; see `write_bundle` for what it must hold.
        weights_path: the .safetensors file whose SHA-256 the card states.
    """

    card: Mapping[str, Any]
    weights_path: Path

    @property
    def name(self) -> str:
        """Name and the first 12 digits of the weights' SHA-256, as written on nodes and in tables."""
        return f"{self.card['name']}@{self.card['sha256'][:12]}"

    @property
    def views(self) -> tuple[View, ...]:
        """The views with heads, in the order of the network's outputs."""
        return tuple((Method(method), Plane(plane)) for method, plane in self.card["views"])

    @property
    def preprocessing(self) -> Preprocessing:
        """What the network expects to see."""
        stated = self.card["preprocessing"]
        windows = {
            Method(method): tuple((low, high) for low, high in channels)
            for method, channels in stated["windows_hu"].items()
        }
        sharpness = stated.get("edge_sharpness")
        return Preprocessing(
            stated["input_size"],
            stated["spacing_mm"],
            windows,
            stated.get("soft_tissue_hu"),
            (sharpness[0], sharpness[1]) if sharpness else None,
        )

    def network(self) -> "torch.nn.Module":
        """Build the network with this bundle's weights, in single precision and evaluation mode."""
        if self.card.get("trunks", "shared") == "separate":
            network = build_separate_networks(self.card["backbone"], self.views, self.card["tasks"])
        else:
            network = build_network(self.card["backbone"], self.views)
        from safetensors.torch import load

        try:
            network.load_state_dict(load(self.weights_path.read_bytes()))
        except RuntimeError as error:
            raise ModelError(f"The weights in {self.weights_path.name} do not fit their card: {error}") from error
        return network.float().eval()


def bundled_models(folder: Path | None = None) -> list[Path]:
    """The cards of the models in a folder; by default, of those that come with this library.

    A card that is damaged is among them, so that it can be told; other .json files are not.
    """
    return [path for path in sorted((folder or MODELS_FOLDER).glob("*.json")) if _is_card(path)]


def load_bundle(model: str | Path | None = None) -> Bundle:
    """Find and verify a bundle by name, by its card's path, or by the folder that holds one card.

    Raises:
        ModelError: not found, not understood, made for other body parts, or a byte of the weights has changed.
    """
    card_path = _card_path(model)
    try:
        card = json.loads(card_path.read_text(encoding="utf-8"))
        version = card["schema_version"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{card_path} is not a model card: {error}.") from error
    if version != SCHEMA_VERSION:
        raise ModelError(
            f"{card_path.name} has schema version {version!r}; this release reads {SCHEMA_VERSION}. Update."
        )
    try:
        bundle = Bundle(card, card_path.with_name(card["weights"]))
        body_parts, stated = card["body_parts"], card["sha256"]
        # What is missing or wrong raises now, and not in the middle of a scan.
        _ = bundle.name, bundle.views, bundle.preprocessing, card["backbone"], Fusion(**card["fusion"])
        _ = [float(card["review_below"][task]) for task in ("body_part", "contrast")]
    except KeyError as error:
        raise ModelError(f"{card_path} is no whole model card: it lacks {error}. Install the model again.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{card_path} is no whole model card: {error}. Install the model again.") from error
    if body_parts != list(BodyPart):
        raise ModelError(f"{card_path.name} names other body parts than {', '.join(BodyPart)}.")
    if not bundle.weights_path.is_file():
        raise ModelError(f"The model {card['name']} lacks its weights {card['weights']}. Install it again.")
    actual = file_sha256(bundle.weights_path)
    if actual != stated:
        raise ModelError(
            f"{card['weights']} has changed: its SHA-256 is {actual[:12]}..., the card says {stated[:12]}.... "
            "It is not used. Install it again."
        )
    return bundle


def write_bundle(
    folder: Path, network: "torch.nn.Module", card: Mapping[str, Any], precision: Precision = "half"
) -> Path:
    """Write <name>.safetensors and <name>.json; returns the card's path. A model of that name is replaced.

    Args:
        card: name, backbone, views, preprocessing, fusion and thresholds, and whatever a reader should know. The
            schema version, body parts, weights file and SHA-256 are added here.

    Raises:
        ModelError: the name cannot be used, or the folder holds another kind of file of that name.
        OSError: the folder cannot be written to.
    """
    name = card["name"]
    # The name stands in file names, and in node attributes, where a saved scene would be torn at a colon or semicolon.
    if not re.fullmatch(r"\w[\w.-]*", name):
        raise ModelError(f"{name!r} cannot be a model's name. Use letters, digits, '.', '-' and '_' only.")
    card_path, weights_path = folder / f"{name}.json", folder / f"{name}.safetensors"
    for path in (card_path, weights_path):
        if path.exists() and not (card_path.is_file() and _is_card(card_path)):
            raise ModelError(f"{path} belongs to no model and would be replaced. Choose another name or folder.")
    weights = _encoded(network, precision)
    complete = {
        "schema_version": SCHEMA_VERSION,
        **card,
        "body_parts": list(BodyPart),
        "weights": weights_path.name,
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    _write_whole({weights_path: weights, card_path: (json.dumps(complete, indent=2) + "\n").encode()})
    return card_path


def write_weights(
    path: Path,
    network: "torch.nn.Module",
    precision: Precision = "half",
    notes: Mapping[str, str] | None = None,
) -> None:
    """Write a network's weights as .safetensors, with notes in its header; a reader never sees half of it."""
    _write_whole({path: _encoded(network, precision, notes)})


def stored_weights(network: "torch.nn.Module", precision: Precision = "half") -> "dict[str, torch.Tensor]":
    """A network's weights by name, as a file in this precision holds them; whole numbers stay whole."""
    import torch

    kind = torch.float16 if precision == "half" else torch.float32
    return {
        name: (tensor.to(kind) if tensor.is_floating_point() else tensor).contiguous()
        for name, tensor in network.state_dict().items()
    }


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _encoded(network: "torch.nn.Module", precision: Precision, notes: Mapping[str, str] | None = None) -> bytes:
    try:
        from safetensors.torch import save
    except ImportError as error:
        raise MissingPackageError("The package safetensors is not installed. Install it.") from error
    return save(stored_weights(network, precision), metadata=notes and dict(notes))


def _write_whole(contents: Mapping[Path, bytes]) -> None:
    """Write files under other names and rename them when all are there: a full disk leaves the old ones alone."""
    unfinished = {path: path.with_name(path.name + ".unfinished") for path in contents}
    try:
        for path, content in contents.items():
            unfinished[path].write_bytes(content)
        for path in contents:
            unfinished[path].replace(path)
    finally:
        for path in unfinished.values():
            path.unlink(missing_ok=True)


def _is_card(path: Path) -> bool:
    """Whether a .json file is a model's card, or too damaged to tell."""
    try:
        return "schema_version" in json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return True


def _card_path(model: str | Path | None) -> Path:
    named = MODELS_FOLDER / f"{model or DEFAULT_MODEL}.json"
    if model is None or (isinstance(model, str) and named.is_file()):
        if not named.is_file():
            raise ModelError(f"The bundled model {named.stem} is missing. Install CTBodyContrast again.")
        return named
    path = Path(model)
    if path.is_file():
        return path.with_suffix(".json")
    cards = bundled_models(path) if path.is_dir() else []
    if len(cards) == 1:
        return cards[0]
    if cards:
        raise ModelError(f"{path} holds several models: {', '.join(card.stem for card in cards)}. Name one's card.")
    bundled = ", ".join(card.stem for card in bundled_models())
    raise ModelError(f"There is no model {model}. Bundled: {bundled}; or give a model card or its folder.")
