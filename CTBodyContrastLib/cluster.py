"""Work on the computers of a Dask cluster: what a lost worker had is done again, and an item costs only itself."""

import logging
import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from enum import Enum
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ClusterError, MissingPackageError
from .processes import KeptProcesses, Lost

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Result = TypeVar("Result")

# A scheduler answers in a second; workers that a queueing system has just been asked for come within a minute.
_CONNECT_LIMIT_S = 10.0
_WORKERS_LIMIT_S = 60.0
# One that a worker's thread works on and one that waits for it, so that it never waits for this computer.
_ITEMS_PER_THREAD = 2
# Of a large cluster more may be ready at a time than this computer has memory for: 32 prepared scans take 170 MB.
_MOST_TOGETHER = 32

# On a worker: its own processes.
_processes = KeptProcesses()


class _Suspect(Enum):
    """Workers have ended with this item among others."""

    SUSPECT = "suspect"


def work_on_cluster(
    work: Callable[[Item], Result], items: Iterable[Item], address: str, time_limit_s: float
) -> Generator[list[tuple[Item, Result | Lost]], None, None]:
    """Call work on each item, on a Dask cluster; the order is that of finishing.

    Each thread of a worker has a process beside it, where an item may crash or hang. A worker that ends is Dask's to
    replace: its items go to others. Workers may join and leave; while there is none, the run waits.

    Args:
        work: it, the items and the results are pickled on their way; all computers need the same packages.
        items: taken when there is a worker for them, so that few are under way.
        address: the scheduler's, as tcp://host:8786.
        time_limit_s: a process that takes longer for one item is killed and replaced.

    Yields:
        All that have finished since the last time, each with its result or why there is none.

    Raises:
        MissingPackageError: distributed is not installed.
        ClusterError: the cluster does not answer, has no workers, lacks this library, or its scheduler ends.
        Exception: what work raised.
    """
    call = partial(_call_beside_worker, work, time_limit_s)
    with _connected(address) as client:
        suspects: list[Item] = []
        for finished in _finished(client, call, iter(items)):
            suspects += [item for item, answer in finished if answer is _Suspect.SUSPECT]
            if known := [(item, answer) for item, answer in finished if answer is not _Suspect.SUSPECT]:
                yield known
        # An item that ends its worker takes the others there along. Alone, each shows whether it was the one.
        for item in suspects:
            for finished in _finished(client, call, iter([item])):
                yield [(item, Lost.CRASHED if answer is _Suspect.SUSPECT else answer) for _, answer in finished]


def _finished(
    client: "Client", call: Callable[[Item], Result], items: Iterator[Item]
) -> Iterator[list[tuple[Item, Result | _Suspect]]]:
    """Keep a few items under way for each thread of the cluster, and give out those that have finished."""
    from distributed import as_completed

    under_way: dict[str, Item] = {}
    completed = as_completed(loop=client.loop)
    while True:
        if client.status != "running":
            raise CancelledError
        most = _ITEMS_PER_THREAD * max(1, sum(client.nthreads().values()))
        for item in islice(items, max(0, most - len(under_way))):
            future = client.submit(call, item, pure=False)
            under_way[future.key] = item
            completed.add(future)
        if not under_way:
            return
        ready = [next(completed)]
        while completed.has_ready() and len(ready) < _MOST_TOGETHER:
            ready.append(next(completed))
        yield [(under_way.pop(future.key), _answer(future)) for future in ready]


def _answer(future: "Future") -> Any:
    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return _Suspect.SUSPECT
    except (ModuleNotFoundError, RuntimeError) as error:  # Dask's, where a function cannot be loaded
        raise ClusterError(
            "The Dask cluster cannot run this program. Install the same release of ctbodycontrast and of its packages "
            "for the scheduler, for each worker and here."
        ) from error


def _call_beside_worker(work: Callable[[Item], Result], time_limit_s: float, item: Item) -> Result | Lost:
    """What a thread of a worker does."""
    # Dask starts a worker as a process that may not start others, so that none outlives it; these end with it anyway.
    multiprocessing.current_process().daemon = False
    return _processes.call(work, item, time_limit_s)


def _end_idle_processes() -> None:
    _processes.end_idle()


def _wait_for_workers(client: "Client", address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKERS_LIMIT_S)
    except TimeoutError as error:
        raise ClusterError(f"The Dask cluster has no workers. Start some: dask worker {address}") from error


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    """A client of a cluster that has workers; what it raises when the scheduler ends becomes one sentence."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingPackageError(
            'A cluster needs the package distributed. Install it: python -m pip install "ctbodycontrast[dask]".'
        ) from error
    # Its own words about a lost connection are many, and say no more than the error that is raised.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Results come straight from the workers, and the scheduler's memory and network stay free.
        client = Client(address, timeout=_CONNECT_LIMIT_S, set_as_default=False, direct_to_workers=True)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, which prints its address."
        ) from error
    try:
        _wait_for_workers(client, address)
        yield client
    except (CancelledError, OSError) as error:
        raise ClusterError(
            f"The Dask scheduler at {address} has ended. Start it again, and repeat this with --resume."
        ) from error
    finally:
        if client.status == "running":
            with suppress(CancelledError, OSError):  # a scheduler that ended just now is not known to have
                client.run(_end_idle_processes, on_error="ignore")
        client.close()
