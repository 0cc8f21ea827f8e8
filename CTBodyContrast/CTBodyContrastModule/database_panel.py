"""The section "DICOM database": which CT series there are, classifying those that are checked, and the results."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import qt
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.result_rows import ResultRow, doubt, rows_csv
from CTBodyContrastLib.labels import Status
from CTBodyContrastLib.series_database import Series, all_series

from .database_batch import SeriesJob, closedText, openDatabase
from .results_table import removeResults, resultRows, resultsVersion, rowsOfSeries, sortResults
from .runner import Job
from .saving import saveFile
from .steps import Steps
from .texts import badge, partName

# The columns of the .ui file's seriesTable.
_PATIENT, _SERIES, _RESULT, _STATUS = range(4)


class DatabasePanel:
    """Fills the section. Its first opening lists the series, so that nobody waits for it who does not need it."""

    def __init__(
        self,
        uiPath: str,
        logic,
        start: Callable[[Callable[[], Iterable[Job]]], None],
        cancel: Callable[[], None],
        choose: Callable[[object], None],
    ) -> None:
        """The section is not yet in any layout.

        :param start: called to do jobs, with a function that makes them when all is there that they need.
        :param cancel: called to end them.
        :param choose: called with a volume node that was loaded.
        """
        self.section = slicer.util.loadUI(uiPath)
        self.ui = slicer.util.childWidgetVariables(self.section)
        self._logic = logic
        self._start = start
        self._cancel = cancel
        self._choose = choose
        self._series: list[Series] = []  # the CT series of the database
        self._shown: list[Series] = []  # those of the table's rows; others while the rows are made anew
        self._results: dict[str, list[ResultRow]] = {}  # by series UID
        self._listedWith: tuple | None = None  # the version of the results; None until the section is opened
        self._atWork = (False, False)  # what `refresh` was last called with
        self._steps = Steps(self.section, lambda: self.refresh(*self._atWork))
        for column in (_PATIENT, _SERIES):
            self.ui.seriesTable.horizontalHeader().setSectionResizeMode(column, qt.QHeaderView.Stretch)
        self.section.connect("contentsCollapsed(bool)", self._onCollapsed)
        self.ui.seriesTable.connect("itemSelectionChanged()", self._showDetails)
        self.ui.seriesTable.connect("cellDoubleClicked(int,int)", self._load)
        for name, function in (
            ("list", self._list),
            ("checkAll", lambda: self._check(qt.Qt.Checked)),
            ("checkNone", lambda: self._check(qt.Qt.Unchecked)),
            ("classifySeries", self._classify),
            ("cancelSeries", self._onCancel),
            ("loadSeries", lambda: self._load(self.ui.seriesTable.currentRow())),
            ("exportResults", self._export),
            ("removeResults", self._remove),
        ):
            getattr(self.ui, f"{name}Button").connect("clicked(bool)", function)

    @property
    def listing(self) -> bool:
        """Whether the series are still being read or shown."""
        return self._steps.running

    def showProgress(self, fraction: float) -> None:
        """Show how much of everything is done (0 to 1)."""
        self.ui.seriesProgressBar.value = round(100 * fraction)

    def tell(self, message: str) -> None:
        """Show a sentence."""
        self.ui.seriesProgressLabel.text = message

    def refresh(self, running: bool, installing: bool) -> None:
        """Show what may be clicked while jobs are running or packages are being installed, and results that changed."""
        self._atWork = running, installing
        if not (running or self.listing) and self._listedWith not in (None, resultsVersion()):
            self._steps.start(self._filling())
        free = not (running or installing or self.listing)
        self.ui.listButton.enabled = free
        self.ui.checkAllButton.enabled = self.ui.checkNoneButton.enabled = not self.listing
        self.ui.classifySeriesButton.enabled = bool(self._series) and free
        self.ui.cancelSeriesButton.enabled = running
        self.ui.exportResultsButton.enabled = bool(self._results)
        self.ui.removeResultsButton.enabled = bool(self._results) and free
        self.ui.seriesProgressBar.visible = running

    def _onCollapsed(self, collapsed: bool) -> None:
        if not collapsed and self._listedWith is None:
            self._list()

    def _list(self) -> None:
        self.tell(_("Listing the series"))
        self._steps.start(self._listing())
        self.refresh(*self._atWork)

    def _listing(self) -> Iterator[None]:
        """Read from the database which CT series there are, and show them."""
        database, found = openDatabase(), []
        for series in all_series(database) if database else ():
            if series.is_ct:
                found.append(series)
            yield
        self._series = found
        yield from self._filling()
        if database is None:
            self.tell(closedText())
        elif not self._series:
            self.tell(_("The DICOM database holds no CT series. Import some in the module DICOM."))
        else:
            self.tell("")

    def _filling(self) -> Iterator[None]:
        """Make the rows anew: those with results first, in order of doubt. What was unchecked stays so."""
        table, unchecked = self.ui.seriesTable, set()
        for row, series in enumerate(self._shown):
            if self._item(row).checkState() == qt.Qt.Unchecked:
                unchecked.add(series.uid)
            yield
        sortResults()
        yield
        self._readResults()
        rank = {uid: number for number, uid in enumerate(self._results)}
        self._series.sort(key=lambda series: rank.get(series.uid, len(rank)))
        del self._shown[len(self._series) :]
        table.setRowCount(len(self._shown))
        for row, series in enumerate(self._series):
            if row == len(self._shown):
                table.insertRow(row)
            self._shown[row : row + 1] = [series]
            self._showSeries(row, series.uid not in unchecked)
            yield
        for column in (_RESULT, _STATUS):
            table.resizeColumnToContents(column)
        self._showCounts()
        self._showDetails()

    def _readResults(self) -> None:
        self._listedWith = resultsVersion()
        self._results.clear()
        for row in resultRows():
            self._results.setdefault(row["series_uid"], []).append(row)

    def _showSeries(self, row: int, checked: bool) -> None:
        series = self._shown[row]
        for column, text in enumerate((series.patient, series.description, "", "")):
            item = qt.QTableWidgetItem(text)
            item.setToolTip(text)
            self.ui.seriesTable.setItem(row, column, item)
        self._item(row).setCheckState(qt.Qt.Checked if checked else qt.Qt.Unchecked)
        self._showResult(row)

    def _onFinish(self, uid: str) -> None:
        """A series has its results; the order stays until all have theirs."""
        self._results[uid] = rowsOfSeries(uid)
        self._showResult([series.uid for series in self._shown].index(uid))
        self._showCounts()
        self._showDetails()

    def _showResult(self, row: int) -> None:
        """Write the result beside its series: of several volumes the most doubtful one, and all in the tool tip."""
        volumes = self._results.get(self._shown[row].uid)
        if not volumes:
            return
        for column, text in zip((_RESULT, _STATUS), _texts(min(volumes, key=doubt)), strict=True):
            item = self.ui.seriesTable.item(row, column)
            item.setText(text)
            item.setToolTip("\n".join(": ".join(_texts(each)) for each in volumes))

    def _showCounts(self) -> None:
        worst = (min(self._results[each.uid], key=doubt) for each in self._series if each.uid in self._results)
        statuses = Counter(row["status"] for row in worst)
        self.ui.seriesSummaryLabel.text = _("{done} of {all} CT series have a result: {counts}.").format(
            done=statuses.total(),
            all=len(self._series),
            counts=", ".join(f"{statuses[status]} {badge(status).text}" for status in Status),
        )

    def _showDetails(self) -> None:
        """Tell what the columns have no room for, of the series that is chosen."""
        row, lines = self.ui.seriesTable.currentRow(), []
        if row >= 0:
            series = self._shown[row]
            lines = [", ".join(each for each in (series.patient, series.study, series.description) if each)]
            lines += [each["reason"] for each in self._results.get(series.uid, ()) if each["reason"]]
        self.ui.loadSeriesButton.enabled = row >= 0
        self.ui.detailsLabel.text = "\n".join(lines)

    def _checked(self) -> list[Series]:
        return [series for row, series in enumerate(self._shown) if self._item(row).checkState() == qt.Qt.Checked]

    def _item(self, row: int):
        return self.ui.seriesTable.item(row, _PATIENT)

    def _check(self, state) -> None:
        for row in range(self.ui.seriesTable.rowCount):
            self._item(row).setCheckState(state)

    def _classify(self) -> None:
        chosen = self._checked()
        if chosen:
            self._start(lambda: [SeriesJob(self._logic, each.uid, each.description, self._onFinish) for each in chosen])
        else:
            self.tell(_("Check at least one series."))

    def _onCancel(self) -> None:
        self.ui.cancelSeriesButton.enabled = False
        self._cancel()

    def _load(self, row: int) -> None:
        if openDatabase() is None:
            self.tell(closedText())
            return
        from DICOMLib import DICOMUtils

        with slicer.util.WaitCursor():
            nodeIDs = DICOMUtils.loadSeriesByUID([self._shown[row].uid])
        if nodeIDs:
            self._choose(slicer.mrmlScene.GetNodeByID(nodeIDs[0]))
        else:
            self.tell(_("This series could not be loaded. Try it in the module DICOM, which says why."))

    def _export(self) -> None:
        saveFile(self.section, _("Export the results"), "results.csv", _("Tables (*.csv)"), rows_csv(resultRows()))

    def _remove(self) -> None:
        chosen = {series.uid for series in self._checked()} & self._results.keys()
        question = _("Remove the results of {count} series?").format(count=len(chosen))
        if chosen and slicer.util.confirmOkCancelDisplay(question, _("CT Body Contrast")):
            removeResults(chosen)
            self.refresh(*self._atWork)


def _texts(row: ResultRow) -> tuple[str, str]:
    """The labels of a volume, short, and its status, for a person."""
    part = row["body_part"]
    labels = ", ".join(each for each in (part and partName(part), row["contrast"]) if each)
    return labels, badge(row["status"]).text
