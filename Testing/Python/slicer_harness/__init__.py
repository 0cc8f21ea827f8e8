"""Runs a Slicer scripted module, unchanged, without Slicer: real MRML from slicer-core, the Qt side from PySide6.

Nothing but the standard library and pytest is imported until the fixture is used.
"""

from .fixture import missing_packages, slicer_application

__all__ = ["missing_packages", "slicer_application"]
