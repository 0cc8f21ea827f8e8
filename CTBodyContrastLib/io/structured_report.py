"""A result as a DICOM structured report (PS3.16, TID 1500): coded, of the source's study, for archives and viewers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__
from ..classification import Classification
from ..errors import UnusableSourceError
from ..labels import ANATOMY_CODE, Contrast, Status
from .source import Source, read_source

if TYPE_CHECKING:
    from highdicom.sr import (
        AlgorithmIdentification,
        CodedConcept,
        MeasurementReport,
        MeasurementsAndQualitativeEvaluations,
        ObservationContext,
    )
    from pydicom import Dataset

PRODUCT = "CTBodyContrast"
# The standard has no code for intravenous contrast seen in the pixels, for a part of a scan that has it, nor for
# how far a result can be relied on. A private scheme's name begins with 99 (PS3.16, section 8.2).
PRIVATE_SCHEME = "99CTBODYCONTRAST"
_DISCLAIMER = "Derived from the pixels by a research tool, not a medical device: not for clinical use."
# Behind the scanner's own series in a viewer's list.
_SERIES_NUMBER = 900


def write_report(answer: Classification, files: Sequence[Path], folder: Path) -> Path:
    """Write a new report into a folder, as <SOPInstanceUID>.dcm; no file is ever replaced.

    Args:
        answer: a result that is not rejected.
        files: the DICOM files of the volume that was classified, as `Scan.files` has them.

    Raises:
        UnusableSourceError: the result is rejected, or the scan is no DICOM series that can be referred to.
        OSError: the folder cannot be written to.
    """
    check_reportable(answer)
    return save_report(make_report(answer, read_source(files)), folder)


def check_reportable(answer: Classification) -> None:
    """Raise UnusableSourceError for a rejected result."""
    if answer.status == Status.REJECTED:
        raise UnusableSourceError("The scan was rejected: there is no result to report.")


def save_report(report: Dataset, folder: Path) -> Path:
    """Write a report as `write_report` does.

    Raises:
        OSError: the folder cannot be written to.
    """
    path = folder / f"{report.SOPInstanceUID}.dcm"
    unfinished = path.with_suffix(".unfinished")
    try:
        report.save_as(unfinished, enforce_file_format=True)
        return unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def make_report(answer: Classification, source: Source) -> Dataset:
    """The report on a result, as a highdicom ComprehensiveSR with UIDs and a series of its own.

    It states body part (SNOMED CT, CID 4030) and contrast in a measurement group each, with the probability of that
    label, the algorithm and the images. It is unverified and preliminary.

    Args:
        answer: a result that is not rejected.
        source: the series that was classified.
    """
    from highdicom import UID
    from highdicom.coding_schemes import CodingSchemeIdentificationItem
    from highdicom.sr import ComprehensiveSR

    model, _, weights_hash = answer.model.partition("@")
    report = ComprehensiveSR(
        evidence=_evidence(source),
        content=_content(answer, source)[0],
        series_instance_uid=UID(),
        series_number=_SERIES_NUMBER,
        sop_instance_uid=UID(),
        instance_number=1,
        is_complete=True,
        manufacturer=PRODUCT,
        manufacturer_model_name=model,
        device_serial_number=weights_hash,
        software_versions=__version__,
        series_description=f"Body part and contrast of series {source.header['SeriesNumber'] or 'without a number'}",
        content_qualification="RESEARCH",
        coding_schemes=[
            CodingSchemeIdentificationItem(PRIVATE_SCHEME, f"{PRODUCT} codes", responsible_organization=PRODUCT)
        ],
        specific_character_set="ISO_IR 192",
    )
    for keyword, value in source.identity.items():
        setattr(report, keyword, value)
    return report


def _evidence(source: Source) -> list[Dataset]:
    """What highdicom needs to refer to the images, without the identity: it would print an unusual patient name."""
    from pydicom.dataset import Dataset

    evidence = []
    for instance in source.instances:
        item = Dataset()
        item.StudyInstanceUID, item.SeriesInstanceUID = instance.study_uid, instance.series_uid
        item.SOPClassUID, item.SOPInstanceUID = instance.sop_class_uid, instance.sop_instance_uid
        for keyword in source.identity:
            setattr(item, keyword, "")
        evidence.append(item)
    return evidence


def _content(answer: Classification, source: Source) -> MeasurementReport:
    from highdicom.sr import AlgorithmIdentification, MeasurementReport
    from pydicom.sr.codedict import codes

    model, _, weights_hash = answer.model.partition("@")
    algorithm = AlgorithmIdentification(
        name=f"{PRODUCT} {model}",
        version=__version__,
        parameters=[f"SHA-256 of the weights begins with {weights_hash}"],
        family=codes.DCM.ArtificialIntelligence,
        manufacturer=PRODUCT,
    )
    groups = [_body_part_group(answer, source, algorithm)]
    if answer.contrast:
        groups.append(_contrast_group(answer, source, algorithm))
    return MeasurementReport(
        observation_context=_observer(answer.model),
        procedure_reported=codes.LN.CTUnspecifiedBodyRegion,
        imaging_measurements=groups,
    )


def _observer(model: str) -> ObservationContext:
    """The software as the observer; its UID is the same for the same release and model."""
    from highdicom.sr import DeviceObserverIdentifyingAttributes, ObservationContext, ObserverContext
    from pydicom.sr.codedict import codes
    from pydicom.uid import generate_uid

    name, _, weights_hash = model.partition("@")
    device = DeviceObserverIdentifyingAttributes(
        uid=generate_uid(entropy_srcs=[PRODUCT, __version__, model]),
        name=f"{PRODUCT} {__version__}",
        manufacturer_name=PRODUCT,
        model_name=name,
        serial_number=weights_hash,
    )
    return ObservationContext(observer_device_context=ObserverContext(codes.DCM.Device, device))


def _body_part_group(
    answer: Classification, source: Source, algorithm: AlgorithmIdentification
) -> MeasurementsAndQualitativeEvaluations:
    from pydicom.sr.codedict import codes

    evaluations = [(codes.DCM.TargetRegion, code) for code in _anatomy(answer.body_part)]
    evaluations.append((_private("STATUS", "Result status"), _private(answer.status.upper(), str(answer.status))))
    group = _group("Body part", evaluations, answer.body_part_probability, source, algorithm)
    group[0].ContentSequence.extend(_comments(answer))
    return group


def _contrast_group(
    answer: Classification, source: Source, algorithm: AlgorithmIdentification
) -> MeasurementsAndQualitativeEvaluations:
    from highdicom.sr import FindingSite
    from pydicom.sr.codedict import codes

    values = {
        Contrast.CE: codes.SCT.Present,
        Contrast.NE: codes.SCT.Absent,
        "mixed": _private("MIXED", "Present in a part of the scan"),
    }
    evaluation = (_private("IVCONTRAST", "Intravenous contrast"), values[answer.contrast])
    group = _group("Contrast", [evaluation], answer.contrast_probability, source, algorithm)
    group[0].ContentSequence.extend(FindingSite(code) for code in _anatomy(answer.body_part))
    return group


def _group(
    name: str,
    evaluations: Sequence[tuple[CodedConcept, CodedConcept]],
    probability: float | None,
    source: Source,
    algorithm: AlgorithmIdentification,
) -> MeasurementsAndQualitativeEvaluations:
    """One conclusion (TID 1501): its coded values, their probability, what drew it and from which images."""
    from highdicom import UID
    from highdicom.sr import (
        Measurement,
        MeasurementsAndQualitativeEvaluations,
        QualitativeEvaluation,
        SourceImageForMeasurementGroup,
        TrackingIdentifier,
    )
    from pydicom.sr.codedict import codes

    measurements = []
    if probability is not None:
        measurements.append(Measurement(codes.DCM.Probability, round(probability, 4), codes.UCUM.NoUnits))
    group = MeasurementsAndQualitativeEvaluations(
        tracking_identifier=TrackingIdentifier(uid=UID(), identifier=name),
        measurements=measurements,
        qualitative_evaluations=[QualitativeEvaluation(concept, value) for concept, value in evaluations],
        source_images=[
            SourceImageForMeasurementGroup(instance.sop_class_uid, instance.sop_instance_uid)
            for instance in source.instances
        ],
    )
    # highdicom takes an algorithm for this template and leaves it out.
    group[0].ContentSequence.extend(algorithm)
    return group


def _comments(answer: Classification) -> Iterator[Dataset]:
    from highdicom.sr import RelationshipTypeValues, TextContentItem
    from pydicom.sr.codedict import codes

    sentences = [_DISCLAIMER]
    if answer.agreement:
        sentences.append(f"{answer.agreement} reconstructions, each judged alone, name the same labels.")
    if answer.reason:
        sentences.append(f"A person should look: {answer.reason}")
    for sentence in sentences:
        yield TextContentItem(codes.DCM.Comment, sentence, RelationshipTypeValues.CONTAINS)


def _anatomy(body_part: str) -> list[CodedConcept]:
    """The code of a body part or combination; of each part where the combination has none."""
    from highdicom.sr import CodedConcept

    named = [body_part] if body_part in ANATOMY_CODE else body_part.split("+")
    return [CodedConcept(ANATOMY_CODE[part].snomed, "SCT", ANATOMY_CODE[part].meaning) for part in named]


def _private(value: str, meaning: str) -> CodedConcept:
    from highdicom.sr import CodedConcept

    return CodedConcept(value, PRIVATE_SCHEME, meaning)
