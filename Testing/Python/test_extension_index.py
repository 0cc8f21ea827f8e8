"""The checks that Slicer's extension index makes of a submission, and its reviewers' questions, as far as files tell.

Source: scripts/check_description_files.py and scripts/extension_ai_analysis.py of Slicer/ExtensionsIndex, August 2026.
What those fetch from the internet is looked for in this project instead.
"""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from test_packaging import imports_when_loaded, listed

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "CTBodyContrast"
LIBRARY = ROOT / "CTBodyContrastLib"
ENTRY_FILE = ROOT / "CTBodyContrast.json"
ENTRY = json.loads(ENTRY_FILE.read_text())
CMAKE = (ROOT / "CMakeLists.txt").read_text()
README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "Resources/TUTORIAL.md").read_text(encoding="utf-8")

# The schema's properties, version 1.0.2; no others are allowed.
PROPERTIES = {
    "$schema": str,
    "category": str,
    "scm_url": str,
    "scm_revision": str,
    "scm_type": str,
    "build_dependencies": list,
    "dicom_support_rule": str,
    "build_subdirectory": str,
    "enabled": bool,
    "tier": int,
}
# Of the categories that the index accepts, those that suit.
CATEGORIES = {"Analysis", "DICOM", "Informatics", "Quantification", "Utilities"}
# What the whole clone may have with its history; the index refuses more than 100 MB, of which this leaves room to grow.
LARGEST_CLONE_MB = 40
ALLOWED_AT_FILE_SCOPE = {"slicer", "qt", "vtk", "ctk", "SimpleITK", "numpy", "scipy"} | sys.stdlib_module_names


def metadata(name: str) -> str:
    """A value of CMakeLists.txt, found as the index finds it."""
    (value,) = re.findall(rf'set\s*\(EXTENSION_{name}\s*"([^"]+)"\)', CMAKE, re.IGNORECASE | re.MULTILINE)
    return value


def loaded_by_slicer() -> list[Path]:
    """Every Python file of the installed extension that Slicer may load; the command line is for elsewhere."""
    library = [each for each in listed(LIBRARY, "LIBRARY_PYTHON_SCRIPTS") if not each.startswith(("cli/", "__main__"))]
    return [LIBRARY / each for each in library] + [MODULE / each for each in listed(MODULE, "MODULE_PYTHON_SCRIPTS")]


class TestMachineChecks:
    """One test for each check that runs on a submission."""

    def test_entry_follows_the_schema(self):
        assert {"$schema", "category", "scm_url"} <= set(ENTRY) <= set(PROPERTIES)
        assert all(type(value) is PROPERTIES[name] for name, value in ENTRY.items())
        assert 1 <= ENTRY["tier"] <= 5
        assert ENTRY["$schema"].endswith("/slicer-extension-catalog-entry-schema-v1.0.2.json#")

    def test_entry_has_line_feeds_only(self):
        assert b"\r" not in ENTRY_FILE.read_bytes()

    def test_names(self):
        (project,) = re.findall(r"project\s*\(\s*([^\s\)\n\r]+)", CMAKE, re.IGNORECASE | re.MULTILINE)
        assert project == ENTRY_FILE.stem
        assert not project.lower().startswith("slicer")
        assert urlsplit(ENTRY["scm_url"]).path.split("/")[-1] == f"Slicer{project}"

    def test_address_has_a_scheme_that_is_supported(self):
        assert urlsplit(ENTRY["scm_url"]).scheme in ("git", "https")

    def test_category_is_accepted(self):
        assert ENTRY["category"] in CATEGORIES
        assert metadata("CATEGORY") == ENTRY["category"]

    def test_dependencies_are_those_of_the_build(self):
        assert metadata("DEPENDS").split() == ENTRY["build_dependencies"] == ["PyTorch"]

    @pytest.mark.parametrize("name", ["ICONURL", "SCREENSHOTURLS"])
    def test_pictures_are_in_the_project(self, name):
        owner_and_name = urlsplit(ENTRY["scm_url"]).path
        for url in metadata(name).split():
            raw = f"https://raw.githubusercontent.com{owner_and_name}/{ENTRY['scm_revision']}/"
            assert url.startswith(raw)
            assert (ROOT / url.removeprefix(raw)).read_bytes().startswith(b"\x89PNG\r\n\x1a\n")

    def test_icon_has_the_recommended_size(self):
        header = (MODULE / "Resources/Icons/CTBodyContrast.png").read_bytes()
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (128, 128)

    def test_license_file_is_found(self):
        assert "Apache License" in (ROOT / "LICENSE.txt").read_text()

    def test_clone_is_small(self, tmp_path):
        def git(*arguments: str | Path) -> str:
            return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout

        if not (ROOT / ".git").exists():
            pytest.skip("not run: not a clone")
        # What this checkout's own store holds beside its history, or holds twice, no clone receives.
        clone = tmp_path / "clone"
        git("clone", "--quiet", "--no-local", "--single-branch", ROOT, clone)
        assert sum(each.stat().st_size for each in clone.rglob("*") if each.is_file()) / 2**20 < LARGEST_CLONE_MB


class TestQuestions:
    """One test for each question that the reviewers ask of the files."""

    def test_description_is_a_few_sentences_and_somebody_is_named(self):
        assert metadata("CONTRIBUTORS")
        assert 1 <= metadata("DESCRIPTION").count(". ") + 1 <= 3

    def test_homepage_is_the_repository(self):
        assert metadata("HOMEPAGE") == ENTRY["scm_url"]

    def test_readme_says_what_it_is_for_shows_it_and_says_how_to_cite(self):
        assert README.startswith("# CTBodyContrast\n\nGive it a CT volume;")
        assert "](Resources/Screenshots/CTBodyContrast.png)" in README
        assert "CITATION.cff" in README
        assert "module *CT Body Contrast*" in README

    def test_license_is_named_on_the_homepage(self):
        assert "Apache-2.0" in README

    def test_tutorial_is_step_by_step_and_names_its_sample_data(self):
        assert "](Resources/TUTORIAL.md)" in README
        assert len(re.findall(r"^## \d", TUTORIAL, re.MULTILINE)) >= 3
        assert "*Sample Data*" in TUTORIAL
        for picture in re.findall(r"!\[[^]]+\]\(([^)]+)\)", TUTORIAL):
            assert (ROOT / "Resources" / picture).is_file()

    def test_module_opens_no_connection(self):
        for path in MODULE.rglob("*.py"):
            assert not re.search(r"\b(urllib|requests|http\.client|socket|downloadFile)\b", path.read_text()), path

    def test_nothing_is_executed_at_file_scope(self):
        harmless = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.AugAssign)
        for path in loaded_by_slicer():
            for node in ast.parse(path.read_text()).body:
                docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
                condition = ast.unparse(node.test) if isinstance(node, ast.If) else ""
                # The second lets the module run from a source tree.
                known = condition in ("TYPE_CHECKING", "importlib.util.find_spec('CTBodyContrastLib') is None")
                assert isinstance(node, harmless) or docstring or known, f"{path}: {ast.unparse(node)}"

    def test_only_what_slicer_brings_is_imported_at_file_scope(self):
        for path in loaded_by_slicer():
            own = {"CTBodyContrastLib", "CTBodyContrastModule"}
            assert imports_when_loaded(path) <= ALLOWED_AT_FILE_SCOPE | own, path
