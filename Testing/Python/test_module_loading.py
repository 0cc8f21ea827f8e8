"""What Slicer loads before anything is classified: little more of the library than the panel shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("slicer_core", reason="not run: no slicer-core wheel")
pytest.importorskip("PySide6", reason="not run: no PySide6")

from module_panel import MODULE_FILE
from test_imports import HEAVY

SCRIPT = """
import sys
from pathlib import Path
from slicer_harness.session import slicer_session
with slicer_session(Path(sys.argv[1])) as session:
    before = set(sys.modules)
    session.load_module(Path(sys.argv[2]))
    print(*set(sys.modules) - before)
"""
FOR_LATER = ("batch", "bundle", "classifier", "phantom", "body_part_words", "contrast_words", "io.dicom", "io.series")


def test_readers_network_and_words_of_tags_are_left_for_later(tmp_path):
    """Each takes milliseconds, of all who start Slicer or visit the module."""
    folders = [str(Path(__file__).parent), *sys.path]
    loaded = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path), str(MODULE_FILE)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(folders), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "CTBodyContrastLib.labels" in loaded
    assert set(loaded).isdisjoint({f"CTBodyContrastLib.{name}" for name in FOR_LATER})
    assert {name.partition(".")[0] for name in loaded}.isdisjoint({*HEAVY} - {"slicer", "qt", "vtk"})
