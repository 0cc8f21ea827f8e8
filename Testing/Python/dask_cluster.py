"""A Dask cluster on this computer, started with Dask's own commands."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from test_processes import LONG_S, wait_until

HERE = Path(__file__).parent
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(map(str, (HERE.parents[1], HERE, HERE / "broken_disk"))),
    # An item that ends its worker is given to one worker more, and not to three.
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
}


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[subprocess.Popen, str]]:
    """A scheduler, as its process and its address."""
    told = folder / "scheduler.json"
    # Without a dashboard it would still serve metrics on port 8787, which another may have: any free port will do.
    with _dask("scheduler", "--scheduler-file", told, "--port", "0", "--dashboard-address", "127.0.0.1:0") as process:
        wait_until(lambda: told.exists() and told.read_text())
        yield process, json.loads(told.read_text())["address"]


@contextmanager
def worker(address: str, folder: Path) -> Iterator[subprocess.Popen]:
    """A worker with one thread, which is replaced when it ends."""
    with _dask("worker", address, "--nthreads", "1", "--local-directory", folder) as process:
        yield process


@contextmanager
def _dask(command: str, *arguments: object) -> Iterator[subprocess.Popen]:
    line = [sys.executable, "-m", "dask", command, *map(str, arguments), "--host", "127.0.0.1", "--no-dashboard"]
    process = subprocess.Popen(line, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def end_worker(item: int) -> int:
    """Item 3 ends the worker beside whose process it is, as a system that runs out of memory does."""
    if item == 3:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(LONG_S)
    return item
