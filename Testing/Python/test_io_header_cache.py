"""The file that keeps what headers said."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from dicom_series import changed, slice_dataset, write, write_series, zipped

from CTBodyContrastLib.errors import NO_MEMORY, HeaderCacheError, TooLargeError
from CTBodyContrastLib.io import header_cache
from CTBodyContrastLib.io.header_cache import open_header_cache
from CTBodyContrastLib.io.headers import Header, read_header
from CTBodyContrastLib.io.series import find_scans


@pytest.fixture
def folder(tmp_path):
    write_series(tmp_path / "Miller^Anna" / "a", 3)
    write_series(tmp_path / "Miller^Anna" / "mr", 2, SeriesInstanceUID="1.2.3", Modality="MR")
    return tmp_path / "Miller^Anna"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "headers.cache"


@pytest.fixture
def opened(monkeypatch):
    """The names of the files whose headers are read from the files themselves."""
    names = []

    def read(path):
        names.append(path.name)
        return read_header(path)

    monkeypatch.setattr(header_cache, "read_header", read)
    return names


def find(folder, path):
    with open_header_cache(path) as cache:
        return [
            (scan.path, scan.series_uid, str(scan.problem), list(scan.files)) for scan in find_scans(folder, cache.read)
        ]


class TestSecondSearch:
    def test_no_file_is_opened_again(self, folder, path, opened):
        first = find(folder, path)
        assert len(opened) == 5
        opened.clear()
        assert find(folder, path) == first
        assert opened == []

    def test_lack_of_memory_may_be_over(self, folder, path, monkeypatch):
        file = folder / "a" / "000.dcm"
        lacking = Header(file, "1.2", "", problem=TooLargeError(NO_MEMORY))
        with monkeypatch.context() as patch, open_header_cache(path) as cache:
            patch.setattr(header_cache, "read_header", lambda _: lacking)
            assert cache.read(file).problem
        with open_header_cache(path) as cache:
            assert cache.read(file).problem is None

    def test_file_that_has_changed_is_read_again(self, folder, path, opened):
        find(folder, path)
        opened.clear()
        with changed(folder / "a" / "001.dcm") as dataset:
            dataset.SeriesInstanceUID = "1.2.9"
        os.utime(folder / "mr" / "000.dcm", ns=(0, 0))
        assert "1.2.9" in [uid for _, uid, _, _ in find(folder, path)]
        assert opened == ["001.dcm", "000.dcm"]

    def test_damaged_file_is_read_again(self, folder, path, opened):
        (folder / "broken.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 40)
        find(folder, path)
        opened.clear()
        assert "broken.dcm" in str(find(folder, path))
        assert opened == ["broken.dcm"]

    def test_zip_file_is_known_as_a_whole(self, folder, path, opened):
        archive = zipped(folder, folder.parent / "a.zip")
        find(archive, path)
        opened.clear()
        find(archive, path)
        assert opened == []
        write(folder / "a" / "000.dcm", slice_dataset(0, SeriesDescription="OTHER"))
        find(zipped(folder, archive), path)
        assert len(opened) == 5


def test_neither_patient_nor_path_is_kept(folder, path):
    find(folder, path)
    kept = path.read_bytes()
    assert b"CHEST 2 MM" in kept
    for secret in (b"Secret", b"secret-id", b"Miller", b"000.dcm"):
        assert secret not in kept


def test_two_patients_of_one_series_are_told_apart_again(tmp_path, path):
    write_series(tmp_path / "a", 4, PatientID=["FIRST", "FIRST", "SECOND", "SECOND"])
    assert len(find(tmp_path / "a", path)) == 2
    assert len(find(tmp_path / "a", path)) == 2
    assert b"FIRST" not in path.read_bytes()


class TestOtherFiles:
    @pytest.mark.parametrize("content", [b"path,series_uid\n", b"SQLite format 3\0" + bytes(100)])
    def test_file_of_another_kind_is_left_alone(self, folder, path, content):
        path.write_bytes(content)
        with pytest.raises(HeaderCacheError, match="no header cache"):
            find(folder, path)
        assert path.read_bytes() == content

    def test_missing_folder_is_told(self, folder, tmp_path):
        with pytest.raises(HeaderCacheError, match="cannot be used"):
            find(folder, tmp_path / "none" / "headers.cache")

    def test_empty_file_is_begun(self, folder, path):
        path.touch()
        find(folder, path)
        assert path.stat().st_size > 0

    @pytest.mark.parametrize("place", [100, 4096, 8192])
    def test_damaged_cache_is_ignored_and_rebuilt(self, folder, path, opened, place):
        first = find(folder, path)
        content = bytearray(path.read_bytes())
        content[place : place + 2000] = b"\xff" * 2000
        path.write_bytes(content)
        assert find(folder, path) == first
        find(folder, path)
        opened.clear()
        assert find(folder, path) == first
        assert opened == []

    def test_other_values_than_headers_are_ignored_and_replaced(self, folder, path, opened):
        first = find(folder, path)
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE headers SET header = '[1]'")
        connection.close()
        assert find(folder, path) == first
        find(folder, path)
        opened.clear()
        assert find(folder, path) == first
        assert opened == []

    def test_cache_of_another_release_is_begun_anew(self, folder, path, opened, monkeypatch):
        find(folder, path)
        opened.clear()
        monkeypatch.setattr(header_cache, "__version__", "another")
        find(folder, path)
        assert len(opened) == 5


class TestSeveralProcesses:
    def test_several_may_use_it_at_once(self, folder, path):
        # Each has a connection of its own, as a process has; SQLite locks between connections.
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: find(folder, path), range(8)))
        assert all(one == found[0] for one in found)
        assert sqlite3.connect(path).execute("SELECT count(*) FROM headers").fetchone() == (5,)

    def test_one_that_holds_it_for_long_stops_no_other(self, folder, path, monkeypatch):
        monkeypatch.setattr(header_cache, "_WAIT_S", 0.01)
        with open_header_cache(path) as cache:
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN EXCLUSIVE")
            assert len(find_scans(folder, cache.read)) == 2
            other.close()
        assert path.is_file()
