"""One case: make it, read it, and judge what came of it."""

import logging
import os
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import NamedTuple

from CTBodyContrastLib.errors import ScanError
from CTBodyContrastLib.io.series import Scan, find_scans
from CTBodyContrastLib.labels import NINE_VIEWS
from CTBodyContrastLib.preparation import prepare_scan
from CTBodyContrastLib.preprocessing import Preprocessing
from fuzzing.kinds import KINDS
from fuzzing.seeds import PATIENT

# Of a processor, so that other work on the computer does not count.
TIME_LIMIT_S = 10.0
# What reading a case may take. No file of a case has more than a few MiB, so that no scan among them is large.
MEMORY_LIMIT_MIB = 512
# What the process may ask for at all: more is refused, as on a computer with little memory.
_ADDRESS_SPACE_MIB = 6144
# One sentence or two.
_LONGEST_REASON = 600
_NOBODY = 65534
_NAMED_FILES = 0.3  # of all cases
_NETWORK_INPUT = Preprocessing(input_size=32)


class Case(NamedTuple):
    """A kind, and what its random numbers are made from."""

    kind: str
    seed: int
    number: int


class Verdict(StrEnum):
    """What came of a case; all but the first two break the contract."""

    READ = "read"  # a volume at least, and a reason for whatever is none
    REFUSED = "refused"  # a named error with a plain reason, and no volume
    CRASHED = "crashed"  # anything else that was raised or told, or a process that ended
    HUNG = "hung"
    OVER_MEMORY = "over memory"


class Outcome(NamedTuple):
    """The verdict on a case.

    Attributes:
        why: what was wrong; empty when nothing was.
        seconds, mib: the processor's time that reading took, and the most memory beyond that before it.
    """

    verdict: Verdict
    why: str = ""
    seconds: float = 0.0
    mib: float = 0.0


def judge(case: Case) -> Outcome:
    """Make a case in a temporary folder and read it. Whatever is raised is an outcome."""
    _be_quiet()
    _limit_address_space()
    rng, kind = Random(f"{case.kind} {case.seed} {case.number}"), KINDS[case.kind]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        kind.make(rng, folder)
        paths = sorted(folder.rglob("*"))
        # A user names a folder or a file in it.
        path = rng.choice(paths) if paths and not kind.once and rng.random() < _NAMED_FILES else folder
        return _read(path, _as_nobody() if kind.unprivileged else nullcontext())


def _read(path: Path, rights: AbstractContextManager[None]) -> Outcome:
    verdict, why = Verdict.REFUSED, ""
    before = _forget_peak()
    started = time.process_time()
    try:
        with rights:
            for scan in find_scans(path):
                is_read, said = _answer(scan)
                verdict = Verdict.READ if is_read else verdict
                why = why or next(filter(None, map(_not_plain, said)), "")
    except Exception as error:  # a crash is what is looked for
        why = f"{type(error).__name__}: {error}"
    seconds, mib = time.process_time() - started, _peak_mib() - before
    if why:
        verdict = Verdict.CRASHED
    elif seconds > TIME_LIMIT_S:
        verdict, why = Verdict.HUNG, f"took {seconds:.0f} s"
    elif mib > MEMORY_LIMIT_MIB:
        verdict, why = Verdict.OVER_MEMORY, f"took {mib:.0f} MiB"
    return Outcome(verdict, why, seconds, mib)


def _answer(scan: Scan) -> tuple[bool, list[str]]:
    """Whether a scan gives a volume, and all that is said about it."""
    try:
        volume = scan.read()
    except ScanError as error:
        return False, [str(error) or "no reason"]
    # All that comes before the network: NaN, no HU and too few slices are told here.
    problem = prepare_scan(volume, NINE_VIEWS, _NETWORK_INPUT).problem
    return True, [*volume.notes, *volume.doubts, *filter(None, [problem])]


def _not_plain(reason: str) -> str:
    """Why a reason is none that a person may be shown; empty when it may."""
    if any(word in reason for word in PATIENT):
        return f"names the patient: {reason}"
    if len(reason) > _LONGEST_REASON or not reason.endswith((".", ")")):
        return f"no plain reason: {reason}"
    return ""


def _be_quiet() -> None:
    """What decoders write of a damaged file would bury the result."""
    warnings.simplefilter("ignore")
    logging.disable()
    with open(os.devnull, "w") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), sys.stderr.fileno())


def _limit_address_space() -> None:
    limit = _ADDRESS_SPACE_MIB * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _forget_peak() -> float:
    """Have the system begin its peak anew, where it can; returns the memory in use, in MiB."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")  # proc(5): resets the peak resident set size
    return _peak_mib()


def _peak_mib() -> float:
    """The most memory, resident, since it was forgotten; else since the process began."""
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Permissions hold for everybody but the superuser."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
