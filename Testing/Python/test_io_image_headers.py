"""Headers of NRRD and MetaImage files that would crash or stop SimpleITK."""

import os
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io.reading import read_volume


def written(path: Path, old: bytes = b"", new: bytes = b"") -> Path:
    """An image file, in whose header one text stands instead of another."""
    sitk.WriteImage(sitk.GetImageFromArray(np.arange(60, dtype=np.int16).reshape(3, 4, 5)), str(path))
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return path


@pytest.mark.parametrize("field", [b"type: ", b"dimension: ", b"sizes: ", b"space origin: ", b"encoding: "])
def test_a_field_beyond_what_simpleitk_has_room_for(tmp_path, field):
    path = written(tmp_path / "a.nrrd", field, field + b"x" * 2000)
    with pytest.raises(UnreadableFileError, match=r"header of a\.nrrd is incomplete or damaged"):
        read_volume(path)


def test_long_comments_and_values_of_users_are_read(tmp_path):
    path = written(tmp_path / "a.nrrd", b"kinds: ", b"# " + b"x" * 2000 + b"\nseries:=" + b"x" * 2000 + b"\nkinds: ")
    assert read_volume(path).voxels.shape == (3, 4, 5)


@pytest.mark.parametrize("dimensions", [b"-1", b"0", b"100", b"2147483647", b"three"])
def test_an_impossible_number_of_dimensions(tmp_path, dimensions):
    path = written(tmp_path / "a.mha", b"NDims = 3", b"NDims = " + dimensions)
    with pytest.raises(UnreadableFileError, match=r"header of a\.mha"):
        read_volume(path)


@pytest.mark.parametrize("name", ["a.nrrd", "a.nhdr", "a.mha", "a.mhd"])
@pytest.mark.parametrize("start", [b"", b"NRRD0004\n", b"NDims = 3\n"])
def test_a_header_without_end(tmp_path, name, start):
    (tmp_path / name).write_bytes(start + bytes(2**22))
    with pytest.raises(UnreadableFileError, match=f"header of {name}"):
        read_volume(tmp_path / name)


@pytest.mark.parametrize("name", ["a.nhdr", "a.mhd"])
@pytest.mark.parametrize("data", ["pipe", os.devnull, ".", "LIST", "none.raw", "a%d.raw 1 3 1"])
def test_only_a_regular_file_is_opened_for_the_voxels(tmp_path, name, data):
    path = written(tmp_path / name, b"a.raw", data.encode())
    if data == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("not run: this system has no pipes in folders")
        os.mkfifo(tmp_path / data)
    with pytest.raises(UnreadableFileError, match=f"{name} needs one file with its voxels.*export"):
        read_volume(path)
