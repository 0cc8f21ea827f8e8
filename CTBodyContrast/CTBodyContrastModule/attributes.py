"""The labels on volume nodes: written, mirrored, and taken away when they no longer hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import slicer
import vtk

from CTBodyContrastLib.io.corrections import Reading
from CTBodyContrastLib.labels import NodeAttribute, ReaderAttribute

from .nodes import CT_CLASS, filePath, hierarchyItem, imageModified, isCT, seriesUID
from .site import readSettings

# The value of the attribute Status once the voxels have changed; the labels are then gone.
STALE = "stale"

# slicer.util.arrayFromVolumeModified sends only the first of these, a filter that writes into the image only the other.
_EVENTS = (vtk.vtkCommand.ModifiedEvent, slicer.vtkMRMLVolumeNode.ImageDataModifiedEvent)


def attributesOf(node, names: Iterable[StrEnum] = NodeAttribute) -> dict[str, str]:
    """The labels on a node, by attribute name."""
    values = {name: node.GetAttribute(name.value) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def readingOf(volumeNode) -> Reading:
    """What was predicted for a volume, and what a reader says of it."""
    uid = seriesUID(volumeNode)
    attributes = attributesOf(volumeNode, [*NodeAttribute, *ReaderAttribute])
    return Reading(uid, "" if uid else filePath(volumeNode), volumeNode.GetName(), attributes)


@dataclass
class _Watch:
    """What is known of a volume that is followed.

    tags: of its observers.
    shown: the name and labels that were told last.
    modified: the state of the voxels that its labels belong to; None without labels.
    """

    tags: list[int]
    shown: tuple[str, dict[str, str]]
    modified: int | None = None


class LabelKeeper:
    """Writes labels on volume nodes of the scene, and takes them away when the voxels change.

    It follows all CT volumes, for labels come by copying too: Slicer copies a node's attributes when it clones or crops
    a volume. A clone keeps them, and a crop loses them with the voxels it had for a moment.

    It holds no node: an observer that does, as VTKObservationMixin, keeps a removed volume's voxels in memory.
    """

    def __init__(self) -> None:
        self.changed: Callable[[], None] | None = None  # called after any change of labels, names or voxels
        self.displayed: Callable[[], None] | None = None  # called when a volume is displayed in another way
        self._watches: dict[str, _Watch] = {}
        self._sceneTags: list[int] = []

    def write(self, volumeNode, attributes: Mapping[str, str]) -> None:
        """Replace all of a node's labels, mirror them on its subject hierarchy item, and watch over them."""
        self.watch(volumeNode)
        self._set(volumeNode, {name: attributes.get(name) for name in NodeAttribute})

    def writeReading(self, volumeNode, reading: Mapping[str, str]) -> None:
        """Replace what a reader says of a volume, beside its labels; nothing takes it away."""
        self._set(volumeNode, {name: reading.get(name) for name in ReaderAttribute})

    def start(self) -> None:
        """Watch over the scene, if that is not yet done: the volumes it has, and those that come."""
        if self._sceneTags:
            return
        scene = slicer.mrmlScene
        self._sceneTags = [
            scene.AddObserver(scene.NodeAddedEvent, self._onNodeAdded),
            scene.AddObserver(scene.NodeRemovedEvent, self._onNodeRemoved),
            scene.AddObserver(scene.EndImportEvent, self._onEndImport),
        ]
        self._followScene()

    def watch(self, volumeNode) -> None:
        """From now on, a change of these voxels takes the labels away."""
        self.start()
        self._follow(volumeNode)
        self._watches[volumeNode.GetID()].modified = imageModified(volumeNode)

    def _followScene(self) -> None:
        """Follow all volumes of the scene; those of a saved one may have labels."""
        for node in slicer.util.getNodesByClass(CT_CLASS):
            if isCT(node):
                self._follow(node)

    def _follow(self, volumeNode) -> None:
        """Observe a volume, if that is not yet done; labels that it has belong to the voxels that it has."""
        if volumeNode.GetID() in self._watches:
            return
        tags = [volumeNode.AddObserver(event, self._onVolumeModified) for event in _EVENTS]
        tags.append(volumeNode.AddObserver(volumeNode.DisplayModifiedEvent, self._onDisplayModified))
        shown = _shown(volumeNode)
        modified = imageModified(volumeNode) if shown[1] else None
        self._watches[volumeNode.GetID()] = _Watch(tags, shown, modified)

    def _adopt(self, volumeNode) -> None:
        """Watch over labels that were copied from another volume, without what a reader says of that one."""
        if labels := attributesOf(volumeNode):
            self.write(volumeNode, labels)
            self.writeReading(volumeNode, {})

    def _set(self, volumeNode, values: Mapping[StrEnum, str | None]) -> None:
        """Set attributes, and mirror them on the subject hierarchy item where that is wanted; None removes one."""
        mirrored = readSettings().subject_hierarchy
        hierarchy, item = hierarchyItem(volumeNode)
        with slicer.util.NodeModify(volumeNode):
            for name, value in values.items():
                volumeNode.SetAttribute(name.value, value)
                if item and mirrored and value is not None:
                    hierarchy.SetItemAttribute(item, name.value, value)
                elif item:
                    hierarchy.RemoveItemAttribute(item, name.value)
        self._tellChanged()

    def _tellChanged(self) -> None:
        if self.changed:
            self.changed()

    def close(self) -> None:
        """Watch nothing any more."""
        for nodeID in list(self._watches):
            self._forget(slicer.mrmlScene.GetNodeByID(nodeID))
        for tag in self._sceneTags:
            slicer.mrmlScene.RemoveObserver(tag)
        self._sceneTags.clear()
        self.changed = self.displayed = None

    def _onVolumeModified(self, volumeNode, event) -> None:
        watch = self._watches[volumeNode.GetID()]
        if watch.modified is None:  # a clone may be copied after it came to the scene
            self._adopt(volumeNode)
        elif watch.modified != imageModified(volumeNode):
            self.write(volumeNode, {NodeAttribute.STATUS: STALE})
        if watch.shown != (shown := _shown(volumeNode)):  # most changes of a volume show nowhere
            watch.shown = shown
            self._tellChanged()

    def _onDisplayModified(self, volumeNode, event) -> None:
        if self.displayed:
            self.displayed()

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _onNodeAdded(self, scene, event, node) -> None:
        if isCT(node) and not scene.IsImporting():  # a saved volume has no voxels yet: `_onEndImport` looks at it
            self._follow(node)
            if not scene.IsRestoring():  # of a scene view a volume comes back, with what a reader said of it
                self._adopt(node)

    def _onEndImport(self, scene, event) -> None:
        self._followScene()

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _onNodeRemoved(self, scene, event, node) -> None:
        self._forget(node)

    def _forget(self, node) -> None:
        watch = self._watches.pop(node.GetID(), None)
        for tag in watch.tags if watch else ():
            node.RemoveObserver(tag)


def _shown(volumeNode) -> tuple[str, dict[str, str]]:
    """What the panel shows of a volume beside its pictures: its name and its labels."""
    return volumeNode.GetName(), attributesOf(volumeNode)


# One for all logics, so that a node is watched once.
keeper = LabelKeeper()
