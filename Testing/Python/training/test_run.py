import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from made_up_dataset import RECIPE
from quiet_engine import quiet_engine

from CTBodyContrastLib.io.csv_table import read_table
from CTBodyContrastLib.training.copies import EQUALIZED
from CTBodyContrastLib.training.dataset import COLUMNS, DatasetError, write_dataset
from CTBodyContrastLib.training.prediction import Predictions
from CTBodyContrastLib.training.recipe import Recipe, RecipeError, load_recipe

pytest.importorskip("torchvision", reason="not run: what training needs is not installed")

from CTBodyContrastLib.training import run as run_module
from CTBodyContrastLib.training.engine import Engine
from CTBodyContrastLib.training.fitting import Fitted
from CTBodyContrastLib.training.run import read_run, train, train_fold
from CTBodyContrastLib.training.slabs import TrainingScan


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """The cases that each network of a run was trained on."""
    seen: dict[str, list[str]] = {}
    fit = run_module.fit_network

    def noting(scans: Sequence[TrainingScan], recipe: Recipe, engine: Engine, name: str) -> Fitted:
        seen[name] = [scan.case.case_id for scan in scans]
        return fit(scans, recipe, engine, name)

    monkeypatch.setattr(run_module, "fit_network", noting)
    return seen


def test_each_fold_is_judged_by_a_network_of_the_other_folds_scans_that_may_be_released(
    dataset: Path, recipe: Recipe, tmp_path: Path, learned: dict[str, list[str]]
) -> None:
    run = tmp_path / "run"
    train(dataset, recipe, quiet_engine(run))
    assert learned == {
        "fold-0": ["case-2"],
        "fold-1": ["case-0", "case-1"],
        "all": ["case-0", "case-1", "case-2"],
    }
    judged = {fold: set(Predictions.load(run / f"{fold}.npz").case_id) for fold in ("fold-0", "fold-1")}
    assert judged == {"fold-0": {"case-0", "case-1"}, "fold-1": {"case-2", "case-3"}}


def test_a_finished_fold_is_not_repeated(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    said: list[str] = []
    run = tmp_path / "run"
    train(dataset, recipe, quiet_engine(run, said.append))
    assert sum(text.startswith("Fold") for text in said) == 2
    (run / "fold-1.npz").unlink()
    said.clear()
    train(dataset, recipe, quiet_engine(run, said.append))
    assert [text for text in said if text.startswith("Fold")] == ["Fold 1: training without its patients."]


def test_folds_trained_apart_are_taken_up(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    whole, apart = tmp_path / "whole", tmp_path / "apart"
    train(dataset, recipe, quiet_engine(whole))
    for fold in (1, 0):
        train_fold(dataset, recipe, quiet_engine(apart), fold)
    said: list[str] = []
    train_fold(dataset, recipe, quiet_engine(apart, said.append), 1)
    assert not said, "a finished fold needs no scans"
    train(dataset, recipe, quiet_engine(apart, said.append))
    assert not [text for text in said if text.startswith("Fold")]
    for fold in ("fold-0.npz", "fold-1.npz"):
        first, second = (Predictions.load(run / fold) for run in (whole, apart))
        assert np.array_equal(first.part_logits, second.part_logits)


def test_a_run_can_be_read_back(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    from safetensors.torch import load_file

    weights = load_file(train(dataset, recipe, quiet_engine(tmp_path / "run")))
    assert weights["head_weight"].dtype.itemsize == 4, "rounding them is up to `bundle`"
    kept, predictions = read_run(tmp_path / "run")
    assert kept == recipe
    assert sorted(set(predictions.case_id)) == ["case-0", "case-1", "case-2", "case-3"]
    assert predictions.variant.tolist().count(EQUALIZED) == 4


def test_scans_set_apart_are_neither_learned_from_nor_predicted(
    dataset: Path, recipe: Recipe, tmp_path: Path, learned: dict[str, list[str]]
) -> None:
    rows = read_table(dataset, COLUMNS)
    rows[0]["split"], rows[2]["split"] = "test", "external"
    write_dataset(rows, dataset)
    predictions = Predictions.load(train_fold(dataset, recipe, quiet_engine(tmp_path / "run"), 1))
    assert learned == {"fold-1": ["case-1"]}
    assert set(predictions.case_id) == {"case-3"}


# Kills itself in the middle of a step, as a power cut would; checkpoints are written every second step.
_KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[1:3]
from quiet_engine import quiet_engine
from made_up_dataset import RECIPE
from CTBodyContrastLib.training import fitting, run
from CTBodyContrastLib.training.recipe import load_recipe
steps, learn = [], fitting.batch_loss
def loss(*arguments, **settings):
    steps.append(1)
    if len(steps) == int(sys.argv[5]):
        os.kill(os.getpid(), signal.SIGKILL)
    return learn(*arguments, **settings)
fitting.batch_loss = loss
recipe, engine = load_recipe("compact", RECIPE + sys.argv[6:]), quiet_engine(Path(sys.argv[4]))
run.train(Path(sys.argv[3]), recipe, engine, cross_validate=False)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="not run: processes cannot be killed so on this system")
@pytest.mark.parametrize("step", [4, 9], ids=["first cycle", "second cycle"])
def test_a_killed_training_ends_with_the_weights_of_an_undisturbed_one(
    dataset: Path, tmp_path: Path, step: int
) -> None:
    changes = ["training.steps=6", "training.checkpoint_steps=2"]
    recipe = load_recipe("compact", [*RECIPE, *changes])
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    here = Path(__file__).parent
    arguments = [str(each) for each in (here, here.parent, dataset, killed, step)]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments, *changes], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    begun = {"all"} if step < 7 else {"all", "second-cycle"}
    assert {path.parent.name for path in killed.rglob("last.ckpt")} == begun
    said: list[str] = []
    resumed = train(dataset, recipe, quiet_engine(killed, said.append, resume=True), cross_validate=False)
    assert resumed.read_bytes() == train(dataset, recipe, quiet_engine(whole), cross_validate=False).read_bytes()
    assert not list(killed.rglob("last.ckpt"))


def test_two_processes_train_one_network(dataset: Path, tmp_path: Path) -> None:
    changes = [argument for change in RECIPE for argument in ("--set", change)]
    command = ["train", dataset, "-o", tmp_path / "run", *changes, "--no-cross-validate"]
    more = ["--device", "cpu", "--devices", "2", "--workers", "0"]
    done = subprocess.run(
        [sys.executable, "-m", "CTBodyContrastLib", *command, *more], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("The model is in") == 1
    assert (tmp_path / "run/compact.json").is_file()


def test_a_fold_that_is_not_there_is_named(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no fold 7"):
        train_fold(dataset, recipe, quiet_engine(tmp_path / "run"), 7)


def test_a_run_is_not_mixed_with_another_recipe(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    train(dataset, recipe, quiet_engine(tmp_path / "run"), cross_validate=False)
    with pytest.raises(RecipeError, match="another recipe"):
        train(dataset, load_recipe("compact", [*RECIPE, "training.seed=1"]), quiet_engine(tmp_path / "run"))


def test_one_fold_cannot_be_cross_validated(dataset: Path, recipe: Recipe, tmp_path: Path) -> None:
    rows = dataset.read_text().splitlines()
    dataset.write_text("\n".join(rows[:3]))
    with pytest.raises(DatasetError, match="at least two folds"):
        train(dataset, recipe, quiet_engine(tmp_path / "run"))
