"""Series of Slicer's DICOM database, each a job of the runner; a script does them one after another."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.results import ScanResult, as_cells
from CTBodyContrastLib.series_database import classify_series, ct_series, series_files
from CTBodyContrastLib.worker import Report, Task

from .results_table import addResults, rowsOfSeries, sortResults

if TYPE_CHECKING:
    from .logic import CTBodyContrastLogic


def openDatabase():
    """Slicer's DICOM database; None while it is not open."""
    database = getattr(slicer, "dicomDatabase", None)
    return database if database and database.isOpen else None


def closedText() -> str:
    """What to do while it is not open."""
    return _("The DICOM database is not open. Choose its folder in the module DICOM.")


class SeriesJob:
    """Classifies a series from its files and puts the results into the table.

    No volume node is made, and the voxels are let go with each volume: memory does not grow with the number of series.
    """

    def __init__(
        self, logic: "CTBodyContrastLogic", seriesUID: str, name: str, onFinish: Callable[[str], None]
    ) -> None:
        """The logic has the classifier.

        :param name: what the progress calls the series.
        :param onFinish: called with the UID when the results are in the table.
        """
        self._logic = logic
        self._uid = seriesUID
        self._name = name
        self._onFinish = onFinish

    def begin(self) -> tuple[str, Task] | None:
        """See `runner.Job`."""
        database = openDatabase()
        if database is None:
            return None
        logic, files = self._logic, series_files(database, self._uid)
        models = {row["model"] for row in rowsOfSeries(self._uid)}

        def classify(report: Report) -> list[ScanResult]:
            classifier = logic.loadedClassifier(report)
            if classifier.model_name in models:
                return []
            return classify_series(self._uid, files, classifier, report, logic.task, logic.regions)

        return self._name, classify

    def finish(self, results: list[ScanResult]) -> bool:
        """See `runner.Job`."""
        if results:
            addResults(self._uid, map(as_cells, results))
            self._onFinish(self._uid)
        return True


def classifyDatabase(logic: "CTBodyContrastLogic", seriesUIDs: Iterable[str] | None) -> list[ScanResult]:
    """See `CTBodyContrastLogic.classifyDatabase`."""
    database = openDatabase()
    if database is None:
        raise OSError(closedText())
    if seriesUIDs is None:
        seriesUIDs = [series.uid for series in ct_series(database)]
    found = []
    for uid in seriesUIDs:
        job = SeriesJob(logic, uid, uid, lambda uid: None)
        _name, classify = job.begin()
        results = classify(lambda text, fraction: None)
        job.finish(results)
        found += results
    sortResults()
    return found
