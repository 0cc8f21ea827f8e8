"""`ctbodycontrast classify`: scans in, a row a scan out."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ..batch import TIME_LIMIT_S, find_all_scans
from ..io.header_cache import open_header_cache
from ..io.series import Scan
from .derived import DerivedFiles, check_report_folder
from .options import (
    DeviceOption,
    DryRunOption,
    FormatOption,
    ModelOption,
    NoPathsOption,
    OutputOption,
    PatientOption,
    RegionsOption,
    ReportsOption,
    ResumeOption,
    TaskOption,
    TimeLimitOption,
)
from .output import plain_errors
from .running import Settings, check_usage, run


def classify(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="INPUT",
            help="DICOM files, DICOMDIR, folders and .zip (searched through), .nii, .nii.gz, .nrrd, .nhdr, .mha, .mhd.",
        ),
    ],
    output: OutputOption = None,
    device: DeviceOption = "auto",
    model: ModelOption = None,
    task: TaskOption = "both",
    file_format: FormatOption = None,
    dry_run: DryRunOption = False,
    no_paths: NoPathsOption = False,
    include_patient: PatientOption = False,
    regions: RegionsOption = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Processes that read scans while this one asks the network; 0: none. Default: one a core, up to 8.",
        ),
    ] = None,
    time_limit: TimeLimitOption = TIME_LIMIT_S,
    dask: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Let the workers of this Dask scheduler read: tcp://host:8786.")
    ] = "",
    resume: ResumeOption = False,
    header_cache: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep in this file what headers say: the next run over them starts sooner."),
    ] = None,
    reports: ReportsOption = None,
    proposals: Annotated[
        Path | None, typer.Option("--propose", metavar="FOLDER", help="Write proposals for missing header values.")
    ] = None,
) -> None:
    """Name the body part and contrast of CT scans.

    Without -o, a terminal shows a table; a pipe gets the rows.
    Exit code: 0 all classified, 1 some rejected, 2 wrong usage.
    """
    settings = Settings(
        output,
        device,
        model,
        task,
        file_format,
        dry_run,
        no_paths,
        include_patient,
        regions,
        workers,
        time_limit,
        resume,
        dask,
    )
    with plain_errors():
        check_usage(settings, inputs)
        check_report_folder(reports, inputs)
        # The workers of a cluster run in other folders.
        scans = _find([path.absolute() for path in inputs] if dask else inputs, header_cache)
        code = run(scans, settings, partial(DerivedFiles, scans, reports, proposals))
    raise typer.Exit(code)


def _find(inputs: list[Path], header_cache: Path | None) -> list[Scan]:
    if header_cache is None:
        return find_all_scans(inputs)
    with open_header_cache(header_cache) as cache:
        return find_all_scans(inputs, cache.read)
