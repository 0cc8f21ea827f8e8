"""The pytest fixture of the harness."""

import importlib.util
import os
from pathlib import Path

import pytest

# slicer.util warns of these and goes on; both mean that an observer is lost or doubled.
_FORBIDDEN_WARNINGS = ("already has observer", "does not have observer")


def missing_packages() -> list[str]:
    """Which packages the harness needs and cannot find."""
    return [each for each in ("slicer_core", "PySide6") if importlib.util.find_spec(each) is None]


@pytest.fixture
def slicer_application(tmp_path: Path, request: pytest.FixtureRequest):
    """A `Session`: Slicer's MRML with stand-ins for its Qt side. What goes wrong unseen fails the test."""
    missing = missing_packages()
    if missing:
        pytest.skip("not run: no slicer-core wheel" if "slicer_core" in missing else "not run: no PySide6")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for warning in _FORBIDDEN_WARNINGS:
        request.node.add_marker(pytest.mark.filterwarnings(f"error:{warning}"))
    from .session import slicer_session

    folder = tmp_path / "slicer"
    folder.mkdir()
    with slicer_session(folder) as session:
        yield session
