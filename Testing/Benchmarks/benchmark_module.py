"""The Slicer module in the harness: loading it, a click until the labels are there, and how long Qt had to wait.

Run it on an idle computer: python Testing/Benchmarks/benchmark_module.py

The clicks are timed under two event loops. That of PySide6 lets other Python threads run while it waits for events.
Slicer's does not (PythonQt keeps the interpreter), and there the module's timer has to give its worker the time: the
second loop is Qt's own, called without letting go of the interpreter. Neither draws slice views.
"""

import argparse
import ctypes
import importlib
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmark_classifier import full_size_scan

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "Testing" / "Python"), str(ROOT / "CTBodyContrast")]

# How often a timer notes that Qt is alive, in ms: well below what a person could notice.
_TICK_MS = 1


def held_loop() -> Callable[[], object] | None:
    """QCoreApplication::exec, called with the interpreter held; None where the name of that function is another."""
    from PySide6 import QtCore

    try:
        # PyDLL keeps the interpreter during a call. The process has the library already: no second copy is loaded.
        library = ctypes.PyDLL(next(Path(QtCore.__file__).parent.glob("Qt/lib/libQt6Core.so.6")))
        return library._ZN16QCoreApplication4execEv
    except (StopIteration, AttributeError):
        return None


def click(panel, loop: Callable[[], object]) -> tuple[float, float]:
    """Click Classify and run an event loop until all is done.

    Returns:
        seconds from the click to the labels, and the longest time in seconds between two ticks of a timer.
    """
    from PySide6 import QtCore, QtWidgets

    ticks = []

    def tick() -> None:
        ticks.append(time.perf_counter())
        if len(ticks) == 1:
            panel.ui.classifyButton.click()
        elif not panel.widget.runner.running:
            QtWidgets.QApplication.quit()

    timer = QtCore.QTimer()
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    loop()
    timer.stop()
    return ticks[-1] - ticks[0], max(later - earlier for earlier, later in itertools.pairwise(ticks))


def main() -> None:
    """Print the times of loading, and for each event loop those of the clicks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from slicer_harness.session import slicer_session

    with tempfile.TemporaryDirectory() as folder, slicer_session(Path(folder)) as session:
        started = time.perf_counter()
        importlib.import_module("CTBodyContrast")
        imported = time.perf_counter()

        from module_panel import Panel

        panel = Panel(session)
        print(f"loading the module, as Slicer does when it starts: {1000 * (imported - started):.0f} ms")
        run_clicks(session, panel, tuple(arguments.shape), arguments.runs)


def run_clicks(session, panel, shape: tuple[int, int, int], runs: int) -> None:
    import slicer
    from PySide6 import QtWidgets

    from CTBodyContrastLib.classifier import Classifier

    classifier = Classifier.load(device="cpu")
    panel.widget.logic.classifierLoader = lambda _: classifier
    scan = full_size_scan(shape, "chest")
    panel.choose(slicer.util.addVolumeFromArray(scan.voxels, scan.ijk_to_ras, "scan"))
    loops = {"that of PySide6": QtWidgets.QApplication.exec, "interpreter held": held_loop()}
    print(f"{'x'.join(map(str, shape))} int16, on the CPU; median and longest of {runs} clicks after one more")
    for name, loop in loops.items():
        if loop is None:
            print(f"  {name}: not run, for this Qt library has no such function by that name")
            continue
        times = [click(panel, loop) for _ in range(runs + 1)][1:]
        wholes, waits = zip(*times, strict=True)
        print(
            f"  {name:<18} click to labels {statistics.median(wholes):.2f} s ({max(wholes):.2f}); "
            f"Qt waited at most {1000 * statistics.median(waits):.0f} ms ({1000 * max(waits):.0f})"
        )


if __name__ == "__main__":
    main()
