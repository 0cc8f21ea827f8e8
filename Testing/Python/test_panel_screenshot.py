import pytest

pytest.importorskip("torch", reason="not run: torch is not installed")

from panel_screenshot import PICTURE, show_classified_phantom


def test_the_bundled_model_fills_the_panel(slicer_application, tmp_path) -> None:
    from PySide6.QtGui import QImage

    panel, node = show_classified_phantom(slicer_application)
    assert node.GetAttribute("CTBodyContrast.BodyPart") == "chest"
    assert node.GetAttribute("CTBodyContrast.Contrast") == "CE"
    assert panel.ui.summaryLabel.text.startswith("Chest, contrast-enhanced;")
    assert panel.ui.agreementValue.text.endswith("and 3 of 3 views without bone")
    taken, published = tmp_path / "panel.png", QImage(str(PICTURE))
    slicer_application.screenshot(panel.loaded.panel, taken)
    # What the README shows is the panel as it is now: fonts differ between computers, the layout does not.
    image = QImage(str(taken))
    assert abs(image.width() - published.width()) <= 0.05 * published.width()
    assert abs(image.height() - published.height()) <= 0.05 * published.height()
