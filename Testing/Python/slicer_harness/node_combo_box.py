"""qMRMLNodeComboBox: chooses one of the scene's nodes, and follows the scene."""

import functools
from typing import Any

import vtk
from PySide6 import QtCore, QtWidgets

from .widgets import StandIn, plain_property


def _filtering(kind: type | str, name: str, default: Any) -> QtCore.Property:
    """A property that decides which nodes are offered."""

    def setter(self: "qMRMLNodeComboBox", value: Any) -> None:
        setattr(self, f"_{name}", value)
        self._fill()

    return QtCore.Property(kind, lambda self: vars(self).get(f"_{name}", default), setter)


def _unobserve(observed: list[tuple[Any, int]], *_: Any) -> None:
    for scene, tag in observed:
        scene.RemoveObserver(tag)
    observed.clear()


class qMRMLNodeComboBox(StandIn, QtWidgets.QWidget):
    """Offers the nodes of some classes. The menu entries that create, rename and delete nodes are not there."""

    currentNodeChanged = QtCore.Signal((object,), (bool,))
    currentNodeIDChanged = QtCore.Signal(str)
    nodeAddedByUser = QtCore.Signal(object)

    nodeTypes = _filtering("QStringList", "nodeTypes", [])
    showChildNodeTypes = _filtering(bool, "showChildNodeTypes", True)
    showHidden = _filtering(bool, "showHidden", False)
    noneEnabled = _filtering(bool, "noneEnabled", False)
    noneDisplay = _filtering(str, "noneDisplay", "None")
    addEnabled = plain_property(bool, "addEnabled", True)
    removeEnabled = plain_property(bool, "removeEnabled", True)
    renameEnabled = plain_property(bool, "renameEnabled", False)
    editEnabled = plain_property(bool, "editEnabled", False)
    selectNodeUponCreation = plain_property(bool, "selectNodeUponCreation", True)
    baseName = plain_property(str, "baseName", "")

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Any = None
        self._observed: list[tuple[Any, int]] = []
        self.destroyed.connect(functools.partial(_unobserve, self._observed))
        self._attributes: list[tuple[str, str, str | None]] = []
        self._node_id: str | None = None
        self._combo = QtWidgets.QComboBox()
        layout = QtWidgets.QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._combo)
        # The name may be long; the panel's width is the user's.
        self._combo.setSizeAdjustPolicy(QtWidgets.QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.activated.connect(lambda index: self._choose(self._combo.itemData(index)))

    def mrmlScene(self) -> Any:
        return self._scene

    def setMRMLScene(self, scene: Any) -> None:
        _unobserve(self._observed)
        self._scene = scene
        if scene:
            for event in (scene.NodeAddedEvent, scene.NodeRemovedEvent, scene.EndImportEvent, scene.EndCloseEvent):
                self._observed.append((scene, scene.AddObserver(event, self._on_scene_changed)))
        self._fill()

    def currentNode(self) -> Any:
        return self._scene.GetNodeByID(self._node_id) if self._scene and self._node_id else None

    @QtCore.Property(str)
    def currentNodeID(self) -> str:
        return self._node_id or ""

    def setCurrentNode(self, node: Any) -> None:
        """Choose a node, an ID or None; what is not offered chooses nothing."""
        node_id = node.GetID() if isinstance(node, vtk.vtkObject) else node
        self._choose(node_id if self._combo.findData(node_id) >= 0 else None)

    def setCurrentNodeID(self, node_id: str) -> None:
        self.setCurrentNode(node_id or None)

    def setCurrentNodeIndex(self, index: int) -> None:
        """Choose by position; the entry for no node is not counted, and has -1."""
        self._choose(self._combo.itemData(index + self.noneEnabled) if index >= 0 else None)

    def nodeCount(self) -> int:
        return self._combo.count - self.noneEnabled

    def nodeFromIndex(self, index: int) -> Any:
        return self._scene.GetNodeByID(self._combo.itemData(index + self.noneEnabled))

    def addAttribute(self, nodeType: str, name: str, value: str | None = None) -> None:
        """Of that class, offer only nodes that have the attribute (with the value, if there is one)."""
        self._attributes.append((nodeType, name, value))
        self._fill()

    def addNode(self) -> Any:
        """Add a node of the first class, as the menu of the real widget does."""
        node = self._scene.AddNewNodeByClass(self.nodeTypes[0], self.baseName)
        if self.selectNodeUponCreation:
            self.setCurrentNode(node)
        self.nodeAddedByUser.emit(node)
        return node

    def _on_scene_changed(self, scene: Any, event: str) -> None:
        if not scene.IsImporting():  # node IDs are not final before its end
            self._fill()

    def _offered(self) -> list[Any]:
        if self._scene is None:
            return []
        nodes = [self._scene.GetNthNode(i) for i in range(self._scene.GetNumberOfNodes())]
        return [node for node in nodes if self._offers(node)]

    def _offers(self, node: Any) -> bool:
        matches = node.IsA if self.showChildNodeTypes else node.GetClassName().__eq__
        if not any(map(matches, self.nodeTypes)) or (node.GetHideFromEditors() and not self.showHidden):
            return False
        wanted = [(name, value) for kind, name, value in self._attributes if node.IsA(kind)]
        return all(
            node.GetAttribute(name) is not None and (value is None or node.GetAttribute(name) == value)
            for name, value in wanted
        )

    def _fill(self) -> None:
        """Offer what the scene has now. What was chosen stays; without an entry for no node, one is always chosen."""
        nodes = self._offered()
        self._combo.clear()
        if self.noneEnabled:
            self._combo.addItem(self.noneDisplay, None)
        for node in nodes:
            self._combo.addItem(node.GetName(), node.GetID())
        kept = self._node_id if self._combo.findData(self._node_id) >= 0 else None
        self._choose(kept or (nodes[0].GetID() if nodes and not self.noneEnabled else None))

    def _choose(self, node_id: str | None) -> None:
        self._combo.setCurrentIndex(self._combo.findData(node_id))
        if node_id == self._node_id:
            return
        self._node_id = node_id
        node = self.currentNode()
        self.currentNodeChanged.emit(node)
        self.currentNodeChanged[bool].emit(node is not None)
        self.currentNodeIDChanged.emit(node_id or "")
