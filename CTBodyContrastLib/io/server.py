"""The connection to a DICOMweb server: its login, patience while it is away, and answers that are whole and end."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from email.message import Message
from functools import cached_property
from http.client import responses
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from ..errors import ArchiveError, MissingPackageError

if TYPE_CHECKING:
    from dicomweb_client.web import DICOMwebClient
    from requests import PreparedRequest, RequestException, Response, Session

Answer = TypeVar("Answer")

HEADER_VARIABLE = "CTBODYCONTRAST_PACS_HEADER"
_HOW_TO_LOG_IN = (
    f'Put the header that it asks for, as "Authorization: Bearer ...", into the environment variable '
    f"{HEADER_VARIABLE}, or name and password into the file .netrc in your home folder."
)
# A server that restarts is back within a minute: seven attempts, 63 s apart in all, and ever less often.
WAITS_S = (1, 2, 4, 8, 16, 32)
# To connect, and of silence: some servers first fetch a study from a slower archive behind them.
_TIME_LIMITS_S = (10, 120)
# More is no page of a search's results, and no series of CT: 8 GiB are 4,000 slices of 1024 x 1024.
MOST_BYTES = 2**26
MOST_BYTES_OF_OBJECTS = 2**33
_LOGIN_REFUSED = 401
# Too slow, too many requests, no answer from the server behind this one, unavailable: all of them pass.
_BUSY = (408, 429, 502, 503, 504)


class StatusError(Exception):
    """A server does not do what it was asked for; the text is what it did instead, as "HTTP status 404, Not Found"."""


class Server:
    """A DICOMweb server. Sent to another process, it logs in there anew: no password travels.

    Args:
        url: the service, as https://host/dicom-web.
        session: of the package requests, for other connections than the usual ones.

    Raises:
        ArchiveError: the URL is none, or holds a password.

    Attributes:
        url: without a slash at its end.
        host: with its port, for messages.
    """

    def __init__(self, url: str, session: Session | None = None) -> None:
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        if "@" in parts.netloc:
            raise ArchiveError(f"A name or password in the URL can be read by others. {_HOW_TO_LOG_IN}")
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ArchiveError("This is no URL of a server. Give it as https://host/dicom-web.")
        self.url = url.rstrip("/")
        self.host = parts.netloc
        self._session = session

    def __reduce__(self) -> tuple[type[Server], tuple[str]]:
        return Server, (self.url,)

    @cached_property
    def client(self) -> DICOMwebClient:
        """What speaks DICOMweb; to be used inside `ask`.

        Raises:
            MissingPackageError: dicomweb-client is not installed.
            ArchiveError: the login is no header.
        """
        try:
            from dicomweb_client.web import DICOMwebClient
            from requests import Session
        except ImportError as error:
            raise MissingPackageError(
                "A PACS needs the package dicomweb-client, which is not installed: "
                "python -m pip install dicomweb-client"
            ) from error
        for name in ("dicomweb_client", "urllib3"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # their warnings quote queries, which may name a patient
        session = self._session or Session()
        session.auth = _login()  # with None, requests looks into .netrc
        session.max_redirects = 0  # what logs in here is nothing for another server
        client = DICOMwebClient(self.url, session, callback=_watch, permissive_uid=True, timeout=_TIME_LIMITS_S)
        client.set_http_retry_params(retry=False)  # it would not begin a broken stream again
        return client

    def ask(self, request: Callable[[], Answer], waits_s: Sequence[float] = WAITS_S) -> Answer:
        """Make a request; while the server cannot be reached, is busy, or breaks off, wait and make it again.

        Args:
            waits_s: the pause before each further attempt.

        Raises:
            StatusError: the server refuses.
            ArchiveError: it cannot be reached, or refuses the login.
        """
        from requests import RequestException

        for wait_s in waits_s:
            try:
                return request()
            except RequestException as error:
                if not _passes(error):
                    raise self._told(error) from error
            time.sleep(wait_s)
        try:
            return request()
        except RequestException as error:
            raise self._told(error) from error

    def _told(self, error: RequestException) -> Exception:
        """What a person is told about an error, whose own text may quote a query."""
        from requests import HTTPError, TooManyRedirects
        from requests.exceptions import InvalidJSONError, SSLError

        if isinstance(error, HTTPError):
            status = error.response.status_code
            if status == _LOGIN_REFUSED:
                return ArchiveError(f"The server {self.host} refuses the login. {_HOW_TO_LOG_IN}")
            return StatusError(f"HTTP status {status}, {responses.get(status, 'unknown')}")
        if isinstance(error, InvalidJSONError):
            return StatusError("no JSON, so that this is not DICOMweb")
        if isinstance(error, TooManyRedirects):
            return ArchiveError(f"The server {self.host} sends on to another URL. Give that one.")
        if isinstance(error, SSLError):
            return ArchiveError(
                f"The certificate of {self.host} is not trusted. Put the file of your hospital's certificates into "
                "the environment variable REQUESTS_CA_BUNDLE."
            )
        return ArchiveError(
            f"The server {self.host} does not answer. Check the URL, the network and whether the server runs."
        )


def _passes(error: RequestException) -> bool:
    """Whether waiting may help."""
    from requests import HTTPError, TooManyRedirects
    from requests.exceptions import InvalidJSONError, SSLError

    if isinstance(error, HTTPError):
        return error.response.status_code in _BUSY
    return not isinstance(error, InvalidJSONError | TooManyRedirects | SSLError)


def _login() -> Callable[[PreparedRequest], PreparedRequest] | None:
    line = os.environ.get(HEADER_VARIABLE)
    if not line:
        return None
    name, _, value = (part.strip() for part in line.partition(":"))
    if not name or not value:
        raise ArchiveError(f'{HEADER_VARIABLE} holds no header. Write it as "Authorization: Bearer ...".')

    def log_in(request: PreparedRequest) -> PreparedRequest:
        request.headers[name] = value
        return request

    return log_in


def _watch(response: Response, **options: object) -> None:
    """Make an answer break off, for whoever reads it, where it is too long, or of several parts and not whole."""
    header = Message()
    header["Content-Type"] = response.headers.get("Content-Type", "")
    boundary = header.get_boundary()
    chunks = response.iter_content
    if boundary is None:
        response.iter_content = lambda chunk_size=1: _up_to(MOST_BYTES, chunks(chunk_size))
    else:
        closing = f"--{boundary}--".encode()
        response.iter_content = lambda chunk_size=1: _until(closing, _up_to(MOST_BYTES_OF_OBJECTS, chunks(chunk_size)))


def _up_to(most: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A server that never ends would use up the memory."""
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > most:
            raise StatusError(f"an answer of more than {most >> 20} MiB")
        yield chunk


def _until(closing: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A server that is killed may end a connection as if all had been sent: only the closing delimiter says it has.

    The delimiter is that of RFC 2046, 5.1.1.
    """
    from requests.exceptions import ChunkedEncodingError

    end = b""
    for chunk in chunks:
        end = (end + chunk)[-2 * len(closing) :]
        yield chunk
    if closing not in end:
        raise ChunkedEncodingError("the closing delimiter is missing")
