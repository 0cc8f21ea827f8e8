"""What a routine examination of each body part covers, and how it is stored."""

from dataclasses import dataclass

from ..labels import BodyPart


@dataclass(frozen=True)
class Protocol:
    """A routine examination.

    Attributes:
        low, high: the landmarks it runs between, each with the mm it reaches further down or up.
        width: field of view in mm; None for one that fits the trunk. center_y: its middle, in the average adult.
        noise: standard deviation in HU for a voxel of 3 mm3; the brain is given a larger dose.
        arms_up: how the arms lie. examined: the DICOM Body Part Examined.
    """

    low: tuple[str, float]
    high: tuple[str, float]
    width: float | None
    center_y: float
    noise: float
    arms_up: bool
    examined: str


PROTOCOLS = {
    BodyPart.BRAIN: Protocol(("skull_base", 6.0), ("vertex", 8.0), 225.0, 5.0, 3.5, False, "HEAD"),
    BodyPart.NECK: Protocol(("lung_apex", 10.0), ("skull_base", 12.0), 250.0, 8.0, 9.0, False, "NECK"),
    BodyPart.CHEST: Protocol(("lung_bottom", 10.0), ("lung_apex", 14.0), None, 0.0, 11.0, True, "CHEST"),
    BodyPart.ABDOMEN: Protocol(("iliac_crest", 8.0), ("lung_base", 14.0), None, 0.0, 11.0, True, "ABDOMEN"),
    BodyPart.PELVIS: Protocol(("ischium", 14.0), ("iliac_crest", 8.0), None, 0.0, 11.0, True, "PELVIS"),
}
# A longer stretch has the field of view of the trunk.
LONG_RANGE = Protocol(("ischium", 14.0), ("vertex", 8.0), None, 0.0, 11.0, True, "")
