"""Scans as the study sees them: plain reconstructions of the whole volume, each with one body part."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...labels import NINE_VIEWS, BodyPart, View
from ...preprocessing import Preprocessing, network_input, network_views
from ...volume import CTVolume
from ..cache import ArrayCache
from ..dataset import Case


@dataclass(frozen=True)
class StudyScan:
    """A scan of one body part.

    Attributes:
        images: float32 (view, row, column) in 0..1, in the order of NINE_VIEWS.
    """

    case: Case
    part: BodyPart
    images: np.ndarray

    def image(self, view: View) -> np.ndarray:
        """One reconstruction (row, column)."""
        return self.images[NINE_VIEWS.index(view)]


def load_study_scans(cases: Iterable[Case], preprocessing: Preprocessing, cache: Path | None = None) -> list[StudyScan]:
    """Reconstruct every case; with a cache, a folder, only those that are not in it yet.

    A scan of several parts gives one for each, cut from it between the landmarks; without landmarks it is left out, as
    is a scan that covers none: the study's scans had one label.
    """
    kept = ArrayCache(cache)
    scans = []
    for case in cases:
        settings = ("study", preprocessing.input_size, preprocessing.windows, case.covers, case.landmarks)

        def images(case: Case = case) -> dict[str, np.ndarray]:
            return {str(part): reconstruct(volume, preprocessing) for part, volume in single_parts(case)}

        found = kept.get(case.files or (case.path,), settings, images)
        scans += [StudyScan(case, BodyPart(part), array) for part, array in found.items()]
    return scans


def single_parts(case: Case) -> list[tuple[BodyPart, CTVolume]]:
    """A scan of one part whole, and one of several cut between the landmarks of each."""
    volume = case.read()
    if len(case.covers) == 1:
        return [(case.covers[0], volume)]
    count, spacing = volume.voxels.shape[volume.axes.array_axes[2]], volume.axes.spacing[2]
    parts = []
    for part in case.covers:
        extent = case.extent(part)
        if extent is not None:
            first, last = (min(max(round(end / spacing), 0), count - 1) for end in extent)
            parts.append((part, volume.stretch(first, last)))
    return parts


def reconstruct(volume: CTVolume, preprocessing: Preprocessing) -> np.ndarray:
    """The nine plain reconstructions (view, row, column) as the network sees them."""
    projections = network_views(volume, NINE_VIEWS, plain=True)
    return network_input(projections, preprocessing)[:, 0]  # the three channels are alike
