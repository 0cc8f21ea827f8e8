"""The README says what the code does."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.cli import app
from CTBodyContrastLib.io.results import COLUMNS
from CTBodyContrastLib.io.server import HEADER_VARIABLE
from CTBodyContrastLib.labels import Status

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text below a heading, up to the next one."""
    return re.search(rf"^#+ {heading}\n(.*?)(?=^#|\Z)", README, re.DOTALL | re.MULTILINE)[1]


def test_each_command_and_option_exists():
    commands = get_command(app).commands
    used = re.findall(r"ctbodycontrast (\w+)([^`\n]*)", README)
    assert {name for name, _ in used} <= set(commands)
    assert set(commands) <= set(re.findall(r"`(?:ctbodycontrast )?(\w+)", README))
    for name, arguments in used:
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z-]+", arguments)) <= known, name


def test_options_of_classify_exist():
    paragraph = re.search(r"Options of `classify`.*?Exit codes", README, re.DOTALL)[0]
    known = {option for parameter in get_command(app).commands["classify"].params for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", paragraph)) <= {*known, "--help"}


def test_login_of_a_pacs_is_named_as_it_is_read():
    assert HEADER_VARIABLE in section("A PACS")
    assert HEADER_VARIABLE in get_command(app).commands["pacs"].help


def test_every_column_is_explained():
    explained = [
        name
        for line in section("The rows").splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert tuple(name for name in explained if name in COLUMNS) == COLUMNS
    assert set(explained) - set(COLUMNS) == set(Status)


def test_every_node_attribute_is_explained():
    written = Classification(Status.REJECTED).node_attributes()
    assert set(re.findall(r"^\| `(CTBodyContrast\.\w+)`", README, re.MULTILINE)) == set(written)


@pytest.mark.parametrize("place", re.findall(r"`((?:CTBodyContrast|Testing)\w*/[\w/.]*)`", README))
def test_every_place_exists(place):
    assert (ROOT / place).exists() or list(ROOT.glob(place))


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", README))
def test_every_link_leads_somewhere(target):
    assert (ROOT / target).is_file()
