"""From the panel's pictures to Slicer's views: moving the slices, and opening a reconstruction as a volume."""

from collections.abc import Callable

import numpy as np
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.png import DISPLAY_WINDOW, Window
from CTBodyContrastLib.picking import point_behind, stretch_box
from CTBodyContrastLib.preprocessing import Preprocessing
from CTBodyContrastLib.projection import Projection

from .nodes import RECONSTRUCTION, Scan, putBeside, toVolume
from .texts import viewName


class Viewer:
    """Shows in Slicer's views what the pictures show. It works without a window too, where nothing is seen of it."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        """:param tell: called with a sentence when something cannot be shown."""
        self._tell = tell

    def goBehind(
        self, scan: Scan, projection: Projection, row: float, column: float, preprocessing: Preprocessing
    ) -> None:
        """Move all slices to what a pixel of a reconstruction shows; preprocessing is that of its model."""
        if self._isInPlace(scan):
            self.goTo(scan, point_behind(scan.read(), projection, row, column, preprocessing))

    def goTo(self, scan: Scan, point) -> None:
        """Move all slices, and the crosshair, to a point (R, A, S) in mm of the volume as it was classified."""
        if self._isInPlace(scan):
            _jump(point)

    def goToSlices(self, volumeNode, first: int, last: int) -> None:
        """Move all slices to the middle of a stretch of a volume, where that is now."""
        _jump(stretch_box(toVolume(volumeNode), first, last)[0][:3, 3])

    def open(self, scan: Scan, projection: Projection, window: Window | None):
        """Open a reconstruction as a volume of one slice, where it belongs in the patient, and show it.

        :param window: HU shown as black and as white; that of the method when None.
        :returns: the new node; None when the scan is no longer in place.
        """
        if not self._isInPlace(scan):
            return None
        name = viewName((projection.method, projection.plane))
        image = projection.image[None]
        if image.dtype in (np.int64, np.uint64):  # Slicer shows no volumes of such voxels; HU lose nothing by it
            image = image.astype(np.float32)
        node = slicer.util.addVolumeFromArray(
            np.ascontiguousarray(image), projection.image_to_ras, f"{scan.node.GetName()} {name}"
        )
        node.SetAttribute(RECONSTRUCTION, name)
        display = node.GetDisplayNode()
        display.SetAutoWindowLevel(False)
        display.SetWindowLevelMinMax(*(window or DISPLAY_WINDOW[projection.method]))
        putBeside(scan.node, node)
        slicer.util.setSliceViewerLayers(background=node)
        rows, columns = projection.image.shape
        self.goTo(scan, (projection.image_to_ras @ [(columns - 1) / 2, (rows - 1) / 2, 0, 1])[:3])
        return node

    def _isInPlace(self, scan: Scan) -> bool:
        if scan.isCurrent():
            return True
        self._tell(_("The volume has been moved or changed since. Classify it again."))
        return False


def shownWindow(volumeNode) -> Window | None:
    """The HU that the slice views show of a volume as black and as white; None while it was never displayed."""
    display = volumeNode.GetDisplayNode()
    return (display.GetWindowLevelMin(), display.GetWindowLevelMax()) if display else None


def _jump(point) -> None:
    """Move all slices, and the crosshair, to a point (R, A, S) in mm."""
    point = [float(each) for each in point]
    # The node's own function: it needs no layout. By offsetting, the slices keep their zoom and place.
    sliceNode = slicer.vtkMRMLSliceNode
    sliceNode.JumpAllSlices(slicer.mrmlScene, *point, sliceNode.OffsetJumpSlice)
    crosshair = slicer.mrmlScene.GetFirstNodeByClass("vtkMRMLCrosshairNode")
    if crosshair:
        crosshair.SetCrosshairRAS(*point)
