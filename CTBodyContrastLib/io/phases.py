"""Which slices of a DICOM series make one volume: duplicates are dropped, acquisitions and phases are parted."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from .parsing import PARSER_ERRORS
from .planes import ACQUISITION_TAGS, Slice
from .received import read_dataset

# Positions are written with about 0.001 mm; slices of one volume lie at least 0.1 mm apart.
_SAME_POSITION_MM = 0.01
# Acquisitions may also be shifted by a part of a slice: then no two slices share a position.
_INTERLEAVING_TAGS = ("TemporalPositionIdentifier", "AcquisitionNumber", "ConvolutionKernel", "SliceThickness")


@dataclass(frozen=True, slots=True)
class Stack:
    """Slices of one volume, sorted along their normal. duplicates: how many were dropped."""

    slices: tuple[Slice, ...]
    duplicates: int = 0


def split_series(slices: list[Slice]) -> list[Stack]:
    """Part the slices of one series, all of one orientation, into volumes without two slices in one place.

    Two slices in one place are duplicates when everything that tells acquisitions apart is equal and so are
    their pixels. Otherwise they belong to different volumes: by acquisition number, temporal position, image
    type and so on, or, when no tag tells them apart, by their order.
    """
    placed = zip(distances(slices), slices, strict=True)
    ordered = [item for _, item in sorted(placed, key=lambda pair: (pair[0], pair[1].number, pair[1].uid))]
    kept = _without_duplicates(ordered)
    parts = _part(kept)
    # Duplicates are told with the first volume; a series that is parted seldom has any.
    dropped = len(ordered) - len(kept)
    return [Stack(tuple(part), dropped if index == 0 else 0) for index, part in enumerate(parts)]


def normal(item: Slice) -> tuple[float, float, float]:
    """The normal of a slice, LPS: the direction in which K grows."""
    ax, ay, az, bx, by, bz = item.orientation
    return ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx


def distances(slices: Sequence[Slice]) -> list[float]:
    """Where slices of one orientation lie along the normal of the first, in mm."""
    x, y, z = normal(slices[0])
    return [x * item.position[0] + y * item.position[1] + z * item.position[2] for item in slices]


def _places(slices: list[Slice]) -> list[list[Slice]]:
    """Sorted slices, those at one position together."""
    places: list[list[Slice]] = []
    last = -math.inf
    for item, here in zip(slices, distances(slices), strict=True):
        if here - last > _SAME_POSITION_MM:
            places.append([])
        places[-1].append(item)
        last = here
    return places


def _without_duplicates(slices: list[Slice]) -> list[Slice]:
    kept: list[Slice] = []
    for place in _places(slices):
        seen: dict[Hashable, list[Slice]] = defaultdict(list)
        for item in place:
            twins = seen[item.acquisition]
            if not any(_same_image(item, twin) for twin in twins):
                twins.append(item)
                kept.append(item)
    return kept


def _same_image(one: Slice, other: Slice) -> bool:
    if one.uid and one.uid == other.uid:
        return True
    rescaled_alike = (one.slope, one.intercept) == (other.slope, other.intercept)
    return rescaled_alike and one.path != other.path and _pixel_hash(one) == _pixel_hash(other)


def _pixel_hash(item: Slice) -> bytes:
    """Hash of the stored pixel data, without decoding it."""
    try:
        data = read_dataset(item.path, ["PixelData"]).get("PixelData")
    except PARSER_ERRORS:
        data = None
    # A file whose pixels are cut off equals no other one; reading the volume will name it.
    return sha256(data if data else str(item.path).encode("utf-8", "surrogateescape")).digest()


def _part(slices: list[Slice]) -> list[list[Slice]]:
    places = _places(slices)
    most = max(len(place) for place in places)
    for index, keyword in enumerate(ACQUISITION_TAGS):
        groups = _grouped(slices, index)
        if len(groups) == 1:
            continue
        # A tag that differs from slice to slice, such as a time, does not tell volumes apart.
        explains = len(groups) <= 2 * most and all(_most_in_one_place(group) < most for group in groups)
        interleaved = keyword in _INTERLEAVING_TAGS and _interleaved(slices, index)
        if (most > 1 and explains) or (most == 1 and interleaved):
            return [part for group in groups for part in _part(group)]
    if most == 1:
        return [slices]
    in_time = [sorted(place, key=lambda item: (item.acquisition, item.number, item.uid)) for place in places]
    return [[place[rank] for place in in_time if len(place) > rank] for rank in range(most)]


def _grouped(slices: list[Slice], index: int) -> list[list[Slice]]:
    """Slices by the value of one of ACQUISITION_TAGS."""
    groups: dict[str, list[Slice]] = defaultdict(list)
    for item in slices:
        groups[item.acquisition[index]].append(item)
    # "2" before "10", and a stable order for anything else.
    return [groups[value] for value in sorted(groups, key=lambda value: (len(value), value))]


def _most_in_one_place(slices: list[Slice]) -> int:
    return max(len(place) for place in _places(slices))


def _interleaved(slices: list[Slice], index: int) -> bool:
    """Whether acquisitions overlap: along the patient, their slices change back and forth."""
    values = [item.acquisition[index] for item in slices]
    changes = sum(one != other for one, other in pairwise(values))
    return changes > len(set(values)) - 1
