"""From a CT volume to what the network needs of it: small enough to travel from one process to another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from .errors import ScanError
from .kinds import check_kind, kind_doubts
from .labels import View
from .preprocessing import Preprocessing, network_input, network_views, reduce_volume, shift_from
from .projection import Projection
from .resampling import angle_note
from .review import unusual_tissues
from .tissue_level import Tissues
from .volume import CTVolume, check_hounsfield, check_slices, check_spacing
from .windows import PreparedWindows, prepare_windows

Report = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class PreparedScan:
    """What is left of a volume once the network's images are made.

    Attributes:
        images: float32 (view, channel, row, column) in 0..1; without a view when the volume cannot be judged.
        projections: what the images were made from, if it was to be kept, in the order of the model's views.
        windows: what is needed to find regions, if they are to be found.
        soft_tissue_hu: the HU that most of its soft tissue has; None without any, and where the volume is not reduced.
        problem: why it cannot be judged, in plain words; empty when it can.
        tags: those of the volume. notes: its own, and how it lies.
        doubts: its own, those of its kind, and of what it is made of.
        seconds: how long this took.
    """

    images: np.ndarray
    projections: Mapping[View, Projection]
    windows: PreparedWindows | None
    soft_tissue_hu: float | None
    problem: str
    tags: Mapping[str, str]
    notes: tuple[str, ...]
    doubts: tuple[str, ...]
    seconds: float


def prepare_scan(
    volume: CTVolume,
    views: Sequence[View],
    preprocessing: Preprocessing,
    report: Report = lambda text, fraction: None,
    keep_projections: bool = False,
    with_windows: bool = False,
) -> PreparedScan:
    """Check and reduce a volume and make the images that a model asks for; needs numpy alone.

    Args:
        volume: any orientation; only read.
        views, preprocessing: the model's, in the order of the images.
        report: called with a text and a fraction before each stage; what it raises ends the run.
        keep_projections: also hand on what the images were made from; finding out where the network looked needs it.
        with_windows: also prepare what finding regions needs.

    Returns:
        A volume that cannot be judged gives a problem; nothing is raised for it.
    """
    started = perf_counter()
    problem, projections, windows, level = "", dict[View, Projection](), None, None
    doubts = [*volume.doubts, *kind_doubts(volume.tags)]
    try:
        reduced = _reduced(volume, preprocessing, report)
        report("Making the reconstructions", 0.4)
        projections = network_views(reduced, views, preprocessing.plain, preprocessing.edge_sharpness)
        if not preprocessing.plain:  # looking through all voxels of a whole volume would take longer than the network
            tissues = Tissues.of(reduced.voxels)
            level = tissues.soft_hu
            doubts += unusual_tissues(tissues)
        if with_windows:
            windows = prepare_windows(volume, reduced, views, preprocessing)
    except ScanError as error:
        problem = str(error)
    images = network_input(projections, preprocessing, shift_from(level, preprocessing))
    seconds = perf_counter() - started
    kept = projections if keep_projections else {}
    notes = (*volume.notes, *angle_note(volume))
    return PreparedScan(images, kept, windows, level, problem, volume.tags, notes, tuple(doubts), seconds)


def _reduced(volume: CTVolume, preprocessing: Preprocessing, report: Report) -> CTVolume:
    check_kind(volume.tags)
    check_slices(volume)
    check_spacing(volume)
    report("Reducing the volume", 0.0)
    reduced = reduce_volume(volume, preprocessing.spacing_mm)
    check_hounsfield(float(reduced.voxels.min()), float(reduced.voxels.max()))
    return reduced
