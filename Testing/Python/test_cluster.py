"""Work on the computers of a Dask cluster."""

import importlib
import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="not run: torch is not installed")
distributed = pytest.importorskip("distributed", reason="not run: distributed is not installed")

from dask_cluster import end_worker, scheduler, worker  # noqa: E402
from dicom_series import write_series  # noqa: E402
from test_batch import readable  # noqa: E402
from test_classifier import write_model  # noqa: E402
from test_cli_batch import complete_rows, rows, run, write_scan  # noqa: E402
from test_processes import LONG_S, double, misbehave, process_and_modules, refuse, wait_until  # noqa: E402

from CTBodyContrastLib import cluster  # noqa: E402
from CTBodyContrastLib.batch import classify_scans, find_all_scans  # noqa: E402
from CTBodyContrastLib.classifier import Classifier  # noqa: E402
from CTBodyContrastLib.cluster import work_on_cluster  # noqa: E402
from CTBodyContrastLib.errors import ClusterError, MissingPackageError, NotCTError  # noqa: E402
from CTBodyContrastLib.processes import Lost  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
WORKERS = 2


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dask")
    with scheduler(folder) as (_, address), worker(address, folder), worker(address, folder):
        with distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(WORKERS)
        yield address


@pytest.fixture
def client(address):
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(WORKERS)  # those that a test has ended are back
        yield client


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    # A random network sees little difference between images: the small temperature shows it in four decimals.
    return write_model(tmp_path_factory.mktemp("model"), fusion={"vessel_weight": 0.5, "part_temperature": 1e-4})


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Ten series."""
    folder = tmp_path_factory.mktemp("series")
    for number in range(10):
        images = np.random.default_rng(number).integers(900, 1300, (10, 14, 16)).astype(np.int16)
        images[:, :2] = 24  # air
        uid = f"1.2.826.0.1.3680043.8.498.{number + 1}"
        write_series(folder / str(number), 10, stored=list(images), SeriesInstanceUID=uid, PixelSpacing=[3, 3])
    return folder


def results(work, items, address, time_limit_s=LONG_S) -> dict:
    found = [pair for finished in work_on_cluster(work, items, address, time_limit_s) for pair in finished]
    assert len(dict(found)) == len(found)
    return dict(found)


class TestItems:
    def test_every_item_gets_its_result_and_few_are_under_way(self, address):
        taken, done = [], 0
        for finished in work_on_cluster(double, (taken.append(item) or item for item in range(20)), address, LONG_S):
            # Each worker's one thread has one at work and one that waits.
            assert len(taken) - done <= 2 * WORKERS
            assert all(result == 2 * item for item, result in finished)
            done += len(finished)
        assert done == 20

    def test_one_that_crashes_or_hangs_costs_itself_only_and_no_worker(self, address, client):
        before = client.run(os.getpid)
        found = results(misbehave, ["a", "crash", "b", "hang", "c"], address, time_limit_s=2)
        assert found == {"a": "A", "crash": Lost.CRASHED, "b": "B", "hang": Lost.OUT_OF_TIME, "c": "C"}
        assert client.run(os.getpid) == before

    def test_one_that_ends_its_worker_each_time_costs_itself_only(self, address, client):
        expected = {item: item for item in range(6)} | {3: Lost.CRASHED}
        assert results(end_worker, range(6), address) == expected

    def test_what_work_raises_is_raised_here(self, address):
        with pytest.raises(NotCTError, match="no 7"):
            results(refuse, [7], address)

    def test_processes_stay_for_the_next_item_and_end_with_the_run(self, address, client):
        pids = {pid for pid, _ in results(process_and_modules, range(12), address).values()}
        assert 1 <= len(pids) <= WORKERS
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))

    def test_a_cluster_without_the_library_is_told(self, address, tmp_path, monkeypatch):
        (tmp_path / "only_here.py").write_text("def work(item): ...", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.raises(ClusterError, match="Install the same release"):
            results(importlib.import_module("only_here").work, [1], address)


class TestScans:
    def test_rows_are_those_of_one_process(self, address, client, folder, model, tmp_path):
        together, alone = tmp_path / "together.csv", tmp_path / "alone.csv"
        assert run(folder, "--model", model, "-o", together, "--dask", address).exit_code == 0
        assert run(folder, "--model", model, "-o", alone, "--workers", 0).exit_code == 0
        assert len({row["body_part_probability"] for row in rows(alone)}) >= 5
        assert rows(together) == rows(alone)

    def test_none_is_lost_or_doubled_with_a_killed_worker(self, address, client, folder, model):
        scans = find_all_scans([folder])
        found = classify_scans(scans, Classifier.load(model, "cpu"), cluster=address)
        paths = [next(found).path]
        os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
        paths += [result.path for result in found if result.classification.status != "rejected"]
        assert sorted(paths) == sorted(str(scan.path) for scan in scans)

    def test_nobody_imports_torch_to_read(self, address, client, model):
        (result,) = classify_scans([readable("scan")], Classifier.load(model, "cpu"), cluster=address)
        assert result.classification.notes == ("scan",)
        assert "torch" not in set().union(*client.run(lambda: list(sys.modules)).values())

    def test_a_cluster_and_processes_of_this_computer_exclude_each_other(self, folder):
        answer = run(folder, "--dask", "127.0.0.1:1", "--workers", 2)
        assert answer.exit_code == 2
        assert "--dask" in answer.stderr


class TestNoCluster:
    def test_nobody_answers(self, monkeypatch):
        monkeypatch.setattr(cluster, "_CONNECT_LIMIT_S", 0.1)
        with pytest.raises(ClusterError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1\. Start one"):
            results(double, [1], "tcp://127.0.0.1:1")

    def test_distributed_is_not_installed(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "distributed", None)
        with pytest.raises(MissingPackageError, match=r"ctbodycontrast\[dask\]"):
            results(double, [1], "tcp://127.0.0.1:1")

    def test_scheduler_without_workers_and_one_that_ends(self, monkeypatch, folder, model, tmp_path):
        output = tmp_path / "results.csv"
        with scheduler(tmp_path) as (process, address):
            monkeypatch.setattr(cluster, "_WORKERS_LIMIT_S", 0.1)
            with pytest.raises(ClusterError, match="has no workers"):
                results(double, [1], address)
            monkeypatch.setattr(cluster, "_WORKERS_LIMIT_S", LONG_S)
            end = threading.Thread(target=lambda: (wait_until(lambda: complete_rows(output) > 3), process.kill()))
            with worker(address, tmp_path):
                end.start()
                write_scan(tmp_path / "e-hangs.nii")
                stopped = run(folder, tmp_path / "e-hangs.nii", "--model", model, "-o", output, "--dask", address)
                end.join()
        assert stopped.exit_code == 2
        assert "has ended. Start it again, and repeat this with --resume." in stopped.stderr
        assert run(folder, "--model", model, "-o", output, "--resume", "--workers", 0).exit_code == 0
        assert len({row["path"] for row in rows(output)}) == len(rows(output)) == 10
