"""The report in plain sentences: what was found, what differs, and how much so few scans can show."""

from collections.abc import Mapping, Sequence

from ..table import share
from .drift import SIGNIFICANT, Difference, Finding, smallest_visible
from .result_rows import Cohort, counted, display, labels, rates

# With fewer, the interval of a share near one half is wider than half of all values: counts are worth reading, shares
# are not.
_FEW = 12


def describe(cohort: Cohort) -> list[str]:
    """What one result file holds."""
    found = [_origin(cohort)]
    for question, stated in labels(cohort.rows).items():
        if stated:
            counts = ", ".join(f"{display(name)} {count.right}" for name, count in counted(stated).items())
            found.append(f"{question}: {counts}.")
    found += [f"{name}: {share(count)}." for name, count in rates(cohort.rows).items()]
    if len(cohort.rows) < _FEW:
        found.append("So few scans say little: read the counts and not the shares.")
    if len(_models(cohort)) > 1:
        found.append("Several models made this file: what differs within it may come from them.")
    return found


def compare(current: Cohort, reference: Cohort, found: Sequence[Difference]) -> list[str]:
    """What differs from the reference, and what could not be seen."""
    sentences = [_origin(reference), *_warnings(current, reference)]
    for each in found:
        if each.beyond_chance:
            sentences.append(f"{each.name}: {each.current}; in the reference {each.reference}. {_change(each)}.")
    others = [each.name for each in found if not each.beyond_chance and each.p == each.p]
    if others:
        sentences.append(f"Not more than chance, after correction for {_tests(found)}: {'; '.join(others)}.")
    return [*sentences, _visible(len(current.rows), len(reference.rows))]


def compare_groups(within: Sequence[Finding], against: Mapping[str, Sequence[Difference]]) -> list[str]:
    """Which manufacturers, kernels and months differ."""
    sentences = [
        f"{each.name} differs more than by chance (p {in_digits(each.p_holm)})."
        for each in within
        if each.beyond_chance
    ]
    sentences += [
        f"{each.name}: {each.current}; in the reference {each.reference}. {_change(each)}."
        for found in against.values()
        for each in found
        if each.beyond_chance
    ]
    return sentences or ["No group differs more than by chance."]


def in_digits(p: float) -> str:
    """A p as a paper writes it, "= 0.012" or "< 0.001"."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def _origin(cohort: Cohort) -> str:
    return f"{cohort.name}: {_scans(len(cohort.rows))}, by {' and '.join(_models(cohort)) or 'no model'}."


def _models(cohort: Cohort) -> list[str]:
    return sorted({row.model for row in cohort.rows if row.model})


def _warnings(current: Cohort, reference: Cohort) -> list[str]:
    found = []
    if _models(current) != _models(reference):
        found.append("The two files were made by different models: what differs may come from that.")
    shared = {(row.path, row.series_uid) for row in current.rows} & {
        (row.path, row.series_uid) for row in reference.rows
    }
    if shared:
        found.append(f"{_scans(len(shared))} are in both files: the tests take them for different ones.")
    return found


def _change(difference: Difference) -> str:
    return f"Change {difference.change}, p {in_digits(difference.p_holm)}"


def _visible(here: int, there: int) -> str:
    """How large a change of a share so many scans can show; it cannot exceed 100 points."""
    points = 100 * smallest_visible(here, there)
    if points >= 100:
        return f"{here} and {there} scans are too few to show any change of a share."
    return (
        f"{here} and {there} scans show a change of a share of {points:.0f} points or more in four of five cases; "
        "a smaller one easily goes unnoticed."
    )


def _scans(number: int) -> str:
    return "1 scan" if number == 1 else f"{number} scans"


def _tests(found: Sequence[Finding]) -> str:
    return f"{sum(each.p == each.p for each in found)} tests (p below {SIGNIFICANT:g})"
