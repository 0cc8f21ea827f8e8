"""Kinds of CT that a network trained on ordinary ones may judge wrongly, as far as the DICOM tags tell them.

Image types of dual energy: DICOM PS3.3, C.8.15.2.1.1.5 and PS3.17, annex JJJJ. Scanners older than these (2018) name
them in the series description alone: that is enough to ask a person to look, but not to reject a scan.
"""

import re
from collections.abc import Mapping

from .errors import NotHounsfieldError

TAGS_READ = ("ImageType", "RescaleType", "SeriesDescription", "ProtocolName", "ManufacturerModelName", "PatientAge")

# The last of ICRP's reference bodies before the adult is that of 15 years (ICRP Publication 89, 2002). The phantoms
# trained on are adults, and no patient is known to be a child.
_GROWN_UP_YEARS = 16

# An image that iodine was taken away from is no map of it.
_MATERIAL_MAP = re.compile(
    r"\b((?<!SUPPRESSED )(?<!REMOVED )IODINE(?! (SUPPRESSED|REMOVED))|MAT (SPECIFIC|FRACTIONAL|VALUE BASED)|"
    r"EFF ATOMIC NUM|ELECTRON DENSITY)\b"
)
_VIRTUAL_NON_CONTRAST = re.compile(
    r"\b(MAT REMOVED|VNC|VUE|VIRTUAL (NON ?CONTRAST|UNENHANCED)|"
    r"IODINE (REMOVED|SUPPRESSED)|(REMOVED|SUPPRESSED) IODINE)\b"
)
_MONOENERGETIC = re.compile(r"\b(VMI|MONO(E|ENERG\w*|CHROM\w*)?|\d+ ?KEV)\b")
_MODIFIED = re.compile(r"\bMAT MODIFIED\b|\bHU MOD\b")
_CONE_BEAM = re.compile(r"\b(CBCT|CONE ?BEAM|DYNACT|ON BOARD IMAGER|NEWTOM|I CAT|ACCUITOMO)\b")
# What was injected, but not "iodine contrast map".
_IODINE_CONTRAST = re.compile(r"\bIODINE (BASED )?CONTRAST\b(?! (MAP|IMAGE))")

_DUAL_ENERGY = (
    (
        _VIRTUAL_NON_CONTRAST,
        "This is a virtual non-contrast image: contrast was taken away by computing, so that NE says nothing about "
        "whether it was given.",
    ),
    (
        _MONOENERGETIC,
        "This is a virtual monoenergetic image: contrast is brighter or fainter in it than in an ordinary CT.",
    ),
    (_MODIFIED, "The HU of some materials were changed to show them better or to hide them."),
    (_MATERIAL_MAP, "The description names iodine or the like: this may be a map of it, whose values are not HU."),
)


def check_kind(tags: Mapping[str, str]) -> None:
    """Raise NotHounsfieldError for a map of a material, whatever its values look like."""
    if _MATERIAL_MAP.search(_words(tags, "ImageType")):
        raise NotHounsfieldError(
            "This is a map of iodine or of another property of the material, not of HU. "
            "Choose the ordinary series of this scan."
        )


def kind_doubts(tags: Mapping[str, str]) -> list[str]:
    """Why a scan of this kind needs review, in plain sentences; empty for an ordinary CT.

    Args:
        tags: DICOM keyword to text, several values joined by a backslash.
    """
    image = _described(tags)
    doubts = [sentence for pattern, sentence in _DUAL_ENERGY if pattern.search(image)][:1]
    described = _words(tags, "ManufacturerModelName", "SeriesDescription", "ProtocolName")
    # XVI names a scanner; in a description it is a number.
    if _CONE_BEAM.search(described) or "XVI" in _words(tags, "ManufacturerModelName").split():
        doubts.append("This is a cone beam CT: its values are only near HU.")
    years = _years(tags.get("PatientAge", ""))
    if years is not None and years < _GROWN_UP_YEARS:
        doubts.append(f"The patient is younger than {_GROWN_UP_YEARS} years: the model was not tested on children.")
    return doubts


def _described(tags: Mapping[str, str]) -> str:
    """What kind of image the tags describe, without words that mean something else in a description."""
    image_type = _words(tags, "ImageType")
    written = _IODINE_CONTRAST.sub("", _words(tags, "RescaleType", "SeriesDescription"))
    # GE's virtual unenhanced, of its spectral imaging GSI; else French for a view.
    if "GSI" not in f"{image_type} {written}".split():
        written = re.sub(r"\bVUE\b", "", written)
    return f"{image_type} {written}"


def _words(tags: Mapping[str, str], *keywords: str) -> str:
    """The text of some tags in capitals, its words parted by single spaces."""
    return " ".join(re.findall(r"[A-Z0-9]+", " ".join(tags.get(keyword, "") for keyword in keywords).upper()))


def _years(age: str) -> float | None:
    """A DICOM age string ("009Y", "018M", "003W", "010D") in years; None when it is none."""
    found = re.fullmatch(r"(\d{1,3})([DWMY])", age.strip().upper())
    return int(found[1]) / {"D": 365, "W": 52, "M": 12, "Y": 1}[found[2]] if found else None
