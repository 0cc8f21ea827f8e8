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
    """

    def __init__(self) -> None:
        super().__init__()
        self.answers: deque = deque()

    def ask(self, dialog: Dialog) -> Any:
        self.append(dialog)
        if dialog.buttons in (_BUTTON.Ok, _BUTTON.NoButton):
            return _BUTTON.Ok
        if not self.answers:
            raise AssertionError(f"The test has no answer to the dialog: {dialog.text}")
        return self.answers.popleft()


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
