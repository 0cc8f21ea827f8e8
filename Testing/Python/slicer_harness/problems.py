"""Whatever goes wrong where nobody would see it: in a slot, an observer or a thread, in VTK or in Qt."""

import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import vtk
from PySide6 import QtCore

# Qt says this of the offscreen platform itself.
_HARMLESS = ("This plugin does not support",)


class Problems(list):
    """The problems so far, as text; the fixture fails the test that leaves any."""

    def __init__(self) -> None:
        super().__init__()
        self._excepthooks = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = lambda event: self._on_exception(event.exc_type, event.exc_value, event.exc_traceback)
        self._output = vtk.vtkOutputWindow.GetInstance()
        self._tag = self._output.AddObserver(vtk.vtkCommand.ErrorEvent, self._on_vtk_error)
        self._qt_handler = QtCore.qInstallMessageHandler(self._on_qt_message)

    def close(self) -> None:
        sys.excepthook, threading.excepthook = self._excepthooks
        self._output.RemoveObserver(self._tag)
        QtCore.qInstallMessageHandler(self._qt_handler)

    @contextmanager
    def expected(self, text: str) -> Iterator[None]:
        """Inside, a problem with this text must happen; it then counts as none."""
        before = len(self)
        yield
        matching = [each for each in self[before:] if text in each]
        if not matching:
            raise AssertionError(f"Expected, and did not happen: {text}")
        self[before:] = [each for each in self[before:] if each not in matching]

    def check(self) -> None:
        """Raise if there are any."""
        if self:
            raise AssertionError("Nobody would have seen:\n" + "\n".join(self))

    def _on_exception(self, kind: type, error: BaseException, trace: Any) -> None:
        self.append("".join(traceback.format_exception(kind, error, trace)))

    @vtk.calldata_type(vtk.VTK_STRING)
    def _on_vtk_error(self, caller: Any, event: str, text: str) -> None:
        self.append(text)

    def _on_qt_message(self, kind: QtCore.QtMsgType, context: Any, text: str) -> None:
        quiet = (QtCore.QtMsgType.QtDebugMsg, QtCore.QtMsgType.QtInfoMsg)
        if kind not in quiet and not text.startswith(_HARMLESS):
            self.append(f"Qt: {text}")
