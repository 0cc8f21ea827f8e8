"""One run of the application's stand-in: everything in place at the start, and nothing left of it at the end."""

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import slicer
from PySide6 import QtWidgets

from . import parameter_node, qt_bridge, scripted_module, translation, ui_loader, user
from .application import qSlicerApplication
from .dialogs import Dialogs, make_ctk_module, make_file_dialog
from .dicom_database import ctkDICOMDatabase, make_dicom_library
from .images import qMRMLUtils
from .installers import Installers
from .problems import Problems
from .sample_data import SampleData
from .scene import SceneSetup

_PANEL_WIDTH = 440  # about that of Slicer's module panel
_BASE_CLASSES = ("", "Widget", "Logic", "Test")
_STAND_INS = ("qt", "ctk", "PyTorchUtils", "SampleData")


@dataclass(frozen=True)
class LoadedModule:
    """A module as the application holds it.

    Attributes:
        python: the imported file.
        registered: what its module class registered: title, categories and so on.
        panel: the Qt widget that its widget class fills.
    """

    python: ModuleType
    registered: Any
    panel: Any

    @property
    def widget(self) -> Any:
        """The instance of its widget class; a reload makes a new one."""
        return self.panel.self()


class Session:
    """What a test has in its hands.

    Attributes:
        app: slicer.app; `app.commandOptions()` can be changed.
        scene: slicer.mrmlScene.
        dialogs: the dialogs so far; `dialogs.answers` and `dialogs.files` take the answers to come.
        installers: what was asked to be installed, and how that goes.
        problems: what nobody would have seen; see `Problems.expected`.
        user: what a person does with mouse and keyboard.
        samples: what the module registered with Slicer's Sample Data module, by category.
        dicom: DICOM values of slicer.dicomDatabase by instance UID and tag.
    """

    def __init__(self, folder: Path) -> None:
        self.problems = Problems()
        self.dialogs = Dialogs()
        self.user = user
        qt = qt_bridge.make_qt_module(ui_loader.QUiLoader)
        qt.QFileDialog = make_file_dialog(self.dialogs)
        self.app = QtWidgets.QApplication.instance() or qSlicerApplication()
        self._before = dict(sys.modules)
        self._path = list(sys.path)
        self._slicer_names = set(vars(slicer))
        self._roots: list[Path] = []
        self.samples = SampleData()
        self.dicom: dict[tuple[str, str], str] = {}
        self._setup = SceneSetup(folder)
        self.scene = self._setup.scene
        self.app.start(self._setup, folder)
        self.installers = Installers()
        self._install(qt)

    def _install(self, qt: ModuleType) -> None:
        """Make the names known that a module imports."""
        slicer.app = self.app
        slicer.mrmlScene = self.scene
        slicer.modules = SimpleNamespace()
        slicer.qMRMLUtils = qMRMLUtils
        slicer.qMRMLWidget = ui_loader.CUSTOM_WIDGETS["qMRMLWidget"]
        slicer.qMRMLNodeComboBox = ui_loader.CUSTOM_WIDGETS["qMRMLNodeComboBox"]
        slicer.dicomDatabase = ctkDICOMDatabase(self.dicom)
        self._pip_install = slicer.util.pip_install
        slicer.util.pip_install = self.installers.install
        base_classes = ModuleType("slicer.ScriptedLoadableModule")
        for suffix in _BASE_CLASSES:
            name = f"ScriptedLoadableModule{suffix}"
            setattr(base_classes, name, getattr(scripted_module, name))
        packaging = self.installers.make_packaging_module(self.app)
        for each in (base_classes, translation.make_module(), packaging, parameter_node.make_module()):
            sys.modules[each.__name__] = each
            setattr(slicer, each.__name__.partition(".")[2], each)
        sys.modules |= {
            "qt": qt,
            "ctk": make_ctk_module(self.dialogs),
            "DICOMLib": make_dicom_library(self._setup.logics["Volumes"]),
            "SampleData": self.samples.make_module(),
        }

    def load_module(self, path: Path) -> LoadedModule:
        """Import a module's unchanged .py file, register it, make its panel, and enter it."""
        name = path.stem
        sys.path.append(str(path.parent))  # as Slicer does
        self._roots.append(path.parents[1])
        spec = importlib.util.spec_from_file_location(name, path)
        python = importlib.util.module_from_spec(spec)
        sys.modules[name] = python
        spec.loader.exec_module(python)
        registered = scripted_module.qSlicerScriptedLoadableModule(name, path)
        setattr(slicer.modules, name.lower(), registered)
        getattr(python, name)(registered)
        panel = registered.widgetRepresentation()
        panel.resize(_PANEL_WIDTH, panel.sizeHint().height())
        panel.show()
        panel.enter()
        self.app.startupCompleted.emit()
        self.app.processEvents()
        return LoadedModule(python, registered, panel)

    def wait_until(self, predicate: Callable[[], Any], timeout_s: float = 10.0) -> None:
        """Let Qt work until something holds; AssertionError when the time is up."""
        end = time.monotonic() + timeout_s
        while not predicate():
            if time.monotonic() > end:
                raise AssertionError(f"Did not happen within {timeout_s} s")
            self.app.processEvents()
            time.sleep(0.001)  # a real event loop sleeps too, and lets other threads work

    def screenshot(self, widget: Any, path: Path) -> None:
        """Save a widget's picture, as tall as all its contents."""
        self.app.processEvents()  # what changed just now changes the layouts around it, one after another
        widget.resize(widget.width, widget.sizeHint().height())
        self.app.processEvents()
        if not widget.grab().save(str(path)):
            raise AssertionError(f"{path} cannot be written")

    def close(self) -> None:
        for name, each in list(vars(slicer.modules).items()):
            if name.endswith("Widget"):
                each.cleanup()
        self.app.stop()
        self._setup.close()
        qt_bridge.forget_connections()
        self.problems.close()
        slicer.util.pip_install = self._pip_install
        for name in set(vars(slicer)) - self._slicer_names:
            delattr(slicer, name)
        sys.path[:] = self._path
        self._restore_modules()

    def _restore_modules(self) -> None:
        """Take away the stand-ins and the module's own files; what a reload imported anew becomes what it was."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            stand_in = name in ("qt", "ctk", "PyTorchUtils", "DICOMLib", "SampleData") or (
                name.startswith("slicer.") and file is None
            )
            loaded = file is not None and any(root in Path(file).parents for root in self._roots)
            if name not in self._before and (stand_in or loaded):
                del sys.modules[name]
        sys.modules.update(self._before)


@contextmanager
def slicer_session(folder: Path) -> Iterator[Session]:
    """A session; what nobody would have seen raises at its end."""
    session = Session(folder)
    try:
        yield session
    finally:
        session.close()
    session.problems.check()
