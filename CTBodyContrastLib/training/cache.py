"""Arrays that are computed once and then mapped from files: processes share them, and memory holds what is in use."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import numpy as np

Arrays = Mapping[str, np.ndarray]


class ArrayCache:
    """A folder with a subfolder for each set of arrays.

    Args:
        folder: None to keep nothing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def get(self, sources: Sequence[Path], settings: object, make: Callable[[], Arrays]) -> Arrays:
        """The arrays made of files, or of a folder's files, under some settings; made when they are not there yet.

        A file that was changed since is another one.

        Raises:
            OSError: they cannot be written.
        """
        if self._folder is None:
            return make()
        place = self._folder / _key(sources, settings)
        if not place.is_dir():
            self._write(place, make())
        return {path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in sorted(place.glob("*.npy"))}

    def _write(self, place: Path, arrays: Arrays) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(mkdtemp(prefix="unfinished-", dir=place.parent))
        try:
            for name, array in arrays.items():
                np.save(unfinished / f"{name}.npy", array, allow_pickle=False)
            unfinished.rename(place)
        except OSError:
            rmtree(unfinished, ignore_errors=True)
            if not place.is_dir():  # else another process was faster
                raise


def _key(sources: Sequence[Path], settings: object) -> str:
    files = [file for source in sources for file in ([source] if source.is_file() else sorted(source.rglob("*")))]
    states = [(str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr((states, settings)).encode()).hexdigest()[:32]
