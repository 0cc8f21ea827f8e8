"""Training scans: real cases, read and reduced once, and phantoms as one more source."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from ..labels import BodyPart, Contrast
from ..phantom import body_landmarks, make_phantom
from .cache import ArrayCache, Arrays
from .dataset import Case
from .slabs import TrainingScan

# Phantoms belong to no fold: a made-up body is no patient.
NO_FOLD = -1


def load_scans(cases: Iterable[Case], spacing_mm: float, cache: Path | None = None) -> list[TrainingScan]:
    """Read every case and reduce it as inference does; with a cache, a folder, only those that are not in it yet."""
    kept = ArrayCache(cache)
    return [_load(case, spacing_mm, kept) for case in cases]


def _load(case: Case, spacing_mm: float, cache: ArrayCache) -> TrainingScan:
    def arrays() -> Arrays:
        scan = TrainingScan.of(case, case.read(), spacing_mm)
        return {"voxels": scan.voxels, "spacing": np.array(scan.spacing), "body": scan.body}

    found = cache.get(case.files or (case.path,), ("scan", spacing_mm), arrays)
    superior, anterior, right = found["spacing"].tolist()
    return TrainingScan(case, found["voxels"], (superior, anterior, right), found["body"])


def load_phantoms(count: int, spacing_mm: float) -> list[TrainingScan]:
    """Make phantoms of whole bodies from ischium to vertex, with and without contrast by turns."""
    scans = []
    for seed in range(count):
        landmarks = body_landmarks(seed)
        lowest, highest = landmarks["ischium"], landmarks["vertex"]
        contrast = list(Contrast)[seed % 2]
        # Arms by turns of two, so that they go with neither label: heads are scanned with them down, trunks up.
        arms = ("down", "up")[seed // 2 % 2]
        spacing = (spacing_mm, spacing_mm, spacing_mm)
        volume = make_phantom(None, contrast, seed, spacing, range_mm=(lowest, highest), arms=arms)
        case = Case(
            path=Path(),
            case_id=f"phantom-{seed}",
            patient_id=f"phantom-{seed}",
            source="phantom",
            licence="none needed",
            may_train_release=True,
            contrast=contrast,
            covers=tuple(BodyPart),
            fold=NO_FOLD,
            landmarks={name: height - lowest for name, height in landmarks.items()},
        )
        scans.append(TrainingScan.of(case, volume, spacing_mm))
    return scans
