"""Header values that a result proposes."""

import csv
import json
import shutil
import subprocess
from dataclasses import replace

import pydicom
import pytest
from classifications import OK
from dicom_series import SERIES_UID, changed, write_series
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence as Items

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import UnusableSourceError
from CTBodyContrastLib.io.proposals import AUDIT_COLUMNS, proposed_values, write_proposal
from CTBodyContrastLib.io.series import find_scans
from CTBodyContrastLib.labels import ANATOMY_CODE, EXAM_CODE, BodyPart, Status

BLANK = {"BodyPartExamined": "", "SeriesDescription": ""}


@pytest.fixture
def propose(tmp_path):
    """Writes the proposal for a small series."""

    def write(answer=OK, **changes):
        (tmp_path / "proposals").mkdir(exist_ok=True)
        return write_proposal(answer, write_series(tmp_path / "series", 2, **changes), tmp_path / "proposals")

    return write


def audit(folder):
    with (folder / "proposals.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read(path):
    return Dataset.from_json(path.read_text(encoding="utf-8"))


class TestProposal:
    def test_missing_body_part_is_proposed_in_a_file_that_pydicom_reads(self, propose):
        proposal = read(propose())
        assert proposal.BodyPartExamined == "CHEST"
        assert (proposal.SeriesInstanceUID, proposal.StudyInstanceUID) == (SERIES_UID, "1.2.826.0.1.3680043.8.498.2")
        assert "SeriesDescription" not in proposal

    def test_replaced_values_are_kept_as_a_changed_object_must(self, propose):
        proposal = read(propose(BodyPartExamined="UNKNOWN", SeriesDescription=None))
        (change,) = proposal.OriginalAttributesSequence
        assert change.ModifiedAttributesSequence[0].BodyPartExamined == "UNKNOWN"
        assert not change.ModifiedAttributesSequence[0].SeriesDescription
        assert "compact@0123456789ab" in change.ModifyingSystem
        assert change.ReasonForTheAttributeModification == "CORRECT"

    def test_earlier_changes_and_the_replaced_code_are_kept(self, propose):
        earlier, replaced = Dataset(), Dataset()
        replaced.StudyDescription = "흉부"
        earlier.ModifyingSystem = "PACS"
        earlier.ModifiedAttributesSequence = [replaced]
        code = Dataset()
        code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = "X1", "99SITE", "Site protocol"
        kept = {"OriginalAttributesSequence": Items([earlier]), "SeriesDescriptionCodeSequence": Items([code])}
        first, last = read(
            propose(SeriesDescription="", SpecificCharacterSet="ISO 2022 IR 149", **kept)
        ).OriginalAttributesSequence
        assert (first.ModifyingSystem, first.ModifiedAttributesSequence[0].StudyDescription) == ("PACS", "흉부")
        assert last.ModifiedAttributesSequence[0].SeriesDescriptionCodeSequence[0].CodeValue == "X1"

    def test_blank_description_gets_one(self, propose):
        assert read(propose(SeriesDescription="")).SeriesDescription == "CT Chest W contrast IV"

    def test_description_is_coded_where_loinc_has_a_term(self, propose):
        proposal = read(propose(SeriesDescription=""))
        (code,) = proposal.SeriesDescriptionCodeSequence
        assert (code.CodeValue, code.CodingSchemeDesignator) == ("24628-0", "LN")
        assert code.CodeMeaning == proposal.SeriesDescription

    @pytest.mark.parametrize("changes", [{"contrast": ""}, {"contrast": "mixed"}, {"body_part": "neck+chest"}])
    def test_description_without_a_term_has_no_code(self, propose, changes):
        proposal = read(propose(replace(OK, **changes), SeriesDescription=""))
        assert proposal.SeriesDescription.startswith("CT ")
        assert "SeriesDescriptionCodeSequence" not in proposal

    def test_description_of_a_person_is_neither_replaced_nor_coded(self, propose):
        assert "SeriesDescriptionCodeSequence" not in read(propose(SeriesDescription="Thorax"))

    def test_patient_and_agent_are_in_no_proposal(self, propose, tmp_path):
        text = propose(SeriesDescription="").read_text(encoding="utf-8")
        everything = text + (tmp_path / "proposals" / "proposals.csv").read_text(encoding="utf-8")
        assert "ecret" not in everything
        assert "00180010" not in text
        assert "ContrastBolusAgent" not in everything

    def test_source_is_not_changed(self, tmp_path):
        files = write_series(tmp_path / "series", 2)
        before = [path.read_bytes() for path in files]
        write_proposal(OK, files, tmp_path)
        assert [path.read_bytes() for path in files] == before

    def test_second_proposal_replaces_nothing(self, propose, tmp_path):
        first = propose()
        content = first.read_bytes()
        second = propose(replace(OK, body_part="neck"))
        assert (first.name, second.name) == (f"{SERIES_UID}.json", f"{SERIES_UID}_2.json")
        assert first.read_bytes() == content
        assert [line["new_value"] for line in audit(tmp_path / "proposals")] == ["CHEST", "NECK"]

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_series_without_a_valid_uid_is_told_and_names_no_file(self, tmp_path):
        files = write_series(tmp_path / "series", 2)
        for path in files:
            with changed(path) as dataset:
                dataset.SeriesInstanceUID = "../../escaped"
        with pytest.raises(UnusableSourceError, match="SeriesInstanceUID"):
            write_proposal(OK, files, tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["series"]

    def test_scan_that_is_no_dicom_is_told(self, tmp_path):
        with pytest.raises(UnusableSourceError, match="no DICOM series"):
            write_proposal(OK, (), tmp_path)


class TestNothingToPropose:
    @pytest.mark.parametrize(
        "answer",
        [
            replace(OK, status=Status.REVIEW, reason="The views disagree."),
            Classification(Status.REJECTED, "This is MR, not CT."),
            replace(OK, tag_check="body_part=agree;contrast=missing"),
        ],
        ids=["review", "rejected", "agree"],
    )
    def test_result_gives_no_file_and_no_line(self, propose, tmp_path, answer):
        assert propose(answer, SeriesDescription="") is None
        assert list((tmp_path / "proposals").iterdir()) == []

    def test_combination_without_a_term_is_only_described(self):
        answer = replace(OK, body_part="+".join(BodyPart))
        assert proposed_values(answer, BLANK) == {
            "SeriesDescription": "CT Brain, Neck, Chest, Abdomen, Pelvis, contrast-enhanced"
        }
        assert proposed_values(answer, BLANK | {"SeriesDescription": "whole"}) == {}


class TestAudit:
    def test_line_has_what_a_reviewer_needs(self, propose, tmp_path):
        propose(BodyPartExamined="UNKNOWN", SeriesDescription="")
        assert audit(tmp_path / "proposals") == [
            {
                "date": "2026-01-02T03:04:05+00:00",
                "model": "compact@0123456789ab",
                "series_uid": SERIES_UID,
                "tag": "BodyPartExamined",
                "old_value": "UNKNOWN",
                "new_value": "CHEST",
                "probability": "0.9876",
                "status": "proposed",
            },
            {
                "date": "2026-01-02T03:04:05+00:00",
                "model": "compact@0123456789ab",
                "series_uid": SERIES_UID,
                "tag": "SeriesDescription",
                "old_value": "",
                "new_value": "CT Chest W contrast IV",
                "probability": "0.7500",
                "status": "proposed",
            },
        ]

    def test_header_stands_once(self, propose, tmp_path):
        propose()
        propose()
        lines = (tmp_path / "proposals" / "proposals.csv").read_text(encoding="utf-8").splitlines()
        assert lines[0] == ",".join(AUDIT_COLUMNS)
        assert len(lines) == 3

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_old_value_that_a_spreadsheet_would_run_is_made_text(self, propose, tmp_path):
        propose(BodyPartExamined="=1+1")
        assert audit(tmp_path / "proposals")[0]["old_value"] == "'=1+1"


class TestValues:
    @pytest.mark.parametrize("contrast", ["CE", "NE", "mixed", ""])
    @pytest.mark.parametrize("body_part", [*ANATOMY_CODE, "+".join(BodyPart)])
    def test_description_names_part_and_contrast_and_fits(self, body_part, contrast):
        words = proposed_values(replace(OK, body_part=body_part, contrast=contrast), BLANK)["SeriesDescription"]
        stated = {"CE": "contrast-enhanced", "NE": "not enhanced", "mixed": "partly contrast-enhanced"}
        if (body_part, contrast) in EXAM_CODE:
            assert words == EXAM_CODE[body_part, contrast].name
        else:
            assert words.endswith(f", {stated[contrast]}") if contrast else "enhanced" not in words
        assert words.startswith("CT ")
        assert len(words) <= 64

    @pytest.mark.parametrize("body_part", ANATOMY_CODE)
    def test_term_is_one_that_dicom_validators_know(self, propose, tmp_path, body_part):
        program = shutil.which("dciodvfy")
        if program is None:
            pytest.skip("not run: dciodvfy (Debian package dicom3tools) is not installed")
        proposal = read(propose(replace(OK, body_part=body_part)))

        def complaints(term):
            (path,) = write_series(tmp_path / "applied", 1, BodyPartExamined=term)
            done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
            return [line for line in done.stderr.splitlines() if "Body Part Examined" in line and term in line]

        assert complaints(proposal.BodyPartExamined) == []
        assert complaints("NONSENSE")


def test_real_series_gets_a_proposal_for_what_its_header_lacks(data_folder, tmp_path):
    (scan,) = (scan for scan in find_scans(data_folder / "dicom" / "B06_ricord_001012") if scan.files)
    image = pydicom.dcmread(scan.files[0], stop_before_pixels=True)
    path = write_proposal(OK, scan.files, tmp_path)
    assert json.loads(path.read_text(encoding="utf-8"))["00180015"] == {"vr": "CS", "Value": ["CHEST"]}
    assert path.name == f"{image.SeriesInstanceUID}.json"
