"""Fixtures that several tests use."""

import os
from pathlib import Path

import pytest
from module_panel import Panel
from slicer_harness import slicer_application  # noqa: F401 - a fixture is known where it is imported


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real CT scans that CTBODYCONTRAST_DATA names."""
    named = os.environ.get("CTBODYCONTRAST_DATA")
    if not named:
        pytest.skip("CTBODYCONTRAST_DATA names no folder of real CT scans")
    return Path(named)


@pytest.fixture
def panel(slicer_application) -> Panel:  # noqa: F811
    """The module's panel in the harness."""
    return Panel(slicer_application)
