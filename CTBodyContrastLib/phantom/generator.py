"""Make a synthetic CT: choose the stretch, build the person, paint, and add what a scanner adds."""

from typing import TypeVar

import numpy as np

from ..errors import CTBodyContrastError
from ..labels import BodyPart, Contrast
from ..volume import CTVolume
from .abdomen import add_abdomen
from .body import Body
from .chest import add_diaphragm, add_lungs, add_mediastinal_fat, add_mediastinum
from .head import add_face_outline, add_head
from .neck import add_neck, add_neck_fat
from .noise import add_noise, add_unevenness
from .outline import add_back_muscles, add_outline
from .pelvis import add_pelvis
from .protocols import LONG_RANGE, PROTOCOLS, Protocol
from .rendering import Grid, Paint, Painter, Pose
from .room import couch as couch_paints
from .room import head_holder
from .scene import Scene
from .spine import add_ribs, add_shoulders, add_spine
from .tissues import TissueValues

_Choice = TypeVar("_Choice", BodyPart, Contrast)

_AIR_HU = -1000.0
# The bore lets no wider field of view be reconstructed.
_WIDEST_MM = 500.0
# Scanners store 12 bits from -1024.
_STORED_HU = (-1024, 3071)
# 1 GiB of int16: more than any clinical series, and a spacing typed in the wrong unit is caught.
_MOST_VOXELS = 512 * 1024**2
# For each topic its own random numbers, so that contrast, noise and range do not change the person.
_PERSON, _TISSUE, _INJECTION, _SCAN, _NOISE, _UNEVEN = range(6)


class PhantomError(CTBodyContrastError, ValueError):
    """A synthetic CT cannot be made from these settings."""


def make_phantom(
    body_part: BodyPart | str | None = "chest",
    contrast: Contrast | str = "NE",
    seed: int = 0,
    spacing: tuple[float, float, float] = (3.0, 1.0, 1.0),
    *,
    range_mm: tuple[float, float] | None = None,
    noise_hu: float | None = None,
    arms: str | None = None,
    couch: bool = True,
) -> CTVolume:
    """Make a synthetic CT of a random adult.

    The same seed is the same person, whatever the part, contrast, spacing or noise.

    Args:
        body_part: the part a routine examination would cover; None for a longer stretch.
        contrast: "CE" with intravenous contrast at a random time and strength, "NE" without.
        seed: 0 or larger.
        spacing: voxel size in mm along K, J and I.
        range_mm: lowest and highest slice in mm, as in `body_landmarks`, instead of the part's own stretch.
            Without it and without a body part, the whole trunk, neck and head.
        noise_hu: standard deviation of the noise for a voxel of 3 mm3; 0 for none. By default that of a routine
            examination of the part.
        arms: "up" or "down"; by default as the examination has them.
        couch: whether the couch or the head holder is in view.

    Returns:
        int16 voxels (K, J, I) in HU: K superior, J posterior, I to the patient's left.

    Raises:
        PhantomError: a setting cannot be used; the message names it.
    """
    part = None if body_part is None else _choice(BodyPart, body_part, "body_part")
    enhanced = _choice(Contrast, contrast, "contrast") is Contrast.CE
    protocol = LONG_RANGE if part is None else PROTOCOLS[part]
    noise_hu = protocol.noise if noise_hu is None else noise_hu
    _check(seed, spacing, noise_hu, arms)
    arms_up = protocol.arms_up if arms is None else arms == "up"
    scene = build_scene(seed, enhanced, arms_up)
    grid = _grid(scene, protocol, seed, spacing, range_mm)
    surroundings = _surroundings(scene, grid, part) if couch else []
    voxels = _render(scene, grid, surroundings, noise_hu, seed)
    return CTVolume(voxels, _matrix(grid), _tags(protocol, enhanced, spacing))


def body_landmarks(seed: int = 0) -> dict[str, float]:
    """Heights of the landmarks of a seed's person in mm, in the S coordinates of `make_phantom`'s volumes."""
    return _body(seed).landmarks()


def build_scene(seed: int, enhanced: bool, arms_up: bool) -> Scene:
    """All shapes of a person, in painting order."""
    injection = np.random.default_rng((seed, _INJECTION)) if enhanced else None
    tissues = TissueValues.draw(np.random.default_rng((seed, _TISSUE)), injection)
    scene = Scene(_body(seed), tissues, (seed,))
    add_outline(scene, arms_up)
    add_face_outline(scene)
    add_neck_fat(scene)
    add_lungs(scene)
    add_mediastinal_fat(scene)
    add_diaphragm(scene)
    add_back_muscles(scene)
    add_shoulders(scene)
    add_abdomen(scene)
    add_pelvis(scene)
    add_mediastinum(scene)
    add_neck(scene)
    add_ribs(scene)
    add_spine(scene)
    add_head(scene)
    return scene


def _body(seed: int) -> Body:
    return Body.draw(np.random.default_rng((seed, _PERSON)))


def _choice(kind: type[_Choice], value: str, name: str) -> _Choice:
    try:
        return kind(value)
    except ValueError:
        raise PhantomError(f"{name} is {value!r}; choose one of {', '.join(kind)}.") from None


def _check(seed: int, spacing: tuple[float, float, float], noise_hu: float, arms: str | None) -> None:
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise PhantomError(f"seed is {seed!r}; it must be a whole number, 0 or larger.")
    # Below 0.2 mm no clinical CT goes, and above 20 mm no organ is left.
    if len(spacing) != 3 or not all(0.2 <= step <= 20 for step in spacing):
        raise PhantomError(f"spacing is {spacing!r}; it must be three voxel sizes (K, J, I) from 0.2 to 20 mm.")
    if not 0 <= noise_hu <= 500:
        raise PhantomError(f"noise_hu is {noise_hu!r}; it must be from 0 to 500 HU.")
    if arms not in (None, "up", "down"):
        raise PhantomError(f"arms is {arms!r}; choose up or down.")


def _grid(
    scene: Scene,
    protocol: Protocol,
    seed: int,
    spacing: tuple[float, float, float],
    range_mm: tuple[float, float] | None,
) -> Grid:
    scan = np.random.default_rng((seed, _SCAN))
    # Technologists start and end within about a centimeter of the landmark, and center within a centimeter.
    low_end, high_end, off_x, off_y = (float(v) for v in scan.uniform(-10, 10, 4))
    heights = scene.body.landmarks()
    low = heights[protocol.low[0]] - protocol.low[1] - max(low_end, -protocol.low[1])
    high = heights[protocol.high[0]] + protocol.high[1] + max(high_end, -protocol.high[1])
    if range_mm is not None:
        low, high = range_mm
        if not np.isfinite(range_mm).all() or low >= high:
            raise PhantomError(f"range_mm is {range_mm!r}; it must be a lower and a higher height in mm.")
    # A head has its usual field of view; around a trunk as much is left free as the patient's size asks for.
    share = float(scan.uniform(1.04, 1.2))
    width = float(np.clip(scene.width * share, 300, _WIDEST_MM)) if protocol.width is None else protocol.width * share
    center_y = protocol.center_y + off_y
    step_z, step_y, step_x = spacing
    lengths = (max(1, round((high - low) / step_z) + 1), max(2, round(width / step_y)), max(2, round(width / step_x)))
    if np.prod(lengths, dtype=float) > _MOST_VOXELS:
        raise PhantomError(f"spacing {spacing!r} mm gives {lengths} voxels, too many to hold. Choose larger voxels.")
    count_z, count_y, count_x = lengths
    return Grid(
        x=(off_x - (np.arange(count_x) - (count_x - 1) / 2) * step_x).astype(np.float32),
        y=(center_y - (np.arange(count_y) - (count_y - 1) / 2) * step_y).astype(np.float32),
        z=(low + np.arange(count_z) * step_z).astype(np.float32),
        spacing=(float(step_z), float(step_y), float(step_x)),
    )


def _surroundings(scene: Scene, grid: Grid, part: BodyPart | None) -> list[Paint]:
    low, high = float(grid.z[0]) - 50, float(grid.z[-1]) + 50
    if part is BodyPart.BRAIN:
        return head_holder(scene.tissues, scene.body.point(0, 4, 786)[1], low, high)
    return couch_paints(scene.tissues, scene.back + 3, low, high)


def _render(scene: Scene, grid: Grid, surroundings: list[Paint], noise_hu: float, seed: int) -> np.ndarray:
    voxels = np.empty((len(grid.z), len(grid.y), len(grid.x)), np.int16)
    room = Painter(surroundings, Pose(), grid.voxel_size)
    head = scene.body.landmarks()["skull_base"]
    body = Painter(scene.paints, scene.body.pose, grid.voxel_size)
    for part in grid.chunks():
        canvas = np.full((part.stop - part.start, *voxels.shape[1:]), _AIR_HU, np.float32)
        room.paint(canvas, grid, part)
        body.paint(canvas, grid, part)
        add_unevenness(canvas, grid, part, (seed, _UNEVEN), head)
        if noise_hu:
            add_noise(canvas, grid, part, noise_hu, (seed, _NOISE))
        voxels[part] = np.clip(np.rint(canvas), *_STORED_HU)
    return voxels


def _matrix(grid: Grid) -> np.ndarray:
    step_z, step_y, step_x = grid.spacing
    matrix = np.diag([-step_x, -step_y, step_z, 1.0])
    matrix[:3, 3] = grid.x[0], grid.y[0], grid.z[0]
    return matrix


def _tags(protocol: Protocol, enhanced: bool, spacing: tuple[float, float, float]) -> dict[str, str]:
    tags = {
        "Modality": "CT",
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.2",
        "Manufacturer": "CTBodyContrast",
        "SeriesDescription": f"Synthetic {protocol.examined.lower() or 'body'}",
        "SliceThickness": f"{spacing[0]:g}",
        "KVP": "120",
    }
    if protocol.examined:
        tags["BodyPartExamined"] = protocol.examined
    if enhanced:
        tags |= {"ContrastBolusAgent": "synthetic iodine", "ContrastBolusRoute": "IV"}
    return tags
