from pathlib import Path

import pytest

from CTBodyContrastLib.bundle import load_bundle
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.training.card_texts import load_texts


def test_the_bundled_card_says_what_its_texts_say() -> None:
    card = load_bundle("compact").card
    assert {key: card[key] for key in load_texts("compact")} == load_texts("compact")


def test_a_person_can_write_their_own(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('license = "a"\nintended_use = "b"\nout_of_scope = ["c"]\nknown_failures = []')
    assert load_texts(str(own))["out_of_scope"] == ["c"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('license = "a"', "must hold the texts"),
        ('license = 1\nintended_use = "b"\nout_of_scope = []\nknown_failures = []', "must hold the texts"),
        ("license = ", "not valid TOML"),
    ],
)
def test_texts_that_cannot_be_used_are_named(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(content)
    with pytest.raises(ModelError, match=message):
        load_texts(str(tmp_path / "mine.toml"))


def test_unknown_texts_are_named_with_those_that_exist() -> None:
    with pytest.raises(ModelError, match=r"no texts nowhere\. Known: compact, own"):
        load_texts("nowhere")
