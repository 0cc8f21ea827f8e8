"""From a result file, and perhaps a reference, to a folder of tables and figures, one page, and a few sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..drawing import save_figure
from ..packages import REPORT, check_packages
from ..page import Tile, write_page
from ..table import NOTHING, Table, share
from . import figures
from .drift import Difference, Finding, corrected, differences
from .groups import Group, against_reference, groups, within
from .properties import MONTH, from_headers, from_table
from .result_rows import Cohort, counted, labels, probabilities, rates, read_rows
from .summary import compare, compare_groups, describe, in_digits

_INDEPENDENT = "Scans are taken as independent: several series of one patient make a difference look surer than it is."


@dataclass(frozen=True)
class PropertySection:
    """What the report says of one property: a figure of rates, one of labels, and its tables."""

    name: str
    rates: str
    mixes: str
    tables: Sequence[Table]


def write_cohort_report(
    output: Path,
    results: Path,
    reference: Path | None = None,
    properties: Path | None = None,
    headers: bool = False,
) -> tuple[Path, list[str]]:
    """Report on a result file, beside a reference if there is one.

    Args:
        output: folder to write to. results, reference: CSV or JSON lines of `classify`.
        properties: a table with series_uid or path, and any of manufacturer, kernel and month.
        headers: read these from the headers of the scans instead, as far as the paths in the rows still lead to them.

    Returns:
        The page's path, and the report in sentences.

    Raises:
        MissingPackageError: a package that reports need is not installed.
        ResultsFileError, DatasetError: a file cannot be used. OSError: one cannot be read or written.
    """
    check_packages(REPORT, "report")
    current = _cohort(results, properties, headers)
    before = _cohort(reference, properties, headers) if reference else None
    cohorts = [current, *([before] if before else [])]
    by_property = groups(current, before)
    changed = corrected(differences(current.rows, before.rows)) if before else []
    spread = corrected([each for found in by_property.values() for each in within(found)])
    against = {name: against_reference(found) for name, found in by_property.items() if before and name != MONTH}
    said = {"These scans": describe(current)}
    if before:
        said["These scans against the reference"] = compare(current, before, changed)
    if by_property:
        said[f"By {', '.join(name.lower() for name in by_property)}"] = compare_groups(spread, against)

    output.mkdir(parents=True, exist_ok=True)
    tables = [_overview_table(cohorts)]
    tables += [_differences_table("differences", "Against the reference", changed)] if before else []
    tables += [_spread_table(spread)] if by_property else []
    for table in tables:
        table.write(output)
    page = write_page(
        output / "report.html",
        Path(__file__).with_name("cohort.html"),
        said=said,
        tiles=[Tile(name, count, f"in {current.name}") for name, count in rates(current.rows).items()],
        cohorts=cohorts,
        shares=save_figure(figures.shares_figure(cohorts), output, "shares"),
        probabilities=save_figure(figures.probabilities_figure(cohorts), output, "probabilities"),
        tables=tables,
        properties=[_section(output, name, found, cohorts, against.get(name)) for name, found in by_property.items()],
    )
    return page, [line for title, lines in said.items() for line in (title, *(f"  {each}" for each in lines))]


def _cohort(path: Path, properties: Path | None, headers: bool) -> Cohort:
    rows = read_rows(path)
    if properties:
        return Cohort(path.name, rows, from_table(properties, rows))
    return Cohort(path.name, rows, from_headers(rows) if headers else {})


def _section(
    output: Path,
    name: str,
    found: Sequence[Group],
    cohorts: Sequence[Cohort],
    against: Sequence[Difference] | None,
) -> PropertySection:
    key = name.lower()
    tables = [_groups_table(f"groups-{key}", name, found)]
    if against:
        tables.append(_differences_table(f"differences-{key}", f"Each {key} against the same one there", against))
    for table in tables:
        table.write(output)
    drawn = figures.months_figure(found) if name == MONTH else figures.groups_figure(found, [c.name for c in cohorts])
    return PropertySection(
        name,
        save_figure(drawn, output, f"rates-{key}"),
        save_figure(figures.mixes_figure(found), output, f"mixes-{key}"),
        tables,
    )


def _overview_table(cohorts: Sequence[Cohort]) -> Table:
    columns = []
    for cohort in cohorts:
        cells = {"Scans": str(len(cohort.rows))}
        for question, stated in labels(cohort.rows).items():
            cells |= {f"{question}: {name}": share(count) for name, count in counted(stated).items()}
        cells |= {name: share(count) for name, count in rates(cohort.rows).items()}
        cells |= {f"{name}, mean": _mean(values) for name, values in probabilities(cohort.rows).items()}
        columns.append(cells)
    names = list(dict.fromkeys(name for cells in columns for name in cells))
    rows = [[name, *(cells.get(name, "0") for cells in columns)] for name in names]
    note = "In parentheses Wilson's 95 % interval. Tags: of the scans whose tags say anything about it."
    return Table("overview", "Counts", ["", *(cohort.name for cohort in cohorts)], rows, note)


def _differences_table(name: str, title: str, found: Sequence[Difference]) -> Table:
    rows = [
        [each.name, each.current, each.reference, each.change, each.test, _p(each.p), _p(each.p_holm), _mark(each)]
        for each in found
    ]
    header = ["What", "Here", "Reference", "Change (95 %)", "Test", "p", "p, corrected", "More than chance"]
    note = (
        "Corrected by Holm for all rows of this table. Shares: Newcombe's interval; means: the normal approximation. "
        f"Stability index: 0.1 is usually called a small shift, 0.25 a large one. {_INDEPENDENT}"
    )
    return Table(name, title, header, rows, note)


def _spread_table(found: Sequence[Finding]) -> Table:
    rows = [[each.name, each.test, _p(each.p), _p(each.p_holm), _mark(each)] for each in found]
    note = f"Whether the groups of this file differ among each other. Corrected by Holm for all rows. {_INDEPENDENT}"
    return Table("groups", "Do groups differ", ["What", "Test", "p", "p, corrected", "More than chance"], rows, note)


def _groups_table(name: str, title: str, found: Sequence[Group]) -> Table:
    rows = []
    for group in found:
        for of, scans in (("here", group.current), ("reference", group.reference)):
            if scans:
                counts = [*rates(scans).values(), counted(labels(scans)["Contrast"]).get("CE")]
                cells = [share(count) if count else NOTHING for count in counts]
                means = [_mean(values) for values in probabilities(scans).values()]
                rows.append([group.value, of, str(len(scans)), *cells, *means])
    header = [title, "", "Scans", *rates([]), "Contrast: CE", *(f"{name}, mean" for name in probabilities([]))]
    return Table(name, f"By {title.lower()}", header, rows)


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f}" if values else NOTHING


def _p(p: float) -> str:
    return NOTHING if p != p else in_digits(p).removeprefix("= ")


def _mark(tested: Finding) -> str:
    return "yes" if tested.beyond_chance else ""
