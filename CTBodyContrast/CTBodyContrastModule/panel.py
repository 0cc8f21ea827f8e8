"""How results look: the status and the labels of one volume, and the table of all volumes."""

from collections.abc import Iterable, Mapping

import qt
from slicer.i18n import tr as _

from CTBodyContrastLib.labels import NodeAttribute

from .logic import Outcome
from .reader import ReaderPanel
from .regions import RegionsTable
from .texts import agreementText, badge, contrastName, labelTexts, partName, summary, tagText, withProbability
from .thumbnails import Thumbnails
from .viewer import Viewer


class ResultPanel:
    """Fills the result widgets of the module's .ui file."""

    def __init__(self, ui, viewer: Viewer) -> None:
        self._ui = ui
        self._reader = ReaderPanel(ui)
        self._regions = RegionsTable(ui, viewer)
        self._thumbnails = Thumbnails(ui, viewer)
        ui.volumesTable.horizontalHeader().setSectionResizeMode(0, qt.QHeaderView.Stretch)

    def show(self, nodeID: str | None, attributes: Mapping[str, str], outcome: Outcome | None) -> None:
        """Show one volume's labels.

        Args:
            nodeID: of the volume; None when none is chosen.
            attributes: the node's attributes by name; without a status there is no result.
            outcome: what is known beyond them; None for a volume that was classified in an earlier session.
        """
        status = attributes.get(NodeAttribute.STATUS)
        self._ui.statusBadge.visible = bool(status)
        if status:
            look = badge(status)
            self._ui.statusBadge.text = look.text
            self._ui.statusBadge.styleSheet = (
                f"background-color: {look.background}; color: {look.foreground}; padding: 3px 8px; border-radius: 4px;"
            )
        self._ui.summaryLabel.text = summary(attributes) if status else _("Not classified yet.")
        self._ui.summaryLabel.enabled = bool(status)
        self._showDetails(attributes, outcome)
        self._reader.show(nodeID, attributes)
        self._regions.show(nodeID, attributes)
        self._thumbnails.show(outcome)

    @property
    def followsSliceViews(self) -> bool:
        """Whether the pictures have the gray levels of the slice views."""
        return self._thumbnails.followsSliceViews

    @property
    def drawing(self) -> bool:
        """Whether some pictures are still to be drawn."""
        return self._thumbnails.drawing

    def showAll(self, volumes: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
        """List all volumes: for each its node ID, its name and its attributes."""
        table, rows = self._ui.volumesTable, list(volumes)
        table.setRowCount(len(rows))
        for row, (nodeID, name, attributes) in enumerate(rows):
            reason = attributes.get(NodeAttribute.REASON)
            for column, text in enumerate((name, *labelTexts(attributes))):
                item = qt.QTableWidgetItem(text)
                item.setData(qt.Qt.UserRole, nodeID)
                item.setToolTip(reason or text)
                table.setItem(row, column, item)
        for column in range(1, table.columnCount):
            table.resizeColumnToContents(column)

    def _showDetails(self, attributes: Mapping[str, str], outcome: Outcome | None) -> None:
        part = attributes.get(NodeAttribute.BODY_PART)
        contrast = attributes.get(NodeAttribute.CONTRAST)
        agreement = attributes.get(NodeAttribute.AGREEMENT)
        notes = outcome.classification.notes if outcome else ()
        reason = " ".join(each for each in (attributes.get(NodeAttribute.REASON), *notes) if each)
        rows = {
            "bodyPart": part and withProbability(partName(part), attributes.get(NodeAttribute.BODY_PART_PROBABILITY)),
            "contrast": contrast
            and withProbability(contrastName(contrast), attributes.get(NodeAttribute.CONTRAST_PROBABILITY)),
            "agreement": agreement and agreementText(agreement, outcome.classification if outcome else None),
            "tags": tagText(outcome.classification) if outcome else "",
            "reason": reason,
            "model": attributes.get(NodeAttribute.MODEL),
        }
        for name, text in rows.items():
            value = getattr(self._ui, f"{name}Value")
            value.text = text or ""
            value.visible = getattr(self._ui, f"{name}Label").visible = bool(text)
