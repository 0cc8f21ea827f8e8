"""From Slicer's volume nodes to the library: voxels, position and tags. For the main thread."""

import numpy as np
import slicer
import vtk

from CTBodyContrastLib.errors import ColorImageError, EmptyVolumeError, NotCTError, ScanError
from CTBodyContrastLib.volume import CTVolume

CT_CLASS = "vtkMRMLScalarVolumeNode"
# The attribute of a volume node that is one of the nine reconstructions of another: which one.
RECONSTRUCTION = "CTBodyContrast.Reconstruction"

# The tags that are compared with the pixels or tell the kind of CT. No patient identity.
_DICOM_TAG = {
    "Modality": "0008,0060",
    "BodyPartExamined": "0018,0015",
    "ContrastBolusAgent": "0018,0010",
    "ContrastBolusRoute": "0018,1040",
    "ImageType": "0008,0008",
    "RescaleType": "0028,1054",
    "SeriesDescription": "0008,103e",
    "ProtocolName": "0018,1030",
    "ManufacturerModelName": "0008,1090",
    "PatientAge": "0010,1010",
}

# Along each axis, enough points of a volume to see how far a transform is from a straight one.
_SAMPLES = 5
# More than this and the volume's shape is not the patient's: the same length as for a gap between slices.
_BENT_MM = 15.0
# Below this nobody could see it, and below it lies what rounding does to a straight transform.
_STRAIGHT_MM = 0.1


class Scan:
    """What a volume node holds at one moment. Its voxels are looked at, not copied.

    It keeps the image alive; the result of a run belongs to the node only while `isCurrent`.
    """

    def __init__(self, volumeNode) -> None:
        self.node = volumeNode
        self._image = volumeNode.GetImageData()
        self._modified = imageModified(volumeNode)
        self._error: ScanError | None = None
        try:
            self._volume = toVolume(volumeNode)
        except ScanError as error:
            self._error = error

    def read(self) -> CTVolume:
        """The volume; may be called in any thread. Raises the ScanError that says why there is none."""
        if self._error:
            raise self._error
        return self._volume

    def isCurrent(self) -> bool:
        """Whether the node is still in the scene, with the voxels and the position it had."""
        if self.node.GetScene() is None or imageModified(self.node) != self._modified:
            return False
        return self._error is not None or np.array_equal(_ijkToRas(self.node)[0], self._volume.ijk_to_ras)


def isCT(node) -> bool:
    """Whether a node may be a CT volume: neither a label map nor a color image, nor a reconstruction of another."""
    return node is not None and node.GetClassName() == CT_CLASS and node.GetAttribute(RECONSTRUCTION) is None


def imageModified(volumeNode) -> int:
    """A number that moves when the voxels change; 0 without image data."""
    image = volumeNode.GetImageData()
    return image.GetMTime() if image else 0


def toVolume(volumeNode) -> CTVolume:
    """A read-only view of a node's voxels, with its position in the world and its DICOM tags.

    Raises:
        ScanError: the node holds no volume that could be a CT.
    """
    image = volumeNode.GetImageData()
    if image is None or image.GetPointData().GetScalars() is None:
        raise EmptyVolumeError("This volume holds no image. Load the scan again.")
    if image.GetNumberOfScalarComponents() > 1:
        raise ColorImageError("This is a color image, not a CT volume: choose the original CT series.")
    tags = dicomTags(volumeNode)
    if tags.get("Modality", "CT") != "CT":
        raise NotCTError(f"This volume's modality is {tags['Modality']}, not CT. Choose a CT volume.")
    voxels = slicer.util.arrayFromVolume(volumeNode)
    voxels.flags.writeable = False
    matrix, notes, doubts = _ijkToRas(volumeNode)
    return CTVolume(voxels, matrix, tags, notes, doubts)


def dicomTags(volumeNode) -> dict[str, str]:
    """DICOM keyword to text: what Slicer's database and the subject hierarchy know of a volume loaded from DICOM."""
    tags = {}
    uids = (volumeNode.GetAttribute("DICOM.instanceUIDs") or "").split()
    database = getattr(slicer, "dicomDatabase", None)
    hierarchy, item = hierarchyItem(volumeNode)
    for keyword, tag in _DICOM_TAG.items():
        value = database.instanceValue(uids[0], tag) if database and uids else ""
        if not value and item:
            value = hierarchy.GetItemAttribute(item, f"DICOM.{keyword}")
        if value:
            tags[keyword] = value
    return tags


def hierarchyItem(node):
    """The subject hierarchy, and a node's item in it; 0 for one that has none."""
    hierarchy = slicer.mrmlScene.GetSubjectHierarchyNode()
    return hierarchy, hierarchy.GetItemByDataNode(node) if hierarchy else 0


def seriesUID(volumeNode) -> str:
    """The SeriesInstanceUID of a volume loaded from DICOM, else ""."""
    hierarchy, item = hierarchyItem(volumeNode)
    return hierarchy.GetItemUID(item, "DICOM") if item else ""


def filePath(volumeNode) -> str:
    """The file that a volume was loaded from or saved to, else ""."""
    storage = volumeNode.GetStorageNode()
    return (storage.GetFullNameFromFileName() or "") if storage else ""


def putBeside(volumeNode, other) -> None:
    """Give a node the same folder or study in the subject hierarchy that a volume has."""
    (hierarchy, item), (_, otherItem) = (hierarchyItem(each) for each in (volumeNode, other))
    if item and otherItem:
        hierarchy.SetItemParent(otherItem, hierarchy.GetItemParent(item))


def _ijkToRas(volumeNode) -> tuple[np.ndarray, tuple[str, ...], tuple[str, ...]]:
    """The matrix from IJK to the world's RAS, with notes and doubts.

    What the slice views show counts, so parent transforms are applied: a straight (linear) one exactly. Of another one
    the straight part is applied, which for a tilted gantry, that Slicer undoes with a grid transform, is all of it.
    """
    vtkMatrix = vtk.vtkMatrix4x4()
    volumeNode.GetIJKToRASMatrix(vtkMatrix)
    matrix = slicer.util.arrayFromVTKMatrix(vtkMatrix)
    transformNode = volumeNode.GetParentTransformNode()
    image = volumeNode.GetImageData()
    if transformNode is None or image is None:
        return matrix, (), ()
    toWorld = vtk.vtkGeneralTransform()
    transformNode.GetTransformToWorld(toWorld)
    axes = [np.linspace(0, max(size - 1, 1), _SAMPLES) for size in image.GetDimensions()]
    ijk = np.stack([*(grid.ravel() for grid in np.meshgrid(*axes)), np.ones(_SAMPLES**3)])
    world = np.array([toWorld.TransformPoint(point) for point in (matrix @ ijk)[:3].T]).T
    straight = np.vstack([np.linalg.lstsq(ijk.T, world.T, rcond=None)[0].T, [0, 0, 0, 1]])
    bent = float(np.linalg.norm((straight @ ijk)[:3] - world, axis=0).max())
    if bent < _STRAIGHT_MM:
        return straight, (), ()
    sentence = f"Only the straight part of the volume's transform was applied; the rest moves voxels by {bent:.1f} mm."
    return straight, (sentence,), (sentence,) if bent > _BENT_MM else ()
