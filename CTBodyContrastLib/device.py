"""Where the network runs."""

from typing import TYPE_CHECKING

from .errors import ModelError

if TYPE_CHECKING:
    import torch

CHOICES = ("auto", "cpu", "cuda", "mps")


def choose_device(name: str = "auto") -> "torch.device":
    """The named device; "auto" takes a CUDA GPU, else Apple's (MPS), else the CPU.

    Raises:
        ModelError: an unknown name, or a device this computer does not have.
    """
    import torch

    if name not in CHOICES:
        raise ModelError(f"There is no device {name!r}. Choose one of {', '.join(CHOICES)}.")
    available = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        name = next(device for device, present in available.items() if present)
    if not available[name]:
        raise ModelError(f"This computer has no usable {name} device. Choose auto or cpu.")
    return torch.device(name)
