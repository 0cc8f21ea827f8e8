"""The `ctbodycontrast classify` command on many scans: its processes, and what is left after an end by force."""

import csv
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from dicom_series import zipped
from test_batch import readable
from test_processes import LONG_S, wait_until
from typer.testing import CliRunner

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.batch import classify_scans
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.cli import app
from CTBodyContrastLib.io.writing import write_volume

pytest.importorskip("torch", reason="not run: torch is not installed")
sitk = pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

from test_classifier import write_model  # noqa: E402

ROOT = Path(__file__).parents[2]
BROKEN_DISK = Path(__file__).parent / "broken_disk"
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs the signals and pipes of Unix")


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    # A random network sees little difference between images: the small temperature shows it in four decimals.
    return write_model(tmp_path_factory.mktemp("model"), fusion={"vessel_weight": 0.5, "part_temperature": 1e-4})


def write_scan(path: Path) -> None:
    voxels = np.full((12, 14, 16), -1000, np.int16)
    voxels[:, 2:12, 2:14] = np.random.default_rng(list(path.name.encode())).integers(-150, 300, (12, 10, 12))
    image = sitk.GetImageFromArray(voxels)
    image.SetSpacing((3.0, 3.0, 3.0))
    sitk.WriteImage(image, str(path))


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "scans"
    folder.mkdir()
    for name in "abcfgh":
        write_scan(folder / f"{name}.nii")
    (folder / "d.nii").write_bytes(b"damaged")
    return folder


@pytest.fixture
def hanging(folder, monkeypatch) -> Path:
    """One more scan, between the others; whoever reads it waits."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), str(BROKEN_DISK))))
    write_scan(folder / "e-hangs.nii")
    return folder / "e-hangs.nii"


def run(*arguments):
    return CliRunner().invoke(app, ["classify", *map(str, arguments)])


def start(*arguments) -> subprocess.Popen:
    """The command as a terminal starts it: with a process group of its own, all of which gets Ctrl-C."""
    command = [sys.executable, "-m", "CTBodyContrastLib", "classify", *map(str, arguments)]
    # What a shell started in the background, as this test run may be, hands on that Ctrl-C is ignored.
    with_interrupts = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(
        command,
        env={"PYTHONPATH": str(ROOT), **os.environ},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=with_interrupts,
    )


def rows(path: Path) -> list[dict]:
    """The rows of a result file, sorted, without what differs from run to run."""
    with path.open(encoding="utf-8", newline="") as stream:
        found = [json.loads(line) for line in stream] if path.suffix == ".jsonl" else list(csv.DictReader(stream))
    return sorted(({**row, "seconds": "", "date": ""} for row in found), key=lambda row: row["path"])


def complete_rows(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def group_is_gone(process: subprocess.Popen) -> bool:
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_workers_write_the_same_rows_as_one_process(folder, model, tmp_path, suffix):
    together, alone = tmp_path / f"together{suffix}", tmp_path / f"alone{suffix}"
    assert run(folder, "--model", model, "-o", together, "--workers", 2).exit_code == 1
    assert run(folder, "--model", model, "-o", alone, "--workers", 0).exit_code == 1
    assert len({row["body_part_probability"] for row in rows(alone)}) >= 5
    assert rows(together) == rows(alone)


def test_a_reading_process_never_imports_torch(model):
    (result,) = classify_scans([readable("scan")], Classifier.load(model, "cpu"), workers=1)
    assert result.classification.notes == ("scan",)


@needs_signals
def test_a_scan_that_hangs_is_rejected_and_the_run_goes_on(folder, hanging, model, tmp_path):
    output = tmp_path / "results.csv"
    result = run(folder, "--model", model, "-o", output, "--workers", 1, "--time-limit", 2)
    assert result.exit_code == 1
    reasons = {Path(row["path"]).name: row["reason"] for row in rows(output) if row["status"] == "rejected"}
    assert set(reasons) == {"d.nii", hanging.name}
    assert "more than 2 s" in reasons[hanging.name]
    assert len(rows(output)) == 8


@needs_signals
@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_killed_run_is_resumed_without_a_row_lost_or_doubled(folder, hanging, model, tmp_path, suffix):
    output, whole = tmp_path / f"results{suffix}", tmp_path / f"whole{suffix}"
    others = [path for path in sorted(folder.iterdir()) if path != hanging]
    run(*others, "--model", model, "-o", whole, "--workers", 0)
    killed = start(folder, "--model", model, "-o", output, "--workers", 1)
    # Four scans come before the one that hangs, three after it.
    wait_until(lambda: complete_rows(output) == 4 + (suffix == ".csv"))
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    wait_until(lambda: group_is_gone(killed))
    output.write_bytes(output.read_bytes()[:-7])
    hanging.unlink()
    result = run(folder, "--model", model, "-o", output, "--workers", 2, "--resume")
    assert "3 rows of" in result.stderr
    assert "A torn row after them was cut off" in result.stderr
    assert "4 of 7 scans are left" in result.stderr
    assert "7 scans: " in result.stderr
    assert result.exit_code == 1
    assert rows(output) == rows(whole)


@needs_signals
def test_ctrl_c_leaves_complete_rows_and_no_process(folder, hanging, model, tmp_path):
    output = tmp_path / "results.jsonl"
    stopped = start(folder, "--model", model, "-o", output, "--workers", 2)
    # The one that hangs keeps one process; the other does all the rest.
    wait_until(lambda: complete_rows(output) == 7)
    os.killpg(stopped.pid, signal.SIGINT)
    # The time limit of the scan that hangs is five times as long.
    errors = stopped.communicate(timeout=LONG_S)[1]
    assert stopped.returncode == 130
    assert "The rows of 7 of 8 scans are complete." in errors
    assert "Traceback" not in errors
    assert len(rows(output)) == 7
    wait_until(lambda: group_is_gone(stopped))


def test_series_in_a_zip_file_are_read_reported_and_resumed(model, tmp_path):
    pytest.importorskip("highdicom", reason="not run: highdicom is not installed")
    voxels = np.random.default_rng(0).integers(-1000, 300, (12, 14, 16)).astype(np.int16)
    for name in ("a", "b"):
        write_volume(CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0])), tmp_path / "in" / name)
    archive, output = zipped(tmp_path / "in", tmp_path / "scans.zip"), tmp_path / "results.csv"
    arguments = (archive, "--model", model, "-o", output, "--workers", 2, "--sr", tmp_path / "sr", "--resume")
    assert run(*arguments).exit_code == 0
    assert [row["path"] for row in rows(output)] == [str(archive / "a"), str(archive / "b")]
    assert len(list((tmp_path / "sr").iterdir())) == 2
    assert "0 of 2 scans are left" in run(*arguments).stderr


class TestResume:
    def test_nothing_is_left_the_second_time(self, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        arguments = (folder, "--model", model, "-o", output, "--workers", 0)
        run(*arguments)
        before = output.read_bytes()
        result = run(*arguments, "--resume")
        assert "7 rows of" in result.stderr
        assert "0 of 7 scans are left" in result.stderr
        assert result.exit_code == 1  # one of the rows says rejected
        assert output.read_bytes() == before

    def test_without_it_the_file_is_written_anew(self, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        run(folder, "--model", model, "-o", output, "--workers", 0)
        run(folder / "a.nii", "--model", model, "-o", output)
        assert len(rows(output)) == 1

    def test_a_file_that_is_not_there_yet_is_begun(self, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        assert run(folder / "a.nii", "--model", model, "-o", output, "--resume").exit_code == 0
        assert len(rows(output)) == 1

    def test_another_model_is_refused_and_the_file_stays(self, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        run(folder / "a.nii", "--model", model, "-o", output)
        before = output.read_bytes()
        other = write_model(tmp_path / "other", name="other")
        result = run(folder, "--model", other, "-o", output, "--resume", "--workers", 0)
        assert result.exit_code == 2
        assert "holds results of the model random@" in result.stderr
        assert "this run uses other@" in result.stderr
        assert output.read_bytes() == before

    def test_it_needs_a_file(self, folder, model):
        result = run(folder, "--model", model, "--resume")
        assert result.exit_code == 2
        assert "Name it with -o" in result.stderr

    def test_dry_run_lists_what_is_left_and_changes_nothing(self, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        run(folder / "a.nii", folder / "b.nii", "--model", model, "-o", output, "--workers", 0)
        torn = output.read_bytes()[:-1]
        output.write_bytes(torn)
        listed = run(folder, "-o", output, "--resume", "--dry-run").stdout.splitlines()
        assert [Path(line.strip()).name for line in listed] == ["b.nii", "c.nii", "d.nii", "f.nii", "g.nii", "h.nii"]
        assert output.read_bytes() == torn
