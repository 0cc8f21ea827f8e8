"""How far a training is: a bar on a terminal, and a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

_TELL_EVERY = 20  # steps between two lines


@contextmanager
def step_progress(total: int, say: Callable[[str], None]) -> Iterator[Callable[[int, float], None]]:
    """A function to call with the number of steps done and the loss."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console, begun, told = Console(stderr=True), perf_counter(), 0
    columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=total)

        def show(step: int, loss: float) -> None:
            nonlocal told
            bar.update(task, completed=step, description=f"loss {loss:.3f}")
            if not console.is_terminal and step >= told + _TELL_EVERY:
                told = step
                say(f"step {step}/{total}, loss {loss:.3f}, {perf_counter() - begun:.0f} s")

        yield show
