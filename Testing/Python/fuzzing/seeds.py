"""Sound scans of every format that is read, small, as the files that damage begins with."""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
import pydicom
import SimpleITK as sitk
from dicom_series import SERIES_UID, compress_jpeg_lossless, write, write_enhanced, write_series
from pydicom.fileset import FileSet
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

# As few slices as can be judged, and as few pixels as JPEG 2000 takes.
SLICES, ROWS, COLUMNS = 8, 32, 40
# What no reason may say; it stands in every DICOM file.
PATIENT = ("Secret", "secret-id")
# What a DICOMDIR must state.
_STUDY = {"StudyID": "1", "StudyDate": "20260101", "StudyTime": "1200"}

# Relative path to content.
Files = dict[str, bytes]


def fixed_uid(number: int) -> str:
    """A UID that is the same in each run, as all of a case must be."""
    return f"{SERIES_UID}.1.{number}"


def stored() -> list[np.ndarray]:
    """Slices of noise over smooth stripes, 0 to 1524 above -1024 HU: compressed, they are neither tiny nor whole."""
    noise = np.random.default_rng(0).integers(0, 500, (SLICES, ROWS, COLUMNS))
    return list((noise + np.linspace(0, 1024, COLUMNS).astype(int)).astype(np.int16))


@cache
def seed(name: str) -> Files:
    """The files of a sound scan; name is one of SEEDS."""
    with tempfile.TemporaryDirectory() as folder:
        SEEDS[name](Path(folder))
        return files_below(Path(folder))


def files_below(folder: Path) -> Files:
    """All files below a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def write_files(folder: Path, files: Files) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _plain(folder: Path, **changes: object) -> list[Path]:
    uids = [fixed_uid(number) for number in range(SLICES)]
    return write_series(folder, SLICES, stored=stored(), SOPInstanceUID=uids, **_STUDY, **changes)


def _in_syntax(folder: Path, syntax: str) -> None:
    for path in _plain(folder):
        dataset = pydicom.dcmread(path)
        if syntax in (RLELossless, JPEG2000Lossless):
            dataset.compress(syntax, generate_instance_uid=False)
        elif syntax == ExplicitVRBigEndian:
            dataset.PixelData = np.frombuffer(dataset.PixelData, "<i2").astype(">i2").tobytes()
        dataset.file_meta.TransferSyntaxUID = syntax
        implicit, little = syntax == ImplicitVRLittleEndian, syntax != ExplicitVRBigEndian
        pydicom.dcmwrite(path, dataset, implicit_vr=implicit, little_endian=little, force_encoding=True)


def _jpeg_lossless(folder: Path) -> None:
    for path in _plain(folder):
        sound = pydicom.dcmread(path)
        compress_jpeg_lossless(path, path)
        # SimpleITK leaves out most of the header.
        compressed = pydicom.dcmread(path)
        sound.PixelData = compressed.PixelData
        sound.file_meta.TransferSyntaxUID = compressed.file_meta.TransferSyntaxUID
        write(path, sound)


def _multi_frame(folder: Path) -> None:
    write_enhanced(folder / "enhanced.dcm", stored(), SOPInstanceUID=fixed_uid(0))


def _disc(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as source:
        files = FileSet()
        files.UID = fixed_uid(0)
        for path in _plain(Path(source)):
            files.add(path)
        files.write(folder)


def _zip(folder: Path) -> None:
    with ZipFile(folder / "series.zip", "w", ZIP_DEFLATED) as archive:
        for name, content in seed("DICOM").items():
            archive.writestr(ZipInfo(f"series/{name}"), content, ZIP_DEFLATED)  # its date is always the same


def _image(name: str, compressed: bool, folder: Path) -> None:
    image = sitk.GetImageFromArray(np.stack(stored()) - np.int16(1024))
    image.SetSpacing([0.75, 0.5, 2.0])
    sitk.WriteImage(image, str(folder / name), useCompression=compressed)


SEEDS: dict[str, Callable[[Path], object]] = {
    "DICOM": _plain,
    "DICOM, implicit VR": partial(_in_syntax, syntax=ImplicitVRLittleEndian),
    "DICOM, big endian": partial(_in_syntax, syntax=ExplicitVRBigEndian),
    "DICOM, deflated": partial(_in_syntax, syntax=DeflatedExplicitVRLittleEndian),
    "DICOM, RLE": partial(_in_syntax, syntax=RLELossless),
    "DICOM, JPEG 2000": partial(_in_syntax, syntax=JPEG2000Lossless),
    "DICOM, JPEG Lossless": _jpeg_lossless,
    "DICOM, multi-frame": _multi_frame,
    "DICOMDIR": _disc,
    "zip": _zip,
    "NIfTI": partial(_image, "scan.nii", False),
    "NIfTI, compressed": partial(_image, "scan.nii.gz", True),
    "NRRD": partial(_image, "scan.nrrd", False),
    "NRRD, compressed": partial(_image, "scan.nrrd", True),
    "NRRD, two files": partial(_image, "scan.nhdr", False),
    "MetaImage": partial(_image, "scan.mha", False),
    "MetaImage, compressed": partial(_image, "scan.mha", True),
    "MetaImage, two files": partial(_image, "scan.mhd", False),
}
