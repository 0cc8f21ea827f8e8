"""All kinds of broken input, in the order of the printed table."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from fuzzing import bombs, damage, folders, headers


class Kind(NamedTuple):
    """One way to break an input.

    Attributes:
        make: writes a case into an empty folder; the same for a generator in the same state.
        once: it takes so long, and varies so little, that the long form has it once and the short form never.
        unprivileged: it is no obstacle to the superuser, so that it is read as somebody else.
    """

    make: Callable[[Random, Path], None]
    once: bool = False
    unprivileged: bool = False


def _damage(function: Callable[[Random, bytearray], None]) -> Kind:
    return Kind(partial(damage.of_any_format, function))


def _header(function: Callable) -> Kind:
    return Kind(partial(headers.of_dicom, function))


KINDS: dict[str, Kind] = {
    "truncated": _damage(damage.truncated),
    "truncated in the header": _damage(damage.truncated_header),
    "bits flipped": _damage(damage.bits_flipped),
    "bits flipped in the header": _damage(damage.header_bits_flipped),
    "lengths and counts": _damage(damage.lengths),
    "block overwritten": _damage(damage.overwritten),
    "zeros to the end": _damage(damage.unwritten),
    "block lost or doubled": _damage(damage.moved),
    "two files spliced": _damage(damage.spliced),
    "one file of 0 bytes": _damage(damage.emptied),
    "DICOM: wrong type (VR)": Kind(headers.wrong_types),
    "DICOM: wrong numbers": _header(headers.wrong_numbers),
    "DICOM: zero or NaN geometry": _header(headers.bad_geometry),
    "DICOM: huge dimensions": _header(headers.huge_sizes),
    "DICOM: tags missing": _header(headers.missing),
    "DICOM: deep sequences": Kind(headers.deep_sequences),
    "NIfTI: extreme header": Kind(headers.of_nifti),
    "NRRD, MetaImage: extreme header": Kind(headers.of_text),
    "bomb: deflated DICOM": Kind(bombs.deflated_dicom),
    "bomb: compressed NIfTI": Kind(bombs.compressed_nifti),
    "bomb: compressed NRRD": Kind(bombs.compressed_nrrd),
    "bomb: compressed MetaImage": Kind(bombs.compressed_metaimage),
    "bomb: zip file": Kind(bombs.zip_file),
    "zip: wrong table": Kind(bombs.zip_table),
    "JPEG larger than its header": Kind(bombs.larger_codestream),
    "pipes and devices": Kind(folders.special_files),
    "loops of links": Kind(folders.links),
    "closed folders and files": Kind(folders.closed, unprivileged=True),
    "names in any encoding": Kind(folders.names),
    "empty files and folders": Kind(folders.empty),
    "two patients in one folder": Kind(folders.several_patients),
    "duplicates": Kind(folders.duplicates),
    "missing and misplaced slices": Kind(folders.gaps),
    "scouts, captures, RTSTRUCT, SEG": Kind(folders.mixed_objects),
    "several formats": Kind(folders.mixed_formats),
    "60,000 files in one folder": Kind(folders.many_files, once=True),
}
