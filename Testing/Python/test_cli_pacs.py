"""The `ctbodycontrast pacs` command on a real server, Orthanc."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from dicom_series import slice_dataset
from orthanc import LOGIN, PASSWORD, PLUGIN, PROGRAM, USER, Orthanc
from pydicom import dcmread
from pydicom.uid import generate_uid
from test_cli import loaded  # noqa: F401 - a fixture is known where it is imported
from test_io_structured_report import validated
from typer.testing import CliRunner

from CTBodyContrastLib.cli import app, derived
from CTBodyContrastLib.io import dicomweb
from CTBodyContrastLib.io.server import HEADER_VARIABLE

pytest.importorskip("torch", reason="not run: torch is not installed")
pytest.importorskip("highdicom", reason="not run: highdicom is not installed")

from test_classifier import write_model

without_network = pytest.mark.usefixtures("loaded")

QUERY = "ModalitiesInStudy=CT,StudyDate=20260101-"
ONE_SERIES = "StudyDate=20260101-,SeriesDescription=three"
# Of a patient whose name must not be seen outside a report.
STUDY = {"StudyDate": "20260203", "StudyTime": "", "StudyID": "", "AccessionNumber": "", "PatientName": "Secret^Name"}


@pytest.fixture(scope="module")
def model(tmp_path_factory) -> Path:
    return write_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(autouse=True)
def login(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv(HEADER_VARIABLE, f"Authorization: Basic {LOGIN}")


@pytest.fixture(scope="module")
def start_orthanc(tmp_path_factory):
    """Starts servers, and ends them after the tests."""
    if PROGRAM is None or not PLUGIN.exists():
        pytest.skip("not run: Orthanc (Debian packages orthanc and orthanc-dicomweb) is not installed")
    started = []

    def start(**options) -> Orthanc:
        started.append(Orthanc(tmp_path_factory.mktemp("orthanc"), **options))
        return started[-1]

    yield start
    for server in started:
        server.end()


@pytest.fixture(scope="module")
def archive(start_orthanc):
    """A server with four CT series in two studies, one of which holds two volumes, and much that is not asked for."""
    server = start_orthanc()
    study = generate_uid()
    for description in ("one", "two"):
        server.store(*ct_series(StudyInstanceUID=study, SeriesDescription=description))
    server.store(*ct_series(SeriesDescription="three"))
    first, second = ct_series(AcquisitionNumber=1), ct_series(AcquisitionNumber=2)
    shared = {"StudyInstanceUID": study, "SeriesInstanceUID": generate_uid(), "SeriesDescription": "phases"}
    for dataset in (*first, *second):
        for keyword, value in shared.items():
            setattr(dataset, keyword, value)
    server.store(*first, *second)
    server.store(*ct_series(StudyDate="20250101"))
    server.store(
        slice_dataset(Modality="MR", **STUDY | {"StudyInstanceUID": study, "SeriesInstanceUID": generate_uid()})
    )
    return server


def ct_series(size: int = 12, count: int = 10, **changes: object) -> list:
    """The slices of a series of its own, with the same contents as every other."""
    stored = np.zeros((count, size, size), np.int16)
    stored[:, 2:-2, 2:-2] = np.random.default_rng(0).integers(900, 1300, (count, size - 4, size - 4))
    own = {"StudyInstanceUID": generate_uid(), "SeriesInstanceUID": generate_uid(), "PixelSpacing": [3, 3]}
    return [slice_dataset(index, image, **STUDY | own | changes) for index, image in enumerate(stored)]


def run(url, *arguments, query=QUERY):
    return CliRunner().invoke(app, ["pacs", "--url", url, "--query", query, *map(str, arguments)])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def at_second_report(monkeypatch, happen):
    """Let something happen just before the second report is sent."""
    store_report, sent = derived.store_report, []

    def send(*arguments):
        sent.append(arguments)
        if len(sent) == 2:
            happen()
        store_report(*arguments)

    monkeypatch.setattr(derived, "store_report", send)


class TestRows:
    @without_network
    def test_every_volume_of_the_ct_series_that_match_has_a_row(self, archive, tmp_path):
        output = tmp_path / "results.jsonl"
        result = run(archive.url, "-o", output, "--workers", 0)
        assert result.exit_code == 0, result.stderr
        found = [json.loads(line) for line in output.read_text().splitlines()]
        assert sorted(row["description"] for row in found) == [
            "series 3, one, CT",
            "series 3, phases, CT, volume 1 of 2",
            "series 3, phases, CT, volume 2 of 2",
            "series 3, three, CT",
            "series 3, two, CT",
        ]
        for row in found:
            assert row["path"].startswith(f"{archive.url}/studies/")
            assert row["path"].endswith(f"/series/{row['series_uid']}")
            assert row["body_part"]
        assert "5 scans: " in result.stderr
        assert "secret" not in (output.read_text() + result.stderr).lower()

    def test_volumes_of_a_series_come_from_a_worker_in_their_order(self, archive, model, tmp_path):
        output = tmp_path / "results.jsonl"
        run(archive.url, "--model", model, "-o", output, query="StudyDate=20260101-,SeriesDescription=phases")
        found = [json.loads(line)["description"] for line in output.read_text().splitlines()]
        assert found == ["series 3, phases, CT, volume 1 of 2", "series 3, phases, CT, volume 2 of 2"]

    @without_network
    def test_paths_can_be_hidden(self, archive):
        result = run(archive.url, "--workers", 0, "--no-paths", query=ONE_SERIES)
        (row,) = rows(result.stdout)
        assert all(len(row[name]) == 16 for name in ("path", "series_uid"))
        assert archive.url not in result.output

    @without_network
    def test_resume_does_what_is_left(self, archive, tmp_path):
        output = tmp_path / "results.csv"
        arguments = (archive.url, "-o", output, "--workers", 0)
        run(*arguments)
        whole = output.read_text()
        header, *lines = whole.splitlines(keepends=True)
        first_series = [line for line in lines if line.split(",")[0] == lines[0].split(",")[0]]
        output.write_text("".join([header, *first_series]))
        result = run(*arguments, "--resume")
        assert "3 of 4 scans are left to do" in result.stderr
        assert "5 scans: " in result.stderr
        paths = [row["path"] for row in rows(output.read_text())]
        assert paths == [row["path"] for row in rows(whole)]
        assert "0 of 4 scans are left to do" in run(*arguments, "--resume").stderr

    def test_dry_run_lists_at_most_as_many_series_as_wanted(self, archive):
        result = run(archive.url, "--dry-run", "--limit", 3)
        assert "More than 3 CT series match the query." in result.stderr
        assert len(result.stdout.splitlines()) == 3
        assert "More than" not in run(archive.url, "--dry-run", "--limit", 4).stderr

    @without_network
    def test_body_part_only_and_regions_are_as_in_classify(self, archive):
        options = ("--workers", 0, "--task", "body-part", "--regions")
        (row,) = rows(run(archive.url, *options, query=ONE_SERIES).stdout)
        assert row["body_part"]
        assert row["contrast"] == ""

    @without_network
    def test_patient_is_named_when_asked_for(self, archive):
        (row,) = rows(run(archive.url, "--workers", 0, "--include-patient", query=ONE_SERIES).stdout)
        assert (row["patient_name"], row["patient_id"]) == ("Secret^Name", "secret-id")

    @without_network
    def test_a_series_that_cannot_be_judged_is_rejected(self, archive):
        archive.store(*ct_series(count=3, PatientID="short"))
        result = run(archive.url, "--workers", 0, query="PatientID=short")
        assert result.exit_code == 1
        (row,) = rows(result.stdout)
        assert row["status"] == "rejected"
        assert row["reason"].startswith("Only 3 slices")
        assert "short" not in result.output


class TestReports:
    def test_every_volume_has_a_valid_report_in_its_study(self, start_orthanc, model, tmp_path):
        server = start_orthanc()
        for _ in range(3):
            server.store(*ct_series())
        result = run(server.url, "--model", model, "--send-reports", "--sr", tmp_path / "sr", "-o", tmp_path / "a.csv")
        assert result.exit_code == 0, result.stderr
        sent = server.reports()
        kept = sorted(dcmread(path).SOPInstanceUID for path in (tmp_path / "sr").iterdir())
        assert sorted(report.SOPInstanceUID for report in sent) == kept
        series = {row["series_uid"] for row in rows((tmp_path / "a.csv").read_text())}
        assert {reported_series(report) for report in sent} == series
        assert len(sent) == len(series) == 3
        for number, report in enumerate(sent):
            assert report.PatientName == "Secret^Name"
            report.save_as(tmp_path / f"{number}.dcm", enforce_file_format=True)
            assert validated(tmp_path / f"{number}.dcm") == []

    @without_network
    def test_nothing_is_sent_unasked_and_nothing_written_but_reports(self, archive, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        run(archive.url, "--workers", 0, "--sr", "sr", query=ONE_SERIES)
        assert archive.reports() == []
        assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".dcm"]

    @without_network
    def test_a_refused_report_is_told_and_its_row_stays(self, start_orthanc):
        server = start_orthanc(read_only=True)
        server.store(*ct_series())
        result = run(server.url, "--workers", 0, "--send-reports")
        assert result.exit_code == 1
        assert "No report: The server refused it (HTTP status 403, Forbidden)" in result.stderr
        assert len(rows(result.stdout)) == 1
        assert server.reports() == []


class TestInterruption:
    @without_network
    def test_a_server_that_is_killed_while_it_sends_costs_nothing(self, start_orthanc, monkeypatch):
        server = start_orthanc()
        # More than waits in the buffers of the connection.
        server.store(*ct_series(size=512, count=40))
        received = []

        def receive(name, dataset):
            received.append(name)
            if len(received) == 2:
                server.restart()
            return original(name, dataset)

        original = dicomweb.ReceivedFile
        monkeypatch.setattr(dicomweb, "ReceivedFile", receive)
        result = run(server.url, "--workers", 0)
        assert result.exit_code == 0, result.stderr
        assert len(rows(result.stdout)) == 1
        assert received.count("Instance 1") > 1

    def test_a_server_that_is_killed_between_series_costs_nothing(self, start_orthanc, model, tmp_path, monkeypatch):
        server = start_orthanc()
        for _ in range(5):
            server.store(*ct_series())
        at_second_report(monkeypatch, server.restart)
        output = tmp_path / "results.csv"
        result = run(server.url, "--model", model, "--send-reports", "-o", output)
        assert result.exit_code == 0, result.stderr
        series = [row["series_uid"] for row in rows(output.read_text())]
        assert len(series) == len(set(series)) == 5
        assert sorted(map(reported_series, server.reports())) == sorted(series)

    @without_network
    def test_a_server_that_stays_away_ends_the_run_until_it_is_resumed(self, start_orthanc, tmp_path, monkeypatch):
        server = start_orthanc()
        for _ in range(3):
            server.store(*ct_series())
        monkeypatch.setattr("CTBodyContrastLib.io.server.time.sleep", lambda seconds: None)
        output = tmp_path / "results.csv"
        arguments = (server.url, "-o", output, "--workers", 0, "--send-reports")
        at_second_report(monkeypatch, server.kill)
        result = run(*arguments)
        assert result.exit_code == 2
        assert "Stopped. The rows of 1 of 3 scans are complete." in result.stderr
        assert "does not answer" in result.stderr
        assert "Traceback" not in result.output
        server.start()
        assert run(*arguments, "--resume").exit_code == 0
        assert len(rows(output.read_text())) == len(server.reports()) == 3


class TestProblems:
    def test_a_server_that_is_down_is_told(self, start_orthanc):
        server = start_orthanc()
        server.kill()
        result = run(server.url)
        assert result.exit_code == 2
        assert "does not answer" in result.stderr
        assert QUERY not in result.output

    def test_a_wrong_password_is_told(self, archive, monkeypatch):
        monkeypatch.setenv(HEADER_VARIABLE, "Authorization: Basic d3Jvbmc6d3Jvbmc=")
        result = run(archive.url)
        assert result.exit_code == 2
        assert "refuses the login" in result.stderr
        assert "d3Jv" not in result.output

    def test_netrc_is_a_login_too(self, archive, monkeypatch, tmp_path):
        monkeypatch.delenv(HEADER_VARIABLE)
        assert run(archive.url, "--dry-run").exit_code == 2
        (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        assert run(archive.url, "--dry-run").exit_code == 0

    @without_network
    def test_a_query_that_matches_nothing_is_no_failure(self, archive):
        result = run(archive.url, query="StudyDate=19000101")
        assert result.exit_code == 0
        assert "No CT series on the server matches the query." in result.stderr
        assert rows(result.stdout) == []

    @pytest.mark.parametrize(
        ("url", "query", "message"),
        [
            ("http://me:secret@host/dicom-web", QUERY, "can be read by others"),
            ("http://host/dicom-web", "PatientName DOE", "Part 1 of the query"),
        ],
    )
    def test_wrong_usage_is_told_without_repeating_it(self, url, query, message):
        result = run(url, query=query)
        assert result.exit_code == 2
        assert message in result.stderr
        assert "secret" not in result.output
        assert "DOE" not in result.output


def reported_series(report) -> str:
    """The UID of the series that a report is about."""
    return report.CurrentRequestedProcedureEvidenceSequence[0].ReferencedSeriesSequence[0].SeriesInstanceUID
