"""The module's texts in other languages: complete catalogs, and a panel that speaks them."""

import re

import pytest
from module_panel import Panel, add_phantom
from translations import CATALOGS, LANGUAGES, read, texts

UPDATE = "give the command: python Testing/Python/translations.py"


@pytest.fixture(params=LANGUAGES)
def catalog(request):
    """A language's ending, and its translations."""
    return request.param, read(CATALOGS / f"CTBodyContrast_{request.param}.ts")


def test_texts_are_found_in_code_and_panel():
    assert {
        ("CTBodyContrast", "&Classify"),
        ("CTBodyContrast", "Load and choose a CT volume first"),
        ("CTBodyContrastModule.texts", "Chest"),
        ("CTBodyContrastModule.runner", "Asking the network"),
    } <= set(texts())
    assert not [text for _, text in texts() if "vtkMRML" in text]


def test_every_text_is_translated_or_listed_as_unfinished(catalog):
    assert set(catalog[1]) == set(texts()), UPDATE


def test_placeholders_and_shortcuts_stay(catalog):
    for (_, text), translated in catalog[1].items():
        if translated:
            for kept in (r"\{\w+\}", r"&(?=\w)"):
                assert len(re.findall(kept, text)) == len(re.findall(kept, translated)), text


def test_what_slicer_loads_says_what_the_catalog_says(catalog):
    from PySide6.QtCore import QTranslator

    ending, translations = catalog
    compiled = QTranslator()
    assert compiled.load(str(CATALOGS / f"CTBodyContrast_{ending}.qm"))
    for (context, text), translated in translations.items():
        assert (compiled.translate(context, text) or "") == translated, UPDATE


@pytest.mark.parametrize(
    ("locale", "button", "label"),
    [
        ("es_419", "&Clasificar", "Tórax, con contraste; 91\N{NO-BREAK SPACE}%"),
        ("fr_CA", "&Classer", "Thorax, avec contraste ; 91\N{NO-BREAK SPACE}%"),
        ("ko_KR", "분류(&C)", "흉부, 조영증강; 91\N{NO-BREAK SPACE}%"),
        ("nb_NO", "&Classify", "Chest, contrast-enhanced; 91\N{NO-BREAK SPACE}%"),
    ],
)
def test_panel_speaks_the_users_language(slicer_application, locale, button, label):
    slicer_application.app.applicationLocaleName = locale
    panel = Panel(slicer_application)
    panel.choose(add_phantom())
    panel.start()
    panel.finish()
    assert panel.ui.classifyButton.text == button
    assert panel.ui.summaryLabel.text == label


def test_panel_is_english_when_no_language_was_chosen(slicer_application):
    assert Panel(slicer_application).ui.classifyButton.text == "&Classify"
