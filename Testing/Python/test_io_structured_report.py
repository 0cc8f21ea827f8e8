"""Results as DICOM structured reports."""

import logging
import shutil
import subprocess
from dataclasses import replace

import pydicom
import pytest
from classifications import OK
from dicom_series import SERIES_UID, changed, write_series
from pydicom.sr.codedict import codes
from pydicom.uid import ComprehensiveSRStorage, EnhancedCTImageStorage

from CTBodyContrastLib import __version__
from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import UnusableSourceError
from CTBodyContrastLib.io.series import find_scans
from CTBodyContrastLib.io.structured_report import PRIVATE_SCHEME, write_report
from CTBodyContrastLib.labels import ANATOMY_CODE, BodyPart, Status

sr = pytest.importorskip("highdicom.sr", reason="not run: highdicom is not installed")

CONTRASTS = ("CE", "NE", "mixed", "")
REASON = "Only 4 of 9 views name this body part."
IV_CONTRAST = sr.CodedConcept("IVCONTRAST", PRIVATE_SCHEME, "Intravenous contrast")


def answer(body_part="chest", contrast="CE", status=Status.OK):
    """A result with these labels."""
    return replace(
        OK,
        body_part=body_part,
        contrast=contrast,
        contrast_probability=0.75 if contrast else None,
        status=status,
        reason="" if status == Status.OK else REASON,
    )


@pytest.fixture
def report(tmp_path):
    """Writes a report on a small series and reads it back."""

    def make(result=OK, **changes):
        files = write_series(tmp_path / "series", 3, **changes)
        folder = tmp_path / "reports"
        folder.mkdir(exist_ok=True)
        return sr.srread(write_report(result, files, folder))

    return make


def validated(path):
    """What dciodvfy says is wrong."""
    program = shutil.which("dciodvfy")
    if program is None:
        pytest.skip("not run: dciodvfy (Debian package dicom3tools) is not installed")
    done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False, errors="replace")
    assert "ComprehensiveSR" in done.stderr
    return [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("Error")]


def groups(read):
    return {group.tracking_identifier: group for group in read.content.get_image_measurement_groups()}


def evaluations(group, name):
    return [found.value for found in group.get_qualitative_evaluations(name=name)]


def probability(group):
    (found,) = group.get_measurements(name=codes.DCM.Probability)
    assert found.unit == codes.UCUM.NoUnits
    return float(found.value)


def comments(read):
    group = groups(read)["Body part"]
    return [item.TextValue for item in group[0].ContentSequence if item.name == codes.DCM.Comment]


class TestLabels:
    @pytest.mark.parametrize("status", [Status.OK, Status.REVIEW])
    @pytest.mark.parametrize("contrast", CONTRASTS)
    @pytest.mark.parametrize("body_part", ANATOMY_CODE)
    def test_every_label_is_coded_valid_and_read_back(self, report, tmp_path, body_part, contrast, status):
        read = report(answer(body_part, contrast, status))
        part = groups(read)["Body part"]
        (region,) = evaluations(part, codes.DCM.TargetRegion)
        assert (region.value, region.scheme_designator) == (ANATOMY_CODE[body_part].snomed, "SCT")
        assert region.meaning == ANATOMY_CODE[body_part].meaning
        assert probability(part) == 0.9876
        assert [code.meaning for code in evaluations(part, sr.CodedConcept("STATUS", PRIVATE_SCHEME, ""))] == [status]
        assert set(groups(read)) == ({"Body part", "Contrast"} if contrast else {"Body part"})
        assert validated(next((tmp_path / "reports").iterdir())) == []

    def test_combination_without_a_code_names_each_part(self, report):
        read = report(answer("+".join(BodyPart)))
        named = evaluations(groups(read)["Body part"], codes.DCM.TargetRegion)
        assert [code.value for code in named] == [ANATOMY_CODE[part].snomed for part in BodyPart]

    @pytest.mark.parametrize(
        ("contrast", "value"),
        [
            ("CE", codes.SCT.Present),
            ("NE", codes.SCT.Absent),
            ("mixed", sr.CodedConcept("MIXED", PRIVATE_SCHEME, "Present in a part of the scan")),
        ],
    )
    def test_contrast_has_its_value_its_probability_and_its_site(self, report, contrast, value):
        group = groups(report(answer("abdomen+pelvis", contrast)))["Contrast"]
        assert evaluations(group, IV_CONTRAST) == [value]
        assert probability(group) == 0.75
        assert [site.value.value for site in group.finding_sites] == [ANATOMY_CODE["abdomen+pelvis"].snomed]

    def test_review_states_its_reason(self, report):
        assert any(REASON in sentence for sentence in comments(report(answer(status=Status.REVIEW))))
        assert not any("should look" in sentence for sentence in comments(report(OK)))

    def test_rejected_scan_has_no_report(self, report, tmp_path):
        with pytest.raises(UnusableSourceError, match="was rejected"):
            report(Classification(Status.REJECTED, "This is MR, not CT."))
        assert list((tmp_path / "reports").iterdir()) == []


class TestOrigin:
    def test_flags_say_that_nobody_has_verified_it(self, report):
        read = report()
        assert (read.VerificationFlag, read.PreliminaryFlag) == ("UNVERIFIED", "PRELIMINARY")
        assert read.ContentQualification == "RESEARCH"
        assert "research tool" in comments(read)[0]

    def test_model_version_and_hash_are_named(self, report):
        read = report()
        assert (read.ManufacturerModelName, read.DeviceSerialNumber) == ("compact", "0123456789ab")
        assert read.SoftwareVersions == __version__
        for group in groups(read).values():
            stated = {
                item.name.meaning: item.TextValue for item in group[0].ContentSequence if item.ValueType == "TEXT"
            }
            assert stated["Algorithm Name"] == "CTBodyContrast compact"
            assert stated["Algorithm Version"] == __version__
            assert "0123456789ab" in stated["Algorithm Parameters"]

    def test_observer_is_the_same_device_for_the_same_model_only(self, report):
        first, again, other = (
            report(replace(OK, model=model)).content.get_observer_contexts()[0].observer_identifying_attributes.uid
            for model in ("compact@0123456789ab", "compact@0123456789ab", "compact@ba9876543210")
        )
        assert first == again != other

    def test_private_scheme_is_declared(self, report):
        (declared,) = report().CodingSchemeIdentificationSequence
        assert (declared.CodingSchemeDesignator, declared.CodingSchemeName) == (PRIVATE_SCHEME, "CTBodyContrast codes")
        assert len(PRIVATE_SCHEME) <= 16
        assert PRIVATE_SCHEME.startswith("99")

    def test_every_image_is_evidence_and_source_of_each_group(self, report, tmp_path):
        read = report()
        uids = [pydicom.dcmread(path).SOPInstanceUID for path in sorted((tmp_path / "series").iterdir())]
        (study,) = read.CurrentRequestedProcedureEvidenceSequence
        (series,) = study.ReferencedSeriesSequence
        assert series.SeriesInstanceUID == SERIES_UID
        assert [item.ReferencedSOPInstanceUID for item in series.ReferencedSOPSequence] == uids
        for group in groups(read).values():
            assert [image.referenced_sop_instance_uid for image in group.source_images] == uids

    def test_report_is_in_the_study_but_not_in_the_series(self, report, tmp_path):
        read = report()
        image = pydicom.dcmread(tmp_path / "series" / "000.dcm")
        assert read.SOPClassUID == ComprehensiveSRStorage
        assert (read.StudyInstanceUID, read.PatientID) == (image.StudyInstanceUID, image.PatientID)
        assert read.SeriesInstanceUID != image.SeriesInstanceUID
        assert read.SeriesDescription == "Body part and contrast of series 3"

    def test_enhanced_object_is_referred_to_as_a_whole(self, tmp_path):
        files = write_series(tmp_path / "series", 1, SOPClassUID=EnhancedCTImageStorage)
        path = write_report(OK, files, tmp_path)
        (image,) = groups(sr.srread(path))["Body part"].source_images
        assert image.referenced_sop_class_uid == EnhancedCTImageStorage
        assert validated(path) == []

    def test_second_report_is_another_file(self, report, tmp_path):
        first, second = report(), report()
        assert first.SOPInstanceUID != second.SOPInstanceUID
        assert first.SeriesInstanceUID != second.SeriesInstanceUID
        assert {path.stem for path in (tmp_path / "reports").iterdir()} == {first.SOPInstanceUID, second.SOPInstanceUID}

    def test_source_is_not_changed(self, tmp_path):
        files = write_series(tmp_path / "series", 2)
        before = [path.read_bytes() for path in files]
        write_report(OK, files, tmp_path)
        assert [path.read_bytes() for path in files] == before


# Headers as they are met: missing, blank, of the wrong type, of another alphabet.
ODD_HEADERS = {
    "no patient": {"PatientName": None, "PatientID": None},
    "blank date": {"StudyDate": "", "StudyTime": ""},
    "old date": {"StudyDate": "2026.01.02", "PatientBirthDate": "19500230"},
    "sex in words": {"PatientSex": "female"},
    "name without a caret": {"PatientName": "Secret"},
    "latin": {"SpecificCharacterSet": "ISO_IR 100", "PatientName": "Müller^Jürgen"},
    "japanese": {"SpecificCharacterSet": ["", "ISO 2022 IR 87"], "PatientName": "Yamada^Tarou=山田^太郎"},
    "unknown alphabet": {"SpecificCharacterSet": "NO_SUCH_SET"},
    "no series number": {"SeriesNumber": None},
    "long texts": {"SeriesDescription": "D" * 64, "StudyID": "S" * 16},
}


@pytest.mark.filterwarnings("ignore::UserWarning")
class TestOddHeaders:
    @pytest.mark.parametrize("changes", ODD_HEADERS.values(), ids=ODD_HEADERS)
    def test_report_is_valid(self, report, tmp_path, changes):
        report(**changes)
        assert validated(next((tmp_path / "reports").iterdir())) == []

    def test_wrong_type_of_a_date_is_left_blank(self, tmp_path):
        files = write_series(tmp_path / "series", 2)
        with changed(files[0]) as dataset:
            dataset.add_new(0x00100030, "OB", b"\x00\x01")
        read = sr.srread(write_report(OK, files, tmp_path))
        assert read.PatientBirthDate is None or read.PatientBirthDate == ""

    @pytest.mark.parametrize(("name", "read_as"), [("Müller^Jürgen", "ISO_IR 100"), ("Люксембург^Роза", "ISO_IR 144")])
    def test_name_is_the_same_in_unicode(self, report, name, read_as):
        read = report(SpecificCharacterSet=read_as, PatientName=name)
        assert read.SpecificCharacterSet == "ISO_IR 192"
        assert str(read.PatientName) == name

    @pytest.mark.parametrize("name", ["Secret", "Secret^Name"])
    def test_no_message_names_the_patient(self, report, capfd, caplog, recwarn, name):
        caplog.set_level(logging.INFO)
        report(PatientName=name, PatientID="secret-id", AccessionNumber="secret-number-over-16")
        quoted = capfd.readouterr().err + caplog.text
        assert "ecret" not in quoted
        assert not any("highdicom" in warning.filename and "ecret" in str(warning.message) for warning in recwarn)


class TestRealSeries:
    @pytest.mark.parametrize("name", ["A_lidc_0117", "B01_dcmqa_ge_head", "B05_cmbcrc_01068", "B06_ricord_001012"])
    def test_report_on_each_volume_is_valid_and_of_its_study(self, data_folder, tmp_path, name):
        scans = [scan for scan in find_scans(data_folder / "dicom" / name) if scan.files]
        assert scans
        for scan in scans:
            path = write_report(answer(status=Status.REVIEW), scan.files, tmp_path)
            assert validated(path) == []
            read, image = sr.srread(path), pydicom.dcmread(scan.files[0])
            assert read.StudyInstanceUID == image.StudyInstanceUID
            assert (read.PatientID, str(read.PatientName)) == (image.PatientID, str(image.PatientName))
            (study,) = read.CurrentRequestedProcedureEvidenceSequence
            assert len(study.ReferencedSeriesSequence[0].ReferencedSOPSequence) == len(scan.files)


def test_the_validator_finds_a_broken_report(report, tmp_path):
    report()
    path = next((tmp_path / "reports").iterdir())
    with changed(path) as dataset:
        del dataset.VerificationFlag
    assert any("VerificationFlag" in line for line in validated(path))
