"""Folders as archives and file systems really hold them: mixed, incomplete, linked, closed, with names of any kind."""

import os
from pathlib import Path
from random import Random

from dicom_series import changed, positions, slice_dataset, write, write_enhanced

from fuzzing.seeds import SEEDS, SLICES, fixed_uid, seed, stored, write_files

# SOP classes and modalities of what lies beside CT in a study (DICOM PS3.4, table B.5-1).
_BESIDE = {
    "RTSTRUCT": "1.2.840.10008.5.1.4.1.1.481.3",
    "SEG": "1.2.840.10008.5.1.4.1.1.66.4",
    "SR": "1.2.840.10008.5.1.4.1.1.88.33",
    "PR": "1.2.840.10008.5.1.4.1.1.11.1",
    "OT": "1.2.840.10008.5.1.4.1.1.7",
    "MR": "1.2.840.10008.5.1.4.1.1.4",
}
_NAMES = (
    b"Sch\xe4del.dcm",  # Latin-1, no UTF-8
    "頭部.dcm".encode(),
    "頭部.dcm".encode("shift_jis"),
    "a\u0301\u202egpj.dcm".encode(),
    b"\xff\xfe\x80.dcm",
    b"new\nline\ttab\x1b[31m.dcm",
    b" .dcm",
    b"-rf *;$(x)`.dcm",
    b"%s%n{0}.dcm",
    b"a" * 250 + b".dcm",
    b"scan.NII.GZ",
    b"x.zip",
    b"dicomdir",
    b"CON.nhdr",
)


def _series(folder: Path) -> list[Path]:
    write_files(folder, seed("DICOM"))
    return sorted(folder.glob("*.dcm"))


def special_files(rng: Random, folder: Path) -> None:
    """Beside slices lies what is no file: pipes and devices, and headers that name one for their voxels."""
    if rng.random() < 0.5:
        _series(folder)
    name = rng.choice(("0.dcm", "scan.nii", "scan.mha", "scan.nrrd", "series.zip", "DICOMDIR", "x"))
    pipe = folder / rng.choice((name, "pipe"))
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    target = rng.choice((pipe.name, "/dev/zero", "/dev/full", "/proc/self/mem", ".", "missing.raw"))
    header, field = rng.choice((("scan.mhd", b"ElementDataFile = "), ("scan.nhdr", b"data file: ")))
    files = seed("MetaImage, two files" if header == "scan.mhd" else "NRRD, two files")
    start = files[header].partition(field)[0]
    (folder / header).write_bytes(start + field + target.encode() + b"\n")
    (folder / "device.nii").symlink_to("/dev/zero")


def links(rng: Random, folder: Path) -> None:
    """Links to folders above, to themselves, to nothing, and to the same slices again."""
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    paths = _series(inner)
    for number in range(rng.randint(1, 6)):
        target = rng.choice((folder, inner, inner.parent, paths[0], folder / "nowhere", folder / f"link{number}"))
        (rng.choice((folder, inner)) / f"link{number}{rng.choice(('', '.dcm', '.nii', '.zip'))}").symlink_to(target)


def closed(rng: Random, folder: Path) -> None:
    """Folders and files that may not be read or entered."""
    write_files(folder / "open", seed("DICOM"))
    write_files(folder / "closed", seed(rng.choice(sorted(SEEDS))))
    for path in (folder / "closed", *sorted((folder / "open").iterdir())[: rng.randint(0, 2)]):
        path.chmod(rng.choice((0o000, 0o200, 0o400, 0o100)))


def names(rng: Random, folder: Path) -> None:
    """Names in any encoding, with control characters, or as long as they can be."""
    write_files(folder, seed(rng.choice(("DICOM", "DICOM, deflated", "NIfTI"))))
    place = os.fsencode(folder)
    if rng.random() < 0.5:
        place = os.path.join(place, rng.choice(_NAMES).replace(b".dcm", b""))  # noqa: PTH118 - of bytes
        os.makedirs(place, exist_ok=True)  # noqa: PTH103
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        if rng.random() < 0.5:
            os.rename(path, os.path.join(place, rng.choice(_NAMES)))  # noqa: PTH104, PTH118


def empty(rng: Random, folder: Path) -> None:
    """Files without a byte, and folders without a file."""
    if rng.random() < 0.5:
        _series(folder)
    suffixes = ("", ".dcm", ".nii", ".nii.gz", ".nrrd", ".nhdr", ".mha", ".mhd", ".zip", ".ima")
    for suffix in rng.sample(suffixes, rng.randint(1, 4)):
        (folder / f"empty{suffix}").touch()
    (folder / "nothing" / "below").mkdir(parents=True)


def several_patients(rng: Random, folder: Path) -> None:
    """Slices of two patients in one folder, with UIDs of their own or the same."""
    paths = _series(folder)
    uids = rng.choice(({}, {"SeriesInstanceUID": fixed_uid(99)}, {"SeriesInstanceUID": ""}))
    for path in rng.sample(paths, rng.randint(1, SLICES)):
        with changed(path) as dataset:
            dataset.PatientName, dataset.PatientID = "Secret^Other", "secret-id-2"
            for keyword, uid in uids.items():
                setattr(dataset, keyword, uid)


def duplicates(rng: Random, folder: Path) -> None:
    """Slices that are there several times, byte by byte or under another UID."""
    for path in rng.choices(_series(folder), k=rng.randint(1, 2 * SLICES)):
        copy = folder / f"copy{rng.randrange(99)}{path.name}"
        copy.write_bytes(path.read_bytes())
        if rng.random() < 0.5:
            with changed(copy) as dataset:
                dataset.SOPInstanceUID = fixed_uid(rng.randrange(100, 1000))


def gaps(rng: Random, folder: Path) -> None:
    """Missing slices, and slices that lie somewhere else, even without end away."""
    paths = _series(folder)
    for path in rng.sample(paths, rng.randint(1, SLICES - 1)):
        if rng.random() < 0.5:
            path.unlink()
            continue
        with changed(path) as dataset:
            dataset.ImagePositionPatient = positions([rng.choice((0, 0.001, 1e6, -1e9, 1e15, 7.3))])[0]


def mixed_objects(rng: Random, folder: Path) -> None:
    """Scouts, pictures of screens, structures, segmentations and reports among the slices of one series."""
    _series(folder)
    for number in range(rng.randint(1, 5)):
        modality = rng.choice((*_BESIDE, "LOCALIZER", "COLOR", "ENHANCED", "OTHER SIZE"))
        changes = {"Modality": modality, "SOPClassUID": _BESIDE[modality]} if modality in _BESIDE else {}
        if modality == "LOCALIZER":
            changes = {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}
        if modality == "COLOR":
            changes = {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB"}
        if rng.random() < 0.5:
            changes |= rng.choice(({"PixelData": None}, {"Rows": None}, {"SeriesInstanceUID": fixed_uid(99)}))
        changes["SOPInstanceUID"] = fixed_uid(100 + number)
        name = folder / f"{rng.choice('0z')}{number}.dcm"
        if modality == "ENHANCED":
            write_enhanced(name, stored(), SOPInstanceUID=fixed_uid(100 + number))
        else:
            write(name, slice_dataset(number, stored()[0][: 8 if modality == "OTHER SIZE" else None], **changes))


def mixed_formats(rng: Random, folder: Path) -> None:
    """Scans of several formats in one tree."""
    for number, name in enumerate(rng.sample(sorted(SEEDS), 3)):
        write_files(folder / str(rng.randint(0, number)), seed(name))


def many_files(_rng: Random, folder: Path) -> None:
    """60,000 files in one folder: slices, and what is none."""
    slices = sorted(seed("DICOM").items())
    for number in range(60_000):
        content = slices[number % SLICES][1] if number % 10 == 0 else b""
        (folder / f"{number:05d}").write_bytes(content)
