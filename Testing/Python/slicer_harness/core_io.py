"""slicer.app.coreIOManager(): what slicer.util.loadVolume, loadScene, saveNode and saveScene call."""

from pathlib import Path
from typing import Any

from .scene import SceneSetup

_SCENE_SUFFIXES = {".mrml", ".mrb"}
# A bit of vtkSlicerVolumesLogic's loading options.
_LABEL_MAP = 1


class CoreIOManager:
    """Reads and writes volumes and scenes; other kinds of files fail."""

    def __init__(self, setup: SceneSetup) -> None:
        self._setup = setup

    def fileType(self, file_name: str) -> str:
        return "SceneFile" if Path(file_name).suffix in _SCENE_SUFFIXES else "VolumeFile"

    def fileWriterFileType(self, node: Any) -> str:
        if not node.IsA("vtkMRMLVolumeNode"):
            raise NotImplementedError(f"The harness writes volumes and scenes only, not a {node.GetClassName()}")
        return "VolumeFile"

    def loadNodes(self, file_type: str, properties: dict, loaded: Any, messages: Any) -> bool:
        path = Path(properties["fileName"])
        if file_type == "SceneFile":
            return self._load_scene(path, bool(properties.get("clear")), messages)
        if file_type != "VolumeFile":
            raise NotImplementedError(f"The harness reads volumes and scenes only, not a {file_type}")
        options = _LABEL_MAP if properties.get("labelmap") else 0
        name = properties.get("name") or path.name.partition(".")[0]
        node = self._setup.logics["Volumes"].AddArchetypeVolume(str(path), name, options)
        if node:
            loaded.AddItem(node)
        return node is not None

    def saveNodes(self, file_type: str, properties: dict, messages: Any) -> bool:
        path = Path(properties["fileName"])
        if file_type == "SceneFile":
            return self._save_scene(path, messages)
        node = self._setup.scene.GetNodeByID(properties["nodeID"])
        node.AddDefaultStorageNode(str(path))
        node.GetStorageNode().SetFileName(str(path))
        return bool(node.GetStorageNode().WriteData(node))

    def _load_scene(self, path: Path, clear: bool, messages: Any) -> bool:
        scene = self._setup.scene
        if path.suffix == ".mrb":
            return scene.ReadFromMRB(str(path), clear, messages)
        scene.SetURL(str(path))
        return bool(scene.Connect(messages) if clear else scene.Import(messages))

    def _save_scene(self, path: Path, messages: Any) -> bool:
        scene = self._setup.scene
        if path.suffix == ".mrb":
            return scene.WriteToMRB(str(path), None, messages)
        if path.suffix == ".mrml":
            return bool(scene.Commit(str(path), messages))
        path.mkdir(parents=True, exist_ok=True)
        return scene.SaveSceneToSlicerDataBundleDirectory(str(path), None, messages)
