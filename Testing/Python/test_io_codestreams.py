"""Compressed pixel data whose lengths claim more than is there."""

import struct

import numpy as np
import pytest
from dicom_series import changed, slice_dataset, write
from pydicom.encaps import encapsulate, generate_frames
from pydicom.uid import JPEG2000Lossless

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io import pixels
from CTBodyContrastLib.io.codestreams import check_compressed, compressed_pixels
from CTBodyContrastLib.io.reading import read_volume

ROWS, COLUMNS = 64, 32


def jpeg(rows: int, columns: int, frame: int = 0xC3, before: bytes = b"") -> bytes:
    """As far as its size: a comment, which has the start of another image in it, and a frame header."""
    comment = b"\xff\xfe\x00\x08\xff\xc3\xff\xff\xff\xff"
    return b"\xff\xd8" + comment + before + struct.pack(">BBHBHHB", 0xFF, frame, 11, 16, rows, columns, 1) + bytes(99)


def jpeg_2000(rows: int, columns: int, components: int = 1) -> bytes:
    sizes = struct.pack(">8L", columns + 3, rows + 2, 3, 2, columns, rows, 0, 0)
    return b"\xff\x4f\xff\x51" + struct.pack(">HH", 41, 0) + sizes + struct.pack(">H", components) + bytes(99)


@pytest.mark.parametrize(
    "image",
    [jpeg(ROWS, COLUMNS), jpeg(ROWS, COLUMNS, 0xF7, b"\xff\xff"), jpeg_2000(ROWS, COLUMNS), b"run lengths"],
    ids=["JPEG", "JPEG-LS with fill bytes", "JPEG 2000", "RLE"],
)
def test_a_sound_image_passes_whole_or_in_fragments(image):
    check_compressed(encapsulate([image, image]), ROWS, COLUMNS)
    for count in (2, len(image) // 4):
        check_compressed(encapsulate([image], fragments_per_frame=count, has_bot=False), ROWS, COLUMNS)


@pytest.mark.parametrize("image", [jpeg(ROWS + 1, COLUMNS), jpeg_2000(ROWS, COLUMNS + 1), jpeg_2000(ROWS, COLUMNS, 3)])
def test_an_image_larger_than_its_header_says(image):
    with pytest.raises(ValueError, match="larger than its header says"):
        check_compressed(encapsulate([jpeg(ROWS, COLUMNS), image]), ROWS, COLUMNS)


@pytest.mark.parametrize("image", [jpeg(ROWS + 1, COLUMNS), jpeg_2000(ROWS, COLUMNS + 1)])
def test_nor_one_in_fragments(image):
    with pytest.raises(ValueError, match="larger than its header says"):
        check_compressed(encapsulate([image], fragments_per_frame=len(image) // 2), ROWS, COLUMNS)


def test_a_slice_whose_first_fragments_are_shorter_than_its_header_is_decoded(tmp_path):
    pytest.importorskip("openjpeg", reason="not run: pylibjpeg-openjpeg is not installed")
    stored = np.arange(ROWS * COLUMNS, dtype=np.int16).reshape(ROWS, COLUMNS)
    path = write(tmp_path / "0.dcm", slice_dataset(0, stored))
    plain = read_volume(path).voxels
    with changed(path) as dataset:
        dataset.compress(JPEG2000Lossless)
        (image,) = generate_frames(dataset.PixelData, number_of_frames=1)
        dataset.PixelData = encapsulate([image], fragments_per_frame=len(image) // 8)
    assert (read_volume(path).voxels == plain).all()


@pytest.mark.parametrize("image", [b"\xff\xd8\xff\xe0", b"\xff\xd8\x00\x00", b"\xff\x4f\xff\x51\x00"])
def test_an_image_without_a_size(image):
    with pytest.raises(ValueError, match="how large"):
        check_compressed(encapsulate([image]), ROWS, COLUMNS)


def test_a_fragment_longer_than_the_file():
    damaged = bytearray(encapsulate([b"run lengths"], has_bot=False))
    struct.pack_into("<L", damaged, 8 + 4, 2**31)
    with pytest.raises(ValueError, match="ends too early"):
        check_compressed(bytes(damaged), ROWS, COLUMNS)


def test_pixels_that_are_not_compressed(tmp_path):
    with pytest.raises(ValueError, match="not compressed"):
        compressed_pixels(write(tmp_path / "0.dcm", slice_dataset(0)).read_bytes())


@pytest.mark.parametrize("decoder", ["_with_pydicom", "_with_simpleitk"])
def test_no_decoder_gets_what_is_damaged(tmp_path, monkeypatch, decoder):
    pytest.importorskip("openjpeg", reason="not run: pylibjpeg-openjpeg is not installed")
    with changed(write(tmp_path / "0.dcm", slice_dataset(0, np.zeros((ROWS, COLUMNS), np.int16)))) as dataset:
        dataset.compress(JPEG2000Lossless)
    content = (tmp_path / "0.dcm").read_bytes()
    width = content.index(b"\xff\x4f\xff\x51") + 8
    (tmp_path / "0.dcm").write_bytes(content[:width] + struct.pack(">L", 2**20) + content[width + 4 :])
    monkeypatch.setattr(pixels, "_readers", lambda *_: (getattr(pixels, decoder), pixels._with_pydicom))
    with pytest.raises(UnreadableFileError, match=r"0\.dcm cannot be decoded.*larger than its header says"):
        read_volume(tmp_path)
