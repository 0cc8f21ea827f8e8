from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="not run: torch is not installed")

import torch

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.network import build_network
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.finished_run import finished_file, read_finished, training_data, write_finished
from CTBodyContrastLib.training.fitting import Fitted
from CTBodyContrastLib.training.recipe import Recipe, load_recipe
from CTBodyContrastLib.training.starting_weights import RANDOM


def case(name: str, patient: str, source: str, licence: str) -> Case:
    return Case(Path(name), name, patient, source, licence, True, None, (BodyPart.NECK,), 0)


CASES = [
    case("scan-1", "patient-1", "north", "CC0"),
    case("scan-2", "patient-1", "north", "CC BY"),
    case("scan-3", "patient-2", "south", "CC0"),
]


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return load_recipe("compact", ['backbone="mobilenetv3_small_050"', "training.phantoms=7"])


@pytest.fixture(scope="module")
def network(recipe: Recipe) -> torch.nn.Module:
    return build_network(recipe.backbone, recipe.views)


@pytest.fixture
def run(tmp_path: Path, recipe: Recipe, network: torch.nn.Module) -> Path:
    write_finished(tmp_path, Fitted(network, RANDOM), "mine", recipe, tmp_path / "dataset.csv", CASES, [0, 2])
    return tmp_path


def test_scans_and_patients_are_counted_by_licence_and_source() -> None:
    assert training_data(CASES, phantoms=7) == {
        "scans": 3,
        "patients": 2,
        "phantoms": 7,
        "by_licence": {"CC0": 2, "CC BY": 1},
        "by_source": {"north": 2, "south": 1},
    }


def test_weights_come_back_bit_for_bit(run: Path, recipe: Recipe, network: torch.nn.Module) -> None:
    read, _ = read_finished(run, recipe)
    assert not read.training
    for name, tensor in network.state_dict().items():
        assert np.array_equal(read.state_dict()[name], tensor), name


def test_where_they_come_from_is_told(run: Path, recipe: Recipe) -> None:
    _, provenance = read_finished(run, recipe)
    assert (provenance.name, provenance.folds) == ("mine", [0, 2])
    assert Path(provenance.dataset) == (run / "dataset.csv").resolve()
    assert provenance.starting_weights == {"name": "random", "licence": "none needed"}
    assert provenance.training_data["phantoms"] == 7


def test_no_scan_or_patient_is_named(run: Path) -> None:
    content = finished_file(run).read_bytes()
    assert b"scan-1" not in content
    assert b"patient-1" not in content


def test_weights_of_another_recipe_are_refused(run: Path) -> None:
    with pytest.raises(ModelError, match="weights of another recipe"):
        read_finished(run, load_recipe("compact"))


def test_a_run_that_is_not_finished_is_told(tmp_path: Path, recipe: Recipe) -> None:
    with pytest.raises(ModelError, match="is not a finished run"):
        read_finished(tmp_path, recipe)
