"""The vocabulary: what is named, from which views, and how other systems write it.

Every other file takes its label texts, codes and attribute names from here.
"""

from enum import StrEnum
from typing import NamedTuple


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
    after bone, and the crown of a head, have been taken away; it is an extra view for contrast and not one of the nine.
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


class AnatomyCode(NamedTuple):
    """How DICOM writes a body part, or several joined by + from head to foot.

    Attributes:
        snomed, meaning: SNOMED CT code and its meaning, as in DICOM PS3.16 CID 4030 (CT, MR and PET Anatomy Imaged).
        body_part_examined: the defined term of BodyPartExamined for that code (PS3.16, table L-1).
    """

    snomed: str
    meaning: str
    body_part_examined: str


# Combinations that are not here have no code. A brain with the neck is what the standard calls a head with it.
ANATOMY_CODE: dict[str, AnatomyCode] = {
    BodyPart.BRAIN: AnatomyCode("12738006", "Brain", "BRAIN"),
    BodyPart.NECK: AnatomyCode("45048000", "Neck", "NECK"),
    BodyPart.CHEST: AnatomyCode("816094009", "Chest", "CHEST"),
    BodyPart.ABDOMEN: AnatomyCode("818981001", "Abdomen", "ABDOMEN"),
    BodyPart.PELVIS: AnatomyCode("816092008", "Pelvis", "PELVIS"),
    "brain+neck": AnatomyCode("774007", "Head and Neck", "HEADNECK"),
    "neck+chest": AnatomyCode("417437006", "Neck and Chest", "NECKCHEST"),
    "neck+chest+abdomen": AnatomyCode("416152001", "Neck, Chest and Abdomen", "NECKCHESTABDOMEN"),
    "neck+chest+abdomen+pelvis": AnatomyCode("416319003", "Neck, Chest, Abdomen and Pelvis", "NECKCHESTABDPELV"),
    "chest+abdomen": AnatomyCode("416550000", "Chest and Abdomen", "CHESTABDOMEN"),
    "chest+abdomen+pelvis": AnatomyCode("416775004", "Chest, Abdomen and Pelvis", "CHESTABDPELVIS"),
    "abdomen+pelvis": AnatomyCode("818982008", "Abdomen and Pelvis", "ABDOMENPELVIS"),
}


class ExamCode(NamedTuple):
    """The name of an examination, as LOINC has it.

    Attributes:
        loinc, name: code and long common name in LOINC, which has taken up the names of the RadLex Playbook.
    """

    loinc: str
    name: str


# Keyed (body part, contrast). "Head" is what LOINC calls an examination of the brain. Combinations that are not here
# have no term.
EXAM_CODE: dict[tuple[str, str], ExamCode] = {
    (BodyPart.BRAIN, Contrast.CE): ExamCode("24727-0", "CT Head W contrast IV"),
    (BodyPart.BRAIN, Contrast.NE): ExamCode("30799-1", "CT Head WO contrast"),
    (BodyPart.NECK, Contrast.CE): ExamCode("36235-0", "CT Neck W contrast IV"),
    (BodyPart.NECK, Contrast.NE): ExamCode("36514-8", "CT Neck WO contrast"),
    (BodyPart.CHEST, Contrast.CE): ExamCode("24628-0", "CT Chest W contrast IV"),
    (BodyPart.CHEST, Contrast.NE): ExamCode("29252-4", "CT Chest WO contrast"),
    (BodyPart.ABDOMEN, Contrast.CE): ExamCode("79103-8", "CT Abdomen W contrast IV"),
    (BodyPart.ABDOMEN, Contrast.NE): ExamCode("36424-0", "CT Abdomen WO contrast"),
    (BodyPart.PELVIS, Contrast.CE): ExamCode("24866-6", "CT Pelvis W contrast IV"),
    (BodyPart.PELVIS, Contrast.NE): ExamCode("30615-9", "CT Pelvis WO contrast"),
    ("chest+abdomen", Contrast.CE): ExamCode("42275-8", "CT Chest and Abdomen W contrast IV"),
    ("chest+abdomen", Contrast.NE): ExamCode("42276-6", "CT Chest and Abdomen WO contrast"),
    ("chest+abdomen+pelvis", Contrast.CE): ExamCode("72254-6", "CT Chest and Abdomen and Pelvis W contrast IV"),
    ("chest+abdomen+pelvis", Contrast.NE): ExamCode("72253-8", "CT Chest and Abdomen and Pelvis WO contrast"),
    ("abdomen+pelvis", Contrast.CE): ExamCode("36813-4", "CT Abdomen and Pelvis W contrast IV"),
    ("abdomen+pelvis", Contrast.NE): ExamCode("36952-0", "CT Abdomen and Pelvis WO contrast"),
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


class ReaderAttribute(StrEnum):
    """Names of the attributes of a Slicer volume node in which a reader's labels stand, beside the predicted ones.

    The date (ISO 8601) says when a reader has looked; an empty label says nothing.
    """

    BODY_PART = "CTBodyContrast.Reader.BodyPart"
    CONTRAST = "CTBodyContrast.Reader.Contrast"
    DATE = "CTBodyContrast.Reader.Date"
