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
        ("CT_WHOLE_BODY", "brain neck chest abdomen pelvis"),
        ("FULL BODY", "brain neck chest abdomen pelvis"),
        ("CERVIX", "pelvis"),
    ],
)
def test_parts_are_named_in_several_languages(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SKULL BASE TO THIGH", "brain neck chest abdomen pelvis"),
        ("SKULL BASE TO MIDTHIGH", "brain neck chest abdomen pelvis"),
        ("HEAD_TO_KNEE", "brain neck chest abdomen pelvis"),
        ("EYES TO THIGHS", "brain neck chest abdomen pelvis"),
        ("CHEST TO ABDOMEN, KNEE", "chest abdomen"),
        ("VERTEX TO THIGH", "brain neck chest abdomen pelvis"),
        ("CHEST TO KNEE", "chest abdomen pelvis"),
        ("HIP TO ANKLE", "pelvis"),
        ("KNEE TO ANKLE", ""),
        ("CHEST, KNEE", "chest"),
        ("頸部~骨盤", "neck chest abdomen pelvis"),
        ("胸部\uff5e骨盤", "chest abdomen pelvis"),
        ("胸部〜骨盤", "chest abdomen pelvis"),
        ("頸部から骨盤", "neck chest abdomen pelvis"),
        ("頭頂~大腿", "brain neck chest abdomen pelvis"),
        ("頸部・骨盤", "neck pelvis"),
    ],
)
def test_a_range_goes_from_its_first_part_to_its_last_and_with_a_leg_to_the_pelvis(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Femoral neck", ""),
        ("Neck of left femur", ""),
        ("cuello femoral", ""),
        ("大腿骨頸部", ""),
        ("대퇴경부", ""),
        ("대퇴 경부", ""),
        ("子宮頸部", "pelvis"),
        ("자궁경부", "pelvis"),
        ("자궁 경부", "pelvis"),
        ("Bladder neck", "pelvis"),
        ("Chest, cervical cancer", "chest"),
        ("NECK", "neck"),
        ("NECK FEMUR", "neck"),
        ("cervical lymph nodes", "neck"),
        ("cuello", "neck"),
        ("頸部", "neck"),
        ("경부", "neck"),
    ],
)
def test_a_neck_elsewhere_is_not_the_neck(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("C SPINE", "neck"),
        ("ABDOMEN C+ L SPINE", "abdomen"),
        ("C-SPINE", "neck"),
        ("CT C SPINE", "neck"),
        ("T SPINE", "chest"),
        ("L SPINE", "abdomen"),
        ("S-SPINE", "pelvis"),
        ("L-S SPINE", "abdomen pelvis"),
        ("LS SPINE", "abdomen pelvis"),
        ("T/L-SPINE", "chest abdomen"),
        ("C AND T SPINE", "neck chest"),
        ("C/T/L SPINE", "neck chest abdomen"),
        ("THORACOLUMBAR SPINE", "chest abdomen"),
        ("LUMBOSACRAL SPINE", "abdomen pelvis"),
        ("CT SPINE", "neck chest abdomen pelvis"),
        ("CT-SPINE", "neck chest"),
    ],
)
def test_parts_of_the_spine_are_named_by_letters_as_well(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ABD LUNG 5.0", "abdomen"),
        ("Abdomen lung window", "abdomen"),
        ("Thorax Abdomen Lunge 1.0", "chest abdomen"),
        ("LUNG 5.0", "chest"),
        ("CT LUNG 1.25/ABD 5.0", "chest abdomen"),
        ("Body Lung 5.0", "chest"),
        ("Arms up lung 5.0", "chest"),
        ("Abd/Lung 5.0", "chest abdomen"),
        ("ABDOMEN AND LUNG 5.0", "chest abdomen"),
        ("ABDOMEN LUNG BASES", "chest abdomen"),
        ("ABDOMINAL AORTA", "abdomen"),
        ("THORACIC AORTA", "chest"),
        ("腹部大動脈", "abdomen"),
        ("AORTA", "chest abdomen"),
        ("CTA AORTA PELVIS", "chest abdomen pelvis"),
        ("AORTA AND LEGS", "chest abdomen"),
    ],
)
def test_a_lung_window_and_the_aorta_say_nothing_more_beside_a_part(text: str, parts: str) -> None:
    named = named_parts(text)
    assert named is not None
    assert named.parts == set(parts.split())


def test_a_long_value_of_words_run_together_is_passed_over() -> None:
    assert named_parts("PELVIS" * 1500 + "Q") is None


@pytest.mark.parametrize("text", ["", "Cervical cancer", "Thorakoskopie", "5 mm", "손목", "手首", "Forehead"])
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
