"""How fast DICOM is read, beside SimpleITK's series reader and highdicom's volume reader, and how fast scans are found.

    python Testing/Benchmarks/benchmark_reading.py [--shape 300 512 512] [--turns 5] [--series 200] [--slices 50]

Everything is generated, in a temporary folder. First one series is read from its files to one array in HU, headers
and pixels, uncompressed and compressed; the readers take turns. Then a tree of many small files is searched: without a
header cache, while one is being filled, and with it. Ratios are medians over the turns. Nothing is asserted.
"""

import argparse
import multiprocessing
import statistics
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from benchmark_batch import Times, compress_jpeg_lossless, noisy_scan, ratio

from CTBodyContrastLib import CTVolume
from CTBodyContrastLib.io.header_cache import open_header_cache
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.series import find_scans
from CTBodyContrastLib.io.writing import write_volume


def ours(folder: Path) -> np.ndarray:
    """Find the series of a folder and read it."""
    return read_volume(folder).voxels


def simpleitk(folder: Path) -> np.ndarray:
    """The same with SimpleITK, without a last copy."""
    import SimpleITK as sitk

    reader = sitk.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    return sitk.GetArrayViewFromImage(reader.Execute())


def highdicom(folder: Path) -> np.ndarray:
    """The same with pydicom and highdicom."""
    from highdicom import get_volume_from_series
    from pydicom import dcmread

    return get_volume_from_series([dcmread(path) for path in folder.iterdir()], dtype=np.float32).array


READERS = (ours, simpleitk, highdicom)


def as_jpeg_ls(source: Path, target: Path) -> None:
    """Write a DICOM file again as JPEG-LS."""
    from pydicom import dcmread
    from pydicom.uid import JPEGLSLossless

    dataset = dcmread(source)
    dataset.compress(JPEGLSLossless, generate_instance_uid=False)
    dataset.save_as(target)


def make_series(folder: Path, shape: tuple[int, int, int]) -> dict[str, Path]:
    """The same series in several transfer syntaxes: name to folder."""
    plain = write_volume(noisy_scan(shape), folder / "uncompressed")
    series = {"uncompressed": plain}
    for name, convert in {"JPEG Lossless": compress_jpeg_lossless, "JPEG-LS": as_jpeg_ls}.items():
        series[name] = folder / name
        series[name].mkdir()
        for path in plain.iterdir():
            convert(path, series[name] / path.name)
    return series


def peak_mib(read: Callable[[Path], np.ndarray], folder: Path) -> str:
    """The most memory that a process of its own takes for reading a series, in MiB; - where the system does not say."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_peak_after, read, folder).result()


def _peak_after(read: Callable[[Path], np.ndarray], folder: Path) -> str:
    read(folder)
    status = Path("/proc/self/status")  # of Linux; getrusage would count what the parent took
    lines = status.read_text().splitlines() if status.exists() else []
    return next((f"{int(line.split()[1]) / 2**10:.0f}" for line in lines if line.startswith("VmHWM:")), "-")


def can_read(read: Callable[[Path], np.ndarray], folder: Path) -> bool:
    """Whether a reader has a decoder for a series."""
    try:
        read(folder)
    except Exception as error:  # each library has its own
        print(f"{read.__name__} cannot read {folder.name}: {type(error).__name__}")
        return False
    return True


def compare_readers(series: dict[str, Path], turns: int) -> None:
    """Let the readers take turns on each series, and print it."""
    for name, folder in series.items():
        times = {read: Times() for read in READERS if can_read(read, folder)}
        for _ in range(turns):
            for read, taken in times.items():
                taken.add(lambda read=read, folder=folder: read(folder))
        print(f"{name}: seconds, processor seconds, peak MiB of the process; as a multiple of ours")
        for read, taken in times.items():
            print(
                f"  {read.__name__:<10} {statistics.median(taken.wall):7.2f} {statistics.median(taken.processor):7.2f} "
                f"{peak_mib(read, folder):>7}   wall {ratio(taken.wall, times[ours].wall)}, "
                f"processor {ratio(taken.processor, times[ours].processor)}"
            )


def make_tree(folder: Path, series: int, slices: int) -> Path:
    """A tree of series of small slices."""
    voxels = np.random.default_rng(0).integers(-1000, 300, (slices, 16, 16)).astype(np.int16)
    for number in range(series):
        write_volume(CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0])), folder / str(number // 20) / str(number))
    return folder


def compare_searches(tree: Path, cache: Path, turns: int) -> None:
    """Search a tree without a header cache, with a new one and with a full one, in turns, and print it."""

    def search() -> None:
        with open_header_cache(cache) as headers:
            find_scans(tree, headers.read)

    plain, first, second = Times(), Times(), Times()
    for _ in range(turns):
        plain.add(lambda: find_scans(tree))
        cache.unlink(missing_ok=True)
        first.add(search)
        second.add(search)
    for name, taken in {"without a cache": plain, "with a new one": first, "the next time": second}.items():
        print(f"  {name:<16} {statistics.median(taken.wall):7.2f} s   {ratio(taken.wall, plain.wall)}")
    print(f"  the cache takes {cache.stat().st_size / 2**20:.1f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--series", type=int, default=200, help="of the tree")
    parser.add_argument("--slices", type=int, default=50, help="of each series of the tree")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"one series of {' x '.join(map(str, arguments.shape))}, {arguments.turns} turns")
        compare_readers(make_series(folder, tuple(arguments.shape)), arguments.turns)
        print(f"finding {arguments.series} series of {arguments.slices} slices; as a multiple of without a cache")
        tree = make_tree(folder / "tree", arguments.series, arguments.slices)
        compare_searches(tree, folder / "headers.cache", arguments.turns)


if __name__ == "__main__":
    main()
