"""Which scans a file or folder holds: series, phases, duplicates, other files."""

import gc
import os
import pickle
import shutil
import tracemalloc
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import SimpleITK as sitk
from dicom_series import changed, hounsfield, positions, slice_dataset, write, write_series, zipped
from pydicom.fileset import FileSet
from pydicom.uid import JPEGLSLossless

from CTBodyContrastLib.errors import (
    NotCTError,
    ScanError,
    ScanNotFoundError,
    SeveralSeriesError,
    TooLargeError,
    UnreadableFileError,
)
from CTBodyContrastLib.io import series
from CTBodyContrastLib.io.headers import Header, read_header
from CTBodyContrastLib.io.reading import read_files, read_volume, read_volumes
from CTBodyContrastLib.io.series import Scan, find_scans
from CTBodyContrastLib.io.source import read_source

OTHER_UID = "1.2.826.0.1.3680043.8.498.77"


def _first_values(scans):
    return [int(scan.read().voxels[0, 0, 0]) for scan in scans]


class TestSeries:
    def test_each_series_of_a_folder_is_a_scan(self, tmp_path):
        write_series(tmp_path / "a", SeriesInstanceUID=OTHER_UID, count=3)
        write_series(tmp_path / "b" / "c", count=4)
        scans = find_scans(tmp_path)
        assert [scan.path for scan in scans] == [tmp_path / "a", tmp_path / "b" / "c"]
        assert [scan.read().voxels.shape[0] for scan in scans] == [3, 4]

    def test_two_series_in_one_folder_are_parted(self, tmp_path):
        write_series(tmp_path, count=3)
        for index in range(5):
            write(tmp_path / f"other{index}.dcm", slice_dataset(index, SeriesInstanceUID=OTHER_UID))
        assert sorted(volume.voxels.shape[0] for volume in read_volumes(tmp_path)) == [3, 5]

    def test_one_file_stands_for_its_series_in_its_folder(self, tmp_path):
        paths = write_series(tmp_path, count=3)
        write(tmp_path / "other.dcm", slice_dataset(7, SeriesInstanceUID=OTHER_UID))
        write_series(tmp_path / "below", count=2, ImagePositionPatient=positions([20, 22]))
        assert read_volume(paths[1]).voxels.shape[0] == 3
        assert read_volume(tmp_path / "other.dcm").voxels.shape[0] == 1

    def test_series_spread_over_folders_is_one_volume(self, tmp_path):
        paths = write_series(tmp_path / "a", count=4)
        (tmp_path / "b").mkdir()
        for path in paths[2:]:
            path.rename(tmp_path / "b" / path.name)
        assert read_volume(tmp_path).voxels.shape[0] == 4

    def test_slices_that_do_not_name_their_series_share_their_folder(self, tmp_path):
        paths = write_series(tmp_path, SeriesInstanceUID=None)
        assert read_volume(tmp_path).voxels.shape[0] == 4
        assert read_volume(paths[0]).voxels.shape[0] == 4

    def test_slices_of_two_patients_under_one_uid_make_a_volume_each(self, tmp_path):
        paths = write_series(tmp_path, count=6, PatientID=["1001", "1002", "1001", "1002", "1001", "1002"])
        scans = find_scans(tmp_path)
        assert [len(scan.read().voxels) for scan in scans] == [3, 3]
        assert [scan.description[-14:] for scan in scans] == ["patient 1 of 2", "patient 2 of 2"]
        assert "1001" not in repr(scans)
        for given in (lambda: read_volume(paths[0]), lambda: read_files(paths)):
            with pytest.raises(SeveralSeriesError, match="patient 1 of 2"):
                given()

    def test_slices_that_do_not_name_their_patient_belong_to_the_one_there_is(self, tmp_path):
        write_series(tmp_path, count=4, PatientID=["1001", None, "1001", ""])
        assert read_volume(tmp_path).voxels.shape[0] == 4

    def test_slice_without_pixels_spoils_the_series_of_its_own_patient_alone(self, tmp_path):
        paths = write_series(tmp_path, count=6, PatientID=["1001", "1001", "1001", "1002", "1002", "1002"])
        with changed(paths[4]) as dataset:
            del dataset.PixelData
        first, second = find_scans(tmp_path)
        assert len(first.read().voxels) == 3
        with pytest.raises(UnreadableFileError, match="004"):
            second.read()

    def test_several_series_are_named_without_the_patient(self, tmp_path):
        write_series(tmp_path / "a")
        write_series(tmp_path / "b", SeriesInstanceUID=OTHER_UID, SeriesNumber=9, SeriesDescription="LUNG")
        with pytest.raises(
            SeveralSeriesError, match=r"2 scans: series 3, CHEST 2 MM, CT; series 9, LUNG, CT"
        ) as caught:
            read_volume(tmp_path)
        assert "ecret" not in str(caught.value)

    def test_many_series_are_counted(self, tmp_path):
        for number in range(12):
            write_series(tmp_path / str(number), count=1, SeriesInstanceUID=f"{OTHER_UID}.{number}")
        with pytest.raises(SeveralSeriesError, match="and 2 more"):
            read_volume(tmp_path)

    def test_order_does_not_depend_on_the_disk(self, tmp_path):
        write_series(tmp_path / "b", SeriesInstanceUID=OTHER_UID)
        write_series(tmp_path / "a")
        sitk.WriteImage(sitk.GetImageFromArray(np.zeros((3, 3, 3), np.int16)), str(tmp_path / "aa.nrrd"))
        assert [scan.path.name for scan in find_scans(tmp_path)] == ["a", "aa.nrrd", "b"]

    def test_scan_can_be_sent_to_another_process(self, tmp_path):
        write_series(tmp_path)
        scan = pickle.loads(pickle.dumps(find_scans(tmp_path)[0]))
        assert scan.read().voxels.shape[0] == 4


class TestNothingIsLost:
    def test_scout_in_the_series_is_a_scan_of_its_own(self, tmp_path):
        write_series(tmp_path)
        write(tmp_path / "scout.dcm", slice_dataset(9, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]))
        scans = find_scans(tmp_path)
        assert [type(scan.problem) for scan in scans] == [NotCTError, type(None)]
        assert scans[1].read().voxels.shape[0] == 4
        assert scans[0].description == f"{scans[1].description}, a scout or other images"

    def test_scout_in_the_series_does_not_keep_its_volume_from_being_read(self, tmp_path):
        write_series(tmp_path)
        write(tmp_path / "scout.dcm", slice_dataset(9, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]))
        volume = read_volume(tmp_path)
        assert volume.voxels.shape[0] == 4
        assert "such as a scout, was left out" in volume.notes[0]

    def test_volume_beside_another_series_is_not_taken_for_the_only_one(self, tmp_path):
        write(tmp_path / "mr.dcm", slice_dataset(0, SeriesInstanceUID=None, Modality="MR"))
        sitk.WriteImage(sitk.GetImageFromArray(np.zeros((3, 3, 3), np.int16)), str(tmp_path / "a.nrrd"))
        with pytest.raises(SeveralSeriesError, match="2 scans"):
            read_volume(tmp_path)

    def test_folder_that_may_not_be_listed_is_known_to_the_scan_that_names_it(self, tmp_path, monkeypatch):
        def refuse(folder):
            raise PermissionError(13, "Permission denied", str(folder))

        path = write_series(tmp_path / "Miller", 1)[0]
        monkeypatch.setattr(series, "files_in", refuse)
        (scan,) = find_scans(path)
        assert "Miller cannot be opened" in str(scan.problem)
        assert scan.faulty == (tmp_path / "Miller",)

    def test_other_modality_is_one_scan_that_says_so(self, tmp_path):
        write_series(tmp_path / "ct")
        write_series(tmp_path / "mr", SeriesInstanceUID=OTHER_UID, Modality="MR")
        scans = find_scans(tmp_path)
        assert len(scans) == 2
        with pytest.raises(NotCTError, match="MR"):
            scans[1].read()

    def test_unreadable_file_beside_a_series_is_raised_by_name(self, tmp_path):
        write_series(tmp_path)
        (tmp_path / "broken.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\xff" * 40)
        assert len(find_scans(tmp_path)) == 2
        with pytest.raises(UnreadableFileError, match=r"broken\.dcm"):
            read_volume(tmp_path)

    def test_empty_dicom_file_is_named(self, tmp_path):
        (tmp_path / "empty.dcm").touch()
        with pytest.raises(UnreadableFileError, match=r"empty\.dcm"):
            read_volume(tmp_path)

    def test_error_goes_to_the_handler_and_reading_goes_on(self, tmp_path):
        write_series(tmp_path / "a")
        write_series(tmp_path / "b", SeriesInstanceUID=OTHER_UID, Modality="MR")
        (tmp_path / "c.nii").write_bytes(b"nothing")
        failed = []
        volumes = list(read_volumes(tmp_path, on_error=lambda scan, error: failed.append((scan.path.name, error))))
        assert len(volumes) == 1
        assert [name for name, _ in failed] == ["b", "c.nii"]
        assert all(isinstance(error, ScanError) for _, error in failed)

    def test_without_handler_the_error_is_raised(self, tmp_path):
        write_series(tmp_path, Modality="MR")
        with pytest.raises(NotCTError):
            list(read_volumes(tmp_path))


class TestOtherFiles:
    def test_junk_in_a_folder_is_passed_over(self, tmp_path):
        write_series(tmp_path)
        (tmp_path / "notes.txt").write_text("text")
        (tmp_path / "table.csv").write_text("a,b\n" * 100)
        (tmp_path / "DICOMDIR").write_bytes(b"\0" * 128 + b"DICM" + b"\0" * 10)
        (tmp_path / ".hidden.dcm").write_bytes(b"x")
        (tmp_path / "__MACOSX").mkdir()
        (tmp_path / "__MACOSX" / "._000.dcm").write_bytes(b"x")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "a.nii").write_bytes(b"x")
        assert read_volume(tmp_path).voxels.shape[0] == 4

    def test_linked_folder_is_read_and_a_loop_of_links_ends(self, tmp_path):
        write_series(tmp_path / "elsewhere")
        (tmp_path / "data").mkdir()
        try:
            (tmp_path / "data" / "linked").symlink_to(tmp_path / "elsewhere")
            (tmp_path / "elsewhere" / "loop").symlink_to(tmp_path / "data")
        except OSError:
            pytest.skip("this system lets nobody make links")
        volume = read_volume(tmp_path / "data")
        assert volume.voxels.shape[0] == 4
        assert volume.notes == ()

    def test_folder_that_cannot_be_opened_is_named(self, tmp_path, monkeypatch):
        write_series(tmp_path / "a")
        (tmp_path / "closed").mkdir()
        scandir = os.scandir

        def refuse(path):
            if str(path).endswith("closed"):
                raise PermissionError(13, "Permission denied", str(path))
            return scandir(path)

        monkeypatch.setattr(os, "scandir", refuse)
        scans = find_scans(tmp_path)
        assert len(scans) == 2
        with pytest.raises(UnreadableFileError, match="closed"):
            scans[1].read()

    @pytest.mark.parametrize("given", ["", "closed", "closed/000.dcm", "scan.nii"])
    def test_what_lies_in_a_folder_that_may_not_be_entered_is_told(self, tmp_path, monkeypatch, given):
        write_series(tmp_path / "closed", 1)
        sitk.WriteImage(sitk.Image(4, 4, 4, sitk.sitkInt16), str(tmp_path / "closed" / "scan.nii"))
        (tmp_path / "scan.nii").symlink_to(tmp_path / "closed" / "scan.nii")
        stat, closed = Path.stat, [tmp_path / "scan.nii", *(tmp_path / "closed").iterdir()]

        def refuse(path, **options):
            if path in closed:
                raise PermissionError(13, "Permission denied", str(path))
            return stat(path, **options)

        monkeypatch.setattr(Path, "stat", refuse)
        for scan in find_scans(tmp_path / given):
            with pytest.raises(UnreadableFileError, match=r"cannot be opened \(Permission denied\)\. Check"):
                scan.read()

    def test_dicom_without_an_extension_is_found(self, tmp_path):
        for path in write_series(tmp_path):
            path.rename(path.with_suffix(""))
        assert read_volume(tmp_path).voxels.shape[0] == 4

    @pytest.mark.parametrize("name", ["notes.txt", "scan", "scan.dcm", "archive.zip"])
    def test_file_of_another_kind_given_directly_is_unreadable(self, tmp_path, name):
        (tmp_path / name).write_text("nothing of the kind")
        with pytest.raises(UnreadableFileError, match=name):
            read_volume(tmp_path / name)

    def test_nothing_there(self, tmp_path):
        with pytest.raises(ScanNotFoundError, match="no file or folder"):
            read_volume(tmp_path / "none")

    def test_folder_without_scans(self, tmp_path):
        (tmp_path / "readme.txt").write_text("text")
        with pytest.raises(ScanNotFoundError, match="holds no CT scan"):
            list(read_volumes(tmp_path))


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (MemoryError(), TooLargeError, "more memory than is free. Close"),
        (OSError(28, "No space left on device"), UnreadableFileError, "No space left on device"),
    ],
)
def test_whatever_stops_reading_has_a_name(tmp_path, error, kind, words):
    def fail():
        raise error

    with pytest.raises(kind, match=words):
        Scan(tmp_path / "scan.nii", _reader=fail).read()


def test_files_of_one_series_are_read_whatever_lies_beside_them(tmp_path):
    chosen = write_series(tmp_path, SeriesInstanceUID="1.2.3")
    for index, path in enumerate(write_series(tmp_path / "other", SeriesInstanceUID="1.2.4")):
        path.rename(tmp_path / f"other-{index}.dcm")
    assert read_files(chosen).voxels.shape[0] == len(chosen)
    with pytest.raises(SeveralSeriesError):
        read_volume(tmp_path)


class TestZipFile:
    @pytest.fixture
    def archive(self, tmp_path):
        write_series(tmp_path / "in" / "a")
        write_series(tmp_path / "in" / "b", 3, SeriesInstanceUID=OTHER_UID)
        zipped(tmp_path / "in", tmp_path / "scans.zip")
        shutil.rmtree(tmp_path / "in")
        return tmp_path / "scans.zip"

    @pytest.mark.parametrize("given", ["scans.zip", "."])
    def test_each_series_inside_is_a_scan(self, archive, given):
        first, second = find_scans(archive.parent / given)
        assert [first.path, second.path] == [archive / "a", archive / "b"]
        np.testing.assert_array_equal(first.read().voxels, hounsfield(0, 1, 2, 3))
        assert second.read().voxels.shape[0] == 3

    def test_compressed_slices_are_read_and_nothing_stays_unpacked(self, tmp_path, monkeypatch):
        pytest.importorskip("jpeg_ls", reason="not run: pyjpegls is not installed")
        for path in write_series(tmp_path / "in"):
            with changed(path) as dataset:
                dataset.compress(JPEGLSLossless)
        archive = zipped(tmp_path / "in", tmp_path / "a.zip")
        (tmp_path / "temporary").mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
        np.testing.assert_array_equal(read_volume(archive).voxels, hounsfield(0, 1, 2, 3))
        assert list((tmp_path / "temporary").iterdir()) == []

    def test_scan_can_be_sent_to_another_process_and_names_its_source(self, archive):
        scan = pickle.loads(pickle.dumps(find_scans(archive)[0]))
        assert scan.read().voxels.shape[0] == 4
        assert len(read_source(scan.files).instances) == 4

    def test_duplicates_are_told(self, tmp_path):
        write_series(tmp_path / "in" / "a")
        write(tmp_path / "in" / "copy.dcm", slice_dataset(2))
        volume = read_volume(zipped(tmp_path / "in", tmp_path / "a.zip"))
        assert volume.notes == ("1 duplicate slice was dropped.",)

    def test_image_file_inside_is_a_scan(self, tmp_path):
        (tmp_path / "in").mkdir()
        sitk.WriteImage(sitk.GetImageFromArray(np.ones((3, 4, 5), np.int16)), str(tmp_path / "in" / "a.nrrd"))
        assert read_volume(zipped(tmp_path / "in", tmp_path / "a.zip")).voxels.shape == (3, 4, 5)

    def test_junk_inside_is_passed_over(self, tmp_path):
        write_series(tmp_path / "in" / "a")
        (tmp_path / "in" / "notes.txt").write_text("text")
        (tmp_path / "in" / "DICOMDIR").write_bytes(b"\0" * 128 + b"DICM" + b"\0" * 10)
        (tmp_path / "in" / "__MACOSX").mkdir()
        (tmp_path / "in" / "__MACOSX" / "._000.dcm").write_bytes(b"x")
        assert len(find_scans(zipped(tmp_path / "in", tmp_path / "a.zip"))) == 1

    def test_zip_file_in_a_zip_file_is_told(self, archive, tmp_path):
        (tmp_path / "outer").mkdir()
        archive.rename(tmp_path / "outer" / "inner.zip")
        (scan,) = find_scans(zipped(tmp_path / "outer", tmp_path / "outer.zip"))
        with pytest.raises(UnreadableFileError, match=r"inner\.zip lies in another zip file"):
            scan.read()

    def test_zip_file_without_scans_is_told_when_given_and_passed_over_in_a_folder(self, tmp_path):
        write_series(tmp_path / "a")
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "notes.txt").write_text("text")
        archive = zipped(tmp_path / "in", tmp_path / "notes.zip")
        assert len(find_scans(tmp_path)) == 1
        with pytest.raises(ScanNotFoundError, match=r"notes\.zip holds no CT scan"):
            read_volume(archive)

    def test_damaged_zip_file_is_a_scan_that_says_so(self, archive):
        write_series(archive.parent / "beside")
        archive.write_bytes(archive.read_bytes()[:-30])
        assert [type(scan.problem) for scan in find_scans(archive.parent)] == [type(None), UnreadableFileError]

    def test_slice_that_is_damaged_in_the_zip_file_is_named(self, archive):
        with ZipFile(archive) as opened:
            member = opened.getinfo("a/001.dcm")
        content = bytearray(archive.read_bytes())
        middle = member.header_offset + member.compress_size // 2
        content[middle : middle + 50] = bytes(50)
        archive.write_bytes(content)
        with pytest.raises(UnreadableFileError, match=r"001\.dcm"):
            read_volume(archive)


class TestTableOfContents:
    @pytest.fixture
    def disc(self, tmp_path):
        files = FileSet()
        for path in write_series(tmp_path / "in", PatientID="1", StudyID="1", StudyDate="20260101", StudyTime="1200"):
            files.add(path)
        files.write(tmp_path / "disc")
        write_series(tmp_path / "disc" / "unlisted", SeriesInstanceUID=OTHER_UID)
        return tmp_path / "disc"

    def test_it_stands_for_the_files_it_lists(self, disc):
        np.testing.assert_array_equal(read_volume(disc / "DICOMDIR").voxels, hounsfield(0, 1, 2, 3))

    def test_in_a_folder_it_is_passed_over(self, disc):
        assert len(find_scans(disc)) == 2

    def test_disc_in_small_letters_is_read(self, disc):
        for path in sorted(disc.rglob("*"), reverse=True):
            path.rename(path.with_name(path.name.lower()))
        assert read_volume(disc / "dicomdir").voxels.shape[0] == 4

    def test_missing_files_are_told_beside_the_rest(self, disc):
        listed = find_scans(disc / "DICOMDIR")[0].files
        listed[3].unlink()
        told, rest = find_scans(disc / "DICOMDIR")
        assert "1 of the 4 files that DICOMDIR lists are not there" in str(told.problem)
        assert rest.read().voxels.shape[0] == 3

    def test_no_listed_name_leads_out_of_the_disc(self, disc):
        with changed(disc / "DICOMDIR") as table:
            for record in table.DirectoryRecordSequence:
                if "ReferencedFileID" in record:
                    record.ReferencedFileID = ["..", "in", "000.dcm"]
        (told,) = find_scans(disc / "DICOMDIR")
        assert "not there" in str(told.problem)

    @pytest.mark.parametrize("content", [b"", b"\0" * 128 + b"DICM", b"\0" * 128 + b"DICM" + b"\xff" * 40])
    def test_damaged_table_is_told(self, tmp_path, content):
        (tmp_path / "DICOMDIR").write_bytes(content)
        with pytest.raises(UnreadableFileError, match="damaged: choose the folder"):
            read_volume(tmp_path / "DICOMDIR")


class TestMemory:
    SLICES = 40

    @pytest.fixture
    def many(self, tmp_path):
        for number in range(4):
            write_series(tmp_path / str(number), self.SLICES, SeriesInstanceUID=f"{OTHER_UID}.{number}")
        find_scans(tmp_path)  # imports, and what is remembered between searches
        return tmp_path

    def _kept(self, folders):
        """Bytes that the scans of these folders take."""
        gc.collect()
        tracemalloc.start()
        try:
            scans = [scan for folder in folders for scan in find_scans(folder)]
            gc.collect()
            assert len(scans) == len(folders)
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    def test_a_series_keeps_little_for_each_slice(self, many):
        folders = sorted(many.iterdir())
        growth = (self._kept(folders) - self._kept(folders[:2])) / 2
        # About 1 KB for the scan and 20 bytes a slice; as a header, a slice takes 1,400.
        assert growth < 80 * self.SLICES

    def test_headers_of_complete_folders_are_not_held(self, many, monkeypatch):
        monkeypatch.setattr(series, "_LOOSE_HEADERS", self.SLICES)
        alive = []

        def counting(path):
            if path.name == "000.dcm":
                alive.append(sum(type(item) is Header for item in gc.get_objects()))
            return read_header(path)

        assert len(find_scans(many, counting)) == len(alive) == 4
        assert max(alive) <= self.SLICES
