"""An engine for tests."""

from collections.abc import Callable
from pathlib import Path

from CTBodyContrastLib.training.engine import Engine
from CTBodyContrastLib.training.hardware import Hardware


def quiet_engine(run: Path, say: Callable[[str], None] = lambda text: None, resume: bool = False) -> Engine:
    """An engine on the CPU without further processes."""
    return Engine(run, Hardware(workers=0), resume, say)
