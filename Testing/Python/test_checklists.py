"""Every item of the reporting checklists is answered, and every place that an answer names exists."""

import re
from pathlib import Path

import pytest

CHECKLISTS = Path(__file__).parents[2] / "Resources" / "CHECKLISTS.md"
TEXT = CHECKLISTS.read_text(encoding="utf-8")
CLAIM = [str(item) for item in range(1, 45)]
# The items of TRIPOD+AI that have parts.
PARTS = {3: "abc", 5: "ab", 6: "abc", 8: "abc", 9: "abc", 12: "abcdefg", 18: "abcdef", 20: "abc", 23: "ab", 27: "abc"}
TRIPOD = [f"{item}{part}" for item in range(1, 28) for part in PARTS.get(item, [""])]


@pytest.mark.parametrize(("heading", "items"), [("CLAIM 2024", CLAIM), ("TRIPOD[+]AI", TRIPOD)])
def test_every_item_is_answered(heading: str, items: list[str]) -> None:
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)[1]
    rows = re.findall(r"^\| (\d+[a-g]?) \| (.+) \| (.+) \|$", section, re.MULTILINE)
    assert [item for item, _, _ in rows] == items


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\((?!https:)([^)]+)\)", TEXT))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (CHECKLISTS.parent / target).is_file()
