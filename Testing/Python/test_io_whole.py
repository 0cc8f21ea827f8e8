"""Files that are there whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from CTBodyContrastLib.io.whole import write_whole


def test_text_and_bytes_replace_what_was_there(tmp_path):
    path = tmp_path / "a.txt"
    for content in ("Übersicht\n", b"\x00\r\n"):
        write_whole(path, content)
        assert path.read_bytes() == (content.encode() if isinstance(content, str) else content)
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(path, "old")

    def full(self: Path, content: bytes) -> None:
        self.touch()
        raise OSError("the disk is full")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full"):
        write_whole(path, "new")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.txt", "old")]


@pytest.mark.skipif(sys.platform == "win32", reason="not run: Windows has no umask")
@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_permissions_are_the_users(tmp_path, umask):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "a.txt", "text")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~umask
