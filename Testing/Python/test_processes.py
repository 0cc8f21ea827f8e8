"""Processes that each work on one item at a time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from CTBodyContrastLib.errors import NotCTError, ProcessStartError
from CTBodyContrastLib.processes import KeptProcesses, Lost, work_in_processes

# Far more than a process needs to start here, so that it is never what ends a test that goes well.
LONG_S = 120.0


def double(item: int) -> int:
    return 2 * item


def misbehave(item: str) -> str:
    """What is wrong with an item is its text."""
    if item == "crash":
        os._exit(3)
    if item == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hang":
        time.sleep(LONG_S)
    return item.upper()


def refuse(item: int) -> int:
    raise NotCTError(f"no {item}")


def process_and_modules(item: int) -> tuple[int, set[str]]:
    return os.getpid(), set(sys.modules)


def ignores_interrupts(item: int) -> bool:
    os.kill(os.getpid(), signal.SIGINT)
    return True


def threads_wanted(item: int) -> str | None:
    return os.environ.get("OMP_NUM_THREADS")


class ExitsWhenUnpickled:
    """Work that ends every process before it has begun."""

    def __reduce__(self):
        return os._exit, (3,)

    def __call__(self, item):
        return item


def results(work, items, count=2, time_limit_s=LONG_S) -> dict:
    return dict(pair for finished in work_in_processes(work, items, count, time_limit_s) for pair in finished)


def test_every_item_gets_its_result():
    assert results(double, range(20)) == {item: 2 * item for item in range(20)}


def test_no_items_start_no_process():
    assert results(ExitsWhenUnpickled(), []) == {}


@pytest.mark.parametrize(
    "fault",
    ["crash", pytest.param("killed", marks=pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL"))],
)
def test_a_crash_costs_its_item_only(fault):
    found = results(misbehave, ["a", fault, "b", "c", "d"])
    assert found == {"a": "A", fault: Lost.CRASHED, "b": "B", "c": "C", "d": "D"}


def test_an_item_that_hangs_costs_its_item_only():
    # With one process, what follows is proof of a fresh one.
    found = results(misbehave, ["a", "hang", "b"], count=1, time_limit_s=2)
    assert found == {"a": "A", "hang": Lost.OUT_OF_TIME, "b": "B"}


def test_crashes_in_a_row_are_no_failed_starts():
    assert results(misbehave, ["crash"] * 5 + ["a"]) == {"crash": Lost.CRASHED, "a": "A"}


def test_what_work_raises_is_raised_here():
    with pytest.raises(NotCTError, match="no 7"):
        results(refuse, [7])


def test_processes_that_never_begin_are_told_with_a_remedy():
    with pytest.raises(ProcessStartError, match="--workers 0"):
        results(ExitsWhenUnpickled(), [1])


def test_processes_are_as_many_as_asked_for_and_stay():
    pids = {pid for pid, _ in results(process_and_modules, range(12), count=2).values()}
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_items_are_taken_when_there_is_a_process_for_them():
    taken = []

    def items() -> Iterator[int]:
        for item in range(40):
            taken.append(item)
            yield item

    done = 0
    for finished in work_in_processes(double, items(), 2, LONG_S):
        # Two under way, and one looked at.
        assert len(taken) - done - len(finished) <= 3
        done += len(finished)
    assert done == 40


def test_ctrl_c_is_for_the_parent():
    assert results(ignores_interrupts, [1, 2]) == {1: True, 2: True}


@pytest.mark.parametrize(("chosen", "expected"), [(None, "1"), ("3", "3")])
def test_processes_have_one_thread_for_linear_algebra_unless_the_user_chose(monkeypatch, chosen, expected):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if chosen:
        monkeypatch.setenv("OMP_NUM_THREADS", chosen)
    assert results(threads_wanted, [1]) == {1: expected}
    assert os.environ.get("OMP_NUM_THREADS") == chosen


def test_leaving_early_ends_the_processes():
    running = work_in_processes(process_and_modules, range(100), 2, LONG_S)
    ((_, (pid, _)), *_) = next(running)
    running.close()
    assert not is_alive(pid)


def test_a_kept_process_does_one_call_after_another_until_one_costs_it():
    kept = KeptProcesses()
    pids = [kept.call(process_and_modules, 1, LONG_S)[0] for _ in range(2)]
    assert pids[0] == pids[1]
    assert kept.call(misbehave, "crash", LONG_S) is Lost.CRASHED
    assert kept.call(misbehave, "hang", 0.1) is Lost.OUT_OF_TIME
    assert kept.call(misbehave, "a", LONG_S) == "A"
    kept.end_idle()


PARENT = """
import os, sys, time
from pathlib import Path
from CTBodyContrastLib.processes import work_in_processes

def work(item):
    Path(sys.argv[1]).write_text(str(os.getpid()))
    time.sleep(600)

if __name__ == "__main__":
    list(work_in_processes(work, [1], 1, 600))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_no_process_outlives_a_killed_parent(tmp_path):
    script, told = tmp_path / "parent.py", tmp_path / "pid"
    script.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen([sys.executable, script, told], env=environment)
    wait_until(lambda: told.exists() and told.read_text())
    parent.kill()
    parent.wait()
    pid = int(told.read_text())
    wait_until(lambda: not is_alive(pid))


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # An orphan that nobody has asked for its end stays listed as a zombie.
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def wait_until(condition) -> None:
    end = time.monotonic() + LONG_S
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
