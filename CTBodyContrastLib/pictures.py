"""A reconstruction as a person looks at it: in gray, and where the network looked in orange."""

import numpy as np

from .classification import Focus, Heat
from .io.png import LONGEST_SIDE, Window, display_image
from .labels import Method, View
from .projection import Projection, grid_to_ras
from .saliency import heat_on

# One color whose strength tells how much: told from gray with any color vision, and it puts no edges where there are
# none, as a rainbow does.
_HEAT_RGB = np.array([255, 140, 0], np.float32)
# So that the anatomy can be seen through the hottest place.
_STRONGEST = 0.6


def picture(
    projection: Projection, window: Window | None = None, heat: Heat | None = None, longest_side: int = LONGEST_SIDE
) -> np.ndarray:
    """An 8-bit picture with square pixels.

    Args:
        projection: image in HU.
        window: HU shown as black and as white; that of the method when left out.
        heat: the view's own of a Focus, found in the same volume.
        longest_side: a picture with more pixels than this along a side is shrunk.

    Returns:
        uint8 array: (rows, columns) in gray, or (rows, columns, 3) with the heat.
    """
    gray = display_image(projection, window, longest_side)
    if heat is None:
        return gray
    strength = _STRONGEST * heat_on(heat, grid_to_ras(projection, gray.shape), gray.shape)[:, :, None]
    return np.rint(gray[:, :, None] * (1 - strength) + _HEAT_RGB * strength).astype(np.uint8)


def shown_heat(focus: Focus, with_vessels: bool = False) -> dict[View, Heat]:
    """The heat to draw on the pictures; 1 is the hottest place of them.

    Args:
        with_vessels: the vessel MIPs have pictures of their own. Without them, what a vessel MIP showed the network
            lies on the MIP of its plane, which shows the same place.
    """
    shown: dict[View, Heat] = {}
    for (method, plane), heat in focus.heat.items():
        view = (Method.MIP if method is Method.VESSEL_MIP and not with_vessels else method, plane)
        # Both were made of the same body, so that their maps have the same cells.
        shown[view] = Heat(heat.image + shown[view].image, heat.image_to_ras) if view in shown else heat
    hottest = max(float(heat.image.max()) for heat in shown.values())
    return {view: Heat(heat.image / np.float32(hottest), heat.image_to_ras) for view, heat in shown.items()}
