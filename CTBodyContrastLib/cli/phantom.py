"""`ctbodycontrast phantom`: a synthetic CT, so that everything can be tried without data."""

from pathlib import Path
from typing import Annotated

import typer

from ..labels import BodyPart, Contrast
from .output import messages, plain_errors


def phantom(
    output: Annotated[Path, typer.Option("--output", "-o", help="FILE.nii.gz, or a folder for a DICOM series.")],
    body_part: Annotated[BodyPart, typer.Option(help="What the scan covers.")] = BodyPart.CHEST,
    contrast: Annotated[
        Contrast, typer.Option(case_sensitive=False, help="CE: with intravenous contrast; NE: without.")
    ] = Contrast.CE,
    seed: Annotated[int, typer.Option(min=0, help="Another number gives another person.")] = 0,
) -> None:
    """Write a synthetic CT scan."""
    with plain_errors():
        from ..io.writing import write_volume
        from ..phantom import make_phantom

        write_volume(make_phantom(body_part, contrast, seed), output)
        messages().print(f"A synthetic {contrast} CT of the {body_part} is in {output}.")
