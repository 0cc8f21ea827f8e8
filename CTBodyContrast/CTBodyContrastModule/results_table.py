"""The table node that holds the results of the DICOM database's series: saved with the scene, without patients."""

import re
from collections.abc import Container, Iterable

import slicer
import vtk

from CTBodyContrastLib.io.result_rows import ResultRow, by_doubt
from CTBodyContrastLib.io.results import COLUMNS

# The attribute by which the table is found again, whatever it is called.
RESULTS = "CTBodyContrast.Results"
_DATABASE = "database"
# A saved scene holds the table as text with tabs between cells. Slicer writes these characters as they are, and does
# not read them so again: they are percent-encoded, as in a web address.
_ENCODED = str.maketrans({character: f"%{ord(character):02X}" for character in '%"\t\r\n'})
_CODE = re.compile("%([0-9A-F]{2})")
# For the same reason a row must not begin with an empty cell. No encoded text is this.
_EMPTY = "%"


def resultsNode():
    """The table of results; None when there is none, or none with the columns of this release."""
    for node in slicer.util.getNodesByClass("vtkMRMLTableNode"):
        columns = [node.GetColumnName(column) for column in range(node.GetNumberOfColumns())]
        if node.GetAttribute(RESULTS) == _DATABASE and columns == list(COLUMNS):
            return node
    return None


def resultsVersion() -> tuple:
    """What differs when the table holds something else."""
    node = resultsNode()
    return (node.GetID(), node.GetTable().GetMTime()) if node else ()


def resultRows() -> list[ResultRow]:
    """All that the table holds."""
    node = resultsNode()
    return [_row(node, index) for index in range(node.GetNumberOfRows())] if node else []


def rowsOfSeries(seriesUID: str) -> list[ResultRow]:
    """The rows of one series, one for each volume. The table may be long: nothing else of it is read."""
    node = resultsNode()
    return [_row(node, index) for index in _indices(node, (seriesUID,))] if node else []


def addResults(seriesUID: str, rows: Iterable[ResultRow]) -> None:
    """Put the rows of a series at the end, in place of older ones; `sortResults` puts them in order."""
    node = resultsNode() or _newNode()
    with slicer.util.NodeModify(node):
        removeResults((seriesUID,))
        for row in rows:
            _setRow(node, node.AddEmptyRow(), row)


def removeResults(seriesUIDs: Container[str]) -> None:
    """Remove the rows of some series."""
    node = resultsNode()
    with slicer.util.NodeModify(node):
        for index in reversed(_indices(node, seriesUIDs)):
            node.RemoveRow(index)


def sortResults() -> None:
    """Put the rows in order of doubt."""
    node, rows = resultsNode(), resultRows()
    ordered = by_doubt(rows)
    if ordered == rows:
        return
    with slicer.util.NodeModify(node):
        for index, row in enumerate(ordered):
            _setRow(node, index, row)


def _newNode():
    node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLTableNode", "CT Body Contrast results")
    node.SetAttribute(RESULTS, _DATABASE)
    node.SetLocked(True)  # the cells are read again; whoever wants other ones edits the exported file
    for name in COLUMNS:
        column = vtk.vtkStringArray()
        column.SetName(name)
        node.AddColumn(column)
    return node


def _indices(node, seriesUIDs: Container[str]) -> list[int]:
    column = COLUMNS.index("series_uid")
    return [index for index in range(node.GetNumberOfRows()) if _text(node, index, column) in seriesUIDs]


def _row(node, index: int) -> ResultRow:
    return {name: _text(node, index, column) for column, name in enumerate(COLUMNS)}


def _text(node, index: int, column: int) -> str:
    cell = node.GetCellText(index, column)
    return "" if cell == _EMPTY else _CODE.sub(lambda code: chr(int(code[1], 16)), cell)


def _setRow(node, index: int, row: ResultRow) -> None:
    for column, name in enumerate(COLUMNS):
        cell = row[name].translate(_ENCODED)
        node.SetCellText(index, column, cell or (_EMPTY if column == 0 else ""))
