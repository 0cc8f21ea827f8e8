"""Synthetic CT volumes in Slicer's Sample Data module, made when they are asked for: there is nothing to download."""

import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.labels import BodyPart, Contrast

# One person in all of them, the one in the pictures of README.md.
_SEED = 1003
# mm along K, J and I: finer than the 3 mm that the network looks at, and still made within seconds.
_SPACING = (3.0, 1.5, 1.5)


def register() -> None:
    """Add the synthetic volumes to the Sample Data module; for when Slicer has started and that module is there."""
    from SampleData import SampleDataLogic

    for name, bodyPart, contrast in (
        (_("Synthetic brain, no contrast"), BodyPart.BRAIN, Contrast.NE),
        (_("Synthetic chest, contrast"), BodyPart.CHEST, Contrast.CE),
        (_("Synthetic abdomen, contrast"), BodyPart.ABDOMEN, Contrast.CE),
        (_("Synthetic head to pelvis, contrast"), None, Contrast.CE),
    ):
        SampleDataLogic.registerCustomSampleDataSource(
            category=_("CT Body Contrast"),
            sampleName=name,
            # No files: a click on the button calls this function instead of fetching any.
            customDownloader=lambda source, part=bodyPart, contrast=contrast: load(source.sampleName, part, contrast),
            uris=[],
            fileNames=[],
            nodeNames=[],
        )


def load(name: str, bodyPart: BodyPart | None, contrast: Contrast):
    """Make a synthetic CT, of the whole trunk, neck and head when bodyPart is None, and show it in the slice views.

    :returns: its volume node.
    """
    from CTBodyContrastLib import make_phantom

    with slicer.util.WaitCursor():
        phantom = make_phantom(bodyPart, contrast, _SEED, _SPACING)
    node = slicer.util.addVolumeFromArray(phantom.voxels, phantom.ijk_to_ras, name)
    slicer.util.setSliceViewerLayers(background=node, fit=True)
    return node
