from pathlib import Path

import numpy as np
import pytest

from CTBodyContrastLib.training.cache import ArrayCache


def test_arrays_are_made_once_and_then_mapped(tmp_path: Path) -> None:
    source = tmp_path / "scan"
    source.write_text("voxels")
    made: list[int] = []

    def make() -> dict[str, np.ndarray]:
        made.append(1)
        return {"voxels": np.arange(3), "body": np.zeros(2, bool)}

    for _ in range(2):
        found = ArrayCache(tmp_path / "cache").get([source], "settings", make)
        assert isinstance(found["voxels"], np.memmap)
        assert found["voxels"].tolist() == [0, 1, 2]
        assert found["body"].dtype == bool
    assert len(made) == 1


@pytest.mark.parametrize("folder", [False, True])
def test_a_changed_file_or_setting_is_another(tmp_path: Path, folder: bool) -> None:
    source = tmp_path / "scan"
    if folder:
        source.mkdir()
    file = source / "slice" if folder else source
    cache, made = ArrayCache(tmp_path / "cache"), []

    def ask(settings: str) -> None:
        cache.get([source], settings, lambda: made.append(1) or {"voxels": np.zeros(1)})

    file.write_text("voxels")
    ask("first")
    file.write_text("other voxels")
    ask("first")
    ask("second")
    assert len(made) == 3


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    def make() -> dict[str, np.ndarray]:
        return {"voxels": np.zeros(1), "no/such/folder": np.zeros(1)}

    with pytest.raises(OSError, match="no/such/folder"):
        ArrayCache(tmp_path / "cache").get([Path(__file__)], "", make)
    assert not list((tmp_path / "cache").iterdir())


def test_without_a_folder_nothing_is_kept() -> None:
    assert ArrayCache().get([Path("nowhere")], "", lambda: {"voxels": np.ones(1)})["voxels"].tolist() == [1.0]
