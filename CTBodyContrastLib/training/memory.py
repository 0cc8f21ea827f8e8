"""Memory that one training step frees, kept for the next one."""

import ctypes
import sys

# Names and numbers of glibc's malloc.h: nothing is asked of the system for a single array, and nothing is given back.
_M_TRIM_THRESHOLD, _NEVER = -1, -1
_M_MMAP_MAX, _NONE = -4, 0


def keep_freed_memory() -> bool:
    """Let this process keep what it frees, where the C library is glibc.

    Each step on a CPU allocates and frees arrays of tens of MiB, one or more for each layer. glibc gives such an array
    back at once, and the system clears every page of the next one; `Testing/Benchmarks/benchmark_training.py` prints
    how much faster a training is without that. For a process that does nothing but train: its memory never shrinks.

    Returns:
        Whether anything has changed.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and bool(mallopt(_M_MMAP_MAX, _NONE) and mallopt(_M_TRIM_THRESHOLD, _NEVER))
