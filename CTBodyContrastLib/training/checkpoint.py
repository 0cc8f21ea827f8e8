"""Checkpoints of a training: written whole or not at all, and read only by the training that wrote them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import CTBodyContrastError


class CheckpointError(CTBodyContrastError):
    """A checkpoint cannot be written or read, or belongs to another training."""


def save_checkpoint(path: Path, parts: Mapping[str, Any], owner: Mapping[str, Any]) -> None:
    """Write the state of each part; a crash or a full disk leaves the checkpoint before it as it was.

    Args:
        parts: what has a state_dict, or plain values. owner: plain values that tell which training wrote it.

    Raises:
        CheckpointError: it cannot be written.
    """
    import torch

    states = {name: part.state_dict() if hasattr(part, "state_dict") else part for name, part in parts.items()}
    unfinished = path.with_name(f"unfinished-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save({"owner": dict(owner), **states}, unfinished)
        unfinished.replace(path)
    except (OSError, RuntimeError) as error:  # torch reports a full disk as a RuntimeError
        reason = error.strerror if isinstance(error, OSError) else "is the disk full?"
        unfinished.unlink(missing_ok=True)
        raise CheckpointError(
            f"The checkpoint {path} could not be written: {reason}. Make room, then go on with --resume."
        ) from error


def load_checkpoint(path: Path, owner: Mapping[str, Any]) -> dict[str, Any]:
    """The states that save_checkpoint wrote; no code in the file is run.

    Raises:
        CheckpointError: it is damaged, or another training wrote it.
    """
    import torch

    try:
        states = torch.load(path, map_location="cpu", weights_only=True)
        written_by = states.pop("owner")
    except Exception as error:  # torch raises whatever it likes for a damaged file
        raise CheckpointError(f"{path} is no checkpoint, or a damaged one. Remove it and train again.") from error
    differing = [name for name in owner if written_by.get(name) != owner[name]]
    if differing:
        raise CheckpointError(
            f"The checkpoint {path} is of a training that differs in its {' and its '.join(differing)}. "
            "Give another folder, or remove it."
        )
    return states
