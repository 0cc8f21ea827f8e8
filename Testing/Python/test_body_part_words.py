"""Words for body parts in several languages."""

import pytest

from CTBodyContrastLib.body_part_words import named_parts, plain_capitals


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("CT Orbits", "brain"),
        ("Schädel nativ", "brain"),
        ("Halsweichteile", "neck"),
        ("Hals/Thorax", "neck chest"),
        ("Abdomen/Becken", "abdomen pelvis"),
        ("TDM cérébral", "brain"),
        ("rachis cervical", "neck"),
        ("foie", "abdomen"),
        ("TC de cráneo", "brain"),
        ("TC tórax", "chest"),
        ("TC abdome e pelve", "abdomen pelvis"),
        ("Pescoço", "neck"),
        ("Addome completo", "abdomen"),
        ("CT hersenen", "brain"),
        ("CT Buik", "abdomen"),
        ("두부 CT", "brain"),
        ("두경부", "brain neck"),
        ("흉부", "chest"),
        ("복부골반 CT", "abdomen pelvis"),
        ("頭部単純", "brain"),
        ("胸腹骨盤", "chest abdomen pelvis"),
        ("盆腔平扫", "pelvis"),
        ("5.4 Chest/ Abd/ Pelvis*", "chest abdomen pelvis"),
        ("CERVICAL SPINE", "neck"),
        ("Whole-Body", "brain neck chest abdomen pelvis"),
        ("cuerpo entero", "brain neck chest abdomen pelvis"),
        ("HEAD TO CHEST", "brain neck chest"),
    ],
)
def test_parts_are_named_in_several_languages(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


@pytest.mark.parametrize("text", ["", "Thorakoskopie", "5 mm", "손목", "手首", "Forehead"])
def test_other_words_name_nothing(text: str) -> None:
    assert named_parts(text) is None


def test_a_part_outside_the_five_is_named_without_one_of_them() -> None:
    named = named_parts("Knie links")
    assert named is not None
    assert (named.parts, named.words) == (frozenset(), ("KNIE",))


def test_only_the_known_words_are_quoted() -> None:
    named = named_parts("Kopf Müller, Anna")
    assert named is not None
    assert named.words == ("KOPF",)


def test_accents_are_dropped_and_other_scripts_kept() -> None:
    assert plain_capitals("Schädel, cráneo, 흉부, 胸部ガス") == "SCHADEL, CRANEO, 흉부, 胸部ガス"
