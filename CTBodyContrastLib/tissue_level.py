"""How dense a scan's own tissues are, and how much of them there is: what its contrast is to be compared with."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from .labels import BodyPart

# Muscle, brain, blood and organs, enhanced or not, of a scanner that is off by up to 50 HU; fat stays below.
_SOFT_TISSUE_HU = (-25, 140)
# Fat, of a scanner that is off by up to 150 HU, without the slope up to soft tissue.
_FAT_HU = (-260, -60)
# So much of a body lies around the HU of its fat. In a thin person, all between air and soft tissue are alike rare.
_FAT_REACH_HU, _LEAST_FAT = 30, 0.15
# Fat and all that is denser: the body without its lungs and the air in it.
_BODY_HU = -300
# Wider than the noise of a 3 mm voxel and than the steps of 8 HU that some archives round to.
_WIDTH_HU = 12

# Between these most soft tissue lies, with contrast or without: brain at 20 to 45 HU; muscle and blood at 30 to 65;
# liver and spleen, enhanced, up to 120, also where a scan of a chest or a pelvis reaches into the abdomen; the bladder
# near 0. `Testing/Benchmarks/robustness.py` prints how many unchanged and how many shifted scans go to review.
USUAL_HU: Mapping[BodyPart, tuple[float, float]] = {
    BodyPart.BRAIN: (8, 62),
    BodyPart.NECK: (8, 82),
    BodyPart.CHEST: (8, 130),
    BodyPart.ABDOMEN: (8, 130),
    BodyPart.PELVIS: (0, 130),
}
# Of the body without air at least so much is soft tissue, however fat a person is, and at most so much is denser: bone
# and enhanced vessels, also in a small field of view around a heart.
LEAST_SOFT, MOST_DENSER = 0.2, 0.5
# A scanner passes the American College of Radiology's phantom test with air at -1005 to -970 HU. In or around every
# patient a voxel of 3 mm holds nothing else.
AIR_HU = -970
# Fat has -120 to -80 HU, a little less at a low tube voltage.
THINNEST_FAT_HU = -130
# A calibration that is off moves fat and soft tissue alike: their sum shows it twice, where each alone is still usual.
# `Testing/Benchmarks/tissue_checks.py` prints how many scans it tells, and that of unchanged ones it tells none.
LOWEST_SUM_HU = -100


@dataclass(frozen=True)
class Tissues:
    """What a scan is made of.

    Attributes:
        soft_hu, fat_hu: the HU that most soft tissue and most fat has; None without any.
        soft, denser: their shares of the body, as of `tissue_shares`.
        lowest_hu: the lowest value.
    """

    soft_hu: float | None
    fat_hu: float | None
    soft: float
    denser: float
    lowest_hu: float

    @classmethod
    def of(cls, voxels: np.ndarray) -> "Tissues":
        """Look through voxels of any shape, HU at about 3 mm."""
        return cls(soft_tissue_level(voxels), fat_level(voxels), *tissue_shares(voxels), float(voxels.min()))


def soft_tissue_level(voxels: np.ndarray) -> float | None:
    """The HU that most soft tissue has: the peak of the smoothed histogram between fat and enhanced vessels.

    A calibration that is off, or another beam energy, moves all tissues alike, and this level with them.

    Args:
        voxels: any shape, HU at about 3 mm.

    Returns:
        None where nothing lies between -25 and 140 HU.
    """
    found = _smooth_histogram(voxels, *_SOFT_TISSUE_HU)
    return float(_SOFT_TISSUE_HU[0] + found.argmax()) if found.any() else None


def fat_level(voxels: np.ndarray) -> float | None:
    """The HU that most fat has: the highest hill of the smoothed histogram on the slope up to soft tissue.

    Args:
        voxels: any shape, HU at about 3 mm.

    Returns:
        None where hardly any fat is: there is no hill then, or a low one.
    """
    low, high = _FAT_HU
    found = _smooth_histogram(voxels, low, high)
    hills = 1 + np.flatnonzero((found[1:-1] > found[:-2]) & (found[1:-1] >= found[2:]))
    if not len(hills):
        return None
    level = low + int(hills[found[hills].argmax()])
    fat, body = np.count_nonzero(abs(voxels - level) < _FAT_REACH_HU), np.count_nonzero(voxels > _BODY_HU)
    return float(level) if fat > _LEAST_FAT * body else None


def _smooth_histogram(voxels: np.ndarray, low: int, high: int) -> np.ndarray:
    """How many voxels have about each HU from low to high."""
    reach = 3 * _WIDTH_HU
    near = voxels[(voxels > low - reach) & (voxels < high + reach)]
    offsets = np.rint(near).astype(np.int64) - (low - reach)
    counts = np.bincount(offsets, minlength=high - low + 2 * reach + 1)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _WIDTH_HU) ** 2)
    return np.convolve(counts, weights, "valid")


def tissue_shares(voxels: np.ndarray) -> tuple[float, float]:
    """How much of a body is soft tissue, and how much is denser, as bone is.

    Args:
        voxels: any shape, HU at about 3 mm.

    Returns:
        Shares of all voxels above -300 HU; without any, nothing of it is either.
    """
    low, high = _SOFT_TISSUE_HU
    body, above_fat, denser = (np.count_nonzero(voxels > limit) for limit in (_BODY_HU, low, high))
    return ((above_fat - denser) / body, denser / body) if body else (0.0, 0.0)
