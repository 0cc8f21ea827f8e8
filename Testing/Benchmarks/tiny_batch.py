"""Many tiny series and a quick model, for what depends on the number of scans and not on their size."""

import sys
from pathlib import Path

import numpy as np
from benchmark_batch import stand_in_model

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.io.writing import write_volume


def make_tiny_series(folder: Path, count: int) -> None:
    """Write DICOM series of 10 x 24 x 24 voxels, each in a folder of its own."""
    for number in range(count):
        voxels = np.random.default_rng(number).integers(-150, 300, (10, 24, 24)).astype(np.int16)
        voxels[:, :4] = -1000  # air
        write_volume(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])), folder / str(number))


def quick_model(folder: Path) -> Path:
    """Random weights in the smallest network that timm has."""
    return stand_in_model(folder, "mobilenetv3_small_050", input_size=64)


def classify_command(series: Path, model: Path, output: Path, *options: str) -> list[str]:
    """The command as a user gives it; what its results say plays no role here."""
    arguments = [series, "--model", model, "-o", output, "--device", "cpu", *options]
    return [sys.executable, "-m", "CTBodyContrastLib", "classify", *map(str, arguments)]
