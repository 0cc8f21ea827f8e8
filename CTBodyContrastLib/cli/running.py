"""From scans that were found to their rows: what commands that classify share."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import typer
from rich.table import Table

from ..batch import classify_scans, default_workers
from ..classification import Classification, format_probability
from ..errors import ArchiveError, ClusterError
from ..io.archives import ZIP_SUFFIX
from ..io.headers import DICOM_SUFFIXES
from ..io.images import IMAGE_SUFFIXES
from ..io.results import Format, ResultWriter, ScanResult, hashed, new_writer, open_results
from ..io.resuming import WrittenResults, begins_as_results, read_results
from ..io.series import Scan
from ..labels import Status
from .options import Device, Task
from .output import INTERRUPTED, SOME_REJECTED, USAGE_ERROR, ScanProgress, messages, print_table


@dataclass(frozen=True)
class Settings:
    """How to classify, and where the rows go: the options of these names.

    Attributes:
        workers: None for one a core.
        dask: the address of a Dask scheduler; empty for this computer alone.
    """

    output: Path | None
    device: Device
    model: str | None
    task: Task
    chosen_format: Format | None
    dry_run: bool
    no_paths: bool
    include_patient: bool
    regions: bool
    workers: int | None
    time_limit: float
    resume: bool
    dask: str = ""

    @property
    def file_format(self) -> Format:
        """The format that was chosen, else that of the file's ending."""
        return self.chosen_format or ("jsonl" if self.output and self.output.suffix == ".jsonl" else "csv")


class Derived(Protocol):
    """What is made of results beside their rows, and whom they are about."""

    def patient(self, result: ScanResult) -> tuple[str, str]:
        """PatientName and PatientID of a result's scan; empty where there are none."""

    def write(self, result: ScanResult) -> Iterator[str]:
        """Make it of one result; yields a sentence for each thing that cannot be made."""


def run(scans: Sequence[Scan], settings: Settings, derive: Callable[[], Derived]) -> int:
    """Classify scans and write their rows.

    Args:
        derive: called before the first scan, not for a dry run.

    Returns:
        The exit code.
    """
    output = settings.output
    read = partial(read_results, file_format=settings.file_format, with_patient=settings.include_patient)
    written = read(output) if output and settings.resume else None
    left, statuses = written.remaining(scans, settings.no_paths) if written else (scans, Counter[Status]())
    if settings.dry_run:
        return _list_scans(left, settings.no_paths)
    from ..classifier import Classifier

    classifier = Classifier.load(settings.model, settings.device)
    if written:
        written.check(classifier.model_name, contrast=settings.task == "both")
        _tell_kept(written, len(left), len(scans))
    derived = derive()
    workers = default_workers(len(left)) if settings.workers is None else min(settings.workers, len(left))
    with (
        _sink(settings, written.length if written else 0) as writer,
        ScanProgress(len(left), lines=not isinstance(writer, _TerminalTable)) as progress,
    ):
        announced = _announced(left, progress, settings.no_paths)
        results = classify_scans(
            announced,
            classifier,
            settings.task,
            progress.stage,
            workers,
            settings.time_limit,
            settings.regions,
            settings.dask,
        )
        try:
            _write_rows(results, writer, derived, progress, statuses, settings)
        except (KeyboardInterrupt, ArchiveError, ClusterError) as error:
            messages().print(f"Stopped. The rows of {statuses.total()} of {len(scans)} scans are complete.")
            if isinstance(error, KeyboardInterrupt):
                raise typer.Exit(INTERRUPTED) from None
            raise
    _summarize(statuses, output)
    return SOME_REJECTED if statuses[Status.REJECTED] else 0


def check_usage(settings: Settings, inputs: Sequence[Path] = ()) -> None:
    """End the command when options contradict each other, or -o names what rows must not or cannot replace."""
    if settings.include_patient and settings.no_paths:
        messages().print("Error: --no-paths hides whose scan it is, --include-patient says it. Leave one of them out.")
        raise typer.Exit(USAGE_ERROR)
    if settings.dask and settings.workers is not None:
        messages().print("Error: --workers is for this computer alone, --dask for others. Leave one of them out.")
        raise typer.Exit(USAGE_ERROR)
    if settings.resume and not settings.output:
        messages().print("Error: --resume goes on with a file of results. Name it with -o.")
        raise typer.Exit(USAGE_ERROR)
    if settings.output and (why_not := _why_not(settings.output, settings.resume, inputs)):
        messages().print(f"Error: {why_not}")
        raise typer.Exit(USAGE_ERROR)


def _why_not(output: Path, resume: bool, inputs: Sequence[Path]) -> str:
    """Why rows cannot be written to a file; empty when they can.

    A shell makes of `-o *.nii.gz` the name of the first scan, which would be lost.
    """
    new_file = "Give -o the name of a new file, as results.csv."
    if output.is_dir() or os.path.realpath(output) in map(os.path.realpath, inputs):
        return f"{output} is an input or a folder. {new_file}"
    if output.name.lower().endswith((*IMAGE_SUFFIXES, *DICOM_SUFFIXES, ZIP_SUFFIX)):
        return f"{output} is a name for scans, and results would be taken for one. {new_file}"
    if output.is_file() and not resume and not begins_as_results(output):
        return f"{output} holds something else than results, and is left alone. {new_file}"
    if not output.absolute().parent.is_dir():
        return f"the folder of {output} does not exist. Make it first."
    return ""


def _tell_kept(written: WrittenResults, left: int, scans: int) -> None:
    torn = " A torn row after them was cut off." if written.torn else ""
    rows = "1 row" if len(written.rows) == 1 else f"{len(written.rows)} rows"
    messages().print(f"{rows} of {written.path} kept.{torn} {left} of {scans} scans are left to do.")


def _announced(scans: Sequence[Scan], progress: ScanProgress, no_paths: bool) -> Iterator[Scan]:
    """Name each scan on the progress display just before it is read."""
    for scan in scans:
        progress.started(hashed(scan.place) if no_paths else scan.place)
        yield scan


def _write_rows(
    results: Generator[ScanResult, None, None],
    writer: ResultWriter,
    derived: Derived,
    progress: ScanProgress,
    statuses: Counter[Status],
    settings: Settings,
) -> None:
    with closing(results):  # ends its processes when this one is interrupted
        of_series: list[ScanResult] = []
        for found in results:
            of_series.append(found)
            if found.more_follow:
                continue
            # Before the row: what an interruption leaves undone is then done when the run is resumed.
            sentences = [list(derived.write(result)) for result in of_series]
            shown = [result.without_paths() if settings.no_paths else result for result in of_series]
            if settings.include_patient:
                shown = [replace(result, patient=derived.patient(result)) for result in shown]
            writer.write(*shown)
            progress.expect(len(shown) - 1)
            for result, remarks in zip(shown, sentences, strict=True):
                statuses[result.classification.status] += 1
                progress.finished(result.path, result.classification.status, in_words(result))
                progress.remark(result.path, remarks)
            of_series = []


def in_words(result: ScanResult) -> str:
    """A result as one line of a log."""
    answer = result.classification
    reason = f" ({answer.reason})" if answer.reason else ""
    if answer.status == Status.REJECTED:
        return f"{answer.status}{reason}"
    part = f"{answer.body_part} {format_probability(answer.body_part_probability)}"
    contrast = f", {answer.contrast} {format_probability(answer.contrast_probability)}" if answer.contrast else ""
    return f"{part}{contrast}, {answer.agreement} views agree, {answer.status}{reason}"


class _TerminalTable(AbstractContextManager["_TerminalTable"]):
    """Collects rows and prints them as one table at the end, after an interruption too."""

    def __init__(self, with_patient: bool) -> None:
        patient = ("Patient name", "Patient ID") if with_patient else ()
        self._table = Table("Scan", "Body part", "Contrast", "Views", "Status", "Reason", *patient)
        self._table.columns[0].overflow = self._table.columns[5].overflow = "fold"

    def write(self, *results: ScanResult) -> None:
        """Append a row for each."""
        for result in results:
            answer = result.classification
            self._table.add_row(
                result.path,
                f"{answer.body_part} {format_probability(answer.body_part_probability)}",
                f"{answer.contrast} {format_probability(answer.contrast_probability)}",
                answer.agreement,
                str(answer.status),
                answer.reason,
                *(result.patient or ()),
            )

    def __exit__(self, *stopped_by: object) -> None:
        print_table(self._table)


def _sink(settings: Settings, keep: int) -> AbstractContextManager[ResultWriter]:
    if settings.output:
        return open_results(settings.output, settings.file_format, keep, settings.include_patient)
    if sys.stdout.isatty():
        return _TerminalTable(settings.include_patient)
    return nullcontext(new_writer(sys.stdout, settings.file_format, with_patient=settings.include_patient))


def _list_scans(scans: Sequence[Scan], no_paths: bool) -> int:
    """Print path and series UID of each scan; returns the exit code."""
    code = 0
    for scan in scans:
        path, series_uid = scan.place, scan.series_uid
        if scan.problem:
            answer = Classification(Status.REJECTED, str(scan.problem))
            rejected = ScanResult(path, series_uid, answer, files=scan.faulty)
            shown = rejected.without_paths() if no_paths else rejected
            messages().print(f"{shown.path}: {in_words(shown)}")
            code = SOME_REJECTED
        elif no_paths:
            typer.echo(f"{hashed(path)}\t{hashed(series_uid) if series_uid else ''}")
        else:
            typer.echo(f"{path}\t{series_uid}")
    return code


def _summarize(statuses: Counter[Status], output: Path | None) -> None:
    counts = ", ".join(f"{statuses[status]} {status}" for status in Status)
    written = f" Written to {output}." if output else ""
    scans = "1 scan" if statuses.total() == 1 else f"{statuses.total()} scans"
    messages().print(f"{scans}: {counts}.{written}")
