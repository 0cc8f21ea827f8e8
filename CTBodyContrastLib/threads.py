"""Sharing the work on a large array among threads: numpy lets go of the interpreter while it computes."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# More threads than this wait for memory instead of computing, and each needs some of its own.
_MOST_THREADS = 4


def share_among_threads(work: Callable[[Iterator[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """Call work once in each of several threads, this one included, with one iterator that all take items from.

    Whoever is free takes the next item, so that a thread whose core is busy elsewhere holds up nobody.

    Returns:
        What each thread returned. An exception in one of them is raised here.
    """
    threads = min(_MOST_THREADS, os.cpu_count() or 1, len(items))
    remaining = iter(items)
    with ThreadPoolExecutor(threads) as pool:  # starts a thread only when something is submitted
        others = [pool.submit(work, remaining) for _ in range(threads - 1)]
        return [work(remaining), *(other.result() for other in others)]
