"""`ctbodycontrast project`: the nine reconstructions as pictures and as arrays."""

import io
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from ..batch import find_all_scans
from ..errors import ScanError
from ..io.png import display_image, png_bytes
from ..io.series import Scan
from ..io.whole import write_whole
from ..projection import project as make_reconstructions
from ..volume import CTVolume
from .output import SOME_REJECTED, ScanProgress, plain_errors


def project(
    source: Annotated[Path, typer.Argument(metavar="INPUT", help="A DICOM file, a folder or .zip, or a volume file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder to write to; made if it is not there.")],
) -> None:
    """Write the nine reconstructions of a scan: PNG pictures, and reconstructions.npz with the HU values.

    Several series get one subfolder each. Exit code: 0 all written, 1 some could not be read, 2 wrong usage.
    """
    failed = False
    with plain_errors():
        scans = find_all_scans([source])
        folders = _folders(scans, output)
        with ScanProgress(len(scans)) as progress:
            for scan, folder in zip(scans, folders, strict=True):
                progress.started(str(scan.path))
                progress.stage("Reading", 0.0)
                try:
                    write_reconstructions(scan.read(), folder)
                    progress.finished(str(scan.path), "written", f"written to {folder}")
                except ScanError as error:
                    failed = True
                    progress.finished(str(scan.path), "not written", f"not written ({error})")
    if failed:
        raise typer.Exit(SOME_REJECTED)


def write_reconstructions(volume: CTVolume, folder: Path) -> None:
    """Write nine <method>_<plane>.png and reconstructions.npz into a folder.

    The .npz holds, for each view, `<method>_<plane>` (rows, columns) in HU and `<method>_<plane>_spacing`
    (row, column) in mm.
    """
    arrays: dict[str, np.ndarray] = {}
    pictures: dict[str, bytes] = {}
    for (method, plane), projection in make_reconstructions(volume).items():
        name = f"{method}_{plane}"
        arrays[name] = projection.image
        arrays[f"{name}_spacing"] = np.array(projection.spacing)
        pictures[f"{name}.png"] = png_bytes(display_image(projection))
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures.items():
        write_whole(folder / name, picture)
    compressed = io.BytesIO()
    np.savez_compressed(compressed, allow_pickle=False, **arrays)
    write_whole(folder / "reconstructions.npz", compressed.getvalue())


def _folders(scans: list[Scan], output: Path) -> list[Path]:
    """The output folder itself for one scan, else a subfolder each, numbered in reading order."""
    if len(scans) == 1:
        return [output]
    digits = len(str(len(scans)))
    return [
        output / f"{number:0{digits}}_{scan.path.name.split('.')[0] or 'series'}"
        for number, scan in enumerate(scans, start=1)
    ]
