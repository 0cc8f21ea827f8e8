"""What becomes of results beside their rows: structured reports and header proposals."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import typer

from ..errors import (
    ArchiveError,
    CTBodyContrastError,
    MissingPackageError,
    ReportRefusedError,
    UnusableSourceError,
)
from ..io.dicomweb import store_report
from ..io.proposals import write_proposal
from ..io.results import ScanResult
from ..io.series import Scan
from ..io.server import Server
from ..io.source import read_patient
from ..io.structured_report import check_reportable, make_report, save_report, write_report
from ..labels import Status
from .output import USAGE_ERROR, messages

logger = logging.getLogger(__name__)


class DerivedFiles:
    """Is handed every result of a run, and writes what was asked for into the folders given.

    Args:
        scans: all scans of the run: a result names its scan, and the scan knows its files.
        reports, proposals: folders, made when they are missing; None for what was not asked for.

    Raises:
        MissingPackageError: reports are asked for, and highdicom is not installed.
        OSError: a folder cannot be made.
    """

    def __init__(self, scans: Iterable[Scan], reports: Path | None, proposals: Path | None) -> None:
        if reports:
            _check_highdicom()
        self._files = {_key(scan): scan.files for scan in scans}
        self._volumes = Counter(key[:2] for key, files in self._files.items() if files)
        self._reports, self._proposals = reports, proposals
        for folder in (reports, proposals):
            if folder:
                folder.mkdir(parents=True, exist_ok=True)

    def patient(self, result: ScanResult) -> tuple[str, str]:
        """PatientName and PatientID of a result's scan; empty where there are none."""
        try:
            return read_patient(self._files.get(_key(result), ()))
        except UnusableSourceError:
            return "", ""

    def write(self, result: ScanResult) -> Iterator[str]:
        """Write what one result gives, as it was found; yields a sentence for each file that cannot be made.

        Raises:
            OSError: the disk is full or the like.
        """
        answer, files = result.classification, self._files.get(_key(result), ())
        if self._reports:
            yield from _attempt("report", partial(write_report, answer, files, self._reports))
        if self._proposals:
            yield from _attempt("proposal", partial(self._propose, result, files, self._proposals))

    def _propose(self, result: ScanResult, files: Sequence[Path], folder: Path) -> None:
        if result.classification.status == Status.OK and self._volumes[_key(result)[:2]] > 1:
            raise UnusableSourceError("The series holds several volumes, and one description for all of them.")
        write_proposal(result.classification, files, folder)


class ArchiveReports:
    """Is handed every result on a series of a server, and keeps a report on it, sends it back, or both.

    Args:
        folder: where reports are kept, made when it is missing; None for nowhere.
        server: where they are sent; None for nowhere.

    Attributes:
        refused: how many the server did not take.
    """

    def __init__(self, folder: Path | None, server: Server | None) -> None:
        self._folder, self._server = folder, server
        self.refused = 0

    def begin(self) -> "ArchiveReports":
        """Check before the first scan that reports can be made.

        Raises:
            MissingPackageError: reports are asked for, and highdicom is not installed.
            OSError: the folder cannot be made.
        """
        if self._folder or self._server:
            _check_highdicom()
        if self._folder:
            self._folder.mkdir(parents=True, exist_ok=True)
        return self

    def patient(self, result: ScanResult) -> tuple[str, str]:
        """PatientName and PatientID of a result's series; empty where it could not be read."""
        if isinstance(result.source, str):
            return "", ""
        return result.source.identity["PatientName"], result.source.identity["PatientID"]

    def write(self, result: ScanResult) -> Iterator[str]:
        """Report on one result; yields a sentence when that is not possible.

        Raises:
            ArchiveError: the server cannot be reached any more.
            OSError: the disk is full or the like.
        """
        if self._folder or self._server:
            yield from _attempt("report", partial(self._report, result))

    def _report(self, result: ScanResult) -> None:
        check_reportable(result.classification)
        if isinstance(result.source, str):
            raise UnusableSourceError(result.source)
        report = make_report(result.classification, result.source)
        if self._folder:
            save_report(report, self._folder)
        if self._server:
            try:
                store_report(self._server, report)
            except ReportRefusedError:
                self.refused += 1
                raise


def check_report_folder(folder: Path | None, inputs: Iterable[Path]) -> None:
    """End the command when reports would lie among the scans: the next run would take them for scans."""
    if folder and any(folder.resolve().is_relative_to(path.resolve()) for path in inputs if path.is_dir()):
        messages().print(
            f"Error: {folder} lies in a folder that is searched for scans: the next run would find the reports there. "
            "Choose another folder."
        )
        raise typer.Exit(USAGE_ERROR)


def _check_highdicom() -> None:
    if find_spec("highdicom") is None:
        raise MissingPackageError(
            "Reports need the package highdicom, which is not installed: python -m pip install highdicom"
        )


def _key(scan: Scan | ScanResult) -> tuple[str, str, str]:
    place = scan.place if isinstance(scan, Scan) else scan.path
    return place, scan.series_uid, scan.description


def _attempt(what: str, write: Callable[[], object]) -> Iterator[str]:
    try:
        write()
    except ArchiveError:
        raise
    except CTBodyContrastError as error:
        yield f"No {what}: {error}"
    except OSError:
        raise
    except Exception as error:
        # An odd header must not cost the other scans their rows. The text of a foreign error may quote a
        # name, so only its kind is told.
        logger.debug("Unexpected failure", exc_info=True)
        yield f"No {what}: an unexpected {type(error).__name__} stopped it. Please report it."
