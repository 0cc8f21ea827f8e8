from pathlib import Path

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.bundle import load_bundle
from CTBodyContrastLib.reporting.model_card import accuracy_tables, page

ROOT = Path(__file__).parents[3]


def test_the_readme_states_what_the_bundled_card_states() -> None:
    assert accuracy_tables(load_bundle().card) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_published_card_is_that_of_the_bundled_model() -> None:
    assert (ROOT / "Resources/MODEL_CARD.md").read_text(encoding="utf-8") == page(load_bundle().card)


def test_only_sources_that_may_be_released_were_trained_on() -> None:
    licences = load_bundle().card["training_data"]["by_licence"]
    assert licences
    for licence in licences:
        assert not any(term in licence for term in ("NC", "ND", "GPL", "unknown"))


def test_every_count_comes_with_its_n_and_interval() -> None:
    found = {"right": 9, "n": 10, "wilson_95": [0.596, 0.982]}
    nothing = {"right": 0, "n": 0, "wilson_95": [0.0, 1.0]}
    card = {
        "cross_validation": {
            "folds": 3,
            "patients": 7,
            "body_part": found,
            "contrast": found,
            "contrast_changed_copies": found,
            "by_part": {part: {"body_part": found, "contrast_CE": nothing, "contrast_NE": found} for part in BodyPart},
        }
    }
    text = accuracy_tables(card)
    assert "| Neck | 9 of 10 (60 to 98 %) | none | 9 of 10 (60 to 98 %) |" in text
    assert text.startswith("3-fold cross-validation over 7 patients")


def test_what_was_measured_beside_accuracy_follows_it() -> None:
    card = load_bundle().card
    table = {"name": "noise", "title": "Noise", "header": ["Change", "Right"], "rows": [["+10 HU", "9 of 10"]]}
    plain, measured = page({**card, "measured": []}), page({**card, "measured": [{**table, "note": "One note."}]})
    added = "\n### Noise\n\n| Change | Right |\n| --- | --- |\n| +10 HU | 9 of 10 |\n\nOne note.\n"
    assert added in measured
    assert measured.replace(added, "") == plain


def test_what_is_done_to_edges_is_said() -> None:
    card = load_bundle().card
    as_they_are = {**card, "preprocessing": {**card["preprocessing"], "edge_sharpness": None}}
    evened = {**card, "preprocessing": {**card["preprocessing"], "edge_sharpness": [0.4, 0.6]}}
    assert "Edges" not in page(as_they_are)
    assert "- Edges of a sharpness below 0.4 or above 0.6 are brought nearer" in page(evened)


def test_a_model_that_was_not_cross_validated_says_so() -> None:
    assert "not cross-validated" in accuracy_tables({})
