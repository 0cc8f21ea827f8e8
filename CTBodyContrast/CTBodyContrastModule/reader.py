"""What a reader says of a volume, beside what was predicted: two selectors and a check mark."""

from collections.abc import Mapping
from datetime import datetime

import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.corrections import Reading
from CTBodyContrastLib.labels import ANATOMY_CODE, Contrast, NodeAttribute, ReaderAttribute

from .attributes import attributesOf, keeper
from .nodes import filePath, seriesUID
from .texts import contrastName, partName


def readingOf(volumeNode) -> Reading:
    """What was predicted for a volume, and what a reader says of it."""
    uid = seriesUID(volumeNode)
    attributes = attributesOf(volumeNode, [*NodeAttribute, *ReaderAttribute])
    return Reading(uid, "" if uid else filePath(volumeNode), volumeNode.GetName(), attributes)


class ReaderPanel:
    """Lets a reader correct or confirm the labels of one volume. It holds the node's ID: the node may be removed."""

    def __init__(self, ui) -> None:
        self._ui = ui
        self._nodeID: str | None = None
        for selector, labels in (
            (ui.readerBodyPartSelector, {part: partName(part) for part in ANATOMY_CODE}),
            (ui.readerContrastSelector, {contrast: contrastName(contrast) for contrast in Contrast}),
        ):
            selector.addItem(_("As predicted"), "")
            for label, name in labels.items():
                selector.addItem(name, str(label))
            # Not when the panel itself shows another volume's labels.
            selector.connect("activated(int)", self._write)
        ui.reviewedCheckBox.connect("clicked(bool)", self._onReviewed)

    def show(self, nodeID: str | None, attributes: Mapping[str, str]) -> None:
        """Show what a reader says of a volume; nothing for one that was never classified."""
        self._nodeID = nodeID
        visible = NodeAttribute.STATUS in attributes
        self._ui.readerLabel.visible = self._ui.readerWidget.visible = visible
        reading = attributesOf(slicer.mrmlScene.GetNodeByID(nodeID), ReaderAttribute) if visible else {}
        for selector, name in (
            (self._ui.readerBodyPartSelector, ReaderAttribute.BODY_PART),
            (self._ui.readerContrastSelector, ReaderAttribute.CONTRAST),
        ):
            selector.setCurrentIndex(selector.findData(reading.get(name, "")))
        self._ui.reviewedCheckBox.checked = ReaderAttribute.DATE in reading

    def _onReviewed(self) -> None:
        if self._ui.reviewedCheckBox.checked:
            self._write()
        else:
            keeper.writeReading(slicer.mrmlScene.GetNodeByID(self._nodeID), {})

    def _write(self) -> None:
        reading = {
            ReaderAttribute.BODY_PART: self._ui.readerBodyPartSelector.currentData,
            ReaderAttribute.CONTRAST: self._ui.readerContrastSelector.currentData,
            ReaderAttribute.DATE: datetime.now().astimezone().isoformat(timespec="seconds"),
        }
        keeper.writeReading(slicer.mrmlScene.GetNodeByID(self._nodeID), reading)
