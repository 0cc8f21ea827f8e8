"""The DICOM identity that a derived object states."""

import warnings

import pydicom
import pytest
from dicom_series import SERIES_UID, changed, write_series
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.uid import CTImageStorage

from CTBodyContrastLib.errors import UnusableSourceError
from CTBodyContrastLib.io.source import read_source


def source_of(folder, count=1, **changes):
    return read_source(write_series(folder / "series", count, **changes))


class TestIdentity:
    def test_patient_and_study_are_read(self, tmp_path):
        source = source_of(tmp_path, StudyDate="20260102", StudyTime="030405.5", PatientSex="F", StudyID="7")
        assert source.identity == {
            "PatientName": "Secret^Name",
            "PatientID": "secret-id",
            "PatientBirthDate": "",
            "PatientSex": "F",
            "StudyDate": "20260102",
            "StudyTime": "030405.5",
            "StudyID": "7",
            "AccessionNumber": "",
            "ReferringPhysicianName": "",
        }

    @pytest.mark.parametrize(
        ("character_set", "name"),
        [
            ("ISO_IR 100", "Müller^Jürgen"),
            ("ISO_IR 192", "山田^太郎"),
            (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            ("ISO_IR 144", "Люксембург^Роза"),
        ],
        ids=str,
    )
    def test_names_are_read_in_their_character_set(self, tmp_path, character_set, name):
        source = source_of(tmp_path, SpecificCharacterSet=character_set, PatientName=name)
        assert source.identity["PatientName"] == name

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize(
        ("keyword", "value"),
        [
            ("StudyDate", "2026.01.02"),
            ("StudyDate", "20260230"),
            ("PatientBirthDate", "unknown"),
            ("StudyTime", "12:30:00"),
            ("StudyTime", "999999"),
            ("PatientSex", "UNKNOWN"),
        ],
    )
    def test_value_that_a_new_object_may_not_hold_is_left_blank(self, tmp_path, keyword, value):
        assert source_of(tmp_path, **{keyword: value}).identity[keyword] == ""

    @pytest.mark.filterwarnings("ignore::UserWarning")
    def test_number_that_an_archive_matches_by_is_kept_though_too_long(self, tmp_path):
        assert source_of(tmp_path, AccessionNumber="A" * 20).identity["AccessionNumber"] == "A" * 20

    @pytest.mark.parametrize("wrong", [("OB", b"\x01\x02"), ("SQ", [Dataset()]), ("UL", 5), ("LO", "2026-01-02")])
    def test_wrong_type_is_as_good_as_blank(self, tmp_path, wrong):
        (path,) = write_series(tmp_path, 1)
        with changed(path) as dataset:
            dataset["StudyDate"] = DataElement(0x00080020, *wrong)
        assert read_source([path]).identity["StudyDate"] == ""

    @pytest.mark.parametrize("wrong", [("OB", b"\x01\x02"), ("SQ", [Dataset()])])
    def test_patient_id_that_is_no_text_is_left_blank(self, tmp_path, wrong):
        (path,) = write_series(tmp_path, 1)
        with changed(path) as dataset:
            dataset["PatientID"] = DataElement(0x00100020, *wrong)
        assert read_source([path]).identity["PatientID"] == ""

    def test_no_warning_quotes_the_patient(self, tmp_path):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            source_of(tmp_path, PatientName="nocaret")


class TestHeader:
    def test_series_is_described_as_it_stands(self, tmp_path):
        assert source_of(tmp_path, BodyPartExamined="UNKNOWN").header == {
            "SeriesNumber": "3",
            "SeriesDescription": "CHEST 2 MM",
            "BodyPartExamined": "UNKNOWN",
        }


class TestInstances:
    def test_every_slice_is_referred_to_in_order(self, tmp_path):
        paths = write_series(tmp_path, 3)
        source = read_source(paths)
        assert [instance.sop_instance_uid for instance in source.instances] == [
            pydicom.dcmread(path).SOPInstanceUID for path in paths
        ]
        assert {instance.series_uid for instance in source.instances} == {SERIES_UID}
        assert {instance.sop_class_uid for instance in source.instances} == {CTImageStorage}

    @pytest.mark.filterwarnings("ignore::UserWarning")
    @pytest.mark.parametrize("keyword", ["StudyInstanceUID", "SeriesInstanceUID", "SOPClassUID", "SOPInstanceUID"])
    @pytest.mark.parametrize("uid", ["", "DOE^JANE", "../../etc", "1" * 65], ids=str)
    def test_uid_that_is_none_is_told_without_quoting_it(self, tmp_path, keyword, uid):
        paths = write_series(tmp_path, 2)
        with changed(paths[1]) as dataset:
            setattr(dataset, keyword, uid)
        with pytest.raises(UnusableSourceError, match=f"no valid {keyword}") as raised:
            read_source(paths)
        assert "DOE" not in str(raised.value)
        assert paths[1].name not in str(raised.value)

    def test_uid_that_an_anonymizer_wrote_with_a_leading_zero_is_taken(self, tmp_path):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert source_of(tmp_path, StudyInstanceUID="1.2.007").instances[0].study_uid == "1.2.007"

    def test_scan_that_is_no_dicom_is_told(self):
        with pytest.raises(UnusableSourceError, match="no DICOM series"):
            read_source([])

    def test_file_that_is_gone_is_told(self, tmp_path):
        with pytest.raises(UnusableSourceError, match="can no longer be read"):
            read_source([tmp_path / "gone.dcm"])
