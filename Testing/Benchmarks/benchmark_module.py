"""The Slicer module in the harness: loading it, a click until the labels are there, and how long Qt had to wait.

Run it on an idle computer: python Testing/Benchmarks/benchmark_module.py

The module is loaded in one Python after another, in which numpy, VTK, slicer.util and what these import are there
before the clock starts: Slicer has imported them by then. The first one, which is not counted, compiles the module's
files: Python keeps what it has compiled, and Slicer finds it from its second start on.

The clicks are timed under two event loops. That of PySide6 lets other Python threads run while it waits for events.
Slicer's does not (PythonQt keeps the interpreter), and there the module's timer has to give its worker the time: the
second loop is Qt's own, called without letting go of the interpreter. Neither draws slice views. The longest wait
counts until the last picture is drawn, which is after the labels.
"""

import argparse
import ctypes
import importlib
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "Testing" / "Python"), str(ROOT / "CTBodyContrast")]

# How often a timer notes that Qt is alive, in ms: well below what a person could notice.
_TICK_MS = 1

# CT series of the DICOM database that is listed: more than a person scrolls through.
_SERIES = 2000


def load_once() -> None:
    """Load the module and show its panel; print the ms of what Slicer does when it starts, and at the first visit."""
    from slicer_harness.session import slicer_session

    with tempfile.TemporaryDirectory() as folder, slicer_session(Path(folder)):
        import slicer
        from slicer_harness.scripted_module import qSlicerScriptedLoadableModule

        started = time.perf_counter()
        python = importlib.import_module("CTBodyContrast")
        registered = qSlicerScriptedLoadableModule(python.__name__, Path(python.__file__))
        python.CTBodyContrast(registered)
        loaded = time.perf_counter()
        slicer.modules.ctbodycontrast = registered
        registered.widgetRepresentation().enter()
        print(1000 * (loaded - started), 1000 * (time.perf_counter() - loaded))


def print_loads(runs: int) -> None:
    """Load the module in a Python of its own, again and again."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        command = [sys.executable, __file__, "--load-once"]
        outputs = [
            subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
            for _ in range(runs + 1)
        ][1:]
    starts, visits = zip(*(map(float, output.split()) for output in outputs), strict=True)
    print(f"median and longest of {runs} loads after one more")
    print(f"  when Slicer starts    {statistics.median(starts):.0f} ms ({max(starts):.0f})")
    print(f"  at the first visit    {statistics.median(visits):.0f} ms ({max(visits):.0f})")


def held_loop() -> Callable[[], object] | None:
    """QCoreApplication::exec, called with the interpreter held; None where the name of that function is another."""
    from PySide6 import QtCore

    try:
        # PyDLL keeps the interpreter during a call. The process has the library already: no second copy is loaded.
        library = ctypes.PyDLL(next(Path(QtCore.__file__).parent.glob("Qt/lib/libQt6Core.so.6")))
        return library._ZN16QCoreApplication4execEv
    except (StopIteration, AttributeError):
        return None


def watch(act: Callable[[], object], at_rest: Callable[[], bool], loop: Callable[[], object]) -> tuple[float, float]:
    """Do something and run an event loop until all is at rest.

    Returns:
        when it was done, in seconds of time.perf_counter, and the longest time in seconds between two ticks of a timer.
    """
    from PySide6 import QtCore, QtWidgets

    ticks = []

    def tick() -> None:
        ticks.append(time.perf_counter())
        if len(ticks) == 1:
            act()
        elif at_rest():
            QtWidgets.QApplication.quit()

    timer = QtCore.QTimer()
    timer.setInterval(_TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    loop()
    timer.stop()
    return ticks[0], max(later - earlier for earlier, later in itertools.pairwise(ticks))


def click(panel, loop: Callable[[], object]) -> tuple[float, float]:
    """Click Classify; returns seconds from the click to the labels, and the longest wait until all is drawn."""
    labeled = []

    def at_rest() -> bool:
        if not panel.widget.runner.running:
            labeled.append(time.perf_counter())
        return bool(labeled) and not panel.widget.panel.drawing

    clicked, wait = watch(panel.ui.classifyButton.click, at_rest, loop)
    return labeled[0] - clicked, wait


def main() -> None:
    """Print the times of loading, those of the clicks under each event loop, and the waits for a large database."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shape", type=int, nargs=3, default=(300, 512, 512), metavar=("K", "J", "I"))
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--load-once", action="store_true", help="only load the module, and print how long it took")
    arguments = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if arguments.load_once:
        load_once()
        return
    print_loads(arguments.runs)
    from module_panel import Panel
    from slicer_harness.session import slicer_session

    with tempfile.TemporaryDirectory() as folder, slicer_session(Path(folder)) as session:
        panel = Panel(session)
        run_clicks(panel, tuple(arguments.shape), arguments.runs)
        run_database(panel)


def run_clicks(panel, shape: tuple[int, int, int], runs: int) -> None:
    import slicer
    from benchmark_classifier import full_size_scan
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


class LargeDatabase:
    """As a DICOM database that answers at once: ten CT series to each patient."""

    isOpen = True  # noqa: N815

    def patients(self) -> tuple[str, ...]:
        return tuple(f"1.2.{number}" for number in range(_SERIES // 10))

    def studiesForPatient(self, patient: str) -> tuple[str, ...]:  # noqa: N802
        return (f"{patient}.1",)

    def seriesForStudy(self, study: str) -> tuple[str, ...]:  # noqa: N802
        return tuple(f"{study}.{number}" for number in range(10))

    def displayedNameForPatient(self, patient: str) -> str:  # noqa: N802
        return f"Patient {patient}"

    def fieldForStudy(self, field: str, study: str) -> str:  # noqa: N802
        return "20260102"

    def fieldForSeries(self, field: str, uid: str) -> str:  # noqa: N802
        return {"Modality": "CT", "SeriesNumber": uid[-1], "SeriesDescription": "CHEST 2 MM"}[field]


def run_database(panel) -> None:
    import slicer
    from PySide6 import QtWidgets

    from CTBodyContrastLib.io.results import COLUMNS
    from CTBodyContrastLib.series_database import ct_series
    from CTBodyContrastModule.results_table import addResults

    database = panel.widget.database
    slicer.dicomDatabase = LargeDatabase()
    _, listed = watch(database.section.click, lambda: not database.listing, QtWidgets.QApplication.exec)
    row = dict.fromkeys(COLUMNS, "") | {"body_part": "chest", "contrast": "CE", "status": "ok"}
    for number, series in enumerate(ct_series(slicer.dicomDatabase)):
        probability = f"{0.5 + number * 7 % 1000 / 2000:.4f}"
        addResults(series.uid, [row | {"series_uid": series.uid, "body_part_probability": probability}])
    refresh = panel.widget.refresh
    _, ordered = watch(refresh, lambda: not database.listing, QtWidgets.QApplication.exec)
    print(f"a DICOM database with {_SERIES} CT series; the longest wait of one run")
    print(f"  listing them              {1000 * listed:.0f} ms")
    print(f"  results in order of doubt {1000 * ordered:.0f} ms")


if __name__ == "__main__":
    main()
