"""What lies around the patient: the couch, and a holder for the head."""

from .rendering import Paint
from .shapes import Box, Shell
from .tissues import TissueValues


def couch(tissues: TissueValues, back: float, low: float, high: float) -> list[Paint]:
    """A curved couch top under the patient.

    Args:
        back: y in mm of the lowest point of the patient's back.
        low, high: the stretch of the body's long axis it lies under, in mm.
    """
    layers = ((0.0, tissues["couch shell"]), (3.0, tissues["couch foam"]))
    return [Paint(Shell((0.0, back + 420.0), 434.0, 11.0, 205.0, low, high), layers)]


def head_holder(tissues: TissueValues, center_y: float, low: float, high: float) -> list[Paint]:
    """A shell of carbon fiber and foam behind the head."""
    foam = ((0.0, tissues["couch foam"]),)
    shell = ((0.0, tissues["head holder"]), (2.0, tissues["couch foam"]))
    return [
        Paint(Box((-70.0, center_y - 128.0, low), (70.0, center_y - 90.0, high)), foam),
        Paint(Shell((0.0, center_y), 126.0, 5.0, 112.0, low, high), shell),
    ]
