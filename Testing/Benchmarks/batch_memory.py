"""How much memory a batch takes over few and over many scans, on this computer and on a Dask cluster.

    python Testing/Benchmarks/batch_memory.py [--scans 200 2000]

Tiny series are made first, in a temporary folder. Then the command classifies so many of them, once with two processes
that read and once on a cluster of two workers on this computer. Printed is the most memory (resident, of each process
with those that it has started) that was seen. Nothing is asserted. Needs the packages of the extra `dask`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from tiny_batch import classify_command, make_tiny_series, quick_model

SAMPLE_EVERY_S = 0.1
WORKERS = 2


class Peaks:
    """The most memory of several processes, looked at again and again."""

    def __init__(self, processes: dict[str, subprocess.Popen]) -> None:
        self.mib = dict.fromkeys(processes, 0.0)
        self._processes = {name: psutil.Process(process.pid) for name, process in processes.items()}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._sample)

    def __enter__(self) -> "Peaks":
        self._thread.start()
        return self

    def __exit__(self, *stopped_by: object) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(SAMPLE_EVERY_S):
            for name, process in self._processes.items():
                self.mib[name] = max(self.mib[name], resident_mib(process))


def resident_mib(process: psutil.Process) -> float:
    """Of a process and all that it has started."""
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_info().rss
    except psutil.NoSuchProcess:  # has just ended: the next look sees it without
        return 0.0
    return total / 2**20


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, dict[str, subprocess.Popen]]]:
    """A scheduler and workers with one thread each: how to reach it, and its processes."""
    told = folder / "scheduler.json"
    started = {"scheduler": dask("scheduler", "--scheduler-file", told, "--port", 0, "--dashboard-address", ":0")}
    try:
        while not (told.exists() and told.read_text()):
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        for number in range(WORKERS):
            started[f"worker {number + 1}"] = dask("worker", address, "--nthreads", 1, "--local-directory", folder)
        yield address, started
    finally:
        for process in started.values():
            process.terminate()
            process.wait()


def dask(command: str, *arguments: object) -> subprocess.Popen:
    """One of Dask's own commands."""
    line = [sys.executable, "-m", "dask", command, *map(str, arguments), "--host", "127.0.0.1", "--no-dashboard"]
    return subprocess.Popen(line, stderr=subprocess.DEVNULL)


def measure(command: list[str], others: dict[str, subprocess.Popen]) -> None:
    """Run the command, and print what was seen."""
    begun = time.perf_counter()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    with Peaks({"command": running, **others}) as peaks:
        if running.wait():
            raise SystemExit(f"the command ended with {running.returncode}")
    seen = ", ".join(f"{name} {mib:.0f}" for name, mib in peaks.mib.items())
    print(f"{seen} MiB; {time.perf_counter() - begun:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, nargs="+", default=(200, 2000))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = quick_model(folder / "model")
        for count in arguments.scans:
            series, output = folder / str(count), folder / "results.csv"
            make_tiny_series(series, count)
            print(f"{count} scans, --workers {WORKERS}: ", end="")
            measure(classify_command(series, model, output, "--workers", str(WORKERS)), {})
            with dask_cluster(folder) as (address, processes):
                print(f"{count} scans, --dask with {WORKERS} workers: ", end="")
                measure(classify_command(series, model, output, "--dask", address), processes)


if __name__ == "__main__":
    main()
