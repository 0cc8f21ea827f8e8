"""What commands share: exit codes, plain errors, and progress for a terminal or a log."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from ..errors import CTBodyContrastError

SOME_REJECTED = 1
USAGE_ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, what shells expect after Ctrl-C

_UNWRAPPED = 10_000  # columns


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
    """A bar with the current scan on a terminal, and one line a finished scan unless a table is going to show it."""

    def __init__(self, total: int, lines: bool = True) -> None:
        self._console = messages()
        self._total = total
        self._lines = lines
        self._done = 0
        self._scan = ""
        self._bar = Progress(
            BarColumn(bar_width=20),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
            console=self._console,
            disable=not self._console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> "ScanProgress":
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def started(self, scan: str) -> None:
        """The next scan begins."""
        self._scan = scan

    def stage(self, text: str, fraction: float) -> None:
        """The current scan is at this stage."""
        self._bar.update(self._task, description=f"{text}: {Path(self._scan).name}", completed=self._done + fraction)

    def finished(self, outcome: str) -> None:
        """The current scan is done."""
        self._done += 1
        self._bar.update(self._task, completed=self._done)
        if self._lines:
            self._console.print(f"{time.strftime('%H:%M:%S')} [{self._done}/{self._total}] {self._scan}: {outcome}")

    def remark(self, sentences: Iterable[str]) -> None:
        """Something about the scan that was just done, also where its line is left out."""
        for sentence in sentences:
            self._console.print(f"{self._scan}: {sentence}")
