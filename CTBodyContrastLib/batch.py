"""Many scans, one after another: only one is in memory at a time, and a failing one does not end the run."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .classification import Classification
from .errors import MissingPackageError, ModelError, ScanError
from .io.results import ScanResult
from .io.series import Scan, find_scans
from .labels import Status
from .volume import CTVolume

if TYPE_CHECKING:
    from .classifier import Classifier, Task

OnStage = Callable[[str, float], None]

logger = logging.getLogger(__name__)


def find_all_scans(inputs: Iterable[Path]) -> list[Scan]:
    """The scans of several files and folders, each once, in the order given.

    Many DICOM files of one series are one scan: `*.dcm` may be given.
    """
    found: dict[tuple[Path, str, str], Scan] = {}
    folders: set[Path] = set()
    for path in inputs:
        if path.parent.resolve() in folders and _series_of(path) in {scan.series_uid for scan in found.values()}:
            continue
        for scan in find_scans(path):
            found.setdefault((scan.path.resolve(), scan.series_uid, scan.description), scan)
            folders.add(scan.path.resolve())
    return list(found.values())


def classify_scans(
    scans: Iterable[Scan],
    classifier: "Classifier",
    task: "Task" = "both",
    on_stage: OnStage | None = None,
) -> Iterator[ScanResult]:
    """Read and classify scans one by one; each result is given out before the next scan is read.

    Args:
        scans: as `find_all_scans` returns them.
        classifier: a loaded model.
        task: "body-part" leaves contrast out.
        on_stage: called with a text and how far the current scan is (0 to 1).

    Raises:
        ModelError, MissingPackageError: no scan could be classified; everything about a single scan is a result
            with status rejected and its reason instead.
    """
    for scan in scans:
        if on_stage:
            on_stage("Reading", 0.0)
        answer = classify_or_reject(scan.read, classifier, task, on_stage)
        yield ScanResult(str(scan.path), scan.series_uid, answer, scan.description)


def classify_or_reject(
    read: Callable[[], CTVolume],
    classifier: "Classifier",
    task: "Task" = "both",
    on_stage: OnStage | None = None,
    explain: bool = False,
) -> Classification:
    """Read and classify one scan; whatever is wrong with it gives status rejected and a plain reason.

    The parameters are those of Classifier.classify.

    Raises:
        ModelError, MissingPackageError: no scan could be classified.
    """
    try:
        return classifier.classify(read(), task, on_stage, explain)
    except (ModelError, MissingPackageError):
        raise
    except ScanError as error:
        reason = str(error)
    except MemoryError:
        reason = "This scan needs more memory than is free. Close other programs, or use a computer with more memory."
    except OSError as error:
        reason = f"The scan could not be read: {error.strerror or 'the disk or the network failed'}."
    except Exception as error:
        # One scan that breaks the program must not cost the others their rows. The text of a foreign
        # error may quote a header, so only its kind is told.
        logger.debug("Unexpected failure", exc_info=True)
        reason = f"An unexpected {type(error).__name__} stopped this scan. Please report it with a scan that shows it."
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Classification(Status.REJECTED, reason, model=classifier.model_name, date=now)


def _series_of(path: Path) -> str | None:
    """The series UID of a DICOM file; None for anything else."""
    from .io.headers import read_header

    header = read_header(path) if path.is_file() else None
    return header.series_uid or None if header else None
