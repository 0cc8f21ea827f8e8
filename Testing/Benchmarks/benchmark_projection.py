"""Time the nine reconstructions against SimpleITK's filters and plain numpy, in the same run.

    python Testing/Benchmarks/benchmark_projection.py [--shape 300 512 512] [--dtypes int16 float32]

The three take turns, so that whatever else the machine does falls on all of them; the medians, and the ratios turn
by turn, are printed. Nothing is asserted.
"""

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np

from CTBodyContrastLib import CTVolume, project

TURNS = 7
_PROCESS_STATUS = Path("/proc/self/status")
# Axis-aligned, of a typical body scan: 0.7 mm pixels, 1 mm slices.
IJK_TO_RAS = np.diag([-0.7, -0.7, 1.0, 1.0])


def make_voxels(shape: tuple[int, int, int], dtype: str) -> np.ndarray:
    """Random values between air and dense bone, from 0 on for unsigned types."""
    lowest = 0 if dtype.startswith("u") else -1000
    values = np.random.default_rng(0).integers(lowest, lowest + 3000, shape, dtype=np.int16)
    return values.astype(dtype, copy=False)


def with_numpy(voxels: np.ndarray) -> list[np.ndarray]:
    """One plain call for each of the nine images."""
    return [
        image
        for axis, length in enumerate(voxels.shape)
        for image in (voxels.mean(axis=axis), voxels.max(axis=axis), voxels.take(length // 2, axis=axis))
    ]


def with_simpleitk(voxels: np.ndarray) -> Callable[[], object]:
    """SimpleITK's filters on an image that is already in its memory."""
    import SimpleITK as sitk

    image = sitk.GetImageFromArray(voxels)

    def run() -> list[sitk.Image]:
        images = []
        for axis, length in enumerate(image.GetSize()):
            images.append(sitk.MeanProjection(image, axis))
            images.append(sitk.MaximumProjection(image, axis))
            central = [slice(None)] * 3
            central[axis] = slice(length // 2, length // 2 + 1)
            images.append(image[tuple(central)])
        return images

    return run


def seconds(run: Callable[[], object]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def compare(shape: tuple[int, int, int], dtype: str) -> None:
    """Print medians and ratios for one voxel type."""
    voxels = make_voxels(shape, dtype)
    volume = CTVolume(voxels, IJK_TO_RAS)
    runs = {
        "CTBodyContrast": lambda: project(volume),
        "numpy": lambda: with_numpy(voxels),
        "SimpleITK": with_simpleitk(voxels),
    }
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(TURNS):
        for name, run in runs.items():
            times[name].append(seconds(run))
    ours = times.pop("CTBodyContrast")
    print(f"{dtype:8} CTBodyContrast {statistics.median(ours) * 1e3:7.1f} ms")
    for name, others in times.items():
        ratios = [other / own for other, own in zip(others, ours, strict=True)]
        print(
            f"{dtype:8} {name:14} {statistics.median(others) * 1e3:7.1f} ms, "
            f"{statistics.median(ratios):5.1f} times ours ({min(ratios):.1f} to {max(ratios):.1f})"
        )


def traced_mebibytes(shape: tuple[int, int, int]) -> float:
    """The most that Python's allocator gave out beside the volume, results included."""
    volume = CTVolume(make_voxels(shape, "int16"), IJK_TO_RAS)
    tracemalloc.start()
    project(volume)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def resident_mebibytes(shape: tuple[int, int, int]) -> float:
    """How far the peak of this process's resident memory rises; run in a process of its own, on Linux."""

    def peak() -> float:
        # Not getrusage: its peak includes that of the process this one was started from.
        (line,) = [line for line in _PROCESS_STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 2**10

    volume = CTVolume(make_voxels(shape, "int16"), IJK_TO_RAS)
    # Modules and threads are there before the whole volume's turn comes.
    project(CTVolume(volume.voxels[:64, :64, :64], IJK_TO_RAS))
    before = peak()
    project(volume)
    return peak() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--dtypes", nargs="+", default=["int16", "uint16", "int32", "float32"])
    parser.add_argument("--resident", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    shape = tuple(arguments.shape)
    if arguments.resident:
        print(resident_mebibytes(shape))
        return
    print(f"{' x '.join(map(str, shape))} voxels, {TURNS} turns, medians")
    for dtype in arguments.dtypes:
        compare(shape, dtype)
    print(f"memory beside an int16 volume: {traced_mebibytes(shape):.1f} MiB traced", end="")
    if not _PROCESS_STATUS.exists():
        print()
        return
    command = [sys.executable, __file__, "--resident", "--shape", *map(str, shape)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    print(f", {float(answer.stdout):.1f} MiB resident")


if __name__ == "__main__":
    main()
