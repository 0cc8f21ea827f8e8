"""The connection to a DICOMweb server."""

import pickle

import pytest
import requests
from canned_server import URL, CannedServer, json, multipart
from dicom_series import slice_dataset

from CTBodyContrastLib.errors import ArchiveError
from CTBodyContrastLib.io import server as module
from CTBodyContrastLib.io.server import HEADER_VARIABLE, WAITS_S, Server, StatusError

AWAY = requests.ConnectionError("refused: http://archive.example/dicom-web/studies?PatientName=DOE")


@pytest.fixture
def waits(monkeypatch):
    """Nobody waits; holds for how long it would have been."""
    waits = []
    monkeypatch.setattr(module.time, "sleep", waits.append)
    return waits


@pytest.fixture(autouse=True)
def no_login(monkeypatch):
    monkeypatch.delenv(HEADER_VARIABLE, raising=False)


def asked(*answers, waits_s=WAITS_S):
    """What asking for a study's instances gives."""
    server = Server(URL, CannedServer(*answers).session())
    return server.ask(lambda: list(server.client.iter_study("1.2")), waits_s)


class TestURL:
    @pytest.mark.parametrize(
        "url", ["", "archive", "ftp://archive", "http://", "http://[", "http://:80", "http://a/?key=1", "http://a/#b"]
    )
    def test_what_is_none_is_told(self, url):
        with pytest.raises(ArchiveError, match="https://host/dicom-web"):
            Server(url)

    def test_password_in_it_is_refused_and_not_repeated(self):
        with pytest.raises(ArchiveError, match=HEADER_VARIABLE) as raised:
            Server("https://me:secret@archive/dicom-web")
        assert "secret" not in str(raised.value)


class TestLogin:
    def test_header_of_the_environment_is_sent(self, monkeypatch):
        monkeypatch.setenv(HEADER_VARIABLE, "X-Key: a:b")
        canned = CannedServer(json("[]"))
        Server(URL, canned.session()).client.search_for_studies()
        assert canned.requests[0].headers["X-Key"] == "a:b"

    def test_what_is_no_header_is_told_and_not_repeated(self, monkeypatch):
        monkeypatch.setenv(HEADER_VARIABLE, "secret")
        with pytest.raises(ArchiveError, match="holds no header") as raised:
            _ = Server(URL).client
        assert "secret" not in str(raised.value)

    def test_it_does_not_travel_to_another_process(self, monkeypatch):
        monkeypatch.setenv(HEADER_VARIABLE, "Authorization: secret")
        server = Server(f"{URL}/")
        assert server.client
        sent = pickle.dumps(server)
        assert b"secret" not in sent
        assert pickle.loads(sent).url == URL

    def test_it_is_not_sent_on_to_another_server(self):
        canned = CannedServer((302, {"Location": "http://elsewhere.example/"}, b""))
        server = Server(URL, canned.session())
        with pytest.raises(ArchiveError, match="sends on to another URL"):
            server.ask(server.client.search_for_studies)
        assert len(canned.requests) == 1


class TestLength:
    def test_a_search_that_never_ends_is_cut_off(self, monkeypatch, waits):
        monkeypatch.setattr(module, "MOST_BYTES", 2**20)
        server = Server(URL, CannedServer(json(" " * 2**21)).session())
        with pytest.raises(StatusError, match="more than 1 MiB"):
            server.ask(server.client.search_for_studies)
        assert waits == []

    def test_so_are_objects_at_a_length_of_their_own(self, monkeypatch, waits):
        slices = multipart(*[slice_dataset(number) for number in range(4)])
        monkeypatch.setattr(module, "MOST_BYTES", 0)
        assert len(asked(slices)) == 4
        monkeypatch.setattr(module, "MOST_BYTES_OF_OBJECTS", 1000)
        with pytest.raises(StatusError, match="more than 0 MiB"):
            asked(slices)
        assert waits == []


class TestPatience:
    @pytest.mark.parametrize("passing", [AWAY, requests.ReadTimeout(), json("", 503), json("", 429)], ids=repr)
    def test_a_server_that_is_away_or_busy_is_asked_again(self, waits, passing):
        assert len(asked(passing, passing, multipart(slice_dataset()))) == 1
        assert waits == [1, 2]

    @pytest.mark.parametrize("cut", [1 + len("\r\n--limit-"), 300])
    def test_an_answer_that_breaks_off_is_asked_for_again(self, waits, cut):
        slices = slice_dataset(0), slice_dataset(1)
        assert len(asked(multipart(*slices, cut=cut), multipart(*slices))) == 2
        assert waits == [1]

    def test_it_ends_after_about_a_minute(self, waits):
        with pytest.raises(ArchiveError, match=r"archive\.example does not answer") as raised:
            asked(*[AWAY] * 7)
        assert sum(waits) == 63
        assert "DOE" not in str(raised.value)

    @pytest.mark.parametrize("status", [404, 500])
    def test_a_refusal_is_not_asked_again(self, waits, status):
        with pytest.raises(StatusError, match=str(status)):
            asked(json("", status))
        assert waits == []

    def test_a_busy_server_is_told_at_last(self, waits):
        with pytest.raises(StatusError, match="HTTP status 503, Service Unavailable"):
            asked(json("", 503), json("", 503), waits_s=(1,))

    @pytest.mark.parametrize(
        ("answer", "message"),
        [
            (json("", 401), "refuses the login"),
            (requests.exceptions.SSLError("PatientName=DOE"), "REQUESTS_CA_BUNDLE"),
        ],
        ids=["login", "certificate"],
    )
    def test_what_a_person_must_mend_ends_it_at_once(self, waits, answer, message):
        with pytest.raises(ArchiveError, match=message) as raised:
            asked(answer)
        assert waits == []
        assert "DOE" not in str(raised.value)
