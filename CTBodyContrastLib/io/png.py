"""A reconstruction as a picture: HU window, square pixels, PNG bytes. Standard library and numpy only."""

import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from ..labels import Method
from ..resizing import resize

if TYPE_CHECKING:
    from ..projection import Projection

Window = tuple[float, float]

# Lowest and highest HU shown, by what a pixel is. They are for people; a model has windows of its own.
DISPLAY_WINDOW: dict[Method, Window] = {
    Method.AIP: (-1000, 200),  # a mean over body and room air lies between the two
    Method.MIP: (-200, 1500),  # a maximum is bone nearly everywhere: up to its cortex
    Method.MID_PLANE: (-160, 240),  # the usual soft-tissue window, level 40 and width 400
    Method.VESSEL_MIP: (-50, 350),  # unenhanced blood has 40 HU, a bright aorta 300
}

# By what a person wants to see.
WINDOW_PRESETS: dict[str, Window] = {
    "soft tissue": (-160, 240),  # level 40, width 400
    "bone": (-100, 900),  # level and width of this and the next are those of Slicer's own presets
    "lung": (-1200, 200),
}

# A mean along a line through body and air is no tissue's HU: the first two presets leave an AIP nearly black. Instead
# these percentiles of its pixels that are denser than air become black and white; chosen by eye on a real trunk and
# on phantoms of all five parts, so that organs, or bones, stand out in each.
_AIP_PERCENTILES = {"soft tissue": (30.0, 99.9), "bone": (50.0, 100.0)}
# The mean of a line that runs through nothing but air, a blanket or a couch.
_AIR_MEAN_HU = -950

# HU from black to white of a window that has no width, as slice views can be set to: nothing is gray in it.
_NO_WIDTH = 1e-3

# zlib's fastest level: a third of the time of its usual one, for pictures that are a twentieth larger.
_COMPRESSION = 1

# More than screens show; it bounds the memory where a voxel size in the file is absurdly small or large.
LONGEST_SIDE = 2048


def display_image(
    projection: "Projection", window: Window | None = None, longest_side: int = LONGEST_SIDE
) -> np.ndarray:
    """An 8-bit picture (rows, columns) with square pixels; rows and columns run as in the projection.

    Args:
        projection: image in HU, spacing (row, column) in mm.
        window: HU shown as black and as white, which may be equal; DISPLAY_WINDOW of the method when left out.
        longest_side: a picture with more pixels than this along a side is shrunk.
    """
    low, high = window or DISPLAY_WINDOW[projection.method]
    extent = [size * step for size, step in zip(projection.image.shape, projection.spacing, strict=True)]
    pixel = max(min(projection.spacing), max(extent) / longest_side)
    rows, columns = (max(1, round(length / pixel)) for length in extent)
    # Windowed first: the picture then differs from its neighbors by gray levels, not by padding of -2000.
    gray = np.clip((projection.image.astype(np.float32) - low) * (255.0 / (high - low or _NO_WIDTH)), 0, 255)
    return np.rint(resize(resize(gray, rows, 0), columns, 1)).astype(np.uint8)


def preset_window(name: str, projection: "Projection") -> Window:
    """The HU that a preset shows as black and as white in one reconstruction.

    Args:
        name: a key of WINDOW_PRESETS.
        projection: image in HU. Of an AIP, soft tissue and bone are found in its own pixels.
    """
    if projection.method is not Method.AIP or name not in _AIP_PERCENTILES:
        return WINDOW_PRESETS[name]
    body = projection.image[projection.image > _AIR_MEAN_HU]
    if not body.size:
        return WINDOW_PRESETS[name]
    low, high = np.percentile(body, _AIP_PERCENTILES[name])
    return float(low), float(max(high, low + 1))  # 1 HU apart at least, where all pixels are alike


def png_bytes(image: np.ndarray) -> bytes:
    """An 8-bit PNG file of a uint8 array, by the PNG specification (ISO/IEC 15948).

    Args:
        image: (rows, columns) gray, or (rows, columns, 3) red, green and blue.
    """
    rows, columns = image.shape[:2]
    pixels = image.reshape(rows, -1)
    filtered = np.zeros((rows, pixels.shape[1] + 1), np.uint8)  # each row starts with its filter type, 0 for none
    filtered[:, 1:] = pixels
    bit_depth, grayscale, truecolor = 8, 0, 2
    header = struct.pack(">IIBBBBB", columns, rows, bit_depth, truecolor if image.ndim == 3 else grayscale, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered.tobytes(), _COMPRESSION)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
