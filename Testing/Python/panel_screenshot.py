"""The panel after the bundled model has classified a synthetic CT, as pictures.

python Testing/Python/panel_screenshot.py    writes those that README.md, the extension index and the tutorial show
"""

import os
import tempfile
from pathlib import Path

from module_panel import Panel

from CTBodyContrastLib import BodyPart, Contrast, make_phantom

PICTURE = Path(__file__).parents[2] / "Resources" / "Screenshots" / "CTBodyContrast.png"
# A cold start of the network may take this long on a busy computer.
_LONGEST_S = 120.0


def show_classified_phantom(session, part=BodyPart.CHEST, contrast=Contrast.CE):
    """Click Classify for a synthetic CT, with the bundled model; returns the panel at rest and the volume's node."""
    import slicer

    from CTBodyContrastLib.classifier import Classifier

    panel = Panel(session)
    classifier = Classifier.load(device="cpu")
    panel.widget.logic.classifierLoader = lambda settings: classifier
    phantom = make_phantom(part, contrast, seed=1003, spacing=(2.5, 1.2, 1.2))
    node = slicer.util.addVolumeFromArray(phantom.voxels, phantom.ijk_to_ras, f"Synthetic {part}")
    panel.choose(node)
    panel.ui.classifyButton.click()
    session.wait_until(lambda: not panel.widget.runner.running, _LONGEST_S)
    panel.rest()
    return panel, node


def write_tutorial_pictures(panel, folder=PICTURE.parent):
    """The two halves of a panel that has classified, as Resources/TUTORIAL.md shows them; returns their paths."""
    from PySide6.QtCore import QPoint, QRect

    whole, views = panel.loaded.panel, panel.ui.viewsWidget
    paths = [folder / "tutorial-result.png", folder / "tutorial-views.png"]
    above_the_views = QRect(0, 0, whole.width, views.mapTo(whole, QPoint(0, 0)).y())
    assert whole.grab(above_the_views).save(str(paths[0]))
    panel.ui.focusCheckBox.checked = True
    panel.rest()
    assert views.grab().save(str(paths[1]))
    return paths


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from slicer_harness.session import slicer_session

    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, slicer_session(Path(folder)) as session:
        panel, _ = show_classified_phantom(session)
        session.screenshot(panel.loaded.panel, PICTURE)
        print(f"Written: {PICTURE}")
        for path in write_tutorial_pictures(panel):
            print(f"Written: {path}")


if __name__ == "__main__":
    main()
