"""Files inside zip files: their paths, what is not opened, and that nothing is left on disk."""

from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io import archives, growth
from CTBodyContrastLib.io.archives import files_in_zip, is_there, on_disk, open_file, size_on_disk, zip_around


def write_zip(path, compression=ZIP_DEFLATED, **members):
    with ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def content(path):
    with open_file(path) as file:
        return file.read()


class TestPaths:
    def test_path_of_a_file_is_that_of_the_zip_file_and_its_name(self, tmp_path):
        archive = write_zip(tmp_path / "a.ZIP", **{"b/2": b"two", "b/1": b"one", "c": b"three"})
        assert files_in_zip(archive) == [archive / "b/1", archive / "b/2", archive / "c"]
        assert content(archive / "b/1") == b"one"

    @pytest.mark.parametrize("name", ["../../x", "/x", "C:\\x", "a/../../x", ".."])
    def test_no_name_leads_out_of_the_zip_file(self, tmp_path, name):
        archive = write_zip(tmp_path / "a.zip", **{name: b"inside", "y": b""})
        for path in files_in_zip(archive):
            assert archive in path.parents
            assert ".." not in path.parts
            with on_disk(path) as unpacked:
                assert unpacked.parent.name.startswith("ctbodycontrast-")

    @pytest.mark.parametrize("name", ["Schädel", "頭部", "a" * 300, "x\ty"])
    def test_names_of_any_kind_are_found_and_unpacked(self, tmp_path, name):
        (path,) = files_in_zip(write_zip(tmp_path / "a.zip", **{name: b"x"}))
        with on_disk(path) as unpacked:
            assert unpacked.read_bytes() == b"x"

    def test_name_in_the_letters_of_an_old_system_is_found(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", **{"Sch_del": b"x"})
        archive.write_bytes(archive.read_bytes().replace(b"Sch_del", b"Sch\x84del"))
        assert [content(path) for path in files_in_zip(archive)] == [b"x"]

    def test_files_and_folders_inside_are_there(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", **{"b/c": b"x"})
        there = [archive, archive / "b", archive / "b/c"]
        assert all(is_there(path) for path in there)
        assert not any(is_there(path) for path in (archive / "c", tmp_path / "none.zip", tmp_path / "none.zip/b"))

    def test_folder_named_like_a_zip_file_is_a_folder(self, tmp_path):
        path = tmp_path / "a.zip" / "b"
        path.parent.mkdir()
        path.write_bytes(b"x")
        assert zip_around(path) is None
        assert content(path) == b"x"


class TestContent:
    def test_file_is_on_disk_only_while_it_is_used(self, tmp_path):
        (path,) = files_in_zip(write_zip(tmp_path / "a.zip", **{"b/c.nii": b"x"}))
        with on_disk(path) as unpacked:
            assert (unpacked.name, unpacked.read_bytes()) == ("c.nii", b"x")
        assert not unpacked.parent.exists()

    def test_zip_file_that_was_written_anew_is_read_anew(self, tmp_path):
        (path,) = files_in_zip(write_zip(tmp_path / "a.zip", b=b"old"))
        assert content(path) == b"old"
        write_zip(tmp_path / "a.zip", b=b"newer")
        assert content(path) == b"newer"

    def test_file_that_is_gone_is_named(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", b=b"")
        with pytest.raises(FileNotFoundError, match=r"no c in a\.zip"):
            content(archive / "c")

    def test_damage_is_told_when_it_is_unpacked(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", compression=0, b=b"untouched")
        archive.write_bytes(archive.read_bytes().replace(b"untouched", b"destroyed"))
        with pytest.raises(UnreadableFileError, match="b cannot be unpacked"), on_disk(archive / "b"):
            pass


def test_a_file_inside_takes_what_it_is_packed_to(tmp_path):
    (inside,) = files_in_zip(write_zip(tmp_path / "a.zip", b=bytes(10**6)))
    assert size_on_disk(inside) < 2000
    (tmp_path / "b").write_bytes(bytes(1000))
    assert size_on_disk(tmp_path / "b") == 1000


class TestRefused:
    def test_encrypted(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", b=b"x")
        stored = bytearray(archive.read_bytes())
        stored[stored.index(b"PK\x01\x02") + 8] |= 1  # general purpose flags in the table of the zip file
        archive.write_bytes(stored)
        with pytest.raises(UnreadableFileError, match=r"a\.zip is encrypted"):
            files_in_zip(archive)

    def test_unusual_compression(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="unusual way"):
            files_in_zip(write_zip(tmp_path / "a.zip", ZIP_BZIP2, b=b"x"))

    def test_a_member_without_a_name_is_passed_over(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", b=b"x", c=b"y")
        stored = archive.read_bytes()
        name = stored.rindex(b"PK\x01\x02") + 46  # in the last entry of its table; a comment stands there instead
        lengths = b"\0\0\0\0\1\0"
        archive.write_bytes(stored[: name - 18] + lengths + stored[name - 12 :])
        assert [path.name for path in files_in_zip(archive)] == ["b"]

    @pytest.mark.parametrize("damage", [b"no zip file", b"", b"PK\x03\x04"])
    def test_damaged(self, tmp_path, damage):
        (tmp_path / "a.zip").write_bytes(damage)
        with pytest.raises(UnreadableFileError, match=r"a\.zip is no zip file, or a damaged one"):
            files_in_zip(tmp_path / "a.zip")

    def test_what_grows_a_thousandfold_is_a_bomb(self, tmp_path, monkeypatch):
        bomb = write_zip(tmp_path / "a.zip", b=bytes(10**6))
        assert len(files_in_zip(bomb)) == 1  # an empty slice shrinks as much, and is small
        monkeypatch.setattr(growth, "_SMALL_BYTES", 10**5)
        with pytest.raises(UnreadableFileError, match="as no scan does"):
            files_in_zip(bomb)

    def test_nothing_larger_than_the_limit_is_unpacked(self, tmp_path, monkeypatch):
        monkeypatch.setattr(archives, "LARGEST_FILE_BYTES", 100)
        with pytest.raises(UnreadableFileError, match="as no scan does"):
            files_in_zip(write_zip(tmp_path / "a.zip", compression=0, b=bytes(101)))

    def test_file_that_is_larger_than_its_table_says_is_not_unpacked_further(self, tmp_path):
        archive = write_zip(tmp_path / "a.zip", b=bytes(10**6))
        stored = bytearray(archive.read_bytes())
        size = stored.index(b"PK\x01\x02") + 24
        stored[size : size + 4] = (1000).to_bytes(4, "little")
        archive.write_bytes(stored)
        (path,) = files_in_zip(archive)
        with pytest.raises(UnreadableFileError, match="cannot be unpacked"), on_disk(path):
            pass
