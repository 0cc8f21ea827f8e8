"""slicer.app: the application object, without the application."""

from pathlib import Path
from typing import Any

import slicer
from PySide6 import QtCore, QtWidgets

from .core_io import CoreIOManager
from .scene import SceneSetup
from .translation import Translators


class CommandOptions:
    """The switches that the application was started with."""

    def __init__(self) -> None:
        self.noMainWindow = False
        self.testingEnabled = False
        self.runPythonAndExit = False


class ModuleManager(QtCore.QObject):
    """The modules that were loaded."""

    moduleAboutToBeUnloaded = QtCore.Signal(str)
    moduleLoaded = QtCore.Signal(str)

    def module(self, name: str) -> Any:
        return getattr(slicer.modules, name.lower(), None)


class qSlicerApplication(QtWidgets.QApplication):
    """One for the whole process, as Qt wants it; `start` gives it a new scene and all else its first state."""

    startupCompleted = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__(["Slicer"])
        self.setApplicationName("Slicer")
        self.setOrganizationName("slicer.org")
        self.setStyle("Fusion")

    def start(self, setup: SceneSetup, folder: Path) -> None:
        self._setup = setup
        self._options = CommandOptions()
        self._io = CoreIOManager(setup)
        self._modules = ModuleManager()
        self.temporaryPath = str(folder)
        self.slicerHome = str(folder)
        self.restarts = 0
        # Whatever is in the settings of the person who runs the tests, a session begins with none.
        QtCore.QSettings.setDefaultFormat(QtCore.QSettings.Format.IniFormat)
        scope = QtCore.QSettings.Scope.UserScope
        QtCore.QSettings.setPath(QtCore.QSettings.Format.IniFormat, scope, str(folder / "settings"))
        self.applicationLocaleName = ""  # as when the user has chosen no language
        self._translators = Translators()
        self._main_window = QtWidgets.QMainWindow()
        self._main_window.setObjectName("qSlicerMainWindow")

    # The version whose MRML the harness runs on.
    majorVersion = 5
    minorVersion = 13
    applicationVersion = "5.13.0"

    def stop(self) -> None:
        self.startupCompleted.disconnect() if self.receivers("2startupCompleted()") else None
        while self.overrideCursor():
            self.restoreOverrideCursor()
        self._translators.unload()
        for widget in super().topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        self.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete)

    def topLevelWidgets(self) -> list[Any]:
        return [] if self._options.noMainWindow else [self._main_window]

    def testingEnabled(self) -> bool:
        return self._options.testingEnabled

    def commandOptions(self) -> CommandOptions:
        return self._options

    def mrmlScene(self) -> Any:
        return self._setup.scene

    def applicationLogic(self) -> Any:
        return self._setup.application_logic

    def coreIOManager(self) -> CoreIOManager:
        return self._io

    def moduleManager(self) -> ModuleManager:
        return self._modules

    def loadTranslations(self, folder: str) -> None:
        self._translators.load(Path(folder), self.applicationLocaleName)

    def layoutManager(self) -> None:
        """The harness has no slice and 3D views, like the application without its main window."""

    def pauseRender(self) -> None:
        """Nothing is rendered."""

    def resumeRender(self) -> None:
        """Nothing is rendered."""

    def restart(self) -> None:
        self.restarts += 1
