"""CT series of a DICOMweb server."""

import logging
from json import dumps
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
import requests
from canned_server import URL, CannedServer, json, multipart
from classifications import OK
from dicom_series import hounsfield, slice_dataset
from pydicom.dataset import Dataset

from CTBodyContrastLib.errors import ArchiveError, NoPixelDataError, ReportRefusedError, ScanError, UnreadableFileError
from CTBodyContrastLib.io import dicomweb
from CTBodyContrastLib.io.dicomweb import find_series, parse_query, store_report
from CTBodyContrastLib.io.server import Server

DAMAGED = 200, {"Content-Type": "multipart/related; boundary=limit"}, b"\r\n--limit\r\n\r\nDOE\r\n--limit--"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch):
    monkeypatch.setattr("CTBodyContrastLib.io.server.time.sleep", lambda seconds: None)


def found(*uids, level="StudyInstanceUID", **more):
    """An answer to a search, as servers give it: with the patient."""
    results = []
    for uid in uids:
        result = Dataset()
        result.PatientName = "DOE^JANE"
        setattr(result, level, uid)
        for keyword, value in more.items():
            setattr(result, keyword, value)
        results.append(result.to_json_dict())
    return json(dumps(results))


def series(*uids, **more):
    return found(*uids, level="SeriesInstanceUID", **{"Modality": "CT", "SeriesNumber": 3} | more)


def server_of(*answers):
    canned = CannedServer(*answers)
    return Server(URL, canned.session()), canned


def parameters(request):
    return {key: value[0] for key, value in parse_qs(urlsplit(request.url).query).items()}


def only_scan(*answers):
    """The only series of a server, which gives these answers when it is fetched."""
    server, _ = server_of(found("1.2"), series("1.3"), *answers)
    (scan,) = find_series(server, {})
    return scan


class TestQuery:
    def test_keywords_and_values(self):
        assert parse_query("ModalitiesInStudy=CT, StudyDate=20260101-") == {
            "ModalitiesInStudy": "CT",
            "StudyDate": "20260101-",
        }

    @pytest.mark.parametrize("query", ["", "StudyDate", "StudyDate=", "StudyDate=1,DOE=2", "StudyDate=1,JANE DOE"])
    def test_what_is_none_is_told_and_not_repeated(self, query):
        with pytest.raises(ArchiveError, match=r"Part \d of the query") as raised:
            parse_query(query)
        assert "DOE" not in str(raised.value)

    def test_other_modalities_are_not_looked_for(self):
        with pytest.raises(ArchiveError, match="Only CT"):
            parse_query("Modality=MR")


class TestFindSeries:
    def test_ct_series_of_each_study_are_found(self):
        server, canned = server_of(found("1.1", "1.2"), series("1.1.1", "1.1.2"), series("1.2.1"))
        scans = list(find_series(server, {"StudyDate": "20260101-", "SeriesDescription": "AX*"}))
        assert [scan.place for scan in scans] == [
            f"{URL}/studies/1.1/series/1.1.1",
            f"{URL}/studies/1.1/series/1.1.2",
            f"{URL}/studies/1.2/series/1.2.1",
        ]
        assert [scan.series_uid for scan in scans] == ["1.1.1", "1.1.2", "1.2.1"]
        assert scans[0].description == "series 3, CT"
        of_study, of_series, _ = map(parameters, canned.requests)
        assert of_study == {"StudyDate": "20260101-", "limit": "100", "offset": "0"}
        assert of_series == {"SeriesDescription": "AX*", "Modality": "CT", "limit": "100", "offset": "0"}

    def test_no_more_is_asked_than_is_taken(self):
        server, canned = server_of(found("1.1", "1.2"), series("1.1.1"))
        next(find_series(server, {}))
        assert len(canned.requests) == 2

    def test_series_of_other_modalities_are_left_out(self):
        server, _ = server_of(found("1.1"), series("1.1.1", Modality="SR"))
        assert list(find_series(server, {})) == []

    def test_pages_are_asked_for_one_after_the_other(self, monkeypatch):
        monkeypatch.setattr(dicomweb, "_PAGE", 2)
        server, canned = server_of(found("1.1", "1.2"), *[series()] * 2, found("1.3"), series())
        assert list(find_series(server, {})) == []
        assert [parameters(request)["offset"] for request in canned.requests] == ["0", "0", "0", "2", "0"]

    def test_a_server_that_begins_again_with_every_page_gives_each_study_once(self, monkeypatch):
        monkeypatch.setattr(dicomweb, "_PAGE", 2)
        server, _ = server_of(found("1.1", "1.2"), series("1.1.1"), series("1.2.1"), found("1.1", "1.2"))
        assert len(list(find_series(server, {}))) == 2

    def test_a_server_that_is_down_from_the_start_is_not_waited_for(self):
        server, canned = server_of(requests.ConnectionError())
        with pytest.raises(ArchiveError, match=r"archive\.example does not answer"):
            list(find_series(server, {}))
        assert len(canned.requests) == 1

    def test_later_it_is_waited_for(self):
        server, _ = server_of(found("1.1"), requests.ConnectionError(), series("1.1.1"))
        assert len(list(find_series(server, {}))) == 1

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            (json("<html>"), "no JSON"),
            (json('["studies"]'), "is not DICOMweb"),
            (json("[7]"), "is not DICOMweb"),
            (found("../../patients"), "is not DICOMweb"),
            (json("", 404), "HTTP status 404, Not Found"),
            (json("", 403), "HTTP status 403, Forbidden"),
        ],
    )
    def test_what_is_no_dicomweb_is_told(self, answer, message):
        server, _ = server_of(answer)
        with pytest.raises(ArchiveError, match=message):
            list(find_series(server, {}))

    def test_nothing_shows_the_patient_or_the_query(self, caplog):
        caplog.set_level(logging.WARNING)
        server, _ = server_of(found("1.2"), series("1.3", SeriesDescription="CHEST"))
        assert "DOE" not in repr(list(find_series(server, {"PatientName": "DOE"})))
        assert caplog.text == ""


class TestFetchSeries:
    def test_its_volume_is_read_from_memory(self):
        scan = only_scan(multipart(*(slice_dataset(index) for index in (2, 0, 1))))
        (volume,) = scan.volumes()
        np.testing.assert_array_equal(volume.read().voxels, hounsfield(0, 1, 2))
        assert volume.description == "series 3, CHEST 2 MM, CT"

    def test_uncompressed_pixels_are_asked_for(self):
        server, canned = server_of(found("1.2"), series("1.3"), multipart(slice_dataset()))
        next(find_series(server, {})).volumes()
        # Without a transfer syntax it is Explicit VR Little Endian (PS3.18).
        assert canned.requests[-1].headers["Accept"] == 'multipart/related; type="application/dicom"'

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            (json("", 404), UnreadableFileError),
            (json("", 406), UnreadableFileError),
            (DAMAGED, UnreadableFileError),
            (json("{}"), UnreadableFileError),
            (multipart(), NoPixelDataError),
        ],
        ids=["gone", "not acceptable", "damaged", "another answer", "empty"],
    )
    def test_a_series_that_cannot_be_had_is_a_problem_of_its_own(self, answer, kind):
        with pytest.raises(ScanError) as raised:
            only_scan(answer).volumes()
        assert isinstance(raised.value, kind)
        assert "DOE" not in str(raised.value)

    def test_one_without_end_is_cut_off(self, monkeypatch):
        monkeypatch.setattr("CTBodyContrastLib.io.server.MOST_BYTES_OF_OBJECTS", 1000)
        with pytest.raises(UnreadableFileError, match=r"does not give this series .an answer of more than"):
            only_scan(multipart(slice_dataset(), slice_dataset(1))).volumes()

    def test_a_server_that_is_gone_is_not(self):
        with pytest.raises(ArchiveError):
            only_scan(*[requests.ConnectionError()] * 7).volumes()


class TestStoreReport:
    @pytest.fixture
    def report(self, tmp_path):
        from CTBodyContrastLib.io.received import ReceivedFile
        from CTBodyContrastLib.io.source import read_source
        from CTBodyContrastLib.io.structured_report import make_report

        pytest.importorskip("highdicom", reason="not run: highdicom is not installed")
        return make_report(OK, read_source([ReceivedFile("Instance 1", slice_dataset())]))

    def test_the_same_report_is_sent_again_after_an_interruption(self, report):
        server, canned = server_of(requests.ConnectionError(), json("{}"))
        store_report(server, report)
        first, second = (request.body for request in canned.requests)
        assert report.SOPInstanceUID.encode() in first
        assert first == second

    @pytest.mark.parametrize(
        ("answer", "reason"),
        [
            (json("", 409), "HTTP status 409, Conflict"),
            (json('{"00081198": {"vr": "SQ", "Value": [{}]}}'), "without a reason"),
            (
                json('{"00081198": {"vr": "SQ", "Value": [{"00081197": {"vr": "US", "Value": [290]}}]}}', 202),
                "failure reason 0x0122",
            ),
        ],
        ids=["status", "without reason", "failure reason"],
    )
    def test_a_refusal_is_told(self, report, answer, reason):
        server, _ = server_of(answer)
        with pytest.raises(ReportRefusedError, match=reason):
            store_report(server, report)
