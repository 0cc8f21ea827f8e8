"""Fixtures that several tests use."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of real CT scans that CTBODYCONTRAST_DATA names."""
    named = os.environ.get("CTBODYCONTRAST_DATA")
    if not named:
        pytest.skip("CTBODYCONTRAST_DATA names no folder of real CT scans")
    return Path(named)
