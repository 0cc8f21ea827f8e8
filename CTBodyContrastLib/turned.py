"""Whether a network recognizes a body more clearly when its images are turned: then the scan's matrix is wrong.

Of a scan that lies as its matrix says, every turned copy shows something that no patient looks like. One scan is
compared with itself, so that neither its quality nor how sure a network usually is plays a part.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from .labels import NINE_VIEWS, Plane, View

# What a wrong matrix turns, and the axes (row, column) of a sagittal image that it turns: rows run from head to feet,
# columns from front to back. Right and left look alike.
TURNS: Mapping[str, tuple[int, ...]] = {
    "upside down": (-2,),
    "back to front": (-1,),
    "upside down and back to front": (-2, -1),
}
# A scan that is clearer than all its turned copies by so much, in logits, is plain.
_SURE = 1.0
# A copy that is clearer than the scan by less may be so by chance.
_CLEARER = 0.1

Ask = Callable[[np.ndarray, np.ndarray], np.ndarray]


def turnable(views: Sequence[View]) -> list[int]:
    """The indices of the views that show every turn: the sagittal ones of the nine."""
    return [index for index, view in enumerate(views) if view in NINE_VIEWS and view[1] is Plane.SAGITTAL]


def turned_copies(image: np.ndarray) -> np.ndarray:
    """Copies of a sagittal image (channel, row, column), one for each of TURNS (turn, channel, row, column)."""
    return np.stack([np.flip(image, axes) for axes in TURNS.values()])


def clarity(logits: np.ndarray) -> np.ndarray:
    """How strongly images (..., view, 5) speak for the body part that they speak for most (...).

    The logit itself, not its probability: that is near 1 for all images of a body part that nothing else looks like.
    """
    return logits.mean(axis=-2).max(axis=-1)


def clearer_turned(images: np.ndarray, part_logits: np.ndarray, views: Sequence[int], ask: Ask, least: float) -> str:
    """The turn in which a body part is recognized, and more clearly than as it is; empty for none.

    One view is asked after another, until what they say together is plain.

    Args:
        images: (view, channel, row, column), a scan's. part_logits: (view, 5), what the network said of them.
        views: the indices of those that are `turnable`, at least one.
        ask: gives the part logits (image, 5) of images and the indices of their views.
        least: the clarity of a copy in which a body part is recognized. A scan of several parts has less either way.
    """
    straight: list[np.ndarray] = []
    turned: list[np.ndarray] = []
    for view in views:
        straight.append(part_logits[view])
        turned.append(ask(turned_copies(images[view]), np.full(len(TURNS), view)))
        as_it_is, by_turn = clarity(np.stack(straight)), clarity(np.stack(turned, axis=1))
        if as_it_is > by_turn.max() + _SURE:
            return ""
    clearest = int(by_turn.argmax())
    return list(TURNS)[clearest] if by_turn[clearest] > max(least, as_it_is + _CLEARER) else ""
