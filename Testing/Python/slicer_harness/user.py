"""What a person does with mouse and keyboard. A key or a button that Qt would not hand to the widget does nothing."""

from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtTest import QTest

_LEFT = QtCore.Qt.MouseButton.LeftButton
_NO_KEYS = QtCore.Qt.KeyboardModifier.NoModifier


def click(widget: Any, x: int, y: int) -> None:
    """Press and release the left button at a place of a widget."""
    QTest.mouseClick(widget, _LEFT, _NO_KEYS, QtCore.QPoint(x, y))


def double_click(widget: Any, x: int, y: int) -> None:
    """Click twice: press, release, double click, release."""
    click(widget, x, y)
    QTest.mouseDClick(widget, _LEFT, _NO_KEYS, QtCore.QPoint(x, y))
    QTest.mouseRelease(widget, _LEFT, _NO_KEYS, QtCore.QPoint(x, y))


def press_key(widget: Any, key: Any) -> None:
    """Press and release a key while a widget has the keyboard."""
    QTest.keyClick(widget, key)


def open_menu(widget: Any, x: int, y: int) -> Any:
    """Ask for the context menu at a place of a widget, as the right button does; returns the menu that pops up."""
    place = QtCore.QPoint(x, y)
    event = QtGui.QContextMenuEvent(QtGui.QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QtWidgets.QApplication.sendEvent(widget, event)
    return QtWidgets.QApplication.activePopupWidget()


def choose(menu: Any, text: str) -> None:
    """Choose an entry of a menu by its text."""
    (action,) = (each for each in menu.actions() if each.text == text)
    menu.close()
    action.trigger()
