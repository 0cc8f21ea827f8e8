import json

import pytest

from CTBodyContrastLib.errors import SettingsError
from CTBodyContrastLib.site_settings import SiteSettings

CHANGED = SiteSettings("/models/ours", "cpu", 0.9, 0.75, subject_hierarchy=False)


@pytest.mark.parametrize("settings", [SiteSettings(), CHANGED])
def test_settings_come_back_from_json(settings):
    assert SiteSettings.from_json(settings.to_json()) == settings
    assert SiteSettings.from_json(settings.to_json().encode()) == settings


def test_what_is_left_out_has_its_usual_value():
    assert SiteSettings.from_json('{"device": "cpu"}') == SiteSettings(device="cpu")


def test_only_thresholds_that_are_set_replace_those_of_the_model():
    assert SiteSettings().review_below == {}
    assert SiteSettings(review_contrast_below=0.8).review_below == {"contrast": 0.8}


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"model": 3}, "model"),
        ({"device": "abacus"}, "abacus"),
        ({"review_body_part_below": 1.5}, "review_body_part_below"),
        ({"review_contrast_below": "high"}, "review_contrast_below"),
        ({"review_contrast_below": True}, "review_contrast_below"),
        ({"subject_hierarchy": "yes"}, "subject_hierarchy"),
        ({"threshold": 0.5}, "nothing else"),
        (["auto"], "nothing else"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(values, named):
    with pytest.raises(SettingsError, match=named):
        SiteSettings.from_json(json.dumps(values))


@pytest.mark.parametrize("content", ["", "model = 3", b"\xff\xfe\xff"])
def test_what_is_not_json_is_refused(content):
    with pytest.raises(SettingsError, match="not JSON"):
        SiteSettings.from_json(content)
