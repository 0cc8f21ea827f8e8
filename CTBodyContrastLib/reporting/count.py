"""A count of so many, with the interval of its share."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Count:
    """k right of n, with its Wilson 95 % interval."""

    right: int
    n: int

    @classmethod
    def of(cls, right: Iterable[bool]) -> "Count":
        """Count an array of right and wrong."""
        values = np.asarray(list(right), dtype=bool)
        return cls(int(values.sum()), len(values))

    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927), which holds for small n too."""
        if not self.n:
            return 0.0, 1.0
        z, share = 1.959964, self.right / self.n
        middle = share + z * z / (2 * self.n)
        reach = z * sqrt(share * (1 - share) / self.n + z * z / (4 * self.n**2))
        return max(0.0, (middle - reach) / (1 + z * z / self.n)), min(1.0, (middle + reach) / (1 + z * z / self.n))

    def as_dict(self) -> dict[str, Any]:
        """For the model card."""
        return {"right": self.right, "n": self.n, "wilson_95": [round(end, 3) for end in self.interval()]}
