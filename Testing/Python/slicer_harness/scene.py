"""The MRML scene as the application sets it up: real MRML, and the part of its logic that lives in Slicer's Qt code."""

from pathlib import Path
from typing import Any

import slicer
import vtk

# Logics whose node classes a scene must know to read them from a file.
_LOGICS = ("Volumes", "Segmentations", "SubjectHierarchy", "Tables", "Texts", "Transform", "Markups", "Models")

# Classes whose nodes get an item in the subject hierarchy, as Slicer's plugins give them.
_WITH_ITEM = ("vtkMRMLDisplayableNode", "vtkMRMLTableNode", "vtkMRMLTextNode", "vtkMRMLTransformNode")


class SceneSetup:
    """A new scene with the logics that reading, writing and showing nodes rely on."""

    def __init__(self, cache_folder: Path) -> None:
        self.scene = slicer.vtkMRMLScene()
        self.application_logic = slicer.vtkSlicerApplicationLogic()
        self.application_logic.SetMRMLScene(self.scene)
        self._keep_alive: list[Any] = []
        self._set_up_colors()
        self._set_up_remote_io(cache_folder)
        self.logics = {name: self._logic(name) for name in _LOGICS}
        self.hierarchy_items = HierarchyItems(self.scene)

    def close(self) -> None:
        self.hierarchy_items.close()
        self.scene.Clear(True)
        for each in [self.application_logic, *self.logics.values(), *self._keep_alive]:
            if hasattr(each, "SetMRMLScene"):
                each.SetMRMLScene(None)

    def _logic(self, name: str) -> Any:
        classes = (getattr(slicer, f"vtkSlicer{name}{suffix}", None) for suffix in ("Logic", "ModuleLogic"))
        logic = next(each for each in classes if isinstance(each, type))()
        logic.SetMRMLApplicationLogic(self.application_logic)
        logic.SetMRMLScene(self.scene)
        self.application_logic.SetModuleLogic(name, logic)
        return logic

    def _set_up_colors(self) -> None:
        logic = slicer.vtkMRMLColorLogic()
        logic.SetMRMLScene(self.scene)
        logic.AddDefaultColorNodes()
        self.application_logic.SetModuleLogic("Colors", logic)
        self._keep_alive.append(logic)

    def _set_up_remote_io(self, cache_folder: Path) -> None:
        """Without it a scene bundle (.mrb) cannot be read, though nothing is remote."""
        remote = slicer.vtkMRMLRemoteIOLogic()
        remote.SetMRMLScene(self.scene)
        remote.GetCacheManager().SetRemoteCacheDirectory(str(cache_folder))
        manager = slicer.vtkDataIOManagerLogic()
        manager.SetMRMLApplicationLogic(self.application_logic)
        manager.SetAndObserveDataIOManager(remote.GetDataIOManager())
        remote.AddDataIOToScene()
        self._keep_alive += [remote, manager]


class HierarchyItems:
    """Gives data nodes their item in the subject hierarchy, and takes it away with the node."""

    def __init__(self, scene: Any) -> None:
        self._scene = scene
        self._tags = [
            scene.AddObserver(scene.NodeAddedEvent, self._on_added),
            scene.AddObserver(scene.NodeAboutToBeRemovedEvent, self._on_removed),
            scene.AddObserver(scene.EndImportEvent, self._on_imported),
        ]
        self._hierarchy()

    def close(self) -> None:
        for tag in self._tags:
            self._scene.RemoveObserver(tag)

    def _hierarchy(self) -> Any:
        return slicer.vtkMRMLSubjectHierarchyNode.ResolveSubjectHierarchy(self._scene)

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _on_added(self, scene: Any, event: str, node: Any) -> None:
        if not scene.IsBatchProcessing():
            self._add_item(node)

    @vtk.calldata_type(vtk.VTK_OBJECT)
    def _on_removed(self, scene: Any, event: str, node: Any) -> None:
        if scene.IsBatchProcessing():  # closing: the whole hierarchy is emptied
            return
        item = self._hierarchy().GetItemByDataNode(node)
        if item:
            self._hierarchy().RemoveItem(item, False, False)

    def _on_imported(self, scene: Any, event: str) -> None:
        for index in range(scene.GetNumberOfNodes()):
            self._add_item(scene.GetNthNode(index))

    def _add_item(self, node: Any) -> None:
        hierarchy = self._hierarchy()
        if node.GetHideFromEditors() or hierarchy.GetItemByDataNode(node) or not any(map(node.IsA, _WITH_ITEM)):
            return
        hierarchy.CreateItem(hierarchy.GetSceneItemID(), node)
