"""slicer.ScriptedLoadableModule: the base classes of scripted modules."""

import inspect
import sys
import unittest
from pathlib import Path
from typing import Any

import slicer
from PySide6 import QtGui, QtWidgets

from .widgets import StandIn, qMRMLWidget


class qSlicerScriptedLoadableModule:
    """What a module class gets as its parent: the module as the application lists it."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = str(path)
        self.title = name
        self.categories: list[str] = []
        self.dependencies: list[str] = []
        self.contributors: list[str] = []
        self.associatedNodeTypes: list[str] = []
        self.helpText = ""
        self.acknowledgementText = ""
        self.icon = QtGui.QIcon()
        self.hidden = False
        self.index = -1
        self._panel: qSlicerScriptedLoadableModuleWidget | None = None

    def __setattr__(self, name: str, value: Any) -> None:
        before = vars(self).get(name, value)
        if type(before) is not type(value) and not name.startswith("_"):
            raise TypeError(f"{name} of a module must be a {type(before).__name__}, not {value!r}")
        if "_panel" in vars(self) and name not in vars(self):
            raise AttributeError(f"A module has no property '{name}'")
        super().__setattr__(name, value)

    def widgetRepresentation(self) -> "qSlicerScriptedLoadableModuleWidget":
        """The panel; it is made when it is first asked for."""
        if self._panel is None:
            self._panel = qSlicerScriptedLoadableModuleWidget(self.name)
            self._panel.reload()
        return self._panel

    def logic(self) -> Any:
        return self.widgetRepresentation().self().logic


class qSlicerScriptedLoadableModuleWidget(StandIn, QtWidgets.QWidget):
    """The panel that a module's widget class fills."""

    def __init__(self, module_name: str) -> None:
        super().__init__()
        self._module_name = module_name
        self._widget: Any = None
        self._entered = False
        self.setLayout(QtWidgets.QVBoxLayout())

    isEntered = property(lambda self: self._entered)

    def reload(self) -> None:
        """Make the module's widget anew, from the module as it was last imported."""
        widget_class = getattr(sys.modules[self._module_name], f"{self._module_name}Widget")
        self._widget = widget_class(self)
        self._widget.setup()
        setattr(slicer.modules, f"{self._module_name}Widget", self._widget)
        if self._entered:
            self._widget.enter()

    def self(self) -> Any:
        return self._widget

    def enter(self) -> None:
        self._entered = True
        self._widget.enter()

    def exit(self) -> None:
        self._entered = False
        self._widget.exit()


class ScriptedLoadableModule:
    """Base of the class that registers a module."""

    def __init__(self, parent: qSlicerScriptedLoadableModule) -> None:
        self.parent = parent
        self.moduleName = type(self).__name__
        icons = Path(parent.path).parent / "Resources" / "Icons"
        for icon in (icons / f"{self.moduleName}.svg", icons / f"{self.moduleName}.png"):
            if icon.exists():
                parent.icon = QtGui.QIcon(str(icon))
                break

    def resourcePath(self, relative: str) -> str:
        return str(Path(self.parent.path).parent / "Resources" / relative)


class ScriptedLoadableModuleWidget:
    """Base of the class that fills a module's panel."""

    def __init__(self, parent: Any = None) -> None:
        self.moduleName = type(self).__name__.removesuffix("Widget")
        if parent is None:
            parent = qMRMLWidget()
            parent.setLayout(QtWidgets.QVBoxLayout())
            parent.setMRMLScene(slicer.mrmlScene)
        self.parent = parent
        self.layout = parent.layout()
        self.developerMode = False

    def resourcePath(self, relative: str) -> str:
        return str(Path(slicer.util.modulePath(self.moduleName)).parent / "Resources" / relative)

    def setup(self) -> None:
        """Slicer adds the buttons of its developer mode here, which is off."""

    def enter(self) -> None:
        """The user comes to the module."""

    def exit(self) -> None:
        """The user goes to another module."""

    def cleanup(self) -> None:
        """The panel goes away."""

    def onReload(self) -> None:
        slicer.util.reloadScriptedModule(self.moduleName)


class ScriptedLoadableModuleLogic:
    """Base of the class that does a module's work."""

    def __init__(self, parent: Any = None) -> None:
        self.parent = parent
        self.moduleName = type(self).__name__.removesuffix("Logic")
        self.isSingletonParameterNode = True

    def getParameterNode(self) -> Any:
        """The scene's parameter node of this module, made or repaired as needed."""
        node = self._existing()
        if node is None:
            node = slicer.mrmlScene.CreateNodeByClass("vtkMRMLScriptedModuleNode")
            node.UnRegister(None)
            if self.isSingletonParameterNode:
                node.SetSingletonTag(self.moduleName)
            node.SetName(slicer.mrmlScene.GenerateUniqueName(self.moduleName))
            node.SetModuleName(self.moduleName)
            slicer.mrmlScene.AddNode(node)
        # Closing the scene keeps a singleton and empties it.
        node.SetAttribute("ModuleName", self.moduleName)
        return node

    def _existing(self) -> Any:
        if self.isSingletonParameterNode:
            return slicer.mrmlScene.GetSingletonNode(self.moduleName, "vtkMRMLScriptedModuleNode")
        nodes = slicer.util.getNodesByClass("vtkMRMLScriptedModuleNode")
        return next((each for each in nodes if each.GetAttribute("ModuleName") == self.moduleName), None)


class ScriptedLoadableModuleTest(unittest.TestCase):
    """Base of the class that tests a module inside the application."""

    def runTest(self) -> None:
        for name, method in inspect.getmembers(self, callable):
            if name.startswith("test"):
                self.setUp()
                method()
                self.tearDown()

    def delayDisplay(self, message: str, msec: int = 0) -> None:
        slicer.util.delayDisplay(message, msec)
