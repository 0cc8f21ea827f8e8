"""qt.QUiLoader: makes a .ui file's widgets and connections, and refuses what Slicer would not know."""

from typing import Any
from xml.etree import ElementTree

import PySide6.QtWidgets
from PySide6 import QtCore, QtUiTools

from . import node_combo_box, qt_bridge, widgets

CUSTOM_WIDGETS = {
    each.__name__: each
    for each in (
        widgets.qMRMLWidget,
        widgets.ctkCollapsibleButton,
        widgets.ctkPathLineEdit,
        node_combo_box.qMRMLNodeComboBox,
    )
}


class QUiLoader:
    """Loads a .ui file as Slicer does; a fault in the file raises, where Qt would only print or pass over it."""

    def load(self, device: QtCore.QIODevice, parent: Any = None) -> Any:
        """The widget that a .ui file describes.

        Raises:
            ValueError: an unknown class, property, signal, slot, buddy or tab stop, or a name that is used twice.
        """
        document = ElementTree.fromstring(bytes(device.readAll()))
        _check_classes(document)
        _check_names(document)
        connections = document.find("connections")
        if connections is not None:
            document.remove(connections)
        loader = QtUiTools.QUiLoader()
        for each in CUSTOM_WIDGETS.values():
            loader.registerCustomWidget(each)
        buffer = QtCore.QBuffer()
        buffer.setData(ElementTree.tostring(document))
        widget = loader.load(buffer, parent)
        by_name = _by_name(document, widget)
        _check_properties(document, by_name)
        for each in connections if connections is not None else ():
            _connect(each, by_name)
        return widget


def _check_classes(document: ElementTree.Element) -> None:
    for each in document.iter("widget"):
        name = each.get("class")
        if name not in CUSTOM_WIDGETS and not hasattr(PySide6.QtWidgets, name):
            raise ValueError(f"The .ui file needs the class {name}, for which there is no stand-in")


def _check_names(document: ElementTree.Element) -> None:
    """Refuse a buddy or a tab stop that is not there; Qt goes on without it."""
    names = {each.get("name") for each in document.iter("widget")}
    named = [each.text for each in document.iter("tabstop")]
    named += [each.findtext("cstring") for each in document.iter("property") if each.get("name") == "buddy"]
    for name in named:
        if name not in names:
            raise ValueError(f"The .ui file has no widget '{name}', which a buddy or a tab stop names")


def _by_name(document: ElementTree.Element, root: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in document.iter("widget"):
        name = each.get("name")
        if name in found:
            raise ValueError(f"The .ui file uses the name {name} twice")
        found[name] = root if root.objectName == name else root.findChild(QtCore.QObject, name)
    return found


def _check_properties(document: ElementTree.Element, by_name: dict[str, Any]) -> None:
    for each in document.iter("widget"):
        meta = by_name[each.get("name")].metaObject()
        for described in each.findall("property"):
            name = described.get("name")
            # stdset="0" is how Designer writes a property that is added to this one object, and a label's buddy is
            # none of Qt's properties, but Designer writes it as one.
            special = described.get("stdset") == "0" or (each.get("class"), name) == ("QLabel", "buddy")
            if not special and meta.indexOfProperty(name) < 0:
                raise ValueError(f"{each.get('class')} {each.get('name')} has no property '{name}'")


def _connect(connection: ElementTree.Element, by_name: dict[str, Any]) -> None:
    sender, signal, receiver, slot = (
        connection.findtext(each, "") for each in ("sender", "signal", "receiver", "slot")
    )
    function = getattr(by_name[receiver], slot.partition("(")[0], None)
    if not callable(function):
        raise ValueError(f"{receiver} has no slot '{slot}'")
    qt_bridge.connect(by_name[sender], signal, function)
