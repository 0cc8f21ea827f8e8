"""Compressed pixel data, looked through before a decoder gets it: decoders take the memory that lengths in it claim."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

# Pixel Data (7FE0,0010) of undefined length, little endian: how compressed pixels begin (DICOM PS3.5, A.4). Their type
# is OB; some programs write OW.
_COMPRESSED_START = re.compile(rb"\xe0\x7f\x10\x00O[BW]\x00\x00\xff\xff\xff\xff")
# Tags of an item and of the end of all items (DICOM PS3.5, 7.5).
_ITEM = 0xE000FFFE
_END = 0xE0DDFFFE
# JPEG and JPEG-LS (ITU-T T.81, B.1.1; T.87, C.1.1) begin with SOI. The image's size stands in a frame header (SOF).
_JPEG_START = b"\xff\xd8"
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC})
# JPEG 2000 (ITU-T T.800, A.4 and A.5): it begins with SOC and SIZ, which has the size, and the number of components.
_JPEG2000_START = b"\xff\x4f"
_JPEG2000_SIZE = 8
_JPEG2000_COMPONENTS = 40


def compressed_pixels(file: bytes) -> bytes:
    """The compressed pixel data of a whole DICOM file, as in pydicom's PixelData.

    Raises:
        ValueError: it has none.
    """
    start = _COMPRESSED_START.search(file)
    if start is None:
        raise ValueError("the pixel data is not compressed")
    return file[start.end() :]


def check_compressed(pixel_data: bytes, rows: int, columns: int) -> None:
    """Check that compressed pixel data is there as a whole, and that no image in it is larger than its header says.

    Raises:
        ValueError: it is damaged.
    """
    fragments = _fragments(pixel_data)
    next(fragments, None)  # the offsets of the frames
    for image in _images(fragments):
        if _size(image) > rows * columns:
            raise ValueError("the compressed image is larger than its header says")


def _fragments(pixel_data: bytes) -> Iterator[bytes]:
    place = 0
    while place + 8 <= len(pixel_data):
        tag, length = struct.unpack_from("<LL", pixel_data, place)
        if tag == _END:
            return
        place += 8
        if tag != _ITEM or place + length > len(pixel_data):
            raise ValueError("the compressed pixel data ends too early")
        yield pixel_data[place : place + length]
        place += length


def _images(fragments: Iterable[bytes]) -> Iterator[bytes]:
    """Each image with all of its fragments: even its size may stand in a later one than its beginning."""
    image: list[bytes] = []
    for fragment in fragments:
        if image and fragment.startswith((_JPEG_START, _JPEG2000_START)):
            yield b"".join(image)
            image.clear()
        image.append(fragment)
    yield b"".join(image)


def _size(image: bytes) -> int:
    """The values in an image; 0 where its kind does not say so itself."""
    try:
        if image.startswith(_JPEG2000_START):
            right, bottom, left, top = struct.unpack_from(">4L", image, _JPEG2000_SIZE)
            (components,) = struct.unpack_from(">H", image, _JPEG2000_COMPONENTS)
            return (right - left) * (bottom - top) * components
        return _jpeg_size(image) if image.startswith(_JPEG_START) else 0
    except (struct.error, IndexError) as error:
        raise ValueError("a compressed image does not say how large it is") from error


def _jpeg_size(image: bytes) -> int:
    place = len(_JPEG_START)
    while image[place] == 0xFF:
        kind = image[place + 1]
        if kind in _JPEG_FRAMES:
            rows, columns, components = struct.unpack_from(">HHB", image, place + 5)
            return rows * columns * components
        # Before a marker any number of bytes FF may stand.
        place += 1 if kind == 0xFF else 2 + struct.unpack_from(">H", image, place + 2)[0]
    raise ValueError("a compressed image does not say how large it is")
