"""Every wrong or doubtful slab with its views' votes, and, when asked for, the views as pictures."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...fusion import votes
from ...io.png import display_image, png_bytes
from ...labels import DISPLAY_NAME, NINE_VIEWS, BodyPart, Contrast, Method, Plane, View
from ...preprocessing import Preprocessing, network_views
from ...projection import Projection
from ...volume import CTVolume
from ..dataset import Case
from ..examples import canonical_volume
from ..loading import load_scans
from ..slabs import landmark_slabs
from ..study.images import single_parts
from .judged import Judged

Pictures = Mapping[tuple[str, BodyPart], Mapping[View, str]]

# Bone is taken away from these; HU shown as black and as white, from below unenhanced blood to bright vessels.
_VESSEL_WINDOW = (0, 350)


@dataclass(frozen=True)
class VoteShown:
    """One view's vote: its labels with probabilities, and whether each is true; None where that is unknown.

    Picture is a data URI or nothing. A vessel view names no part: it is asked about contrast alone.
    """

    name: str
    plane: str
    part: str
    part_probability: float
    part_right: bool
    contrast: str
    contrast_probability: float
    contrast_right: bool | None
    picture: str


@dataclass(frozen=True)
class Entry:
    """One slab in the gallery; contrast is empty where it is unknown.

    Votes: a row for each plane, a column for each method named in `methods`; None where the model has no such view.
    """

    case_id: str
    source: str
    part: str
    contrast: str
    stated_part: str
    part_probability: float
    stated_contrast: str
    contrast_probability: float
    wrong: bool
    methods: Sequence[str]
    votes: Sequence[Sequence[VoteShown | None]]


def gallery(judged: Judged, pictures: Pictures) -> list[Entry]:
    """The wrong slabs, then the doubtful ones, each from the least sure on."""
    wrong = is_wrong(judged)
    sureness = np.minimum(judged.answers.part.max(axis=1), abs(judged.answers.enhanced - 0.5) + 0.5)
    chosen = np.flatnonzero(wrong | judged.doubtful)
    ordered = chosen[np.lexsort((sureness[chosen], ~wrong[chosen]))]
    return [_entry(judged, int(index), bool(wrong[index]), pictures) for index in ordered]


def is_wrong(judged: Judged) -> np.ndarray:
    """(n,) whether the part, or contrast where it is known, is named wrongly."""
    return ~judged.part_right | (~judged.contrast_right & (judged.predictions.contrast >= 0))


def pictures_of(judged: Judged, cases: Sequence[Case], preprocessing: Preprocessing) -> Pictures:
    """What the network saw, as PNG data URIs, of those slabs that the gallery shows and whose case is given."""
    shown = judged[is_wrong(judged) | judged.doubtful].predictions
    wanted = {(str(name), list(BodyPart)[part]) for name, part in zip(shown.case_id, shown.part, strict=True)}
    found: dict[tuple[str, BodyPart], Mapping[View, str]] = {}
    for case in cases:
        if case.case_id in {name for name, _ in wanted}:
            for part, volume in _volumes(case, preprocessing.spacing_mm):
                if (case.case_id, part) in wanted:
                    projections = network_views(volume, judged.views, preprocessing.plain, preprocessing.edge_sharpness)
                    found[case.case_id, part] = {view: _data_uri(image) for view, image in projections.items()}
    return found


def _volumes(case: Case, spacing_mm: float) -> Iterator[tuple[BodyPart, CTVolume]]:
    """What the network saw of a case, by body part."""
    if spacing_mm == 0:
        yield from single_parts(case)
        return
    for slab in landmark_slabs(load_scans([case], spacing_mm)):
        yield slab.part, canonical_volume(slab.voxels, slab.scan.spacing)


def _data_uri(projection: Projection) -> str:
    window = _VESSEL_WINDOW if projection.method is Method.VESSEL_MIP else None
    png = png_bytes(display_image(projection, window))
    return "data:image/png;base64," + base64.b64encode(png).decode("ascii")


def _entry(judged: Judged, index: int, wrong: bool, pictures: Pictures) -> Entry:
    given, parts = judged.predictions, list(BodyPart)
    part, known = parts[given.part[index]], given.contrast[index] >= 0
    contrast = _contrast(given.contrast[index] == 1) if known else ""
    enhanced = float(judged.answers.enhanced[index])
    all_votes = votes(judged.views, given.part_logits[index], given.contrast_logits[index], int(given.part[index]))
    shown = pictures.get((str(given.case_id[index]), part), {})

    def vote_shown(view: View) -> VoteShown | None:
        vote = all_votes.get(view)
        if vote is None:
            return None
        return VoteShown(
            name=DISPLAY_NAME[view[0]],
            plane=DISPLAY_NAME[view[1]].capitalize(),
            part=DISPLAY_NAME[vote.top_body_part] if view in NINE_VIEWS else "",
            part_probability=vote.body_part[vote.top_body_part],
            part_right=vote.top_body_part is part or view not in NINE_VIEWS,
            contrast=vote.top_contrast,
            contrast_probability=vote.contrast_probability,
            contrast_right=vote.top_contrast == contrast if contrast else None,
            picture=shown.get(view, ""),
        )

    methods = [method for method in Method if any(view[0] is method for view in judged.views)]
    planes = [plane for plane in Plane if any(view[1] is plane for view in judged.views)]
    return Entry(
        case_id=str(given.case_id[index]),
        source=str(given.source[index]),
        part=DISPLAY_NAME[part],
        contrast=contrast,
        stated_part=DISPLAY_NAME[parts[judged.stated_part[index]]],
        part_probability=float(judged.answers.part[index].max()),
        stated_contrast=_contrast(enhanced >= 0.5),
        contrast_probability=max(enhanced, 1 - enhanced),
        wrong=wrong,
        methods=[DISPLAY_NAME[method] for method in methods],
        votes=[[vote_shown((method, plane)) for method in methods] for plane in planes],
    )


def _contrast(enhanced: bool) -> str:
    return Contrast.CE if enhanced else Contrast.NE
