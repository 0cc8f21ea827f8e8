"""Which reconstructions differ by more than chance: McNemar's test of each pair, corrected by Holm."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np


@dataclass(frozen=True)
class Comparison:
    """Two reconstructions on the same slabs.

    Attributes:
        only_first, only_second: slabs that one alone names rightly.
        p: of McNemar's exact test. p_holm: corrected for all pairs compared.
    """

    first: str
    second: str
    only_first: int
    only_second: int
    p: float
    p_holm: float


def compare_pairs(right: Mapping[str, np.ndarray]) -> list[Comparison]:
    """Compare each pair of reconstructions; slabs of one patient are taken as independent.

    Args:
        right: for each reconstruction, (n,) whether it names each slab rightly.
    """
    from statsmodels.stats.contingency_tables import mcnemar
    from statsmodels.stats.multitest import multipletests

    pairs = list(combinations(right, 2))
    counts = [
        (int((right[first] & ~right[second]).sum()), int((right[second] & ~right[first]).sum()))
        for first, second in pairs
    ]
    # The exact test looks only at slabs on which the two differ: the table's diagonal may be left empty.
    values = [float(mcnemar([[0, one], [other, 0]], exact=True).pvalue) for one, other in counts]
    corrected = multipletests(values, method="holm")[1] if values else []
    return [
        Comparison(first, second, one, other, p, float(p_holm))
        for (first, second), (one, other), p, p_holm in zip(pairs, counts, values, corrected, strict=True)
    ]
