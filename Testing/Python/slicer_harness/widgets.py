"""Stand-ins for the widgets of CTK and MRML that a panel's .ui file may name. What a stand-in lacks fails."""

from pathlib import Path
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

from .qt_bridge import is_child_attribute


class StandIn:
    """A widget with only the public attributes that its class declares; setting another fails, as in PythonQt."""

    def __setattr__(self, name: str, value: Any) -> None:
        if is_child_attribute(name, value):
            return
        known = name.startswith("_") or isinstance(getattr(type(self), name, None), (property, QtCore.Property))
        if not known and not isinstance(value, QtCore.SignalInstance):  # which PySide6 keeps there by itself
            raise AttributeError(f"{type(self).__name__} has no property '{name}' that could be set")
        super().__setattr__(name, value)


def plain_property(kind: type | str, name: str, default: Any) -> QtCore.Property:
    """A Qt property that remembers its value and has no other effect."""

    def getter(self: QtCore.QObject) -> Any:
        return vars(self).get(f"_{name}", default)

    def setter(self: QtCore.QObject, value: Any) -> None:
        setattr(self, f"_{name}", value)

    return QtCore.Property(kind, getter, setter)


class qMRMLWidget(StandIn, QtWidgets.QWidget):
    """Passes its scene on to the widgets that the .ui file connects."""

    mrmlSceneChanged = QtCore.Signal(object)

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = None

    def mrmlScene(self) -> Any:
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        if scene is not self._scene:
            self._scene = scene
            self.mrmlSceneChanged.emit(scene)


class ctkCollapsibleButton(StandIn, QtWidgets.QAbstractButton):
    """A header that shows and hides what is laid out below it."""

    contentsCollapsed = QtCore.Signal(bool)

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden_by_collapsing: list[QtWidgets.QWidget] = []
        self._collapsed = False
        self.setContentsMargins(0, self._header_height(), 0, 0)
        self.setSizePolicy(QtWidgets.QSizePolicy.Policy.Preferred, QtWidgets.QSizePolicy.Policy.Preferred)
        self.clicked.connect(lambda: self.setCollapsed(not self._collapsed))

    def _is_collapsed(self) -> bool:
        return self._collapsed

    def setCollapsed(self, collapsed: bool) -> None:
        if collapsed == self._collapsed:
            return
        self._collapsed = collapsed
        if collapsed:
            children = self.findChildren(QtWidgets.QWidget, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly)
            self._hidden_by_collapsing = [each for each in children if not each.isHidden()]
        for each in self._hidden_by_collapsing:
            each.setVisible(not collapsed)
        self.updateGeometry()
        self.contentsCollapsed.emit(collapsed)

    collapsed = QtCore.Property(bool, _is_collapsed, setCollapsed)

    def childEvent(self, event: QtCore.QChildEvent) -> None:
        """What a .ui file puts into a collapsed section is hidden as well."""
        child = event.child()
        if (
            event.type() == QtCore.QEvent.Type.ChildPolished
            and self._collapsed
            and isinstance(child, QtWidgets.QWidget)
        ):
            self._hidden_by_collapsing.append(child)
            child.hide()
        super().childEvent(event)

    def sizeHint(self) -> QtCore.QSize:
        header = QtCore.QSize(self.fontMetrics().horizontalAdvance(self.text) + 40, self._header_height())
        return header if self._collapsed or self.layout() is None else header.expandedTo(self.layout().totalSizeHint())

    def minimumSizeHint(self) -> QtCore.QSize:
        header = QtCore.QSize(0, self._header_height())
        return (
            header if self._collapsed or self.layout() is None else header.expandedTo(self.layout().totalMinimumSize())
        )

    def hitButton(self, position: QtCore.QPoint) -> bool:
        return position.y() < self._header_height()

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        painter = QtWidgets.QStylePainter(self)
        option = QtWidgets.QStyleOptionButton()
        option.initFrom(self)
        option.rect.setHeight(self._header_height())
        painter.drawControl(QtWidgets.QStyle.ControlElement.CE_PushButtonBevel, option)
        arrow = QtWidgets.QStyleOption()
        arrow.initFrom(self)
        arrow.rect = QtCore.QRect(8, option.rect.height() // 2 - 5, 10, 10)
        element = QtWidgets.QStyle.PrimitiveElement
        painter.drawPrimitive(
            element.PE_IndicatorArrowRight if self._collapsed else element.PE_IndicatorArrowDown, arrow
        )
        text = option.rect.adjusted(26, 0, -4, 0)
        painter.drawText(text, QtCore.Qt.AlignmentFlag.AlignVCenter | QtCore.Qt.AlignmentFlag.AlignLeft, self.text)

    def _header_height(self) -> int:
        return self.fontMetrics().height() + 10


class ctkPathLineEdit(StandIn, QtWidgets.QWidget):
    """A path, typed in; the button that opens a file dialog is not there."""

    Dirs = QtCore.QDir.Filter.Dirs.value
    currentPathChanged = QtCore.Signal(str)
    filters = plain_property("int", "filters", 0)
    nameFilters = plain_property("QStringList", "nameFilters", [])
    settingKey = plain_property(str, "settingKey", "")

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = QtWidgets.QLineEdit()
        layout = QtWidgets.QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._edit)
        self._edit.textChanged.connect(self.currentPathChanged)

    def _path(self) -> str:
        return self._edit.text

    def setCurrentPath(self, path: str | Path) -> None:
        self._edit.setText(str(path))

    currentPath = QtCore.Property(str, _path, setCurrentPath)
