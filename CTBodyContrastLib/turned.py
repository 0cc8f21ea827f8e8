"""Whether a network recognizes a body more clearly when its images are turned: then the scan's matrix is wrong.

Of a scan that lies as its matrix says, every turned copy shows something that no patient looks like. One scan is
compared with itself, so that neither its quality nor how sure a network usually is plays a part.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from .labels import NINE_VIEWS, Plane, View

# What a wrong matrix turns, and the axes (row, column) of a sagittal image that it turns: rows run from head to feet,
# columns from front to back. Right and left look alike.
TURNS: Mapping[str, tuple[int, ...]] = {
    "upside down": (-2,),
    "back to front": (-1,),
    "upside down and back to front": (-2, -1),
}


def turnable(views: Sequence[View]) -> list[int]:
    """The indices of the views that show every turn: the sagittal ones of the nine."""
    return [index for index, view in enumerate(views) if view in NINE_VIEWS and view[1] is Plane.SAGITTAL]


def turn_images(images: np.ndarray) -> np.ndarray:
    """Copies of sagittal images (view, channel, row, column), first all turned the first way: (turn * view, ...)."""
    return np.concatenate([np.flip(images, axes) for axes in TURNS.values()])


def clarity(logits: np.ndarray) -> np.ndarray:
    """How strongly images (..., view, 5) speak for the body part that they speak for most (...).

    The logit itself, not its probability: that is near 1 for all images of a body part that nothing else looks like.
    """
    return logits.mean(axis=-2).max(axis=-1)


def clearer_turned(part_logits: np.ndarray, turned_logits: np.ndarray, least: float) -> str:
    """The turn in which a body part is recognized, and more clearly than in the images as they are; empty for none.

    Args:
        part_logits: (view, 5), of the sagittal images. turned_logits: (turn * view, 5), of their turned copies.
        least: the clarity of a copy in which a body part is recognized. A scan of several parts has less either way.
    """
    turned = clarity(turned_logits.reshape(len(TURNS), *part_logits.shape))
    clearest = int(turned.argmax())
    return list(TURNS)[clearest] if turned[clearest] > max(least, clarity(part_logits)) else ""
