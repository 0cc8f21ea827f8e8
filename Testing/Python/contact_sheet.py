"""The panel in each of its states, side by side in one picture, to be looked at.

python Testing/Python/contact_sheet.py SHEET.png
"""

import argparse
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from database_section import SCOUT, Section
from module_panel import FakeClassifier, Panel, add_phantom
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from CTBodyContrastLib import Status

_COLUMNS = 4
_TITLE_HEIGHT = 30


class DoubtingClassifier(FakeClassifier):
    """As the fake one, but it wants a person to look."""

    def classify(self, *arguments, **options):
        answer = super().classify(*arguments, **options)
        return replace(answer, status=Status.REVIEW, reason="The DICOM tags say otherwise: no contrast.")


def choose_volume(panel):
    panel.choose(add_phantom("Scan"))


def start(panel):
    choose_volume(panel)
    panel.start()


def classify(panel):
    start(panel)
    panel.finish()


def doubt(panel):
    panel.classifier = DoubtingClassifier()
    panel.inject()
    classify(panel)


def show_focus(panel):
    classify(panel)
    panel.ui.focusCheckBox.checked = True
    panel.rest()


def reject(panel):
    panel.choose(panel.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "Empty"))
    panel.ui.classifyButton.click()
    panel.rest()


def change_voxels(panel):
    import slicer

    classify(panel)
    node = panel.ui.inputSelector.currentNode()
    slicer.util.arrayFromVolume(node)[0] = 0
    slicer.util.arrayFromVolumeModified(node)
    panel.rest()


def list_database(panel):
    import slicer

    section = Section(panel, Path(slicer.app.temporaryPath) / "series")
    for number, part in enumerate(("CHEST", "NECK", "PELVIS"), start=1):
        section.add(number, BodyPartExamined=part, SeriesDescription=f"{part} 2 MM")
    section.add(4, ImageType=SCOUT, SeriesDescription="SCOUT")
    section.open()
    return section


def classify_database(panel):
    """All but one series, and the most doubtful is chosen."""
    section = list_database(panel)
    section.ui.seriesTable.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    section.classify()
    section.ui.seriesTable.selectRow(0)


STATES: dict[str, Callable[[Panel], None]] = {
    "Nothing loaded": lambda panel: panel.rest(),
    "A volume chosen": choose_volume,
    "At work": start,
    "OK": classify,
    "Where the network looked": show_focus,
    "Review": doubt,
    "Rejected": reject,
    "Out of date": change_voxels,
    "DICOM database": list_database,
    "DICOM database, classified": classify_database,
}


def states() -> dict[str, QImage]:
    """A picture of the panel in each state; every state begins with a new application."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from slicer_harness.session import slicer_session

    pictures = {}
    for name, enter in STATES.items():
        with tempfile.TemporaryDirectory() as folder, slicer_session(Path(folder)) as session:
            panel = Panel(session)
            enter(panel)
            path = Path(folder) / "panel.png"
            session.screenshot(panel.loaded.panel, path)
            pictures[name] = QImage(str(path))
            panel.finish()
    return pictures


def sheet(pictures: dict[str, QImage]) -> QImage:
    """The pictures in rows, each below its name."""
    width = max(each.width() for each in pictures.values())
    height = max(each.height() for each in pictures.values()) + _TITLE_HEIGHT
    rows = -(-len(pictures) // _COLUMNS)
    whole = QImage(_COLUMNS * width, rows * height, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    for index, (name, picture) in enumerate(pictures.items()):
        left, top = width * (index % _COLUMNS), height * (index // _COLUMNS)
        painter.drawText(QRect(left, top, width, _TITLE_HEIGHT), Qt.AlignmentFlag.AlignCenter, name)
        painter.drawImage(left, top + _TITLE_HEIGHT, picture)
    painter.end()
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheet", type=Path)
    path = parser.parse_args().sheet
    if not sheet(states()).save(str(path)):
        raise SystemExit(f"{path} cannot be written")
    print(f"Written: {path}")


if __name__ == "__main__":
    main()
