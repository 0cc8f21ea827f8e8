"""The section "DICOM database" of the module's panel, as a person uses it."""

import sys
from dataclasses import replace

from dicom_series import write_series
from module_panel import FakeClassifier

from CTBodyContrastLib import Status
from CTBodyContrastLib.io.results import COLUMNS

SLICES = 8  # the fewest that make a volume
SCOUT = ["ORIGINAL", "PRIMARY", "LOCALIZER"]


class DoubtfulClassifier(FakeClassifier):
    """Doubts what the tags call a pelvis, and is less sure of a neck."""

    def classify(self, volume, *arguments, **options):
        result = super().classify(volume, *arguments, **options)
        part = volume.tags.get("BodyPartExamined")
        if part == "PELVIS":
            return replace(result, status=Status.REVIEW, reason="The views disagree.", body_part_probability=0.6)
        return replace(result, body_part_probability=0.8) if part == "NECK" else result


class Section:
    """The section as a person uses it."""

    def __init__(self, panel, folder):
        import slicer

        self.panel = panel
        self.folder = folder
        self.database = slicer.dicomDatabase
        self.ui = panel.widget.database.ui
        panel.classifier = DoubtfulClassifier()

    def add(self, number, count=SLICES, **changes):
        """Import one more series; returns its UID."""
        uid = f"1.2.3.{number}"
        values = {"SeriesInstanceUID": uid, "SeriesNumber": number, "StudyDate": "20260102"} | changes
        for path in write_series(self.folder / f"series{number}", count, **values):
            self.database.insert(str(path), False, False)
        return uid

    def open(self):
        """Open the section, and wait for the list."""
        self.panel.widget.database.section.click()
        self.panel.session.wait_until(lambda: not self.panel.widget.database.listing)

    def classify(self):
        """Click Classify series, and wait for the end."""
        self.ui.classifySeriesButton.click()
        self.panel.finish()

    def column(self, index):
        return [self.ui.seriesTable.item(row, index).text() for row in range(self.ui.seriesTable.rowCount)]

    def check_only(self, row):
        self.ui.checkNoneButton.click()
        self.ui.seriesTable.item(row, 0).setCheckState(checked())

    def checked(self):
        rows = range(self.ui.seriesTable.rowCount)
        return [self.column(1)[row] for row in rows if self.ui.seriesTable.item(row, 0).checkState() == checked()]

    def table(self):
        """The node that holds the results."""
        import slicer

        nodes = slicer.util.getNodesByClass("vtkMRMLTableNode")
        return next((node for node in nodes if node.GetAttribute("CTBodyContrast.Results") == "database"), None)

    def results(self, name):
        """One column of the table of results."""
        table = self.table()
        rows = range(table.GetNumberOfRows()) if table else ()
        return [table.GetCellText(row, COLUMNS.index(name)) for row in rows]


def checked():
    """Qt's state of a box; Qt is there while the harness is."""
    return sys.modules["qt"].Qt.Checked
