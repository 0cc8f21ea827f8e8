"""What a reader says of a volume, beside what was predicted: two selectors and a check mark."""

from collections.abc import Mapping
from datetime import datetime

import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.corrections import reader_attributes
from CTBodyContrastLib.labels import ANATOMY_CODE, Contrast, NodeAttribute, ReaderAttribute

from .attributes import attributesOf, keeper
from .texts import contrastName, partName


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
        reading = attributesOf(self._node(), ReaderAttribute) if visible else {}
        _choose(self._ui.readerBodyPartSelector, reading.get(ReaderAttribute.BODY_PART, ""))
        _choose(self._ui.readerContrastSelector, reading.get(ReaderAttribute.CONTRAST, ""))
        self._ui.reviewedCheckBox.checked = ReaderAttribute.DATE in reading

    def _node(self):
        return slicer.mrmlScene.GetNodeByID(self._nodeID)

    def _onReviewed(self) -> None:
        if self._ui.reviewedCheckBox.checked:
            self._write()
        else:
            keeper.writeReading(self._node(), {})

    def _write(self) -> None:
        reading = reader_attributes(
            attributesOf(self._node()),
            self._ui.readerBodyPartSelector.currentData,
            self._ui.readerContrastSelector.currentData,
            datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        keeper.writeReading(self._node(), reading)


def _choose(selector, label: str) -> None:
    """Choose the entry of a label. Parts of a long scan that have no code are not among them, and are added."""
    if selector.findData(label) < 0:
        selector.addItem(partName(label), label)
    selector.setCurrentIndex(selector.findData(label))
