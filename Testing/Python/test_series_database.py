"""The CT series of a DICOM database, without Slicer."""

import pytest
from dicom_series import write_series
from module_panel import FakeClassifier

from CTBodyContrastLib.series_database import Series, classify_series, ct_series, series_files

NAMES = {"1": "Doe, Jo", "2": ""}
SERIES = {
    "1.1": {"Modality": "CT", "SeriesNumber": "3", "SeriesDescription": "CHEST"},
    "1.2": {"Modality": "MR", "SeriesNumber": "4", "SeriesDescription": "BRAIN"},
    "1.3": {"Modality": "CT", "SeriesNumber": "", "SeriesDescription": "NECK"},
    "1.4": {"Modality": "CT", "SeriesNumber": "", "SeriesDescription": ""},
}


class Database:
    """Two patients, one of them without a name; four series, one of them no CT."""

    def patients(self):
        return tuple(NAMES)

    def displayedNameForPatient(self, patient):  # noqa: N802
        return NAMES[patient]

    def fieldForPatient(self, field, patient):  # noqa: N802
        return {"PatientID": f"id{patient}"}[field]

    def studiesForPatient(self, patient):  # noqa: N802
        return {"1": ("s1",), "2": ("s2", "s3")}[patient]

    def fieldForStudy(self, field, study_uid):  # noqa: N802
        return {"StudyDate": "20260102"}[field]

    def seriesForStudy(self, study_uid):  # noqa: N802
        return {"s1": ("1.1", "1.2"), "s2": (), "s3": ("1.3", "1.4")}[study_uid]

    def fieldForSeries(self, field, series_uid):  # noqa: N802
        return SERIES[series_uid][field]

    def filesForSeries(self, series_uid):  # noqa: N802
        return ("/a/1.dcm", "", "/a/2.dcm")


def test_ct_series_are_listed_with_patient_study_and_description():
    assert ct_series(Database()) == [
        Series("1.1", "CT", "Doe, Jo", "20260102", "3: CHEST"),
        Series("1.3", "CT", "id2", "20260102", "NECK"),
        Series("1.4", "CT", "id2", "20260102", "1.4"),
    ]


def test_instances_that_are_on_a_server_only_have_no_file():
    assert [str(path) for path in series_files(Database(), "1.1")] == ["/a/1.dcm", "/a/2.dcm"]


class TestClassifying:
    """One series, from its files."""

    def classify(self, files, on_stage=lambda text, fraction: None):
        return classify_series("1.2.3", files, FakeClassifier(), on_stage)

    def test_results_bear_the_uid_of_the_database(self, tmp_path):
        (result,) = self.classify(write_series(tmp_path, 8))
        assert (result.series_uid, result.path) == ("1.2.3", str(tmp_path))
        assert result.classification.body_part == "chest"

    def test_files_beside_those_of_the_series_are_not_read(self, tmp_path):
        files = write_series(tmp_path, 8)
        (tmp_path / "008.dcm").write_bytes(b"damaged")
        assert [each.classification.status for each in self.classify(files)] == ["ok"]

    def test_damaged_file_is_a_rejection_with_a_reason(self, tmp_path):
        files = write_series(tmp_path, 8)
        files[3].write_bytes(b"")
        (result,) = self.classify(files)
        assert result.classification.status == "rejected"
        assert "003.dcm" in result.classification.reason

    def test_no_file_is_a_rejection_that_says_what_to_do(self):
        (result,) = self.classify([])
        assert "Retrieve" in result.classification.reason

    def test_task_and_regions_reach_the_classifier(self, tmp_path):
        asked = []

        class Listening(FakeClassifier):
            def classify(self, volume, task, on_stage, explain, regions):
                asked.append((task, explain, regions))
                return super().classify(volume, task, on_stage, explain, regions)

        classify_series("1.2.3", write_series(tmp_path, 8), Listening(), print, "body-part", regions=True)
        assert asked == [("body-part", False, True)]

    def test_what_the_report_of_a_stage_raises_ends_the_work(self, tmp_path):
        def cancel(text, fraction):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            self.classify(write_series(tmp_path, 8), cancel)
