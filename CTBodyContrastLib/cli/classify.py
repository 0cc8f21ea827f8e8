"""`ctbodycontrast classify`: scans in, a row a scan out."""

import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.table import Table

from ..batch import TIME_LIMIT_S, classify_scans, default_workers, find_all_scans
from ..classification import Classification, format_probability
from ..io.results import Format, ResultWriter, ScanResult, hashed, new_writer, open_results
from ..io.resuming import WrittenResults, read_results
from ..io.series import Scan
from ..labels import Status
from .derived import DerivedFiles, check_report_folder
from .output import INTERRUPTED, SOME_REJECTED, USAGE_ERROR, ScanProgress, messages, plain_errors, print_table


def classify(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT", help="DICOM files, folders (searched through), .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd."
        ),
    ],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the rows to this file.")] = None,
    device: Annotated[Literal["auto", "cpu", "cuda", "mps"], typer.Option(help="Where the network runs.")] = "auto",
    model: Annotated[str | None, typer.Option(help="A bundled model's name, or the path of a model card.")] = None,
    task: Annotated[Literal["both", "body-part"], typer.Option(help="What to name.")] = "both",
    file_format: Annotated[
        Format | None,
        typer.Option("--format", help="jsonl adds every view's vote. Default: -o's ending, else csv."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the scans that would be classified.")] = False,
    no_paths: Annotated[
        bool, typer.Option("--no-paths", help="Write hashes instead of paths and series UIDs.")
    ] = False,
    include_patient: Annotated[
        bool,
        typer.Option("--include-patient", help="Add the patient's name and ID to the rows, as their last columns."),
    ] = False,
    regions: Annotated[
        bool, typer.Option("--regions", help="Find the stretch of each body part in long scans.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that read scans while this one asks the network; 0: none. Default: one a core, up to 8.",
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=1, max=86_400, help="Seconds after which a worker gives up a scan, which is rejected.")
    ] = TIME_LIMIT_S,
    resume: Annotated[
        bool, typer.Option("--resume", help="Keep the rows that -o holds, and do only the scans without one.")
    ] = False,
    reports: Annotated[
        Path | None, typer.Option("--sr", metavar="FOLDER", help="Write a DICOM structured report for each series.")
    ] = None,
    proposals: Annotated[
        Path | None, typer.Option("--propose", metavar="FOLDER", help="Write proposals for missing header values.")
    ] = None,
) -> None:
    """Name the body part and contrast of CT scans.

    Without -o, a terminal shows a table; a pipe gets the rows.
    Exit code: 0 all classified, 1 some rejected, 2 wrong usage.
    """
    with plain_errors():
        _check_output(output, inputs, resume)
        _check_patient(include_patient, no_paths)
        check_report_folder(reports, inputs)
        file_format = file_format or _format_of(output)
        scans = find_all_scans(inputs)
        written = read_results(output, file_format, include_patient) if output and resume else None
        left, statuses = written.remaining(scans, no_paths) if written else (scans, Counter[Status]())
        if dry_run:
            raise typer.Exit(_list_scans(left, no_paths))
        from ..classifier import Classifier

        classifier = Classifier.load(model, device)
        if written:
            written.check(classifier.model_name, contrast=task == "both")
            _tell_kept(written, len(left), len(scans))
        derived = DerivedFiles(scans, reports, proposals)
        chosen = default_workers(len(left)) if workers is None else min(workers, len(left))
        with (
            _sink(output, file_format, written.length if written else 0, include_patient) as writer,
            ScanProgress(len(left), lines=not isinstance(writer, _TerminalTable)) as progress,
        ):
            announced = _announced(left, progress, no_paths)
            results = classify_scans(announced, classifier, task, progress.stage, chosen, time_limit, regions)
            try:
                _write_rows(results, writer, derived, progress, statuses, no_paths, include_patient)
            except KeyboardInterrupt:
                messages().print(f"Stopped. The rows of {statuses.total()} of {len(scans)} scans are complete.")
                raise typer.Exit(INTERRUPTED) from None
        _summarize(statuses, output)
    if statuses[Status.REJECTED]:
        raise typer.Exit(SOME_REJECTED)


def _tell_kept(written: WrittenResults, left: int, scans: int) -> None:
    torn = " A torn row after them was cut off." if written.torn else ""
    rows = "1 row" if len(written.rows) == 1 else f"{len(written.rows)} rows"
    messages().print(f"{rows} of {written.path} kept.{torn} {left} of {scans} scans are left to do.")


def _announced(scans: list[Scan], progress: ScanProgress, no_paths: bool) -> Iterator[Scan]:
    """Name each scan on the progress display just before it is read."""
    for scan in scans:
        progress.started(hashed(str(scan.path)) if no_paths else str(scan.path))
        yield scan


def _write_rows(
    results: Generator[ScanResult, None, None],
    writer: ResultWriter,
    derived: DerivedFiles,
    progress: ScanProgress,
    statuses: Counter[Status],
    no_paths: bool,
    include_patient: bool,
) -> None:
    with closing(results):  # ends its processes when this one is interrupted
        for found in results:
            result = found.without_paths() if no_paths else found
            writer.write(replace(result, patient=derived.patient(found)) if include_patient else result)
            statuses[result.classification.status] += 1
            progress.finished(result.path, result.classification.status, in_words(result))
            progress.remark(result.path, derived.write(found))


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

    def write(self, result: ScanResult) -> None:
        """Append one row."""
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


def _sink(
    output: Path | None, file_format: Format, keep: int, with_patient: bool
) -> AbstractContextManager[ResultWriter]:
    if output:
        return open_results(output, file_format, keep, with_patient)
    if sys.stdout.isatty():
        return _TerminalTable(with_patient)
    return nullcontext(new_writer(sys.stdout, file_format, with_patient=with_patient))


def _format_of(output: Path | None) -> Format:
    return "jsonl" if output and output.suffix == ".jsonl" else "csv"


def _check_output(output: Path | None, inputs: list[Path], resume: bool) -> None:
    if resume and not output:
        messages().print("Error: --resume goes on with a file of results. Name it with -o.")
        raise typer.Exit(USAGE_ERROR)
    if output and (output.is_dir() or output.resolve() in {path.resolve() for path in inputs}):
        messages().print(f"Error: {output} is an input or a folder. Give -o the name of a new file, as results.csv.")
        raise typer.Exit(USAGE_ERROR)
    if output and not output.absolute().parent.is_dir():
        messages().print(f"Error: the folder of {output} does not exist. Make it first.")
        raise typer.Exit(USAGE_ERROR)


def _check_patient(include_patient: bool, no_paths: bool) -> None:
    if include_patient and no_paths:
        messages().print("Error: --no-paths hides whose scan it is, --include-patient says it. Leave one of them out.")
        raise typer.Exit(USAGE_ERROR)


def _list_scans(scans: list[Scan], no_paths: bool) -> int:
    """Print path and series UID of each scan; returns the exit code."""
    code = 0
    for scan in scans:
        path, series_uid = str(scan.path), scan.series_uid
        if scan.problem:
            rejected = ScanResult(path, series_uid, Classification(Status.REJECTED, str(scan.problem)))
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
