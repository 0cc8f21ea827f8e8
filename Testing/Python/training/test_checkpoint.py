import errno
import pickle
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.training.checkpoint import CheckpointError, load_checkpoint, save_checkpoint  # noqa: E402

OWNER = {"recipe": {"steps": 3}, "scans": ["a", "b"]}


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    network = torch.nn.Linear(2, 2)
    save_checkpoint(tmp_path / "new/last.ckpt", {"network": network, "place": {"step": 3}}, OWNER)
    states = load_checkpoint(tmp_path / "new/last.ckpt", OWNER)
    assert states["place"] == {"step": 3}
    assert torch.equal(states["network"]["weight"], network.weight)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("file write failed")])
def test_a_full_disk_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    path = tmp_path / "last.ckpt"
    save_checkpoint(path, {"place": 1}, OWNER)

    def save(states: object, target: Path) -> None:
        target.write_bytes(b"half")
        raise error

    monkeypatch.setattr(torch, "save", save)
    with pytest.raises(CheckpointError, match=r"could not be written: .*Make room, then go on with --resume"):
        save_checkpoint(path, {"place": 2}, OWNER)
    assert load_checkpoint(path, OWNER) == {"place": 1}
    assert list(tmp_path.iterdir()) == [path]


def test_another_training_is_refused_by_what_differs(tmp_path: Path) -> None:
    save_checkpoint(tmp_path / "last.ckpt", {}, OWNER)
    with pytest.raises(CheckpointError, match="differs in its scans"):
        load_checkpoint(tmp_path / "last.ckpt", OWNER | {"scans": ["a"]})


class Harmful:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("this was run",)


@pytest.mark.parametrize("content", [b"", b"no checkpoint", pickle.dumps(Harmful())])
def test_a_damaged_or_harmful_file_is_refused(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "last.ckpt").write_bytes(content)
    with pytest.raises(CheckpointError, match="no checkpoint, or a damaged one"):
        load_checkpoint(tmp_path / "last.ckpt", OWNER)
    assert capsys.readouterr().out == ""
