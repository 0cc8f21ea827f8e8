"""What `classify` writes beside the rows."""

from dataclasses import replace
from pathlib import Path

import pytest
from canned_server import URL, CannedServer, json
from classifications import OK
from dicom_series import slice_dataset, write_series

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import ArchiveError, MissingPackageError
from CTBodyContrastLib.io.received import ReceivedFile
from CTBodyContrastLib.io.results import ScanResult
from CTBodyContrastLib.io.series import Scan, find_scans
from CTBodyContrastLib.io.server import Server
from CTBodyContrastLib.io.source import read_source
from CTBodyContrastLib.labels import Status

pytest.importorskip("typer", reason="not run: typer is not installed")
pytest.importorskip("highdicom", reason="not run: highdicom is not installed")
from CTBodyContrastLib.cli.derived import ArchiveReports, DerivedFiles

REJECTED = Classification(Status.REJECTED, "This is MR, not CT.")


def results_of(scans, answer=OK):
    return [ScanResult(str(scan.path), scan.series_uid, answer, scan.description) for scan in scans]


def names(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.iterdir())


@pytest.fixture
def scans(tmp_path):
    write_series(tmp_path / "series", 3)
    return find_scans(tmp_path / "series")


@pytest.fixture
def folders(tmp_path):
    return tmp_path / "new" / "sr", tmp_path / "new" / "proposals"


class TestDerivedFiles:
    def test_result_gives_what_was_asked_for(self, scans, folders):
        (result,) = results_of(scans)
        assert list(DerivedFiles(scans, *folders).write(result)) == []
        assert names(folders[0]) == [".dcm"]
        assert names(folders[1]) == [".csv", ".json"]

    def test_nothing_is_written_unasked(self, scans, tmp_path):
        (result,) = results_of(scans)
        before = set(tmp_path.rglob("*"))
        assert list(DerivedFiles(scans, None, None).write(result)) == []
        assert set(tmp_path.rglob("*")) == before

    def test_rejected_scan_is_told_once(self, scans, folders):
        (result,) = results_of(scans, REJECTED)
        (sentence,) = DerivedFiles(scans, *folders).write(result)
        assert sentence == "No report: The scan was rejected: there is no result to report."
        assert names(folders[0]) == names(folders[1]) == []

    def test_scan_that_is_no_dicom_is_told_for_each(self, folders):
        scans = [Scan(Path("a.nii"), description="a.nii")]
        (result,) = results_of(scans)
        sentences = list(DerivedFiles(scans, *folders).write(result))
        assert [sentence.partition(":")[0] for sentence in sentences] == ["No report", "No proposal"]
        assert all("no DICOM series" in sentence for sentence in sentences)

    def test_volumes_of_one_series_have_a_report_each_and_no_proposal(self, tmp_path, folders):
        phases = [1, 1, 1, 2, 2, 2]
        places = [[-10, -20, 2 * (index % 3)] for index in range(6)]
        write_series(tmp_path / "series", 6, AcquisitionNumber=phases, ImagePositionPatient=places)
        scans = find_scans(tmp_path / "series")
        assert [len(scan.files) for scan in scans] == [3, 3]
        derived = DerivedFiles(scans, *folders)
        sentences = [sentence for result in results_of(scans) for sentence in derived.write(result)]
        assert len(sentences) == 2
        assert all("several volumes" in sentence for sentence in sentences)
        assert names(folders[0]) == [".dcm", ".dcm"]
        assert names(folders[1]) == []

    def test_result_that_needs_no_proposal_says_nothing(self, scans, folders):
        (result,) = results_of(scans, replace(OK, tag_check="body_part=agree;contrast=agree"))
        assert list(DerivedFiles(scans, None, folders[1]).write(result)) == []

    def test_unexpected_failure_is_told_without_its_text(self, scans, folders, monkeypatch):
        def fail(*arguments):
            raise KeyError("DOE^JANE")

        monkeypatch.setattr("CTBodyContrastLib.io.structured_report.make_report", fail)
        (result,) = results_of(scans)
        (sentence,) = DerivedFiles(scans, folders[0], None).write(result)
        assert "KeyError" in sentence
        assert "DOE" not in sentence

    def test_missing_package_is_told_before_the_first_scan(self, scans, folders, monkeypatch):
        monkeypatch.setattr("CTBodyContrastLib.cli.derived.find_spec", lambda name: None)
        with pytest.raises(MissingPackageError, match="pip install highdicom"):
            DerivedFiles(scans, folders[0], None)
        DerivedFiles(scans, None, folders[1])

    def test_full_disk_ends_the_run_and_leaves_no_part(self, scans, folders, monkeypatch):
        def fail(self, path, **options):
            path.write_bytes(b"half")
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("highdicom.sr.ComprehensiveSR.save_as", fail)
        (result,) = results_of(scans)
        with pytest.raises(OSError, match="No space left"):
            list(DerivedFiles(scans, folders[0], None).write(result))
        assert names(folders[0]) == []


class TestArchiveReports:
    SOURCE = read_source([ReceivedFile("Instance 1", slice_dataset())])

    @staticmethod
    def result(answer=OK, source=SOURCE):
        return ScanResult("http://server/a", "1.2", answer, source=source)

    def test_report_is_kept_and_sent(self, tmp_path):
        canned = CannedServer(json("{}"))
        reports = ArchiveReports(tmp_path / "new" / "sr", Server(URL, canned.session())).begin()
        assert list(reports.write(self.result())) == []
        (path,) = (tmp_path / "new" / "sr").iterdir()
        assert path.stem.encode() in canned.requests[0].body
        assert reports.refused == 0

    def test_nothing_is_made_unasked(self):
        assert list(ArchiveReports(None, None).begin().write(self.result(REJECTED))) == []

    @pytest.mark.parametrize(
        ("result", "words"),
        [(result(REJECTED, ""), "The scan was rejected"), (result(source="A slice has no valid UID."), "no valid UID")],
        ids=["rejected", "no source"],
    )
    def test_what_cannot_be_reported_on_is_told(self, tmp_path, result, words):
        (sentence,) = ArchiveReports(tmp_path, None).begin().write(result)
        assert sentence.startswith("No report: ")
        assert words in sentence
        assert names(tmp_path) == []

    def test_refused_reports_are_counted(self):
        reports = ArchiveReports(None, Server(URL, CannedServer(json("", 403)).session()))
        (sentence,) = reports.write(self.result())
        assert "The server refused it" in sentence
        assert reports.refused == 1

    def test_a_server_that_is_gone_ends_the_run(self):
        reports = ArchiveReports(None, Server(URL, CannedServer(json("", 401)).session()))
        with pytest.raises(ArchiveError):
            list(reports.write(self.result()))
