import json
from pathlib import Path

import pytest

from CTBodyContrastLib import NINE_VIEWS
from CTBodyContrastLib.bundle import bundled_models, load_bundle, write_bundle
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.labels import Method
from CTBodyContrastLib.preprocessing import Preprocessing

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.network import build_network  # noqa: E402

BACKBONE = "mobilenetv3_small_050"  # the smallest that timm has: what is tested here is the file format


@pytest.fixture(scope="module")
def network() -> torch.nn.Module:
    torch.manual_seed(0)
    return build_network(BACKBONE, NINE_VIEWS).eval()


@pytest.fixture
def card_path(tmp_path: Path, network: torch.nn.Module) -> Path:
    card = {
        "name": "tiny",
        "backbone": BACKBONE,
        "views": [list(view) for view in NINE_VIEWS],
        "preprocessing": {"input_size": 64, "spacing_mm": 3.0, "windows_hu": {"aip": [[-1000, 1000]] * 3}},
        "fusion": {},
        "review_below": {"body_part": 0.5, "contrast": 0.5},
    }
    return write_bundle(tmp_path, network, card)


def test_what_was_written_is_read_back_in_half_precision(card_path: Path, network: torch.nn.Module) -> None:
    bundle = load_bundle(card_path)
    for name, tensor in bundle.network().state_dict().items():
        assert torch.equal(tensor, network.state_dict()[name].half().to(tensor.dtype)), name
    assert bundle.views == NINE_VIEWS
    assert bundle.preprocessing == Preprocessing(64, windows={Method.AIP: ((-1000, 1000),) * 3})


@pytest.mark.parametrize(("stated", "expected"), [([0.4, 0.6], (0.4, 0.6)), (None, None)])
def test_edges_are_as_the_card_states(card_path: Path, stated: list[float] | None, expected: object) -> None:
    card = json.loads(card_path.read_text())
    card["preprocessing"]["edge_sharpness"] = stated
    card_path.write_text(json.dumps(card))
    assert load_bundle(card_path).preprocessing.edge_sharpness == expected


def test_weights_take_two_bytes_each(card_path: Path, network: torch.nn.Module) -> None:
    values = sum(tensor.numel() for tensor in network.state_dict().values())
    assert card_path.with_suffix(".safetensors").stat().st_size < 2.2 * values + 50_000


def test_a_folder_with_one_card_names_its_model(card_path: Path) -> None:
    assert load_bundle(card_path.parent).name.startswith("tiny@")


def test_the_name_carries_the_hash_of_the_weights(card_path: Path) -> None:
    stated = json.loads(card_path.read_text())["sha256"]
    assert load_bundle(card_path).name == f"tiny@{stated[:12]}"


def test_models_in_a_folder_are_listed_without_other_files(card_path: Path) -> None:
    (card_path.parent / "recipe.json").write_text('{"backbone": "x"}')
    (card_path.parent / "damaged.json").write_text("{")
    assert [path.stem for path in bundled_models(card_path.parent)] == ["damaged", "tiny"]


@pytest.mark.parametrize("name", ["../other", "a:b", "a;b", "", ".hidden"])
def test_a_name_that_no_file_or_scene_can_hold_is_refused(name: str, tmp_path: Path, network: torch.nn.Module) -> None:
    with pytest.raises(ModelError, match="cannot be a model's name"):
        write_bundle(tmp_path, network, {"name": name})


def test_a_changed_byte_is_refused_by_name(card_path: Path) -> None:
    weights = card_path.with_suffix(".safetensors")
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelError, match=r"tiny\.safetensors has changed"):
        load_bundle(card_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema_version": 99}, "schema version 99"),
        ({"body_parts": ["leg"]}, "other body parts"),
        ({"weights": "gone.safetensors"}, "lacks its weights"),
    ],
)
def test_a_card_this_release_cannot_use_is_refused(card_path: Path, change: dict, message: str) -> None:
    card_path.write_text(json.dumps(json.loads(card_path.read_text()) | change))
    with pytest.raises(ModelError, match=message):
        load_bundle(card_path)


NEEDED = ["sha256", "weights", "body_parts", "views", "preprocessing", "fusion", "review_below"]


@pytest.mark.parametrize("key", ["name", "backbone", *NEEDED])
def test_a_card_that_lacks_something_is_refused(card_path: Path, key: str) -> None:
    card = json.loads(card_path.read_text())
    del card[key]
    card_path.write_text(json.dumps(card))
    with pytest.raises(ModelError, match=f"no whole model card: it lacks '{key}'"):
        load_bundle(card_path)


@pytest.mark.parametrize("key", NEEDED)
def test_a_card_with_an_empty_entry_is_refused(card_path: Path, key: str) -> None:
    card_path.write_text(json.dumps(json.loads(card_path.read_text()) | {key: None}))
    with pytest.raises(ModelError):
        load_bundle(card_path)


def test_a_damaged_card_is_refused(card_path: Path) -> None:
    card_path.write_text("{")
    with pytest.raises(ModelError, match="not a model card"):
        load_bundle(card_path)


def test_weights_of_another_backbone_are_refused(card_path: Path) -> None:
    card_path.write_text(json.dumps(json.loads(card_path.read_text()) | {"backbone": "mobilenetv3_small_100"}))
    with pytest.raises(ModelError, match="do not fit"):
        load_bundle(card_path).network()


def test_an_unknown_model_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no model nowhere"):
        load_bundle("nowhere")
    with pytest.raises(ModelError, match="no model"):
        load_bundle(tmp_path)


def test_every_bundled_model_is_intact_and_small() -> None:
    cards = bundled_models()
    assert cards
    assert sum(load_bundle(card).weights_path.stat().st_size for card in cards) < 12_000_000
