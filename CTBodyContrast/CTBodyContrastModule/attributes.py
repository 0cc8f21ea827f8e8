"""The labels on volume nodes: written, mirrored, and taken away when they no longer hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import slicer
import vtk

from CTBodyContrastLib.io.corrections import Reading
from CTBodyContrastLib.labels import NodeAttribute, ReaderAttribute

from .nodes import filePath, hierarchyItem, imageModified, seriesUID
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
    """The state of the voxels that a node's labels belong to, and the tags of the observers that follow it."""

    modified: int
    tags: list[int]


class LabelKeeper:
    """Writes labels on volume nodes of the scene, and takes them away when the voxels change.

    It holds no node: an observer that does, as VTKObservationMixin, keeps a removed volume's voxels in memory.
    """

    def __init__(self) -> None:
        self.changed: Callable[[], None] | None = None  # called after any change of labels
        self.displayed: Callable[[], None] | None = None  # called when a labeled volume is displayed in another way
        self._watches: dict[str, _Watch] = {}
        self._sceneTag: int | None = None

    def write(self, volumeNode, attributes: Mapping[str, str]) -> None:
        """Replace all of a node's labels, mirror them on its subject hierarchy item, and watch over them."""
        self.watch(volumeNode)
        self._set(volumeNode, {name: attributes.get(name) for name in NodeAttribute})

    def writeReading(self, volumeNode, reading: Mapping[str, str]) -> None:
        """Replace what a reader says of a volume, beside its labels; nothing takes it away."""
        self._set(volumeNode, {name: reading.get(name) for name in ReaderAttribute})

    def watch(self, volumeNode) -> None:
        """From now on, a change of these voxels takes the labels away."""
        nodeID, modified = volumeNode.GetID(), imageModified(volumeNode)
        if nodeID in self._watches:
            self._watches[nodeID].modified = modified
            return
        tags = [volumeNode.AddObserver(event, self._onVolumeModified) for event in _EVENTS]
        tags.append(volumeNode.AddObserver(volumeNode.DisplayModifiedEvent, self._onDisplayModified))
        self._watches[nodeID] = _Watch(modified, tags)
        if self._sceneTag is None:
            scene = slicer.mrmlScene
            self._sceneTag = scene.AddObserver(scene.NodeRemovedEvent, self._onNodeRemoved)

    def watchLabeled(self, volumeNodes: Iterable) -> None:
        """Watch those volumes that came with labels, as from a saved scene."""
        for node in volumeNodes:
            if node.GetID() not in self._watches and attributesOf(node):
                self.watch(node)

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
        if self.changed:
            self.changed()

    def close(self) -> None:
        """Watch nothing any more."""
        for nodeID in list(self._watches):
            self._forget(slicer.mrmlScene.GetNodeByID(nodeID))
        if self._sceneTag is not None:
            slicer.mrmlScene.RemoveObserver(self._sceneTag)
            self._sceneTag = None
        self.changed = self.displayed = None

    def _onVolumeModified(self, volumeNode, event) -> None:
        if self._watches[volumeNode.GetID()].modified != imageModified(volumeNode):
            self.write(volumeNode, {NodeAttribute.STATUS: STALE})

    def _onDisplayModified(self, volumeNode, event) -> None:
        if self.displayed:
            self.displayed()

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _onNodeRemoved(self, scene, event, node) -> None:
        self._forget(node)

    def _forget(self, node) -> None:
        watch = self._watches.pop(node.GetID(), None)
        for tag in watch.tags if watch else ():
            node.RemoveObserver(tag)


# One for all logics, so that a node is watched once.
keeper = LabelKeeper()
