"""CT series on a DICOMweb server (PS3.18): found by QIDO-RS, read as a stream by WADO-RS, reported on by STOW-RS."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ArchiveError, NoPixelDataError, ReportRefusedError, UnreadableFileError
from .headers import describe
from .parsing import PARSER_ERRORS
from .planes import text
from .received import ReceivedFile
from .series import Scan, scans_of_files
from .server import WAITS_S, Server, StatusError

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    Search = Callable[..., Sequence[Mapping[str, Any]]]

# So many results are asked for at a time. No server is known that gives fewer when there are more.
_PAGE = 100
# What describes a series and not its study, of what servers are searched by (PS3.18, Search Transaction).
_SERIES_KEYWORDS = (
    "SeriesInstanceUID",
    "SeriesNumber",
    "SeriesDescription",
    "BodyPartExamined",
    "PerformedProcedureStepStartDate",
    "PerformedProcedureStepStartTime",
)
# All that is read of a search's results: they name the patient too.
_RESULT_KEYWORDS = ("StudyInstanceUID", "SeriesInstanceUID", "Modality", "SeriesNumber", "SeriesDescription")
_UID = re.compile(r"[0-9.]{1,64}")


def parse_query(query: str) -> dict[str, str]:
    """DICOM keyword to value, of a text such as "ModalitiesInStudy=CT,StudyDate=20260101-".

    Raises:
        ArchiveError: a part is no such pair, or asks for another modality; nothing of it is quoted.
    """
    from pydicom.datadict import tag_for_keyword

    found = {}
    for number, part in enumerate(query.split(","), start=1):
        keyword, _, value = (side.strip() for side in part.partition("="))
        if not value or tag_for_keyword(keyword) is None:
            raise ArchiveError(
                f"Part {number} of the query is no DICOM keyword with a value. "
                "Write it as ModalitiesInStudy=CT,StudyDate=20260101-."
            )
        if keyword == "Modality":
            raise ArchiveError("Only CT series are looked for: leave Modality out of the query.")
        found[keyword] = value
    return found


def find_series(server: Server, query: Mapping[str, str]) -> Iterator[Scan]:
    """Find the CT series of all studies that match; the next studies are asked for when they are needed.

    A server that does not answer the first question is not waited for.

    Args:
        query: as `parse_query` gives it.

    Yields:
        Scans that `fetch_series` is called for when their volumes are asked for.

    Raises:
        ArchiveError: the server cannot be reached, refuses the login, or is no DICOMweb server.
    """
    of_series = {keyword: value for keyword, value in query.items() if keyword in _SERIES_KEYWORDS}
    of_study = {keyword: value for keyword, value in query.items() if keyword not in _SERIES_KEYWORDS}
    for study in _search(server, server.client.search_for_studies, "StudyInstanceUID", of_study, ()):
        search = partial(server.client.search_for_series, study.StudyInstanceUID)
        for series in _search(server, search, "SeriesInstanceUID", {**of_series, "Modality": "CT"}):
            if text(series, "Modality") == "CT":  # a server may pass over what it cannot search by
                yield _scan(server, study.StudyInstanceUID, series)


def fetch_series(server: Server, study_uid: str, series_uid: str) -> list[Scan]:
    """Fetch a series into memory: its volumes, as `find_scans` gives those of a folder.

    It is asked for uncompressed, which every server must be able to send: some decoders read only files.

    Raises:
        ScanError: the server does not give this series, or not in a readable form.
        ArchiveError: it cannot be reached any more.
    """
    try:
        received = server.ask(partial(_receive, server, study_uid, series_uid))
    except StatusError as error:
        raise UnreadableFileError(
            f"The server does not give this series ({error}). Ask whoever runs it, or leave the series out."
        ) from error
    scans = scans_of_files(received)
    if not scans:
        raise NoPixelDataError("The server holds no images of this series. Leave it out.")
    return scans


def store_report(server: Server, report: Dataset) -> None:
    """Send a report. After an interruption the same one is sent again, which a server keeps once.

    Raises:
        ReportRefusedError: the server does not take it.
        ArchiveError: it cannot be reached any more.
    """
    try:
        answer = server.ask(partial(server.client.store_instances, [report]))
    except StatusError as error:
        raise _refused(str(error)) from error
    for failed in answer.get("FailedSOPSequence") or ():
        reason = failed.get("FailureReason")
        raise _refused("without a reason" if reason is None else f"failure reason 0x{reason:04X}")


def _refused(reason: str) -> ReportRefusedError:
    return ReportRefusedError(f"The server refused it ({reason}). Ask whoever runs it whether it takes reports.")


def _search(
    server: Server, search: Search, uid_keyword: str, query: Mapping[str, str], waits_s: Sequence[float] = WAITS_S
) -> Iterator[Dataset]:
    """All that a search finds, page by page, and each once: some servers begin again with every page."""
    seen: set[str] = set()
    asked = 0
    while True:
        page = _page(server, partial(search, search_filters=dict(query), limit=_PAGE, offset=asked), waits_s)
        new = {uid: found for found in page if (uid := text(found, uid_keyword)) not in seen}
        if not all(_UID.fullmatch(uid) for uid in new):
            raise _no_dicomweb(server)
        yield from new.values()
        if not new or len(page) < _PAGE:
            return
        seen.update(new)
        asked += len(page)
        waits_s = WAITS_S


def _page(server: Server, search: Search, waits_s: Sequence[float]) -> list[Dataset]:
    from pydicom.datadict import tag_for_keyword
    from pydicom.dataset import Dataset

    tags = [f"{tag_for_keyword(keyword):08X}" for keyword in _RESULT_KEYWORDS]
    try:
        found = server.ask(search, waits_s)
        return [Dataset.from_json({tag: result[tag] for tag in tags if tag in result}) for result in found]
    except StatusError as error:
        raise ArchiveError(
            f"The server {server.host} does not answer the query ({error}). Check the URL and the query."
        ) from error
    except ArchiveError:
        raise
    except PARSER_ERRORS as error:
        raise _no_dicomweb(server) from error


def _no_dicomweb(server: Server) -> ArchiveError:
    return ArchiveError(f"What {server.host} answers is not DICOMweb. Check the URL: it often ends in /dicom-web.")


def _scan(server: Server, study_uid: str, series: Dataset) -> Scan:
    series_uid = text(series, "SeriesInstanceUID")
    return Scan(
        Path(),
        series_uid,
        describe(series),
        address=f"{server.url}/studies/{study_uid}/series/{series_uid}",
        _fetch=partial(fetch_series, server, study_uid, series_uid),
    )


def _receive(server: Server, study_uid: str, series_uid: str) -> list[ReceivedFile]:
    from requests import RequestException

    try:
        stream = server.client.iter_series(study_uid, series_uid)
        return [ReceivedFile(f"Instance {number}", instance) for number, instance in enumerate(stream, start=1)]
    except (RequestException, StatusError, MemoryError):
        raise
    except Exception as error:  # whatever pydicom and dicomweb-client raise for what is damaged
        raise UnreadableFileError(
            "The server sent something that is no DICOM object. Ask whoever runs it, or leave the series out."
        ) from error
