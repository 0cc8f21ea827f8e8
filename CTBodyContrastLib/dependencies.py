"""Are the packages there that the network needs, and may they be installed: in plain Python and in 3D Slicer."""

import logging
import re
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable
from importlib import import_module, invalidate_caches, metadata
from pathlib import Path
from typing import Any

from .errors import MissingPackageError

Ask = Callable[[str], bool]

# The same floors as in pyproject.toml, which Slicer does not read.
REQUIRED = {"torch": (2, 4), "timm": (1, 0), "safetensors": (0, 4, 3)}

# What Slicer, or its PyTorch extension, brought along and other modules rely on: a newer one breaks them, and some
# are in memory already.
_NOT_TO_BE_MOVED = ("numpy", "scipy", "SimpleITK", "pydicom", "Pillow", "requests", "torch", "torchvision")

logger = logging.getLogger(__name__)


class Dependencies(ABC):
    """Where the packages of `REQUIRED` come from in one kind of Python."""

    def missing(self) -> list[str]:
        """The requirements that are not met, as "timm>=1.0". Nothing is imported to find out."""
        invalidate_caches()
        return [_requirement(name) for name, floor in REQUIRED.items() if _installed(name) < floor]

    @abstractmethod
    def ensure(self, ask: Ask | None = None) -> None:
        """Return when everything is there, after installing it where that is possible and allowed.

        Args:
            ask: shows a text and tells whether the person agrees. Without it nothing is ever installed.

        Raises:
            MissingPackageError: something is missing; the message says what to do.
        """


class PlainPython(Dependencies):
    """A Python of one's own: it says what to install and leaves it to the person."""

    def ensure(self, ask: Ask | None = None) -> None:
        """See `Dependencies.ensure`; nothing is installed, whatever `ask` says."""
        missing = self.missing()
        if missing:
            packages = " ".join(f'"{each}"' for each in missing)
            raise MissingPackageError(f"Not installed: {', '.join(missing)}. Run: python -m pip install {packages}")


class InSlicer(Dependencies):
    """3D Slicer: torch comes by its PyTorch extension, the rest by pip, once a person has agreed."""

    def ensure(self, ask: Ask | None = None) -> None:
        """See `Dependencies.ensure`; must be called in the main thread."""
        missing = self.missing()
        if not missing:
            return
        names = ", ".join(missing)
        if ask is None or not _can_ask():
            raise MissingPackageError(
                f"Not installed: {names}. Start Slicer with its main window, open the module CT Body Contrast, "
                "choose a volume and click Classify: it offers to install what is missing."
            )
        torch_logic = _torch_logic() if _requirement("torch") in missing else None
        if not ask(
            f"CT Body Contrast needs Python packages that are not installed: {names}.\n\n"
            "They are downloaded from the internet (PyTorch takes up to 3 GB and several minutes) and added to this "
            "Slicer. No image leaves this computer.\n\nInstall them now?"
        ):
            raise MissingPackageError(f"Not installed, as you chose: {names}. Click Classify to be asked again.")
        try:
            # Without torch, pip would fetch one from PyPI, which need not suit this computer's GPU.
            if torch_logic is None or torch_logic.installTorch(
                askConfirmation=False, torchVersionRequirement=_specifier("torch")
            ):
                _pip_install([each for each in self.missing() if each != _requirement("torch")])
        except Exception as error:  # pip, the network and the disk each fail in their own way
            logger.exception("Installation failed")
            raise MissingPackageError(_failed(", ".join(self.missing()) or names)) from error
        still_missing = self.missing()
        if still_missing:
            raise MissingPackageError(_failed(", ".join(still_missing)))


def dependencies_here() -> Dependencies:
    """Those of the Python that runs now."""
    slicer = sys.modules.get("slicer")
    return InSlicer() if getattr(slicer, "app", None) else PlainPython()


def _failed(names: str) -> str:
    return (
        f"Could not be installed: {names}. Check that this computer has internet access and free disk space, restart "
        "Slicer and click Classify again. The Python console (View menu) shows what went wrong."
    )


def _can_ask() -> bool:
    """Whether somebody is there to answer: a dialog without a main window waits for ever, and tests install nothing."""
    import slicer

    return not slicer.app.testingEnabled() and slicer.util.mainWindow() is not None


def _torch_logic() -> Any:
    """The logic of Slicer's PyTorch extension."""
    try:
        logic = import_module("PyTorchUtils").PyTorchUtilsLogic()
    except ImportError as error:
        raise MissingPackageError(
            "The extension PyTorch is not installed. Open View > Extensions Manager, install PyTorch, restart Slicer "
            "and click Classify again."
        ) from error
    installed = _installed("torch")
    if installed:
        version = ".".join(map(str, installed))
        raise MissingPackageError(
            f"PyTorch {version} is too old: {_requirement('torch')} is needed. Open the module PyTorch Utils, "
            "uninstall PyTorch, restart Slicer and click Classify again."
        )
    return logic


def _pip_install(requirements: list[str]) -> None:
    """Install by Slicer's own means, without moving what is there."""
    if not requirements:
        return
    import slicer

    pins = [f"{name}=={metadata.version(name)}\n" for name in _NOT_TO_BE_MOVED if _installed(name)]
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "constraints.txt"
        constraints.write_text("".join(pins), encoding="utf-8")
        try:
            pip_install = import_module("slicer.packaging").pip_install  # Slicer 5.12 and newer
        except ImportError:
            slicer.util.pip_install([*requirements, "--constraint", str(constraints)])
        else:
            pip_install(requirements, constraints=constraints, requester="CT Body Contrast")


def _requirement(name: str) -> str:
    return f"{name}{_specifier(name)}"


def _specifier(name: str) -> str:
    return ">=" + ".".join(map(str, REQUIRED[name]))


def _installed(name: str) -> tuple[int, ...]:
    """The leading numbers of a package's version; empty when it is not installed."""
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return ()
    leading = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(number) for number in leading.group().split(".")) if leading else ()
