"""Where a training runs: devices of this computer or of several, and the processes that make its examples."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ..errors import MissingPackageError

if TYPE_CHECKING:
    from lightning.fabric import Fabric


@dataclass(frozen=True)
class Hardware:
    """What a training may use.

    Attributes:
        device: cpu, cuda or mps. devices: how many of them on each node. nodes: computers.
        workers: processes that make examples, for each device; None for as many as a device of this kind needs.
    """

    device: str = "cpu"
    devices: int = 1
    nodes: int = 1
    workers: int | None = None

    @property
    def workers_per_device(self) -> int:
        """On a CPU the network itself needs the cores; a GPU leaves them free."""
        if self.workers is not None:
            return self.workers
        return 1 if self.device == "cpu" else max(1, (os.cpu_count() or 1) // self.devices)

    def launch(self) -> "Fabric":
        """Start the other processes, if there are to be several; each runs the command from its beginning to here.

        On a GPU, networks then compute in bfloat16 where that is safe. It has the range of float32: no loss has to be
        scaled, and nothing of a scaling has to be kept for a resumed training.

        Raises:
            MissingPackageError: Lightning is not installed.
        """
        if find_spec("lightning") is None:
            raise MissingPackageError(
                "The package lightning is not installed. Install what training needs: "
                'python -m pip install ".[train]" in the folder of CTBodyContrast.'
            )
        import torch
        from lightning.fabric import Fabric

        # cuBLAS gives the same sums in every run only with a fixed workspace, which it reads when it starts.
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
        mixed = self.device == "cuda" and torch.cuda.is_bf16_supported()
        fabric = Fabric(
            accelerator=self.device,
            devices=self.devices,
            num_nodes=self.nodes,
            strategy="ddp" if self.devices * self.nodes > 1 else "auto",
            precision="bf16-mixed" if mixed else "32-true",
        )
        fabric.launch()
        return fabric


@contextmanager
def deterministic() -> Iterator[None]:
    """Let torch choose operations that give the same bits in every run, where it has them."""
    import torch

    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before)
