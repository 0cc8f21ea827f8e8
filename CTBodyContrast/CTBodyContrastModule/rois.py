"""A box around each region of a scan: markups ROIs.

Boxes and not a segmentation: they need no voxels, may overlap as chest and abdomen do, and Crop Volume takes them.
"""

from collections.abc import Iterable, Mapping

import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.labels import BodyPart
from CTBodyContrastLib.picking import stretch_box

from .nodes import putBeside, toVolume
from .texts import partName

_CLASS = "vtkMRMLMarkupsROINode"
# The reference by which a box knows its volume; it is saved with the scene.
_VOLUME = "CTBodyContrastVolume"
# Told apart with any color vision (Okabe and Ito's palette), from head to foot.
_COLOR = dict(
    zip(
        BodyPart,
        ((0.90, 0.62, 0.0), (0.34, 0.71, 0.91), (0.0, 0.62, 0.45), (0.94, 0.89, 0.26), (0.80, 0.47, 0.65)),
        strict=True,
    )
)
# Of a region that is none of them, as of another release.
_OTHER_COLOR = (0.6, 0.6, 0.6)
# Faint: the slices are to be seen through it.
_OPACITY = 0.1


def makeROIs(volumeNode, regions: Iterable[Mapping]) -> list:
    """Put a box around each region, where the volume is now; those made before for this volume go.

    :param regions: as in the attribute CTBodyContrast.Regions.
    """
    volume = toVolume(volumeNode)
    for node in slicer.util.getNodesByClass(_CLASS):
        if node.GetNodeReferenceID(_VOLUME) == volumeNode.GetID():
            slicer.mrmlScene.RemoveNode(node)
    return [_makeROI(volumeNode, volume, region) for region in regions]


def _makeROI(volumeNode, volume, region: Mapping):
    part = region["part"]
    name = _("{volume} {part}").format(volume=volumeNode.GetName(), part=partName(part))
    node = slicer.mrmlScene.AddNewNodeByClass(_CLASS, name)
    node.SetNodeReferenceID(_VOLUME, volumeNode.GetID())
    toRas, size = stretch_box(volume, region["k_first"], region["k_last"])
    node.SetAndObserveObjectToNodeMatrix(slicer.util.vtkMatrixFromArray(toRas))
    node.SetSize(*size)
    node.SetLocked(True)  # a click into the slices is meant for them
    node.CreateDefaultDisplayNodes()
    display = node.GetDisplayNode()
    display.SetHandlesInteractive(False)
    display.SetSelectedColor(*_COLOR.get(part, _OTHER_COLOR))
    display.SetFillOpacity(_OPACITY)
    putBeside(volumeNode, node)
    return node
