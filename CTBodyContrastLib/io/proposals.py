"""Header values that a result proposes, for a person to review: nothing of the source is changed.

A proposal is DICOM JSON (PS3.18, annex F): a text that a person can read and compare, that pydicom, dcm4che and
DICOMweb tools take, and that nothing mistakes for an image. It holds the proposed values as they would stand in the
header, and the replaced ones in the Original Attributes Sequence, as a changed object must keep them, after what that
already holds of earlier changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..classification import Classification, format_probability
from ..labels import ANATOMY_CODE, DISPLAY_NAME, EXAM_CODE, BodyPart, Contrast, ExamCode, Status
from .results import csv_line
from .source import Source, read_elements, read_source
from .whole import write_whole

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

AUDIT_FILE = "proposals.csv"
AUDIT_COLUMNS = ("date", "model", "series_uid", "tag", "old_value", "new_value", "probability", "status")
# What a person changes to accepted or refused.
_PROPOSED = "proposed"
# What would be lost where a proposal is put into a header, did it not hold it too.
_KEPT = ("OriginalAttributesSequence", "SeriesDescriptionCodeSequence")


def write_proposal(answer: Classification, files: Sequence[Path], folder: Path) -> Path | None:
    """Write what a result proposes for its series' header, and a line for each value into proposals.csv.

    No file is replaced: a second proposal for a series gets a number.

    Args:
        answer: any result; only one that is ok, and whose body part the tags do not already name, proposes something.
        files: the DICOM files of the series, as `Scan.files` has them.

    Returns:
        The new <SeriesInstanceUID>.json; None when there is nothing to propose.

    Raises:
        UnusableSourceError: the scan is no DICOM series that can be referred to.
        OSError: the folder cannot be written to.
    """
    if answer.status != Status.OK or "body_part=agree" in answer.tag_check:
        return None
    source = read_source(files)
    values = proposed_values(answer, source.header)
    if not values:
        return None
    before = read_elements(files[0], _KEPT)
    path = _new_path(folder, source.instances[0].series_uid)
    write_whole(path, json.dumps(_dicom_json(answer, source, values, before), indent=2, ensure_ascii=False) + "\n")
    _append_audit(folder / AUDIT_FILE, answer, source, values)
    return path


def proposed_values(answer: Classification, header: Mapping[str, str]) -> dict[str, str]:
    """DICOM keyword to proposed text, where it differs from the header.

    A SeriesDescription is proposed only for a blank one: what a person or protocol wrote says more than this tool
    knows. ContrastBolusAgent never is: pixels show that an agent was given, and not which.
    """
    values = {}
    if answer.body_part in ANATOMY_CODE:
        values["BodyPartExamined"] = ANATOMY_CODE[answer.body_part].body_part_examined
    if not header["SeriesDescription"]:
        values["SeriesDescription"] = _description(answer)
    return {keyword: value for keyword, value in values.items() if value != header[keyword]}


def _description(answer: Classification) -> str:
    """LOINC's name, for example "CT Chest W contrast IV", or a like one: at most 64 characters, as DICOM allows."""
    exam = _exam(answer)
    if exam:
        return exam.name
    if answer.body_part in ANATOMY_CODE:
        anatomy = ANATOMY_CODE[answer.body_part].meaning
    else:
        anatomy = ", ".join(DISPLAY_NAME[BodyPart(part)] for part in answer.body_part.split("+"))
    if not answer.contrast:
        return f"CT {anatomy}"
    mixed = answer.contrast not in set(Contrast)
    return f"CT {anatomy}, {'partly contrast-enhanced' if mixed else DISPLAY_NAME[Contrast(answer.contrast)]}"


def _exam(answer: Classification) -> ExamCode | None:
    return EXAM_CODE.get((answer.body_part, answer.contrast))


def _dicom_json(
    answer: Classification, source: Source, values: Mapping[str, str], before: Dataset
) -> dict[str, object]:
    from pydicom.dataset import Dataset

    before.decode()  # its texts leave the character set that the source names
    replaced = Dataset()
    proposal = Dataset()
    proposal.StudyInstanceUID = source.instances[0].study_uid
    proposal.SeriesInstanceUID = source.instances[0].series_uid
    for keyword, value in values.items():
        setattr(proposal, keyword, value)
        setattr(replaced, keyword, source.header[keyword])
    exam = _exam(answer)
    if exam and "SeriesDescription" in values:
        proposal.SeriesDescriptionCodeSequence = [_coded(exam)]
        replaced.SeriesDescriptionCodeSequence = before.get("SeriesDescriptionCodeSequence") or []
    change = Dataset()
    change.SourceOfPreviousValues = ""
    change.AttributeModificationDateTime = datetime.now().astimezone().strftime("%Y%m%d%H%M%S%z")
    change.ModifyingSystem = f"CTBodyContrast {__version__} {answer.model}"
    change.ReasonForTheAttributeModification = "CORRECT"
    change.ModifiedAttributesSequence = [replaced]
    proposal.OriginalAttributesSequence = [*(before.get("OriginalAttributesSequence") or ()), change]
    return proposal.to_json_dict()


def _coded(exam: ExamCode) -> Dataset:
    from pydicom.dataset import Dataset

    code = Dataset()
    code.CodeValue = exam.loinc
    code.CodingSchemeDesignator = "LN"  # LOINC, PS3.16 table 8-1
    code.CodeMeaning = exam.name
    return code


def _new_path(folder: Path, series_uid: str) -> Path:
    names = (f"{series_uid}.json" if number == 1 else f"{series_uid}_{number}.json" for number in count(1))
    return next(folder / name for name in names if not (folder / name).exists())


def _append_audit(path: Path, answer: Classification, source: Source, values: Mapping[str, str]) -> None:
    series_uid = source.instances[0].series_uid
    lines = [] if path.exists() else [csv_line(AUDIT_COLUMNS)]
    for keyword, value in values.items():
        probability = format_probability(_probability(answer, keyword))
        old = source.header[keyword]
        lines.append(csv_line((answer.date, answer.model, series_uid, keyword, old, value, probability, _PROPOSED)))
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write("".join(lines))


def _probability(answer: Classification, keyword: str) -> float | None:
    """That of the labels a value states: a description states both, of which the less probable counts."""
    stated = [answer.body_part_probability]
    if keyword == "SeriesDescription":
        stated.append(answer.contrast_probability)
    return min((probability for probability in stated if probability is not None), default=None)
