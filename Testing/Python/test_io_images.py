"""NIfTI, NRRD and MetaImage files as volumes."""

import gzip
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from CTBodyContrastLib.errors import (
    ColorImageError,
    FourDimensionalError,
    ScanError,
    ScanNotFoundError,
    TwoDimensionalError,
    UnreadableFileError,
)
from CTBodyContrastLib.io import growth
from CTBodyContrastLib.io.images import IMAGE_SUFFIXES, read_image
from CTBodyContrastLib.io.reading import read_volume
from CTBodyContrastLib.io.series import find_scans
from CTBodyContrastLib.io.values import compact

SHAPE = (4, 3, 5)  # K, J, I
VOXELS = (np.arange(np.prod(SHAPE)).reshape(SHAPE) * 10 - 300).astype(np.int16)
# A rotation about two axes, so that no sign or order can be mixed up unseen.
DIRECTION = (0.8, 0.0, 0.6, 0.36, 0.8, -0.48, -0.48, 0.6, 0.64)


def _image(array: np.ndarray = VOXELS, **options: object) -> sitk.Image:
    image = sitk.GetImageFromArray(array, **options)
    if image.GetDimension() == 3:
        image.SetSpacing((0.5, 0.75, 2.0))
        image.SetOrigin((10.0, -20.0, 30.0))
        image.SetDirection(DIRECTION)
    return image


def _write(path: Path, image: sitk.Image | None = None, compressed: bool = False) -> Path:
    sitk.WriteImage(_image() if image is None else image, str(path), compressed)
    return path


def _expected_matrix() -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, :3] = np.array(DIRECTION).reshape(3, 3) * (0.5, 0.75, 2.0)
    matrix[:3, 3] = (10, -20, 30)
    return np.diag([-1.0, -1.0, 1.0, 1.0]) @ matrix


@pytest.mark.parametrize("suffix", IMAGE_SUFFIXES)
@pytest.mark.parametrize("compressed", [False, True])
def test_voxels_and_position_are_read(tmp_path, suffix, compressed):
    volume = read_volume(_write(tmp_path / f"scan{suffix}", compressed=compressed))
    assert volume.voxels.dtype == np.int16
    np.testing.assert_array_equal(volume.voxels, VOXELS)
    np.testing.assert_allclose(volume.ijk_to_ras, _expected_matrix(), atol=1e-5)
    assert volume.tags == {}
    assert volume.doubts == ()


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize(
    ("stored", "expected"),
    [(np.uint8, np.int16), (np.int32, np.int16), (np.uint16, np.int16), (np.float32, np.float32), (float, np.float32)],
)
def test_whole_numbers_become_int16(tmp_path, suffix, stored, expected):
    array = np.abs(VOXELS) % 100
    volume = read_volume(_write(tmp_path / f"scan{suffix}", _image(array.astype(stored))))
    assert volume.voxels.dtype == expected
    np.testing.assert_array_equal(volume.voxels, array)


class TestCompact:
    def test_value_beyond_int16_keeps_more_bits(self):
        assert compact(np.array([0, 40000], np.uint16)).dtype == np.int32
        assert compact(np.array([0, 2**40])).dtype == np.float32

    def test_whole_slope_and_intercept_stay_whole(self):
        values = compact(np.array([0, 4095], np.uint16), 1.0, -1024.0)
        assert values.dtype == np.int16
        np.testing.assert_array_equal(values, [-1024, 3071])

    def test_fraction_needs_float(self):
        np.testing.assert_array_equal(compact(np.array([1, 3]), 0.5), np.array([0.5, 1.5], np.float32))

    def test_int16_is_not_copied(self):
        assert compact(VOXELS) is VOXELS


def _nrrd(path: Path, *fields: str) -> Path:
    header = ["NRRD0004", "type: short", "dimension: 3", "sizes: 5 3 4", *fields, "encoding: raw", "endian: little"]
    path.write_bytes("\n".join([*header, "", ""]).encode() + VOXELS.tobytes())
    return path


def test_nrrd_without_a_space_is_doubtful(tmp_path):
    volume = read_volume(_nrrd(tmp_path / "a.nrrd", "spacings: 1 1 2"))
    np.testing.assert_array_equal(volume.voxels, VOXELS)
    assert ["which way" in doubt for doubt in volume.doubts] == [True]


DIRECTIONS = "space directions: (1,0,0) (0,1,0) (0,0,2)"


@pytest.mark.parametrize("space", ["left-posterior-superior", "RAS", "LAS"])
def test_nrrd_in_a_space_of_the_patient_is_not_doubtful(tmp_path, space):
    volume = read_volume(_nrrd(tmp_path / "a.nrrd", f"space: {space}", DIRECTIONS))
    assert volume.spacing == (2, 1, 1)
    assert volume.doubts == ()


@pytest.mark.parametrize("space", ["3D-right-handed", "scanner-xyz"])
def test_nrrd_in_another_space_is_doubtful(tmp_path, space):
    volume = read_volume(_nrrd(tmp_path / "a.nrrd", f"space: {space}", DIRECTIONS))
    assert ["which way" in doubt for doubt in volume.doubts] == [True]


def test_nrrd_that_names_a_space_and_no_axes_is_doubtful(tmp_path):
    doubts = read_volume(_nrrd(tmp_path / "a.nrrd", "space: left-posterior-superior")).doubts
    assert "which way" in doubts[0]
    assert "how large its voxels are" in doubts[1]


@pytest.mark.parametrize(
    ("fields", "spacing"),
    [
        (("space: LPS", DIRECTIONS, 'space units: "cm" "cm" "cm"', "space origin: (1,2,3)"), (20, 10, 10)),
        (("spacings: 1 1 2", 'units: "m" "mm" "um"'), (0.002, 1, 1000)),
        (("spacings: 1 1 2", 'units: "" "light years" "mm"'), (2, 1, 1)),
    ],
)
def test_nrrd_in_other_units_becomes_mm(tmp_path, fields, spacing):
    volume = read_volume(_nrrd(tmp_path / "a.nrrd", *fields))
    assert volume.spacing == pytest.approx(spacing)
    if fields[0] == "space: LPS":
        np.testing.assert_allclose(volume.ijk_to_ras[:3, 3], (-10, -20, 30))


class TestNifti:
    @staticmethod
    def _changed(path: Path, offset: int, value: np.ndarray) -> Path:
        content = bytearray(path.read_bytes())
        content[offset : offset + value.nbytes] = value.tobytes()
        path.write_bytes(content)
        return path

    def test_scaled_whole_numbers_stay_int16(self, tmp_path):
        path = self._changed(_write(tmp_path / "a.nii"), 112, np.array([1, -1024], np.float32))
        volume = read_volume(path)
        assert volume.voxels.dtype == np.int16
        np.testing.assert_array_equal(volume.voxels, VOXELS - 1024)

    def test_sheared_matrix_is_kept(self, tmp_path):
        rows = np.array([[-0.5, 0, 0, 1], [0, -0.5, 0.3, 2], [0, 0, 2, 3]], np.float32)
        path = self._changed(_write(tmp_path / "a.nii"), 280, rows)
        self._changed(path, 254, np.array([1], np.int16))
        np.testing.assert_allclose(read_volume(path).ijk_to_ras[:3], rows)

    def test_quaternion_gives_the_same_matrix_as_the_affine_rows(self, tmp_path):
        path = self._changed(_write(tmp_path / "a.nii"), 254, np.array([0], np.int16))
        np.testing.assert_allclose(read_volume(path).ijk_to_ras, _expected_matrix(), atol=1e-5)

    def test_left_handed_quaternion_is_read(self, tmp_path):
        image = _image()
        flipped = np.array(DIRECTION).reshape(3, 3) * (1, 1, -1)
        image.SetDirection(flipped.ravel())
        path = self._changed(_write(tmp_path / "a.nii", image), 254, np.array([0], np.int16))
        np.testing.assert_allclose(read_volume(path).ijk_to_ras[:, 2], -_expected_matrix()[:, 2], atol=1e-5)

    def test_file_without_orientation_is_doubtful(self, tmp_path):
        path = self._changed(_write(tmp_path / "a.nii"), 252, np.zeros(2, np.int16))
        volume = read_volume(path)
        assert volume.spacing == pytest.approx((2, 0.75, 0.5))
        assert "which way" in volume.doubts[0]

    def test_big_endian_file_is_read(self, tmp_path):
        little = _write(tmp_path / "a.nii").read_bytes()
        content = bytearray(little)
        sizes = [(0, 4, 1), (40, 2, 8), (70, 2, 2), (76, 4, 8), (108, 4, 3), (252, 2, 2), (256, 4, 18), (352, 2, 60)]
        for offset, size, count in sizes:
            part = np.frombuffer(little, f"<u{size}", count, offset)
            content[offset : offset + part.nbytes] = part.astype(f">u{size}").tobytes()
        (tmp_path / "b.nii").write_bytes(content)
        volume = read_volume(tmp_path / "b.nii")
        np.testing.assert_array_equal(volume.voxels, VOXELS)
        assert volume.voxels.dtype.isnative
        np.testing.assert_allclose(volume.ijk_to_ras, _expected_matrix(), atol=1e-5)

    def test_second_version_is_read(self, tmp_path):
        header = bytearray(544)
        rows = np.array([[2.0, 0, 0, 5], [0, 2, 0, 6], [0, 0, 3, 7]])
        parts = [
            (0, np.int32(540)),
            (4, np.frombuffer(b"n+2\0\r\n\x1a\n", np.uint8)),
            (12, np.int16(4)),
            (16, np.array([3, *SHAPE[::-1], 1, 1, 1, 1], np.int64)),
            (168, np.int64(544)),
            (348, np.int32(1)),
            (400, rows),
            (500, np.int32(2)),
        ]
        for offset, value in parts:
            header[offset : offset + value.nbytes] = value.tobytes()
        (tmp_path / "a.nii").write_bytes(bytes(header) + VOXELS.tobytes())
        volume = read_volume(tmp_path / "a.nii")
        np.testing.assert_array_equal(volume.voxels, VOXELS)
        np.testing.assert_array_equal(volume.ijk_to_ras[:3], rows)

    def test_impossible_header_is_unreadable(self, tmp_path):
        path = self._changed(_write(tmp_path / "a.nii"), 108, np.array([np.nan], np.float32))
        with pytest.raises(UnreadableFileError, match=r"a\.nii"):
            read_volume(path)

    def test_damaged_compressed_voxels_are_unreadable(self, tmp_path):
        path = _write(tmp_path / "a.nii.gz")
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
        with pytest.raises(UnreadableFileError, match=r"a\.nii\.gz"):
            read_volume(path)

    def test_single_fourth_dimension_is_dropped(self, tmp_path):
        image = sitk.JoinSeries([_image(VOXELS)])
        path = _write(tmp_path / "a.nii", image)
        np.testing.assert_array_equal(read_volume(path).voxels, VOXELS)


class TestNamedErrors:
    @pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
    def test_single_image(self, tmp_path, suffix):
        path = _write(tmp_path / f"a{suffix}", _image(VOXELS[0]))
        with pytest.raises(TwoDimensionalError, match="single image"):
            read_volume(path)

    @pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
    def test_time_series(self, tmp_path, suffix):
        path = _write(tmp_path / f"a{suffix}", sitk.JoinSeries([_image(), _image()]))
        with pytest.raises(FourDimensionalError, match=r"several volumes|2 volumes"):
            read_volume(path)

    @pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
    def test_color_image(self, tmp_path, suffix):
        path = _write(tmp_path / f"a{suffix}", _image(np.zeros((*SHAPE, 3), np.uint8), isVector=True))
        with pytest.raises(ColorImageError):
            read_volume(path)

    def test_time_points_inside_each_voxel(self, tmp_path):
        path = _write(tmp_path / "a.nrrd", _image(np.zeros((*SHAPE, 9), np.int16), isVector=True))
        with pytest.raises(FourDimensionalError):
            read_volume(path)

    @pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
    @pytest.mark.parametrize("kept", [0.0, 0.3, 0.8, 0.97])
    def test_truncated_file(self, tmp_path, suffix, kept):
        path = _write(tmp_path / f"a{suffix}")
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * kept)])
        with pytest.raises(UnreadableFileError, match=r"a.*(truncated|damaged)"):
            read_volume(path)

    @pytest.mark.parametrize(("suffix", "data"), [(".mhd", "a.raw"), (".nhdr", "a.raw")])
    def test_header_without_its_data_file(self, tmp_path, suffix, data):
        path = _write(tmp_path / f"a{suffix}")
        (tmp_path / data).unlink()
        with pytest.raises(UnreadableFileError):
            read_volume(path)

    @pytest.mark.parametrize("suffix", IMAGE_SUFFIXES)
    def test_text_under_the_name_of_an_image(self, tmp_path, suffix):
        path = tmp_path / f"a{suffix}"
        path.write_text("This is no image. " * 50)
        with pytest.raises(UnreadableFileError, match=path.name):
            read_volume(path)

    @pytest.mark.parametrize("suffix", IMAGE_SUFFIXES)
    def test_compressed_zeros_without_end(self, tmp_path, monkeypatch, suffix):
        path = _write(tmp_path / f"a{suffix}", _image(np.zeros((30, 40, 50), np.int16)), compressed=True)
        if suffix == ".nii":  # SimpleITK compresses by the name
            path.write_bytes(gzip.compress(path.read_bytes()))
        assert read_volume(path).voxels.shape == (30, 40, 50)
        monkeypatch.setattr(growth, "_SMALL_BYTES", 1000)
        monkeypatch.setattr(growth, "LARGEST_GROWTH", 20)
        with pytest.raises(UnreadableFileError, match=r"a\.\w+(\.gz)? is said to hold"):
            read_volume(path)

    def test_no_file(self, tmp_path):
        with pytest.raises(ScanNotFoundError):
            read_volume(tmp_path / "none.nii.gz")
        with pytest.raises(ScanNotFoundError):
            read_image(tmp_path / "none.nii.gz")

    def test_compressed_file_of_something_else(self, tmp_path):
        path = tmp_path / "a.nii.gz"
        path.write_bytes(gzip.compress(b"text" * 300))
        with pytest.raises(ScanError, match="not a NIfTI"):
            read_volume(path)


def test_every_real_volume_lies_along_the_patient_axes(data_folder):
    scans = find_scans(data_folder / "ct")
    assert len(scans) == len(list((data_folder / "ct").glob("*.nii.gz")))
    for scan in scans:
        volume = scan.read()
        assert volume.voxels.dtype == np.int16
        assert volume.doubts == ()
        directions = volume.ijk_to_ras[:3, :3] / volume.spacing[::-1]
        np.testing.assert_allclose(directions, np.eye(3), atol=1e-6, err_msg=scan.path.name)
