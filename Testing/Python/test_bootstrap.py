"""The set-up script for newcomers, without installing anything."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bootstrap.py"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """The script as a module, in a folder of its own; no command is run, but noted in `commands`."""
    specification = importlib.util.spec_from_file_location("bootstrap", SCRIPT)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(module, "PROGRAMS", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(module, "DEMO_SCAN", tmp_path / "build" / "phantom.nii.gz")
    module.commands = []
    module.exit_codes = {}

    def call(command, **options):
        module.commands.append([str(part) for part in command])
        module.ENVIRONMENT.mkdir(exist_ok=True)
        return next((code for word, code in module.exit_codes.items() if word in command), 0)

    monkeypatch.setattr(module.subprocess, "call", call)
    return module


def test_without_a_job_it_explains_itself():
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert "bootstrap.py demo" in done.stdout
    assert done.returncode == 2


def test_demo_installs_makes_a_phantom_and_classifies_it(bootstrap):
    assert bootstrap.main(["demo"]) == 0
    assert ["venv" in command for command in bootstrap.commands] == [True, False, False, False]
    assert [command[1] for command in bootstrap.commands[1:]] == ["-m", "phantom", "classify"]


def test_tests_install_their_extra_and_pass_arguments_on(bootstrap):
    assert bootstrap.main(["test", "-k", "phantom"]) == 0
    assert bootstrap.commands[-2][-1].endswith("[test]")
    assert bootstrap.commands[-1][1:] == ["-m", "pytest", "-k", "phantom"]


def test_nothing_is_installed_twice(bootstrap):
    bootstrap.main(["demo"])
    bootstrap.commands.clear()
    bootstrap.main(["demo"])
    assert len(bootstrap.commands) == 2


def test_changed_requirements_are_installed(bootstrap):
    bootstrap.main(["demo"])
    bootstrap.commands.clear()
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'", encoding="utf-8")
    bootstrap.main(["demo"])
    assert any("pip" in command for command in bootstrap.commands)


@pytest.mark.parametrize("job", ["demo", "test"])
def test_failed_installation_is_told_with_a_remedy_and_tried_again(bootstrap, capsys, job):
    bootstrap.exit_codes["pip"] = 1
    assert bootstrap.main([job]) == 1
    assert "If it is the network" in capsys.readouterr().err
    bootstrap.exit_codes.clear()
    assert bootstrap.main([job]) == 0


def test_failed_tests_are_the_exit_code(bootstrap):
    bootstrap.exit_codes["pytest"] = 3
    assert bootstrap.main(["test"]) == 3


def test_old_python_is_refused_in_words(bootstrap, capsys, monkeypatch):
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    assert bootstrap.main(["demo"]) == 1
    assert "99.0 or newer is needed" in capsys.readouterr().err
    assert bootstrap.commands == []


def test_missing_venv_module_is_told_with_a_remedy(bootstrap, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert bootstrap.main(["demo"]) == 1
    assert "python3-venv" in capsys.readouterr().err
