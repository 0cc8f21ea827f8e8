"""The vocabulary: what is named, from which views, and how other systems write it.

Every other file takes its label texts, codes and attribute names from here.
"""

from enum import StrEnum


class BodyPart(StrEnum):
    """The five body parts, from head to foot. The order is that of a model's outputs."""

    BRAIN = "brain"
    NECK = "neck"
    CHEST = "chest"
    ABDOMEN = "abdomen"
    PELVIS = "pelvis"


class Contrast(StrEnum):
    """Whether intravenous contrast was given."""

    CE = "CE"
    NE = "NE"


class Status(StrEnum):
    """How far a result can be relied on."""

    OK = "ok"
    REVIEW = "review"
    REJECTED = "rejected"


class Plane(StrEnum):
    """The anatomical plane a reconstruction is parallel to."""

    AXIAL = "axial"
    SAGITTAL = "sagittal"
    CORONAL = "coronal"


class Method(StrEnum):
    """How the voxels along a plane's normal become one pixel.

    AIP is their mean, MIP their maximum, MID_PLANE the central slice. VESSEL_MIP is the maximum
    after bone has been taken away; it is an extra view for contrast and not one of the nine.
    """

    AIP = "aip"
    MIP = "mip"
    MID_PLANE = "mid-plane"
    VESSEL_MIP = "vessel-mip"


View = tuple[Method, Plane]

NINE_VIEWS: tuple[View, ...] = tuple(
    (method, plane) for method in (Method.AIP, Method.MIP, Method.MID_PLANE) for plane in Plane
)
VESSEL_VIEWS: tuple[View, ...] = tuple((Method.VESSEL_MIP, plane) for plane in Plane)

DISPLAY_NAME = {
    BodyPart.BRAIN: "Brain",
    BodyPart.NECK: "Neck",
    BodyPart.CHEST: "Chest",
    BodyPart.ABDOMEN: "Abdomen",
    BodyPart.PELVIS: "Pelvis",
    Contrast.CE: "contrast-enhanced",
    Contrast.NE: "not enhanced",
    Method.AIP: "AIP",
    Method.MIP: "MIP",
    Method.MID_PLANE: "Mid-plane",
    Method.VESSEL_MIP: "Vessel MIP",
    Plane.AXIAL: "axial",
    Plane.SAGITTAL: "sagittal",
    Plane.CORONAL: "coronal",
}

# SNOMED CT codes as listed in DICOM CID 4030 (CT, MR and PET Anatomy Imaged).
SNOMED_CODE = {
    BodyPart.BRAIN: "12738006",
    BodyPart.NECK: "45048000",
    BodyPart.CHEST: "816094009",
    BodyPart.ABDOMEN: "818981001",
    BodyPart.PELVIS: "816092008",
}


class NodeAttribute(StrEnum):
    """Names of the attributes written on a Slicer volume node.

    None holds ':' or ';': Slicer's scene file splits an attribute at them.
    """

    BODY_PART = "CTBodyContrast.BodyPart"
    BODY_PART_PROBABILITY = "CTBodyContrast.BodyPartProbability"
    CONTRAST = "CTBodyContrast.Contrast"
    CONTRAST_PROBABILITY = "CTBodyContrast.ContrastProbability"
    AGREEMENT = "CTBodyContrast.Agreement"
    STATUS = "CTBodyContrast.Status"
    REASON = "CTBodyContrast.Reason"
    REGIONS = "CTBodyContrast.Regions"
    MODEL = "CTBodyContrast.Model"
    DATE = "CTBodyContrast.Date"
