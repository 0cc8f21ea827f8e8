"""A DICOMweb server that gives the answers of a list, through the connection that requests would use."""

import io

import pytest
from pydicom import dcmwrite
from pydicom.dataset import Dataset

pytest.importorskip("dicomweb_client", reason="not run: dicomweb-client is not installed")
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

URL = "http://archive.example/dicom-web"

# HTTP status, headers, content; or what a broken connection raises.
Answer = tuple[int, dict[str, str], bytes] | Exception


class CannedServer(BaseAdapter):
    """Answers every request by the next of `answers`; keeps the requests."""

    def __init__(self, *answers: Answer) -> None:
        super().__init__()
        self._answers = list(answers)
        self.requests: list[PreparedRequest] = []

    def session(self) -> Session:
        session = Session()
        session.trust_env = False
        session.mount("http://", self)
        return session

    def send(self, request: PreparedRequest, **options: object) -> Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        response = Response()
        response.status_code, headers, content = answer
        response.headers.update(headers)
        response.raw = io.BytesIO(content)
        response.request, response.url = request, request.url
        return response

    def close(self) -> None:
        """Nothing is open."""


def json(text: str, status: int = 200) -> Answer:
    """An answer to a search."""
    return status, {"Content-Type": "application/dicom+json"}, text.encode()


def multipart(*instances: Dataset, cut: int = 0) -> Answer:
    """An answer with DICOM objects; with `cut`, so many bytes are missing at its end."""
    content = b""
    for instance in instances:
        part = io.BytesIO()
        dcmwrite(part, instance)
        content += b"\r\n--limit\r\nContent-Type: application/dicom\r\n\r\n" + part.getvalue()
    content += b"\r\n--limit--\r\n"
    kind = 'multipart/related; type="application/dicom"; boundary=limit'
    return 200, {"Content-Type": kind}, content[: len(content) - cut]
