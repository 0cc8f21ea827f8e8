"""Results as tests of what is made of results need them."""

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.labels import Status

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
