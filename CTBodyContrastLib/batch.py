"""Many scans: few are in memory at a time, and a failing one does not end the run."""

import logging
import os
import warnings
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .classification import Classification
from .cluster import work_on_cluster
from .errors import (
    NO_MEMORY,
    ArchiveError,
    MissingPackageError,
    ModelError,
    ScanError,
    UnreadableFileError,
    UnusableSourceError,
)
from .io.headers import read_header
from .io.results import ScanResult
from .io.series import ReadHeader, Scan, find_scans
from .io.source import Source, read_source
from .labels import Status
from .preparation import PreparedScan
from .processes import Lost, work_in_processes
from .volume import CTVolume

if TYPE_CHECKING:
    from .classifier import Classifier, Task

OnStage = Callable[[str, float], None]
# Has others call a function on each item, and gives out the items that are done.
Sharing = Callable[[Callable[[Any], Any], Iterable[Any]], Generator[list[tuple[Any, Any]], None, None]]
Answer = TypeVar("Answer")

# A scan is read in seconds, a large one over a slow network in a few minutes.
TIME_LIMIT_S = 600.0
# Each holds a scan, and beyond this many a disk is what takes the time.
_MOST_WORKERS = 8

logger = logging.getLogger(__name__)


def find_all_scans(inputs: Iterable[Path], read: ReadHeader = read_header) -> list[Scan]:
    """The scans of several files and folders, each once, in the order given.

    Many DICOM files of one series are one scan: `*.dcm` may be given. read is that of `find_scans`.
    """
    found: dict[tuple[Path, str, str], Scan] = {}
    series_in: dict[Path, set[str]] = {}
    for path in inputs:
        folder = Path(os.path.realpath(path.parent))  # unlike Path.resolve, not stopped by a link to itself
        if folder in series_in and _series_of(path, read) in series_in[folder]:
            continue
        for scan in find_scans(path, read):
            place = Path(os.path.realpath(scan.path))
            found.setdefault((place, scan.series_uid, scan.description), scan)
            series_in.setdefault(place, set()).add(scan.series_uid)
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
    cluster: str = "",
) -> Generator[ScanResult, None, None]:
    """Read and classify scans; each result is given out as soon as it is known.

    Args:
        scans: as `find_all_scans` returns them; taken one by one, when there is time for them.
        classifier: a loaded model.
        task: "body-part" leaves contrast out.
        on_stage: called with a text and how far the current scan is (0 to 1); not with workers.
        workers: processes that read scans and make their images while this one asks the network. With 0 all is
            done here, one scan after the other. With more, results come as they are ready; only those of one
            series keep the order of its volumes. A series that a server holds is fetched by one of the processes.
        time_limit_s: with workers or a cluster, a scan that takes longer to read is rejected.
        regions: also find the regions of long scans.
        cluster: the address of a Dask scheduler, whose workers then do what processes of this computer would. They
            must find the scans under the same paths.

    Raises:
        ModelError, MissingPackageError, ProcessStartError, ArchiveError, ClusterError: no scan can be classified, or
            none of those that are left; everything about a single scan is a result with status rejected and its
            reason instead.
    """
    if cluster or workers:
        share: Sharing = (
            partial(work_on_cluster, address=cluster, time_limit_s=time_limit_s)
            if cluster
            else partial(work_in_processes, count=workers, time_limit_s=time_limit_s)
        )
        # What comes from a cluster is received by a thread of this process, which needs a core too.
        with classifier.beside(workers or 1):
            yield from _overlapping(scans, classifier, task, share, time_limit_s, regions)
        return
    for scan in scans:
        if on_stage:
            on_stage("Reading", 0.0)
        volumes = _volumes(scan)
        for volume in volumes:
            answer = classify_or_reject(volume.read, classifier, task, on_stage, regions=regions)
            read = _ReadVolume("", volume.description, _source(volume))
            yield _named(scan, read, answer, more_follow=volume is not volumes[-1])


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
    scans: Iterable[Scan], classifier: "Classifier", task: "Task", share: Sharing, time_limit_s: float, regions: bool
) -> Iterator[ScanResult]:
    """Other processes read and prepare scans; what is ready at one time goes through the network together."""
    series: dict[tuple[str, str], dict[int, list[ScanResult] | None]] = defaultdict(dict)

    def numbered() -> Iterator[tuple[int, Scan]]:
        for number, scan in enumerate(scans):
            series[scan.place, scan.series_uid][number] = None
            yield number, scan

    prepare = partial(_read_all, partial(classifier.prepare, with_windows=regions))
    with closing(share(prepare, numbered())) as ready:
        for finished in ready:
            read = [
                _lost(scan, found, time_limit_s) if isinstance(found, Lost) else found for (_, scan), found in finished
            ]
            answers = iter(_classify_together([volume.outcome for found in read for volume in found], classifier, task))
            for ((number, scan), _), found in zip(finished, read, strict=True):
                results = series[scan.place, scan.series_uid]
                results[number] = [_named(scan, each, next(answers), each is not found[-1]) for each in found]
                yield from _complete(results)
                if not results:
                    del series[scan.place, scan.series_uid]


class _ReadVolume(NamedTuple):
    """What a reading process hands on of one volume.

    Attributes:
        outcome: what the network needs, or in plain words why there is nothing.
        description, source: those of its result.
    """

    outcome: PreparedScan | str
    description: str
    source: Source | str = ""


def _named(scan: Scan, volume: _ReadVolume, answer: Classification, more_follow: bool) -> ScanResult:
    """The result on a volume of a scan."""
    return ScanResult(
        scan.place,
        scan.series_uid,
        answer,
        volume.description,
        source=volume.source,
        more_follow=more_follow,
        files=scan.files or scan.faulty,
    )


def _complete(results: dict[int, list[ScanResult] | None]) -> Iterator[ScanResult]:
    """Take out the results of a series up to the first scan that has none yet."""
    for number, found in list(results.items()):
        if found is None:
            return
        del results[number]
        yield from found


def _read_all(prepare: Callable[[CTVolume], PreparedScan], numbered: tuple[int, Scan]) -> list[_ReadVolume]:
    """What a reading process does for one scan."""
    # What readers warn of quotes file names and header values, which may name a patient.
    warnings.simplefilter("ignore")
    _, scan = numbered
    return [
        _ReadVolume(_or_reason(partial(_prepared, prepare, volume)), volume.description, _source(volume))
        for volume in _volumes(scan)
    ]


def _prepared(prepare: Callable[[CTVolume], PreparedScan], volume: Scan) -> PreparedScan:
    return prepare(volume.read())


def _volumes(scan: Scan) -> list[Scan]:
    """The volumes of a scan; of a series that cannot be fetched, itself with the reason as its problem."""
    volumes = _or_reason(scan.volumes)
    return [replace(scan, problem=UnreadableFileError(volumes))] if isinstance(volumes, str) else volumes


def _source(volume: Scan) -> Source | str:
    """What a report on a fetched volume must state. Files on a disk are read when the report is made."""
    return _or_reason(partial(read_source, volume.received)) if volume.received else ""


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
    except (ModelError, MissingPackageError, ArchiveError):
        raise
    except (ScanError, UnusableSourceError) as error:
        return str(error)
    except MemoryError:
        return NO_MEMORY
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


def _lost(scan: Scan, why: Lost, time_limit_s: float) -> list[_ReadVolume]:
    if why is Lost.OUT_OF_TIME:
        where = "Ask when the server is less busy" if scan.address else "Copy it to a local disk"
        reason = f"Reading this scan took more than {time_limit_s:g} s. {where}, or raise --time-limit."
    else:
        reason = (
            "Reading this scan ended the process that read it: a decoder crashed, or the memory ran out. "
            "Export it again, uncompressed, or let fewer workers read at the same time."
        )
    return [_ReadVolume(reason, scan.description)]


def _series_of(path: Path, read: ReadHeader) -> str | None:
    """The series UID of a DICOM file; None for anything else."""
    header = read(path) if path.is_file() else None
    return header.series_uid or None if header else None
