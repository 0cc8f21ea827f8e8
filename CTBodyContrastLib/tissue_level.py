"""How dense a scan's own soft tissue is, and how much of it there is: what its contrast is to be compared with."""

from collections.abc import Mapping

import numpy as np

from .labels import BodyPart

# Muscle, brain, blood and organs, enhanced or not, of a scanner that is off by up to 50 HU; fat stays below.
_SOFT_TISSUE_HU = (-25, 140)
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


def soft_tissue_level(voxels: np.ndarray) -> float | None:
    """The HU that most soft tissue has: the peak of the smoothed histogram between fat and enhanced vessels.

    A calibration that is off, or another beam energy, moves all tissues alike, and this level with them.

    Args:
        voxels: any shape, HU at about 3 mm.

    Returns:
        None where nothing lies between -25 and 140 HU.
    """
    low, high = _SOFT_TISSUE_HU
    reach = 3 * _WIDTH_HU
    near = voxels[(voxels > low - reach) & (voxels < high + reach)]
    offsets = np.rint(near).astype(np.int64) - (low - reach)
    counts = np.bincount(offsets, minlength=high - low + 2 * reach + 1)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _WIDTH_HU) ** 2)
    smooth = np.convolve(counts, weights, "valid")
    return float(low + smooth.argmax()) if smooth.any() else None


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
