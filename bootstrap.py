"""Set everything up in a fresh folder with nothing but Python, and run it.

    python bootstrap.py demo     install, make a synthetic CT, classify it, print the result
    python bootstrap.py test     install what the tests need too, and run them

Both make and use the virtual environment .venv beside this file. What follows `test` goes to pytest.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if sys.platform == "win32" else "bin")
DEMO_SCAN = ROOT / "build" / "demo" / "phantom.nii.gz"
OLDEST_PYTHON = (3, 11)


class SetupError(Exception):
    """What stands in the way, and what to do about it."""


def main(arguments: list) -> int:
    """Run one job; returns the exit code."""
    jobs = {"demo": demo, "test": test}
    if not arguments or arguments[0] not in jobs:
        print(__doc__)
        return 2
    try:
        check_python()
        return jobs[arguments[0]](arguments[1:])
    except SetupError as error:
        print(f"\nError: {error}", file=sys.stderr)
        return 1


def demo(arguments: list) -> int:
    """Make a synthetic CT and classify it."""
    install("")
    command = str(PROGRAMS / "ctbodycontrast")
    DEMO_SCAN.parent.mkdir(parents=True, exist_ok=True)
    made = subprocess.call([command, "phantom", "-o", str(DEMO_SCAN), "--body-part", "chest", "--contrast", "CE"])
    code = made or subprocess.call([command, "classify", str(DEMO_SCAN), *arguments])
    if code == 0:
        print(f"\nNow with a CT of your own:\n  {command} classify FOLDER_OR_FILE -o results.csv", flush=True)
    return code


def test(arguments: list) -> int:
    """Run the tests."""
    install("[test]")
    return subprocess.call([str(PROGRAMS / "python"), "-m", "pytest", *arguments], cwd=str(ROOT))


def check_python() -> None:
    """Refuse a Python that cannot do it, in words."""
    if sys.version_info < OLDEST_PYTHON:
        found, needed = (".".join(map(str, version[:2])) for version in (sys.version_info, OLDEST_PYTHON))
        raise SetupError(f"This is Python {found}; {needed} or newer is needed. Get it from https://www.python.org.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        raise SetupError("Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv") from error


def install(extra: str) -> None:
    """Install this folder into .venv, unless that was done before in this place for the same pyproject.toml."""
    state = f"{ENVIRONMENT} {sys.version} {(ROOT / 'pyproject.toml').read_text(encoding='utf-8')}"
    wanted = hashlib.sha256(state.encode()).hexdigest()
    stamp = ENVIRONMENT / f"installed{extra}.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Installing into .venv: 1 to 10 minutes and 5 to 7 GB the first time.", flush=True)
    if not (PROGRAMS / "python").exists() and not (PROGRAMS / "python.exe").exists():
        run(
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            "The virtual environment could not be made. Is the disk full?",
        )
    quiet = [] if sys.stdout.isatty() else ["--quiet"]  # progress is for people; a log needs the errors only
    run(
        [str(PROGRAMS / "python"), "-m", "pip", "install", *quiet, "--editable", f"{ROOT}{extra}"],
        "The packages could not be installed; pip says why above. If it is the network: connect to the internet, or "
        "see 'Without internet' in README.md. If it is the disk: 5 to 7 GB are needed.",
    )
    stamp.write_text(wanted)


def run(command: list, failure: str) -> None:
    """Run a step of the installation, or say in words what failed."""
    if subprocess.call(command) != 0:
        raise SetupError(failure)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
