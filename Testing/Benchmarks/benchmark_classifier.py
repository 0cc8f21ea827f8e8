"""How long one scan takes from voxels to labels, stage by stage, beside the network alone.

Run it on an idle computer: python Testing/Benchmarks/benchmark_classifier.py
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from CTBodyContrastLib import CTVolume, make_phantom
from CTBodyContrastLib.classifier import Classifier

STAGES = ("Reducing the volume", "Making the reconstructions", "Asking the network")


def full_size_scan(shape: tuple[int, int, int], part: str | None) -> CTVolume:
    """A phantom's voxels repeated to a scanner's matrix: what matters here is how many there are."""
    coarse = make_phantom(part, "CE", seed=7, spacing=(3.0, 3.0, 3.0))
    index = np.ix_(*(np.arange(size) * old // size for size, old in zip(shape, coarse.voxels.shape, strict=True)))
    matrix = coarse.ijk_to_ras.copy()
    matrix[:3, :3] *= np.array(coarse.voxels.shape[::-1]) / np.array(shape[::-1])
    return CTVolume(np.ascontiguousarray(coarse.voxels[index]), matrix)


def seconds(run: Callable[[], object]) -> float:
    """Wall time of one run."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def main() -> None:
    """Print the median time of each stage over the runs, and each stage's share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--model", help="name or path of a model; the bundled one when left out")
    arguments = parser.parse_args()

    volume, long_scan = (full_size_scan(tuple(arguments.shape), part) for part in ("chest", None))
    started = time.perf_counter()
    classifier = Classifier.load(arguments.model, arguments.device)
    print(f"loading the model, once: {time.perf_counter() - started:.2f} s; device {classifier.device}")
    classifier.classify(volume)
    times: dict[str, list[float]] = {stage: [] for stage in STAGES}
    explained, alone, with_regions = [], [], []
    for _ in range(arguments.runs):
        marks: list[float] = []
        classifier.classify(volume, on_stage=lambda text, fraction, marks=marks: marks.append(time.perf_counter()))
        marks.append(time.perf_counter())
        for stage, begin, end in zip(STAGES, marks, marks[1:], strict=False):
            times[stage].append(end - begin)
        explained.append(seconds(lambda: classifier.classify(volume, explain=True)))
        alone.append(seconds(lambda: classifier.classify(long_scan)))
        with_regions.append(seconds(lambda: classifier.classify(long_scan, regions=True)))
    whole = [sum(run) for run in zip(*times.values(), strict=True)]
    print(f"{'x'.join(map(str, arguments.shape))} int16, median of {arguments.runs} runs after one more")
    for stage, values in times.items():
        share = statistics.median(values) / statistics.median(whole)
        print(f"  {stage:<28} {statistics.median(values):.3f} s  {100 * share:3.0f} %")
    print(f"  {'all':<28} {statistics.median(whole):.3f} s  ({min(whole):.3f} to {max(whole):.3f})")
    for name, longer, shorter in (
        ("all, and where it looked", explained, whole),
        ("a long scan, with regions", with_regions, alone),
    ):
        ratio = statistics.median(longer) / statistics.median(shorter)
        print(f"  {name:<28} {statistics.median(longer):.3f} s  {ratio:.2f} times as long")


if __name__ == "__main__":
    main()
