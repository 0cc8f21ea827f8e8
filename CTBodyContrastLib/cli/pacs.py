"""`ctbodycontrast pacs`: what a DICOMweb server holds in, a row a volume out."""

from itertools import islice
from typing import Annotated

import typer

from ..batch import TIME_LIMIT_S
from ..io.dicomweb import find_series, parse_query
from ..io.server import Server
from .derived import ArchiveReports
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
from .output import SOME_REJECTED, messages, plain_errors
from .running import Settings, check_usage, run

# A query that matches a whole archive by mistake ends here, after a few hours.
_MOST_SERIES = 1000
# As much as a person opening studies at a workstation asks of a server.
_WORKERS = 2


def pacs(
    url: Annotated[str, typer.Option(help="The DICOMweb service, as https://host/dicom-web.")],
    query: Annotated[
        str, typer.Option(help="Which studies or series, as ModalitiesInStudy=CT,StudyDate=20260101- (DICOM keywords).")
    ],
    limit: Annotated[int, typer.Option(min=1, help="At most this many series.")] = _MOST_SERIES,
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
        int, typer.Option(min=0, help="Series that are fetched at a time; 0: one, in this process.")
    ] = _WORKERS,
    time_limit: TimeLimitOption = TIME_LIMIT_S,
    resume: ResumeOption = False,
    reports: ReportsOption = None,
    send_reports: Annotated[
        bool, typer.Option("--send-reports", help="Send a DICOM structured report on each series to the server.")
    ] = False,
) -> None:
    """Name the body part and contrast of CT series on a DICOMweb server.

    The login is a header, as "Authorization: Bearer ...", in the environment variable CTBODYCONTRAST_PACS_HEADER, or
    name and password in the file .netrc. Nothing on the server is changed, unless --send-reports is given.
    Exit code: 0 all classified, 1 some rejected or a report refused, 2 wrong usage or no connection.
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
    )
    with plain_errors():
        check_usage(settings)
        server = Server(url)
        found = list(islice(find_series(server, parse_query(query)), limit + 1))
        _tell_found(len(found), limit)
        report = ArchiveReports(reports, server if send_reports else None)
        code = run(found[:limit], settings, report.begin)
    raise typer.Exit(SOME_REJECTED if report.refused else code)


def _tell_found(found: int, limit: int) -> None:
    if found > limit:
        messages().print(
            f"More than {limit} CT series match the query. The first {limit} are taken; --limit takes more."
        )
    elif not found:
        messages().print("No CT series on the server matches the query.")
