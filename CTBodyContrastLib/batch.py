"""Many scans: few are in memory at a time, and a failing one does not end the run."""

import logging
import os
import warnings
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .classification import Classification
from .errors import MissingPackageError, ModelError, ScanError
from .io.results import ScanResult
from .io.series import Scan, find_scans
from .labels import Status
from .preparation import PreparedScan
from .processes import Lost, work_in_processes
from .volume import CTVolume

if TYPE_CHECKING:
    from .classifier import Classifier, Task

OnStage = Callable[[str, float], None]
Answer = TypeVar("Answer")

# A scan is read in seconds, a large one over a slow network in a few minutes.
TIME_LIMIT_S = 600.0
# Each holds a scan, and beyond this many a disk is what takes the time.
_MOST_WORKERS = 8

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


def default_workers(scans: int) -> int:
    """How many processes read a number of scans: one for each core, and none beside this one for a single scan."""
    return 0 if scans < 2 else min(scans, os.cpu_count() or 1, _MOST_WORKERS)


def classify_scans(
    scans: Iterable[Scan],
    classifier: "Classifier",
    task: "Task" = "both",
    on_stage: OnStage | None = None,
    workers: int = 0,
    time_limit_s: float = TIME_LIMIT_S,
    regions: bool = False,
) -> Generator[ScanResult, None, None]:
    """Read and classify scans; each result is given out as soon as it is known.

    Args:
        scans: as `find_all_scans` returns them; taken one by one, when there is time for them.
        classifier: a loaded model.
        task: "body-part" leaves contrast out.
        on_stage: called with a text and how far the current scan is (0 to 1); not with workers.
        workers: processes that read scans and make their images while this one asks the network. With 0 all is
            done here, one scan after the other. With more, results come as they are ready; only those of one
            series keep the order of its volumes.
        time_limit_s: with workers, a scan that takes longer to read is rejected.
        regions: also find the regions of long scans.

    Raises:
        ModelError, MissingPackageError, ProcessStartError: no scan could be classified; everything about a single
            scan is a result with status rejected and its reason instead.
    """
    if workers:
        yield from _overlapping(scans, classifier, task, workers, time_limit_s, regions)
        return
    for scan in scans:
        if on_stage:
            on_stage("Reading", 0.0)
        answer = classify_or_reject(scan.read, classifier, task, on_stage, regions=regions)
        yield ScanResult(str(scan.path), scan.series_uid, answer, scan.description)


def classify_or_reject(
    read: Callable[[], CTVolume],
    classifier: "Classifier",
    task: "Task" = "both",
    on_stage: OnStage | None = None,
    explain: bool = False,
    regions: bool = False,
) -> Classification:
    """Read and classify one scan; whatever is wrong with it gives status rejected and a plain reason.

    The parameters are those of Classifier.classify.

    Raises:
        ModelError, MissingPackageError: no scan could be classified.
    """
    answer = _or_reason(lambda: classifier.classify(read(), task, on_stage, explain, regions))
    return _or_rejected(answer, classifier)


def _overlapping(
    scans: Iterable[Scan], classifier: "Classifier", task: "Task", workers: int, time_limit_s: float, regions: bool
) -> Iterator[ScanResult]:
    """Other processes read and prepare scans; what is ready at one time goes through the network together."""
    series: dict[tuple[Path, str], dict[int, ScanResult | None]] = defaultdict(dict)

    def numbered() -> Iterator[tuple[int, Scan]]:
        for number, scan in enumerate(scans):
            series[scan.path, scan.series_uid][number] = None
            yield number, scan

    prepare = partial(_prepare_or_reason, partial(classifier.prepare, with_windows=regions))
    with classifier.beside(workers), closing(work_in_processes(prepare, numbered(), workers, time_limit_s)) as ready:
        for finished in ready:
            outcomes = [_lost(found, time_limit_s) if isinstance(found, Lost) else found for _, found in finished]
            answers = _classify_together(outcomes, classifier, task)
            for ((number, scan), _), answer in zip(finished, answers, strict=True):
                volumes = series[scan.path, scan.series_uid]
                volumes[number] = ScanResult(str(scan.path), scan.series_uid, answer, scan.description)
                yield from _complete(volumes)
                if not volumes:
                    del series[scan.path, scan.series_uid]


def _complete(volumes: dict[int, ScanResult | None]) -> Iterator[ScanResult]:
    """Take out the results of a series up to the first volume that has none yet."""
    for number, result in list(volumes.items()):
        if result is None:
            return
        del volumes[number]
        yield result


def _prepare_or_reason(prepare: Callable[[CTVolume], PreparedScan], numbered: tuple[int, Scan]) -> PreparedScan | str:
    """What a reading process does for one scan."""
    # What readers warn of quotes file names and header values, which may name a patient.
    warnings.simplefilter("ignore")
    _, scan = numbered
    return _or_reason(lambda: prepare(scan.read()))


def _classify_together(
    outcomes: Sequence[PreparedScan | str], classifier: "Classifier", task: "Task"
) -> list[Classification]:
    prepared = [outcome for outcome in outcomes if isinstance(outcome, PreparedScan)]
    answers = _or_reason(lambda: classifier.classify_prepared(prepared, task)) if prepared else []
    if not isinstance(answers, str):
        classified = iter(answers)
        return [
            next(classified) if isinstance(outcome, PreparedScan) else _or_rejected(outcome, classifier)
            for outcome in outcomes
        ]
    if len(outcomes) == 1:
        return [_or_rejected(answers, classifier)]
    # One of them is at fault: the others must not pay for it.
    return [answer for outcome in outcomes for answer in _classify_together([outcome], classifier, task)]


def _or_reason(step: Callable[[], Answer]) -> Answer | str:
    """What a step for one scan gives, or in plain words why it gives nothing."""
    try:
        return step()
    except (ModelError, MissingPackageError):
        raise
    except ScanError as error:
        return str(error)
    except MemoryError:
        return "This scan needs more memory than is free. Close other programs, or use a computer with more memory."
    except OSError as error:
        return f"The scan could not be read: {error.strerror or 'the disk or the network failed'}."
    except Exception as error:
        # One scan that breaks the program must not cost the others their rows. The text of a foreign
        # error may quote a header, so only its kind is told.
        logger.debug("Unexpected failure", exc_info=True)
        return f"An unexpected {type(error).__name__} stopped this scan. Please report it with a scan that shows it."


def _or_rejected(answer: Classification | str, classifier: "Classifier") -> Classification:
    """A reason becomes a rejection."""
    if not isinstance(answer, str):
        return answer
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Classification(Status.REJECTED, answer, model=classifier.model_name, date=now)


def _lost(why: Lost, time_limit_s: float) -> str:
    if why is Lost.OUT_OF_TIME:
        return f"Reading this scan took more than {time_limit_s:g} s. Copy it to a local disk, or raise --time-limit."
    return (
        "Reading this scan ended the process that read it: a decoder crashed, or the memory ran out. "
        "Export it again, uncompressed, or use fewer --workers."
    )


def _series_of(path: Path) -> str | None:
    """The series UID of a DICOM file; None for anything else."""
    from .io.headers import read_header

    header = read_header(path) if path.is_file() else None
    return header.series_uid or None if header else None
