"""slicer.packaging, slicer.util.pip_install and the PyTorch extension: they write down what they are to install."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6 import QtWidgets


class Installers:
    """Installs nothing.

    Attributes:
        requests: the arguments of each installation that was asked for.
        pytorch: "absent" without the extension PyTorch; "present"; "declined" where its user says no.
        torch_installed: what the extension says of torch.
        error: raised by each installation, if there is one.
        on_install: called with the names of what "was installed".
    """

    def __init__(self) -> None:
        self.requests: list[list[str]] = []
        self.constraints: list[str] = []
        self.present: set[str] = set()
        self.torch_installed = False
        self.error: Exception | None = None
        self.on_install: Callable[[list[str]], None] = self.present.update
        self.pytorch = "absent"

    @property
    def pytorch(self) -> str:
        return self._pytorch

    @pytorch.setter
    def pytorch(self, state: str) -> None:
        if state not in ("absent", "present", "declined"):
            raise ValueError(f"Not a state of the PyTorch extension: {state}")
        self._pytorch = state
        # None makes an import fail.
        sys.modules["PyTorchUtils"] = None if state == "absent" else self._make_pytorch_utils()

    def install(self, requirements: str | list[str]) -> None:
        names = requirements.split() if isinstance(requirements, str) else list(requirements)
        self.requests.append(names)
        QtWidgets.QApplication.processEvents()  # as Slicer does after every line that pip prints
        if self.error:
            raise self.error
        self.on_install(names)

    def make_packaging_module(self, app: Any) -> ModuleType:
        module = ModuleType("slicer.packaging")

        def pip_install(requirements: str | list[str], constraints: Any = None, requester: str = "", **_: Any) -> None:
            if constraints:
                self.constraints = Path(constraints).read_text(encoding="utf-8").splitlines()
            self.install(requirements)

        def pip_check(requirements: str | list[str]) -> bool:
            names = [requirements] if isinstance(requirements, str) else requirements
            return self.present.issuperset(names)

        def pip_ensure(requirements: list[str], skip_in_testing: bool = True, **options: Any) -> None:
            missing = [each for each in requirements if not pip_check(each)]
            if missing and not (skip_in_testing and app.testingEnabled()):
                pip_install(missing, options.get("constraints"))

        def load_requirements(path: str | Path) -> list[str]:
            lines = [each.partition("#")[0].strip() for each in Path(path).read_text(encoding="utf-8").splitlines()]
            return [each for each in lines if each and not each.startswith("-")]

        for each in (pip_install, pip_check, pip_ensure, load_requirements):
            setattr(module, each.__name__, each)
        return module

    def _make_pytorch_utils(self) -> ModuleType:
        installers = self

        class PyTorchUtilsLogic:
            @staticmethod
            def torchInstalled() -> bool:
                return installers.torch_installed

            def installTorch(
                self,
                askConfirmation: bool = False,
                forceComputationBackend: str | None = None,
                torchVersionRequirement: str | None = None,
                torchvisionVersionRequirement: str | None = None,
            ) -> ModuleType | None:
                if installers.pytorch == "declined":
                    return None
                installers.install([f"torch{torchVersionRequirement or ''}"])
                installers.torch_installed = True
                return ModuleType("torch")

        module = ModuleType("PyTorchUtils")
        module.PyTorchUtilsLogic = PyTorchUtilsLogic
        return module
