"""Dialogs are written down and answered by the test, for nobody is there to click."""

from collections import deque
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

from PySide6 import QtWidgets

from . import ui_loader

_BUTTON = QtWidgets.QMessageBox.StandardButton


@dataclass(frozen=True)
class Dialog:
    """One message box that the user would have seen."""

    title: str
    text: str
    details: str
    buttons: Any


class Dialogs(list):
    """The dialogs so far, and the answers to come.

    Attributes:
        answers: the buttons to press, in order, in dialogs that have more than OK.
        files: the paths to choose, in order, in dialogs that ask for a file; "" cancels one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: deque = deque()
        self.files: deque[str] = deque()

    def ask(self, dialog: Dialog) -> Any:
        self.append(dialog)
        if dialog.buttons in (_BUTTON.Ok, _BUTTON.NoButton):
            return _BUTTON.Ok
        if not self.answers:
            raise AssertionError(f"The test has no answer to the dialog: {dialog.text}")
        return self.answers.popleft()

    def ask_for_file(self, title: str, proposed: str) -> str:
        self.append(Dialog(title, proposed, "", _BUTTON.Save))
        if not self.files:
            raise AssertionError(f"The test chooses no file in the dialog: {title}")
        return self.files.popleft()


def make_file_dialog(dialogs: Dialogs) -> type:
    """qt.QFileDialog, which is never shown; its static functions return a path alone, as in PythonQt."""

    def ask(parent: Any = None, title: str = "", proposed: str = "", filters: str = "") -> str:
        return dialogs.ask_for_file(title, proposed)

    names = ("getOpenFileName", "getSaveFileName", "getExistingDirectory")
    return type("QFileDialog", (), {name: staticmethod(ask) for name in names})


def make_ctk_module(dialogs: Dialogs) -> ModuleType:
    """The module `ctk`: the widgets for which there are stand-ins, and a message box that is never shown."""
    module = ModuleType("ctk")
    for name, each in ui_loader.CUSTOM_WIDGETS.items():
        if name.startswith("ctk"):
            setattr(module, name, each)
    module.ctkMessageBox = type("ctkMessageBox", (_MessageBox,), {"dialogs": dialogs})
    return module


class _MessageBox(QtWidgets.QMessageBox):
    """What slicer.util makes for every message and every question."""

    dialogs: ClassVar[Dialogs]

    def exec_(self) -> Any:
        return self.dialogs.ask(Dialog(self.windowTitle.strip(), self.text, self.detailedText, self.standardButtons))
