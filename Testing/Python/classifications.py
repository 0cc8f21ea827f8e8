"""Results as tests of what is made of results need them."""

from CTBodyContrastLib.classification import Classification, Vote
from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS, BodyPart, Status

OK = Classification(
    Status.OK,
    body_part="chest",
    body_part_probability=0.98761,
    contrast="CE",
    contrast_probability=0.75,
    agreement="8/9",
    tag_check="body_part=missing;contrast=missing",
    model="compact@0123456789ab",
    date="2026-01-02T03:04:05+00:00",
)
# With every field that a row of a result file has.
CHEST = Classification(
    Status.OK,
    body_part="chest",
    body_part_probability=0.99996,
    contrast="CE",
    contrast_probability=0.75,
    agreement="8/9",
    votes=dict.fromkeys((*NINE_VIEWS, VESSEL_VIEWS[0]), Vote(dict.fromkeys(BodyPart, 0.2), 0.98765432)),
    regions=({"part": "chest", "k_first": 0, "k_last": 9},),
    notes=("2 duplicate slices were dropped.",),
    tag_check="body_part=missing;contrast=agree",
    model="compact@0123456789ab",
    device="cpu",
    seconds=0.41234,
    date="2026-01-02T03:04:05+00:00",
)
