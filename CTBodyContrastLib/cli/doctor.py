"""`ctbodycontrast doctor`: is everything there that classifying needs, and what to do if not."""

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module, metadata

import typer
from rich.table import Table

from .. import __version__
from ..bundle import bundled_models, load_bundle
from ..errors import CTBodyContrastError
from .output import SOME_REJECTED, print_table

_REINSTALL = "Install again: python -m pip install ."


@dataclass(frozen=True)
class Check:
    """One thing looked at.

    Attributes:
        subject: what was looked at.
        found: version, device or state.
        remedy: what to do; empty when all is well.
    """

    subject: str
    found: str
    remedy: str = ""


def doctor() -> None:
    """Show what is installed, which device is used and whether the models are intact, with remedies.

    Exit code: 0 all well, 1 something is missing.
    """
    checks = [*_programs(), *_packages(), _imports(), _device(), *_models()]
    table = Table("What", "Found", "What to do", box=None)
    for check in checks:
        table.add_row(check.subject, check.found, check.remedy)
    print_table(table)
    if any(check.remedy for check in checks):
        raise typer.Exit(SOME_REJECTED)


def _programs() -> Iterator[Check]:
    yield Check("ctbodycontrast", __version__)
    yield Check("Python", f"{platform.python_version()} in {sys.prefix}")
    yield Check("system", f"{platform.system()} {platform.machine()}")


def _packages() -> Iterator[Check]:
    """The packages this one declares: the list in pyproject.toml is the only one."""
    try:
        requirements = metadata.requires("ctbodycontrast") or []
    except metadata.PackageNotFoundError:
        yield Check("ctbodycontrast", "runs from its folder, not installed", _REINSTALL)
        return
    for requirement in requirements:
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield Check(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(name, "missing", f"python -m pip install {name}")


def _imports() -> Check:
    """A torch that does not fit its torchvision is installed without complaint and fails when timm is imported."""
    try:
        import_module("timm")
    except ImportError as error:
        return Check("network", f"cannot be loaded: {error}", _REINSTALL)
    except Exception as error:
        remedy = "torch and torchvision do not match: python -m pip install --force-reinstall torch torchvision"
        return Check("network", f"cannot be loaded: {error}", remedy)
    return Check("network", "can be loaded")


def _device() -> Check:
    try:
        from ..device import choose_device

        return Check("device", choose_device("auto").type)
    except (ImportError, CTBodyContrastError) as error:
        return Check("device", f"unknown: {error}", _REINSTALL)


def _models() -> Iterator[Check]:
    cards = bundled_models()
    if not cards:
        yield Check("models", "none", _REINSTALL)
    for card_path in cards:
        try:
            yield Check(f"model {card_path.stem}", f"{load_bundle(card_path).name}, intact")
        except CTBodyContrastError as error:
            yield Check(f"model {card_path.stem}", str(error), _REINSTALL)
