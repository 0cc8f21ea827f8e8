"""How fast many scans are classified, beside only reading them: the rates, and the processor time of each stage.

    python Testing/Benchmarks/benchmark_batch.py [--shape 300 512 512] [--scans 6] [--turns 3]

Compressed DICOM series are made first, in a temporary folder. Then everything that is compared takes turns, so that
whatever else the computer does falls on all of it. Rates and ratios are medians over the turns. Nothing is asserted.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from benchmark_classifier import full_size_scan

from CTBodyContrastLib import NINE_VIEWS, CTVolume
from CTBodyContrastLib.batch import classify_scans, find_all_scans
from CTBodyContrastLib.bundle import bundled_models, write_bundle
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.io.writing import write_volume
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.network import build_network
from CTBodyContrastLib.preprocessing import WINDOWS_HU
from CTBodyContrastLib.processes import work_in_processes

sys.path.insert(0, str(Path(__file__).parents[1] / "Python"))

from dicom_series import compress_jpeg_lossless

WORKERS = (0, 1, 2)
# The noise of a body scan; without any, compressed slices would be unusually small and fast to decode.
NOISE_HU = 15


def make_series(folder: Path, shape: tuple[int, int, int], count: int) -> int:
    """Write series of JPEG Lossless slices, each in a folder of its own; returns the bytes of one."""
    plain = write_volume(noisy_scan(shape), folder / "plain")
    first = folder / "series" / "0"
    first.mkdir(parents=True)
    for path in sorted(plain.iterdir()):
        compress_jpeg_lossless(path, first / path.name)
        path.unlink()
    plain.rmdir()
    for number in range(1, count):
        copy_series(first, first.with_name(str(number)))
    return sum(path.stat().st_size for path in first.iterdir())


def noisy_scan(shape: tuple[int, int, int]) -> CTVolume:
    """A phantom of a scanner's matrix, with noise."""
    phantom = full_size_scan(shape, "chest")
    noise = np.random.default_rng(0).normal(0, NOISE_HU, shape[1:]).astype(np.int16)
    voxels = phantom.voxels.copy()
    for k, image in enumerate(voxels):
        image += np.roll(noise, 37 * k, axis=1)
    return CTVolume(voxels, phantom.ijk_to_ras)


def copy_series(source: Path, target: Path) -> None:
    """The same slices as a series of its own."""
    from pydicom import dcmread
    from pydicom.uid import generate_uid

    target.mkdir()
    series_uid = generate_uid()
    for path in source.iterdir():
        dataset = dcmread(path)
        dataset.SeriesInstanceUID = series_uid
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset.save_as(target / path.name)


def stand_in_model(folder: Path, backbone: str = "tf_efficientnet_lite0", input_size: int = 192) -> Path:
    """A model of random weights, by default with the size of the bundled one: it takes as long, and says nothing."""
    views = NINE_VIEWS + VESSEL_VIEWS
    card = {
        "name": "random",
        "backbone": backbone,
        "views": [list(view) for view in views],
        "preprocessing": {"input_size": input_size, "spacing_mm": 3.0, "windows_hu": WINDOWS_HU},
        "fusion": {},
        "review_below": {"body_part": 0.0, "contrast": 0.0},
    }
    return write_bundle(folder, build_network(backbone, views), card)


def read(scan: Scan) -> int:
    """Only read a scan."""
    return scan.read().voxels.size


def read_all(scans: Iterable[Scan], workers: int) -> None:
    """Only read all scans, in this process or in others."""
    if workers:
        for _ in work_in_processes(read, scans, workers, time_limit_s=3600):
            pass
    else:
        for scan in scans:
            read(scan)


def classify_all(scans: Iterable[Scan], workers: int, classifier: Classifier, stages: "StageTimes") -> None:
    """Classify all scans as the command does."""
    with closing(classify_scans(scans, classifier, on_stage=stages.mark, workers=workers)) as results:
        for result in results:
            if result.classification.status == "rejected":
                raise SystemExit(f"The benchmark's own scan was rejected: {result.classification.reason}")
    stages.mark("", 1.0)


class StageTimes:
    """Processor seconds of this process in each stage, all scans together."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = "", 0.0

    def mark(self, stage: str, fraction: float) -> None:
        """A stage begins; the one before it ends."""
        now = time.process_time()
        if self._stage:
            self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now


@dataclass
class Times:
    """Of each turn: wall seconds, and processor seconds of this process and those it has started."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def add(self, run: Callable[[], None]) -> None:
        """Time one turn."""
        begun, used = time.perf_counter(), processor_seconds()
        run()
        self.wall.append(time.perf_counter() - begun)
        self.processor.append(processor_seconds() - used)


def processor_seconds() -> float:
    """Of this process and all that it has started and seen the end of (of this one alone on Windows)."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ratio(ones: list[float], others: list[float]) -> str:
    """Median, lowest and highest of the ratios turn by turn."""
    ratios = [one / other for one, other in zip(ones, others, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def compare(scans: list[Scan], turns: int, classifier: Classifier) -> None:
    """Let everything take turns, and print it."""
    stages = StageTimes()
    runs: dict[tuple[str, int], Callable[[], None]] = {}
    for workers in WORKERS:
        runs["reading", workers] = partial(read_all, scans, workers)
        runs["classifying", workers] = partial(classify_all, scans, workers, classifier, stages)
    times = {name: Times() for name in runs}
    for _ in range(turns):
        for name, run in runs.items():
            times[name].add(run)
    count = len(scans)
    print("                        scans a minute   processor s a scan")
    for (name, workers), taken in times.items():
        rate, used = 60 * count / statistics.median(taken.wall), statistics.median(taken.processor) / count
        print(f"{name:<12} {workers} workers {rate:14.1f} {used:20.2f}")
    print("classifying, as a multiple of only reading with as many workers")
    for workers in WORKERS:
        only, both = times["reading", workers], times["classifying", workers]
        print(f"  {workers} workers: rate {ratio(only.wall, both.wall)}, ", end="")
        print(f"processor time {ratio(both.processor, only.processor)}")
    print("processor seconds a scan by stage, without workers")
    for stage, seconds in stages.seconds.items():
        print(f"  {stage:<28} {seconds / count / turns:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--scans", type=int, default=6)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--model", help="a name or a card's path; by default the bundled one, else a random stand-in")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_series(folder, tuple(arguments.shape), arguments.scans)
        model = arguments.model or (None if bundled_models() else stand_in_model(folder / "model"))
        classifier = Classifier.load(model, arguments.device)
        scans = find_all_scans([folder / "series"])
        print(
            f"{len(scans)} series of {' x '.join(map(str, arguments.shape))}, JPEG Lossless, {size / 1e6:.0f} MB each"
        )
        print(f"model {classifier.model_name} on {classifier.device}, {os.cpu_count()} cores, {arguments.turns} turns")
        compare(scans, arguments.turns, classifier)


if __name__ == "__main__":
    main()
