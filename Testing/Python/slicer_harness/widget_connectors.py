"""How each class of widget shows a parameter, and tells that the user changed it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6 import QtWidgets

from . import qt_bridge
from .node_combo_box import qMRMLNodeComboBox
from .widgets import ctkPathLineEdit

# Widget class: the property that holds the value, and the signal that tells of a change.
_PROPERTY_AND_SIGNAL = {
    QtWidgets.QCheckBox: ("checked", "toggled(bool)"),
    QtWidgets.QLineEdit: ("text", "textChanged(QString)"),
    QtWidgets.QSpinBox: ("value", "valueChanged(int)"),
    QtWidgets.QDoubleSpinBox: ("value", "valueChanged(double)"),
    QtWidgets.QSlider: ("value", "valueChanged(int)"),
    ctkPathLineEdit: ("currentPath", "currentPathChanged(QString)"),
}


class _ByProperty:
    """A widget whose value is one of its properties."""

    def __init__(self, widget: Any, parameter: Any) -> None:
        self._widget = widget
        self._property, self._signal = _PROPERTY_AND_SIGNAL[type(widget)]
        self._kind = parameter.type
        self._function: Callable | None = None
        if parameter.range:
            widget.setRange(parameter.range.minimum, parameter.range.maximum)
        elif isinstance(widget, QtWidgets.QSlider):
            raise RuntimeError(f"{widget.name}: a slider needs a parameter with a range")

    def read(self) -> Any:
        return self._kind(getattr(self._widget, self._property))

    def write(self, value: Any) -> None:
        setattr(self._widget, self._property, str(value) if isinstance(value, Path) else value)

    def on_change(self, function: Callable[[], None]) -> None:
        self._function = function
        qt_bridge.connect(self._widget, self._signal, function)

    def disconnect(self) -> None:
        qt_bridge.disconnect(self._widget, self._signal, self._function)


class _Enumeration(_ByProperty):
    """A combo box with one entry for each member of an enumeration."""

    def __init__(self, widget: Any, parameter: Any) -> None:
        self._widget = widget
        self._signal = "currentIndexChanged(int)"
        self._members = list(parameter.type)
        widget.clear()
        widget.addItems([str(each.value) for each in self._members])

    def read(self) -> Any:
        return self._members[self._widget.currentIndex]

    def write(self, value: Any) -> None:
        self._widget.setCurrentIndex(self._members.index(value))


class _Node(_ByProperty):
    """A node selector; it offers the class that the parameter has."""

    def __init__(self, widget: Any, parameter: Any) -> None:
        self._widget = widget
        self._signal = "currentNodeChanged(vtkMRMLNode*)"
        widget.nodeTypes = [parameter.type.__name__]

    def read(self) -> Any:
        return self._widget.currentNode()

    def write(self, value: Any) -> None:
        self._widget.setCurrentNode(value)


def connector(widget: Any, parameter: Any) -> _ByProperty:
    """The connector for a widget of exactly such a class, as Slicer chooses it."""
    kind = type(widget)
    if kind is qMRMLNodeComboBox and parameter.is_node:
        return _Node(widget, parameter)
    if kind is QtWidgets.QComboBox:
        return _Enumeration(widget, parameter)
    if kind in _PROPERTY_AND_SIGNAL:
        return _ByProperty(widget, parameter)
    raise ValueError(f"A {kind.__name__} cannot show the parameter '{parameter.name}'")
