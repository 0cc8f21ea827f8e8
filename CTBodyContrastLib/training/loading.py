"""Training scans in memory: real cases, read and reduced once, and phantoms as one more source."""

from collections.abc import Iterable

from ..io import read_volume
from .dataset import Case
from .slabs import TrainingScan

_PHANTOM_LENGTH_MM = 900.0


def load_scans(cases: Iterable[Case], spacing_mm: float) -> list[TrainingScan]:
    """Read every case and reduce it as inference does."""
    return [TrainingScan.of(case, read_volume(case.path), spacing_mm) for case in cases]
