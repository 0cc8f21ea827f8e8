"""What is missing, what is said about it, and what is installed in Slicer: nothing without consent."""

import importlib
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from CTBodyContrastLib import dependencies
from CTBodyContrastLib.dependencies import REQUIRED, InSlicer, PlainPython, dependencies_here
from CTBodyContrastLib.errors import MissingPackageError

ALL = {"torch": "2.9.1+cu128", "torchvision": "0.24.1", "timm": "1.0.22", "safetensors": "0.7.0", "numpy": "2.4.6"}


@pytest.fixture
def installed(monkeypatch):
    """The packages there are, by version, in place of the real ones."""
    packages = dict(ALL)

    def version(name):
        if name not in packages:
            raise metadata.PackageNotFoundError(name)
        return packages[name]

    monkeypatch.setattr(dependencies.metadata, "version", version)
    return packages


class FakeSlicer:
    """A Slicer with a main window, the PyTorch extension, and pip; it writes down what is done with it."""

    def __init__(self, monkeypatch, installed):
        self.installed = installed
        self.done = []
        self.testing = False
        self.main_window = object()
        self.torch_works = True
        self.pip_works = True
        slicer = ModuleType("slicer")
        slicer.app = SimpleNamespace(testingEnabled=lambda: self.testing)
        slicer.util = SimpleNamespace(mainWindow=lambda: self.main_window, pip_install=self.old_pip_install)
        self.packaging = ModuleType("slicer.packaging")
        self.packaging.pip_install = self.pip_install
        torch_utils = ModuleType("PyTorchUtils")
        torch_utils.PyTorchUtilsLogic = lambda: self
        monkeypatch.setitem(sys.modules, "slicer", slicer)
        monkeypatch.setitem(sys.modules, "slicer.packaging", self.packaging)
        monkeypatch.setitem(sys.modules, "PyTorchUtils", torch_utils)

    def ask(self, text):
        self.done.append("asked")
        return True

    def installTorch(self, askConfirmation, torchVersionRequirement):  # noqa: N802, N803 - the extension's names
        self.done.append(f"torch{torchVersionRequirement}")
        if self.torch_works:
            self.installed |= {"torch": ALL["torch"], "torchvision": ALL["torchvision"]}
            return object()
        return None

    def pip_install(self, requirements, constraints, requester):
        self.done += requirements
        self.constraints = Path(constraints).read_text().split()
        if not self.pip_works:
            raise RuntimeError("no network")
        for requirement in requirements:
            name = re.match(r"[a-z]+", requirement).group()
            self.installed[name] = ALL[name]

    def old_pip_install(self, arguments):
        *requirements, option, constraints = arguments
        assert option == "--constraint"
        self.pip_install(requirements, constraints, None)


@pytest.fixture
def slicer(monkeypatch, installed):
    for name in ("torch", "torchvision", "timm", "safetensors"):
        installed.pop(name)
    return FakeSlicer(monkeypatch, installed)


def test_floors_are_those_of_the_project():
    declared = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["dependencies"]
    for name, floor in REQUIRED.items():
        assert f"{name}>={'.'.join(map(str, floor))}" in declared


def test_nothing_is_missing_when_all_is_there(installed):
    assert PlainPython().missing() == []
    PlainPython().ensure()


@pytest.mark.parametrize(
    ("name", "version", "missing"),
    [
        ("torch", "2.3.1", ["torch>=2.4"]),
        ("torch", "2.10.0", []),
        ("safetensors", "0.4.2", ["safetensors>=0.4.3"]),
        ("timm", "1.0.0.dev0", []),
    ],
)
def test_versions_are_compared_as_numbers(installed, name, version, missing):
    installed[name] = version
    assert PlainPython().missing() == missing


def test_missing_is_found_without_an_import(monkeypatch):
    monkeypatch.setattr(importlib, "import_module", lambda name: pytest.fail(f"imported {name}"))
    before = set(sys.modules)
    PlainPython().missing()
    assert not {"torch", "timm"} & (set(sys.modules) - before)


def test_plain_python_says_what_to_run(installed):
    del installed["timm"]
    with pytest.raises(MissingPackageError, match=re.escape('python -m pip install "timm>=1.0"')):
        PlainPython().ensure(lambda text: True)


def test_the_python_at_hand_decides(monkeypatch):
    monkeypatch.setitem(sys.modules, "slicer", SimpleNamespace(app=object()))
    assert isinstance(dependencies_here(), InSlicer)
    monkeypatch.delitem(sys.modules, "slicer")
    assert isinstance(dependencies_here(), PlainPython)


def test_slicer_installs_torch_by_its_extension_and_the_rest_by_pip(slicer):
    InSlicer().ensure(slicer.ask)
    assert slicer.done == ["asked", "torch>=2.4", "timm>=1.0", "safetensors>=0.4.3"]
    assert InSlicer().missing() == []


def test_slicer_moves_nothing_that_is_there(slicer):
    InSlicer().ensure(slicer.ask)
    assert slicer.constraints == ["numpy==2.4.6", "torch==2.9.1+cu128", "torchvision==0.24.1"]


def test_older_slicer_without_its_packaging_module(slicer, monkeypatch):
    monkeypatch.setitem(sys.modules, "slicer.packaging", None)
    InSlicer().ensure(slicer.ask)
    assert InSlicer().missing() == []
    assert "numpy==2.4.6" in slicer.constraints


def test_only_what_is_missing_is_installed(slicer):
    slicer.installed |= {"torch": "2.5.0", "timm": "1.0.0"}
    InSlicer().ensure(slicer.ask)
    assert slicer.done == ["asked", "safetensors>=0.4.3"]


def test_the_question_names_the_packages_and_promises_privacy(slicer):
    texts = []
    with pytest.raises(MissingPackageError):
        InSlicer().ensure(lambda text: bool(texts.append(text)))
    assert all(word in texts[0] for word in ("torch>=2.4", "timm>=1.0", "safetensors>=0.4.3", "No image leaves"))


def test_declined_installs_nothing(slicer):
    with pytest.raises(MissingPackageError, match="as you chose"):
        InSlicer().ensure(lambda text: False)
    assert slicer.done == []


def test_nobody_is_asked_in_tests(slicer):
    slicer.testing = True
    with pytest.raises(MissingPackageError, match="click Classify"):
        InSlicer().ensure(slicer.ask)
    assert slicer.done == []


def test_nobody_is_asked_without_a_main_window(slicer):
    slicer.main_window = None
    with pytest.raises(MissingPackageError, match="main window"):
        InSlicer().ensure(slicer.ask)
    assert slicer.done == []


def test_the_logic_asks_nobody(slicer):
    with pytest.raises(MissingPackageError, match="Not installed"):
        InSlicer().ensure()
    assert slicer.done == []


def test_missing_pytorch_extension_is_named_before_asking(slicer, monkeypatch):
    monkeypatch.setitem(sys.modules, "PyTorchUtils", None)
    with pytest.raises(MissingPackageError, match="Extensions Manager"):
        InSlicer().ensure(slicer.ask)
    assert slicer.done == []


def test_old_torch_is_not_replaced_while_slicer_runs(slicer):
    slicer.installed["torch"] = "2.2.2"
    with pytest.raises(MissingPackageError, match=r"2\.2\.2 is too old.*PyTorch Utils"):
        InSlicer().ensure(slicer.ask)
    assert slicer.done == []


def test_pip_is_not_run_when_torch_failed(slicer):
    slicer.torch_works = False
    with pytest.raises(MissingPackageError):
        InSlicer().ensure(slicer.ask)
    assert slicer.done == ["asked", "torch>=2.4"]


@pytest.mark.parametrize("broken", ["torch_works", "pip_works"])
def test_failed_installation_says_what_to_do(slicer, broken):
    setattr(slicer, broken, False)
    with pytest.raises(MissingPackageError, match=r"Could not be installed: .*internet access"):
        InSlicer().ensure(slicer.ask)
