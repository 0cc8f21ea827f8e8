"""How two sets of scans differ, and whether by more than chance.

Each scan is taken as independent of the others. Several series of one patient are not: with them, differences look
surer than they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import nan, sqrt
from typing import TypeVar

import numpy as np

from ..count import Count
from .result_rows import Row, labels, probabilities, rates

AnyFinding = TypeVar("AnyFinding", bound="Finding")

# Below this a corrected p is called more than chance.
SIGNIFICANT = 0.05
# With an expected count below 5 the chi-square distribution is no good approximation (W. G. Cochran, Biometrics 10,
# 1954): p is then the share of so many random tables with the same margins.
_SMALLEST_EXPECTED = 5
_RANDOM_TABLES = 9999
_NO_TEST = "none"


@dataclass(frozen=True)
class Finding:
    """One thing that was tested.

    Attributes:
        name: what. test: how p was found. p: nan where there was nothing to compare.
        p_holm: corrected for all that was tested together; nan before.
    """

    name: str
    test: str
    p: float
    p_holm: float = field(default=nan, kw_only=True)

    @property
    def beyond_chance(self) -> bool:
        """Whether it is more than chance."""
        return self.p_holm < SIGNIFICANT


@dataclass(frozen=True)
class Difference(Finding):
    """Current scans against those of the reference.

    Attributes:
        current, reference: the values of both, in words.
        change: from the reference to the current scans, in words ("by +7.8 points (+3.6 to +12.3)").
    """

    current: str
    reference: str
    change: str = "not compared"


def differences(current: Sequence[Row], reference: Sequence[Row]) -> list[Difference]:
    """Compare rates, mixes of labels, and probabilities; not corrected for one another."""
    now, before = rates(current), rates(reference)
    found = [_rate(name, now[name], before[name]) for name in now]
    stated, stated_before = labels(current), labels(reference)
    found += [_mix(f"{name}: mix", stated[name], stated_before[name]) for name in stated]
    sure, sure_before = probabilities(current), probabilities(reference)
    return found + [_distribution(name, sure[name], sure_before[name]) for name in sure]


def corrected(found: Sequence[AnyFinding]) -> list[AnyFinding]:
    """The same with Holm's correction for all of them."""
    from statsmodels.stats.multitest import multipletests

    tested = [each.p for each in found if each.p == each.p]
    values = iter(multipletests(tested, method="holm")[1] if tested else ())
    return [replace(each, p_holm=float(next(values))) if each.p == each.p else each for each in found]


def smallest_visible(n: int, m: int) -> float:
    """The change of a share that n and m scans would show in four of five cases (power 80 %, two-sided 5 %).

    That of a share near 50 %, where it takes most; the usual normal approximation.
    """
    return (1.959964 + 0.841621) * sqrt(0.25 * (1 / n + 1 / m))


def table_p(table: np.ndarray) -> tuple[float, str]:
    """Chi-square test of independence: p, and how it was found.

    Args:
        table: (row, column) counts; empty rows and columns are left out. p is nan when fewer than two are left.
    """
    from scipy.stats import chi2_contingency, random_table
    from scipy.stats.contingency import expected_freq

    table = table[table.any(axis=1)][:, table.any(axis=0)]
    if min(table.shape) < 2:
        return nan, _NO_TEST
    expected = expected_freq(table)
    if expected.min() >= _SMALLEST_EXPECTED:
        return float(chi2_contingency(table, correction=False).pvalue), "chi-square"
    random = random_table(table.sum(axis=1), table.sum(axis=0)).rvs(_RANDOM_TABLES, random_state=0)
    distances = ((random - expected) ** 2 / expected).sum(axis=(1, 2))
    own = ((table - expected) ** 2 / expected).sum()
    # Equal tables must count as equal, whatever the rounding.
    return float((1 + (distances >= own - 1e-9).sum()) / (1 + _RANDOM_TABLES)), "chi-square, random tables"


def _rate(name: str, current: Count, reference: Count) -> Difference:
    now, before = (f"{count.right} of {count.n}" for count in (current, reference))
    if not (current.n and reference.n):
        return Difference(name, _NO_TEST, nan, now, before)
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep

    low, high = confint_proportions_2indep(current.right, current.n, reference.right, reference.n, method="newcomb")
    points = 100 * np.array([current.right / current.n - reference.right / reference.n, low, high])
    p = fisher_exact([[each.right, each.n - each.right] for each in (current, reference)]).pvalue
    return Difference(
        name, "Fisher's exact", float(p), now, before, "by {:+.1f} points ({:+.1f} to {:+.1f})".format(*points)
    )


def _mix(name: str, current: Sequence[str], reference: Sequence[str]) -> Difference:
    classes = sorted({*current, *reference})
    table = np.array([[stated.count(each) for each in classes] for stated in (current, reference)])
    now, before = (
        ", ".join(f"{k} {each}" for each, k in zip(classes, row, strict=True) if k) or "none" for row in table
    )
    p, test = table_p(table)
    return Difference(name, test, p, now, before, *([_stability(table)] if p == p else []))


def _stability(table: np.ndarray) -> str:
    """The population stability index of two rows of counts, and the most that chance makes of it in 95 %.

    sum((a - b) ln(a / b)) over the shares a and b, half a scan added to each class so that none is empty. By chance
    it is (1/n + 1/m) times a chi-square variable (B. Yurdakul, J. Naranjo, J. Risk Model Validation 14, 2020).
    """
    from scipy.stats import chi2

    shares = (table + 0.5) / (table + 0.5).sum(axis=1, keepdims=True)
    index = float(((shares[0] - shares[1]) * np.log(shares[0] / shares[1])).sum())
    by_chance = (1 / table.sum(axis=1)).sum() * chi2.ppf(0.95, table.shape[1] - 1)
    return f"by a stability index of {index:.2f} (up to {by_chance:.2f} by chance)"


def _distribution(name: str, current: Sequence[float], reference: Sequence[float]) -> Difference:
    now, before = (
        f"mean {np.mean(values):.3f} of {len(values)}" if values else "none" for values in (current, reference)
    )
    if min(len(current), len(reference)) < 2:
        return Difference(name, _NO_TEST, nan, now, before)
    from scipy.stats import ks_2samp

    change = np.mean(current) - np.mean(reference)
    reach = 1.959964 * sqrt(sum(np.var(values, ddof=1) / len(values) for values in (current, reference)))
    p = float(ks_2samp(current, reference).pvalue)
    return Difference(
        name, "Kolmogorov-Smirnov", p, now, before, f"by {change:+.3f} ({change - reach:+.3f} to {change + reach:+.3f})"
    )
