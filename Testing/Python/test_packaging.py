"""What Slicer's build packages: the CMake lists are complete, and nothing heavy loads."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "CTBodyContrastLib"
MODULE = ROOT / "CTBodyContrast"

# Standard library and numpy come first everywhere; these only where Slicer has started.
HEAVY = {"torch", "torchvision", "timm", "safetensors", "SimpleITK", "pydicom", "highdicom", "pandas", "typer", "rich"}
SLICER = {"slicer", "qt", "vtk", "ctk"}
# Folders of the library that are of no use in Slicer.
NOT_PACKAGED = {"training", "reporting", "cli", "__main__.py"}


def listed(folder: Path, variable: str) -> set[str]:
    """The entries of a list in a folder's CMakeLists.txt."""
    text = (folder / "CMakeLists.txt").read_text()
    entries = re.search(rf"set\({variable}\n(.*?)\s*\)", text, re.DOTALL).group(1)
    return {entry.strip().replace("${MODULE_NAME}", "CTBodyContrast") for entry in entries.splitlines()}


def present(folder: Path, *patterns: str) -> set[str]:
    found = {path.relative_to(folder) for pattern in patterns for path in folder.rglob(pattern)}
    return {path.as_posix() for path in found if path.parts[0] not in NOT_PACKAGED}


def imports_when_loaded(path: Path) -> set[str]:
    """The top-level packages that a file imports outside functions and TYPE_CHECKING."""
    found = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.partition(".")[0])
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text()))
    return found


def own_imports(path: Path) -> set[str]:
    """The files of the library that a file of it imports, in functions too, by their paths in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            place = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            inside = {place / f"{alias.name}.py" for alias in node.names}
            files = {each for each in inside if each.is_file()} or {place.with_suffix(".py"), place / "__init__.py"}
            found |= {each.relative_to(LIBRARY).as_posix() for each in files if each.is_file()}
    return found


@pytest.mark.parametrize(
    ("folder", "variable", "patterns"),
    [
        (LIBRARY, "LIBRARY_PYTHON_SCRIPTS", ["*.py"]),
        (LIBRARY, "LIBRARY_PYTHON_RESOURCES", ["Models/*.safetensors", "Models/*.json"]),
        (MODULE, "MODULE_PYTHON_SCRIPTS", ["*.py"]),
        (MODULE, "MODULE_PYTHON_RESOURCES", ["Resources/**/*.*"]),
    ],
    ids=["library", "models", "module", "resources"],
)
def test_cmake_lists_what_there_is(folder, variable, patterns):
    assert listed(folder, variable) == present(folder, *patterns)


def test_what_is_packaged_needs_nothing_that_is_not():
    packaged = listed(LIBRARY, "LIBRARY_PYTHON_SCRIPTS")
    for name in packaged:
        missing = {path for path in own_imports(LIBRARY / name) if path not in packaged}
        assert not missing, name


def test_library_needs_neither_slicer_nor_heavy_packages_to_load():
    command_line = set(LIBRARY.glob("cli/**/*.py"))  # outside Slicer, where typer and rich are there
    for path in set(LIBRARY.rglob("*.py")) - command_line:
        if not NOT_PACKAGED & set(path.parts):
            assert not imports_when_loaded(path) & (HEAVY | SLICER), path


def test_command_line_needs_no_network_packages_to_load():
    for path in LIBRARY.glob("cli/**/*.py"):
        assert not imports_when_loaded(path) & (HEAVY - {"typer", "rich"} | SLICER), path


def test_module_loads_without_heavy_packages():
    for path in MODULE.rglob("*.py"):
        assert not imports_when_loaded(path) & HEAVY, path


def test_import_check_sees_what_it_should():
    assert {"slicer", "qt"} <= imports_when_loaded(MODULE / "CTBodyContrast.py")
    assert imports_when_loaded(Path(__file__)) == {"ast", "re", "pathlib", "pytest"}


def test_every_file_states_the_same_version():
    stated = {
        "pyproject.toml": r'^version = "(.+)"$',
        "CTBodyContrastLib/__init__.py": r'^__version__ = "(.+)"$',
        "CITATION.cff": r"^version: (.+)$",
    }
    found = {re.search(pattern, (ROOT / name).read_text(), re.MULTILINE)[1] for name, pattern in stated.items()}
    assert len(found) == 1


def test_every_subfolder_with_a_list_is_built():
    text = (ROOT / "CMakeLists.txt").read_text()
    for folder in (LIBRARY, MODULE, ROOT / "Testing"):
        assert f"add_subdirectory({folder.name})" in text
        assert (folder / "CMakeLists.txt").is_file()


def test_slicers_ctest_runs_the_modules_own_test():
    script = re.search(
        r"slicer_add_python_unittest\(SCRIPT \S+?_SOURCE_DIR}/(\S+)\)", (ROOT / "Testing/CMakeLists.txt").read_text()
    )
    assert "class CTBodyContrastTest(ScriptedLoadableModuleTest)" in (ROOT / script.group(1)).read_text()
