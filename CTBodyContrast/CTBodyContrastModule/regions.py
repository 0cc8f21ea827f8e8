"""The table of a long scan's regions: which stretch is which body part."""

import json
from collections.abc import Mapping

import qt
import slicer

from CTBodyContrastLib.labels import NodeAttribute

from .rois import makeROIs
from .texts import regionTexts
from .viewer import Viewer


class RegionsTable:
    """Shows the regions of one volume, from head to feet. It holds the node's ID: the node may be removed."""

    def __init__(self, ui, viewer: Viewer) -> None:
        self._ui = ui
        self._viewer = viewer
        self._nodeID: str | None = None
        self._regions: list[Mapping] = []
        for signal in ("cellClicked(int,int)", "cellActivated(int,int)"):  # the latter is Enter
            ui.regionsTable.connect(signal, self._goTo)
        ui.roiButton.connect("clicked(bool)", self._makeROIs)
        ui.regionsTable.horizontalHeader().setSectionResizeMode(qt.QHeaderView.Stretch)

    def show(self, nodeID: str | None, attributes: Mapping[str, str]) -> None:
        """Show the regions that a node's attributes tell of; without any, nothing."""
        self._nodeID = nodeID
        self._regions, rows = _read(attributes.get(NodeAttribute.REGIONS))
        self._ui.regionsWidget.visible = bool(self._regions)
        table = self._ui.regionsTable
        table.setRowCount(len(self._regions))
        for row, texts in enumerate(rows):
            for column, cell in enumerate(texts):
                table.setItem(row, column, qt.QTableWidgetItem(cell))
        self._fitHeight()

    def _fitHeight(self) -> None:
        """All rows are seen: there are five at most."""
        table = self._ui.regionsTable
        height = table.horizontalHeader().height + table.verticalHeader().length() + 2 * table.frameWidth
        table.setFixedHeight(height)

    def _goTo(self, row: int) -> None:
        region = self._regions[row]
        node = slicer.mrmlScene.GetNodeByID(self._nodeID)
        self._viewer.goToSlices(node, region["k_first"], region["k_last"])

    def _makeROIs(self) -> None:
        makeROIs(slicer.mrmlScene.GetNodeByID(self._nodeID), self._regions)


def _read(text: str | None) -> tuple[list[Mapping], list[tuple[str, ...]]]:
    """The regions of an attribute from head to feet, and the texts of their rows; none if it is not understood."""
    try:
        regions = json.loads(text or "[]")[::-1]
        return regions, [regionTexts(region) for region in regions]
    except (ValueError, KeyError, TypeError):  # of another release, or by hand
        return [], []
