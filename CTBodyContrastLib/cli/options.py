"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from ..io.results import Format

Device = Literal["auto", "cpu", "cuda", "mps"]
Task = Literal["both", "body-part"]

OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write the rows to this file.")]
DeviceOption = Annotated[Device, typer.Option(help="Where the network runs.")]
ModelOption = Annotated[str | None, typer.Option(help="A bundled model's name, or the path of a model card.")]
TaskOption = Annotated[Task, typer.Option(help="What to name.")]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="jsonl adds every view's vote. Default: -o's ending, else csv.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only list the scans that would be classified.")]
NoPathsOption = Annotated[bool, typer.Option("--no-paths", help="Write hashes instead of paths and series UIDs.")]
PatientOption = Annotated[
    bool, typer.Option("--include-patient", help="Add the patient's name and ID to the rows, as their last columns.")
]
RegionsOption = Annotated[bool, typer.Option("--regions", help="Find the stretch of each body part in long scans.")]
TimeLimitOption = Annotated[
    float, typer.Option(min=1, max=86_400, help="Seconds after which a worker gives up a scan, which is rejected.")
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Keep the rows that -o holds, and do only the scans without one.")
]
ReportsOption = Annotated[
    Path | None, typer.Option("--sr", metavar="FOLDER", help="Write a DICOM structured report for each series.")
]
