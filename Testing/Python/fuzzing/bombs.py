"""Small files that claim to be, or unpack to, far more than a scan."""

import struct
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from dicom_series import slice_dataset, write
from pydicom.uid import DeflatedExplicitVRLittleEndian

from fuzzing.seeds import fixed_uid, seed, stored, write_files

# Far beyond the limit for memory.
_BOMB_MIB = 1500
# A zip file is written by zipfile, which takes its time; so much is refused by its table already.
_ZIP_MIB = 100
_MIB = bytes(2**20)
# The start of a gzip file (RFC 1952): deflated, no name, no time.
_GZIP_START = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
_HUGE = (2000, 2**15 - 1, 2**16 - 1)


@cache
def _zeros(start: bytes) -> bytes:
    """Deflated: a start, and zeros for _BOMB_MIB. A block that refers to none before may be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(_MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * _BOMB_MIB + packer.flush()


def deflated_dicom(rng: Random, folder: Path) -> None:
    """A deflated DICOM file with a value of zeros almost without end: a private one, or the pixels."""
    dataset = slice_dataset(0, stored()[0], SOPInstanceUID=fixed_uid(0))
    dataset.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    path = write(folder / rng.choice(("0.dcm", "DICOMDIR")), dataset)
    content = path.read_bytes()
    # The meta information begins with its own length (DICOM PS3.10, 7.1).
    meta_end = 144 + struct.unpack_from("<L", content, 140)[0]
    sound = zlib.decompress(content[meta_end:], -zlib.MAX_WBITS)
    group, element = rng.choice(((0x0009, 0x1010), (0x7FE0, 0x0010)))
    endless = struct.pack("<HH2sHL", group, element, b"OB", 0, _BOMB_MIB * len(_MIB))
    before = sound[: sound.index(b"\xe0\x7f\x10\x00")] if group == 0x7FE0 else b""
    path.write_bytes(content[:meta_end] + _zeros(before + endless))


def compressed_nifti(rng: Random, folder: Path) -> None:
    """A compressed NIfTI file of zeros, which claims to be, and is, huge."""
    header = bytearray(next(iter(seed("NIfTI").values()))[:352])
    struct.pack_into("<3h", header, 42, rng.choice(_HUGE[:2]), 1000, 700)
    (folder / "scan.nii.gz").write_bytes(_GZIP_START + _zeros(bytes(header)) + bytes(8))


def compressed_nrrd(rng: Random, folder: Path) -> None:
    """A compressed NRRD file likewise."""
    size = f"{rng.choice(_HUGE[:2])} 1000 700"
    header = f"NRRD0004\ntype: short\ndimension: 3\nsizes: {size}\nencoding: gzip\nendian: little\n\n"
    (folder / "scan.nrrd").write_bytes(header.encode() + _GZIP_START + _zeros(b"\0") + bytes(8))


def compressed_metaimage(rng: Random, folder: Path) -> None:
    """A compressed MetaImage file likewise."""
    packed = b"\x78\x9c" + _zeros(b"\0") + bytes(4)
    size = f"{rng.choice(_HUGE[:2])} 1000 700"
    header = (
        f"ObjectType = Image\nNDims = 3\nBinaryData = True\nCompressedData = True\nCompressedDataSize = {len(packed)}\n"
        f"DimSize = {size}\nElementSpacing = 1 1 1\nElementType = MET_SHORT\nElementDataFile = LOCAL\n"
    )
    (folder / "scan.mha").write_bytes(header.encode() + packed)


@cache
def _zip_of_zeros() -> bytes:
    target, entry = BytesIO(), ZipInfo("scan.dcm")
    entry.compress_type = ZIP_DEFLATED
    with ZipFile(target, "w") as archive, archive.open(entry, "w", force_zip64=True) as member:
        for _ in range(_ZIP_MIB):
            member.write(_MIB)
    return target.getvalue()


def zip_file(rng: Random, folder: Path) -> None:
    """A zip file of zeros, whose table says so or understates it."""
    content = bytearray(_zip_of_zeros())
    if rng.random() < 0.5:
        size = content.rindex(b"PK\x01\x02") + 24
        struct.pack_into("<L", content, size, rng.choice((0, 1000, 2**26)))
    (folder / "series.zip").write_bytes(content)


def zip_table(rng: Random, folder: Path) -> None:
    """A zip file whose table of contents is long, or says something else than its files."""
    path = folder / "series.zip"
    with ZipFile(path, "w") as archive:
        for number in range(rng.choice((1, 10, 5000))):
            archive.writestr(ZipInfo(f"{number}.dcm"), b"")
    content = bytearray(path.read_bytes())
    table = content.index(b"PK\x01\x02")
    for _ in range(rng.randint(1, 5)):
        place = rng.choice((table + rng.randrange(46), len(content) - rng.randint(1, 22)))
        content[place] = rng.choice((0, 1, 0x7F, 0xFF))
    path.write_bytes(content)


def larger_codestream(rng: Random, folder: Path) -> None:
    """A compressed slice whose own size is another one than its header says."""
    name, start = rng.choice((("DICOM, JPEG 2000", b"\xff\x51"), ("DICOM, JPEG Lossless", b"\xff\xc3")))
    files = dict(seed(name))
    path = rng.choice(sorted(files))
    content = bytearray(files[path])
    place = content.index(start) + (6 if start == b"\xff\x51" else 5)
    sizes = (rng.choice(_HUGE), rng.choice(_HUGE))
    struct.pack_into(">LL" if start == b"\xff\x51" else ">HH", content, place, *sizes)
    write_files(folder, files | {path: bytes(content)})
