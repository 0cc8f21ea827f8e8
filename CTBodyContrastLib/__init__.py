"""CT body part and contrast from nine reconstructions: the headless library.

Importing it costs little more than numpy: what needs more is imported on first use.
"""

from importlib import import_module

from .classification import Classification, Vote
from .errors import CTBodyContrastError, ScanError
from .labels import NINE_VIEWS, BodyPart, Contrast, Method, Plane, Status
from .volume import CTVolume

__version__ = "0.1.0"

_ON_FIRST_USE = {
    "Classifier": ".classifier",
    "Projection": ".projection",
    "make_phantom": ".phantom",
    "project": ".projection",
    "read_volume": ".io.reading",
    "read_volumes": ".io.reading",
}

__all__ = [
    "NINE_VIEWS",
    "BodyPart",
    "CTBodyContrastError",
    "CTVolume",
    "Classification",
    "Classifier",
    "Contrast",
    "Method",
    "Plane",
    "Projection",
    "ScanError",
    "Status",
    "Vote",
    "make_phantom",
    "project",
    "read_volume",
    "read_volumes",
]


def __getattr__(name: str) -> object:
    if name not in _ON_FIRST_USE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ON_FIRST_USE[name], __name__), name)
