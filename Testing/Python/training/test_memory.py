"""What a process frees stays with it."""

import platform
import subprocess
import sys

import pytest

# Prints how many MiB of an array of 64 MiB the process still holds after freeing it.
SCRIPT = """
import sys
from CTBodyContrastLib.training.memory import keep_freed_memory

def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096 >> 20

import numpy as np
if sys.argv[1] == "keep":
    assert keep_freed_memory()
before = resident()
array = np.ones(64 << 20, np.uint8)
del array
print(resident() - before)
"""


def kept_mib(what: str) -> int:
    return int(subprocess.run([sys.executable, "-c", SCRIPT, what], capture_output=True, check=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to keep memory")
def test_a_freed_array_is_kept_only_when_asked_for():
    assert kept_mib("give back") < 16
    assert kept_mib("keep") > 48
