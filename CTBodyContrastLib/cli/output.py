"""What commands share: exit codes, plain errors, and progress for a terminal or a log."""

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Column, Table

from ..errors import CTBodyContrastError

SOME_REJECTED = 1
USAGE_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, what shells expect after Ctrl-C

_UNWRAPPED = 10_000  # columns
_TELL_EVERY_S = 30  # in a log, how far everything is


def messages() -> Console:
    """The console of everything that is not a result; soft_wrap leaves lines whole for logs and searches."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def print_table(table: Table) -> None:
    """Print a table of results; wrapped to a terminal's width, but never in a file or a log."""
    Console(markup=False, width=None if sys.stdout.isatty() else _UNWRAPPED).print(table)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what stops a command into one sentence and its exit code."""
    try:
        yield
    except CTBodyContrastError as error:
        messages().print(f"Error: {error}")
        raise typer.Exit(USAGE_ERROR) from error
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        messages().print(f"Error: {place}{error.strerror or error}.")
        raise typer.Exit(USAGE_ERROR) from error
    except KeyboardInterrupt:
        messages().print("Stopped.")
        raise typer.Exit(INTERRUPTED) from None


class ScanProgress:
    """How far many scans are: a bar on a terminal, and in a log a line now and then.

    Each finished scan gets a line too, unless a table is going to show it.
    """

    def __init__(self, total: int, lines: bool = True) -> None:
        self._console = messages()
        self._total = total
        self._lines = lines
        self._outcomes: Counter[str] = Counter()
        self._scan = ""
        self._stage = ""
        self._begun = self._told = time.monotonic()
        self._bar = Progress(
            MofNCompleteColumn(table_column=Column(no_wrap=True, min_width=2 * len(f"{total}") + 1)),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=20),  # the last: where a terminal is narrow, it is what gives way
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> "ScanProgress":
        self._begun = self._told = time.monotonic()
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def expect(self, more: int) -> None:
        """A series turned out to hold more volumes than the one that was counted."""
        self._total += more
        self._bar.update(self._task, total=self._total)

    def started(self, scan: str) -> None:
        """The next scan begins."""
        self._scan = scan

    def stage(self, text: str, fraction: float) -> None:
        """The scan that began last is at this stage."""
        self._stage = f"{text}: {Path(self._scan).name}"
        self._show(fraction)

    def finished(self, scan: str, outcome: str, details: str = "") -> None:
        """A scan is done.

        Args:
            outcome: one of a few words, which are counted.
            details: what its line says; the outcome when empty.
        """
        self._outcomes[outcome] += 1
        self._stage = ""
        self._show(0.0)
        if not self._lines:
            return
        done = self._outcomes.total()
        self._log(f"[{done}/{self._total}] {scan}: {details or outcome}")
        if not self._console.is_terminal and time.monotonic() - self._told > _TELL_EVERY_S and done < self._total:
            self._told = time.monotonic()
            self._log(f"{done} of {self._total} scans; {self._pace()}")

    def remark(self, scan: str, sentences: Iterable[str]) -> None:
        """Something about a scan that is done, also where its line is left out."""
        for sentence in sentences:
            self._console.print(f"{scan}: {sentence}")

    def _show(self, fraction: float) -> None:
        description = "; ".join(text for text in (self._pace(), self._stage) if text)
        self._bar.update(self._task, description=description, completed=self._outcomes.total() + fraction)

    def _pace(self) -> str:
        """Counts, rate and time left, as "10 ok, 2 rejected; 24.0 a minute, 2 min left"; empty at first."""
        done, elapsed = self._outcomes.total(), time.monotonic() - self._begun
        if not done or not elapsed:
            return ""
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self._outcomes.items()))
        left = in_time_units((self._total - done) * elapsed / done)
        return f"{counts}; {60 * done / elapsed:.1f} a minute, {left} left"

    def _log(self, text: str) -> None:
        self._console.print(f"{time.strftime('%H:%M:%S')} {text}")


def in_time_units(seconds: float) -> str:
    """A duration as a person says it: 45 s, 12 min, 3 h 20 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
