"""What importing costs: Slicer starts without the heavy packages, and so does a Python prompt."""

import subprocess
import sys

import pytest

HEAVY = (
    "torch",
    "torchvision",
    "timm",
    "safetensors",
    "SimpleITK",
    "pydicom",
    "highdicom",
    "dicomweb_client",
    "requests",
    "typer",
    "rich",
    "slicer",
    "qt",
    "vtk",
)


def loaded_after(statement: str) -> set[str]:
    """The top-level modules in a fresh Python after a statement."""
    script = f"{statement}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )


@pytest.mark.parametrize(
    "module",
    [
        "",
        ".batch",
        ".bundle",
        ".classifier",
        ".io",
        ".io.dicomweb",
        ".io.png",
        ".io.results",
        ".phantom",
        ".picking",
        ".pictures",
        ".projection",
        ".saliency",
        ".tags",
    ],
)
def test_library_modules_import_nothing_beyond_numpy(module):
    assert loaded_after(f"import CTBodyContrastLib{module}").isdisjoint(HEAVY)


def test_reading_needs_no_network_packages():
    names = "read_volume, read_volumes, project, make_phantom, Classifier"
    assert loaded_after(f"from CTBodyContrastLib import {names}").isdisjoint(HEAVY)


def test_command_line_starts_without_the_network_packages():
    assert loaded_after("import CTBodyContrastLib.cli").isdisjoint({"torch", "timm", "SimpleITK", "pydicom"})


def test_heavy_list_would_notice():
    assert "rich" in loaded_after("import rich")
