"""The synthetic volumes in Slicer's Sample Data module."""

import numpy as np
import pytest
from module_panel import Panel

from CTBodyContrastLib import BodyPart, CTVolume


@pytest.fixture
def sources(slicer_application, monkeypatch):
    """The buttons of the module's category, by their names; what they ask for is noted instead of made at length."""
    Panel(slicer_application)
    slicer_application.asked = asked = []

    def make(*arguments):
        asked.append(arguments)
        return CTVolume(np.full((3, 4, 5), 40, np.int16), np.diag([2.0, 3.0, 4.0, 1.0]))

    monkeypatch.setattr("CTBodyContrastLib.make_phantom", make)
    return {source.sampleName: source for source in slicer_application.samples["CT Body Contrast"]}


def test_a_click_makes_the_volume_it_names(slicer_application, sources):
    import slicer

    node = sources["Synthetic chest, contrast"].click()
    assert slicer_application.asked[0][:2] == (BodyPart.CHEST, "CE")
    assert node.GetName() == "Synthetic chest, contrast"
    assert node.GetImageData().GetDimensions() == (5, 4, 3)
    assert node.GetSpacing() == (2.0, 3.0, 4.0)
    assert (slicer.util.arrayFromVolume(node) == 40).all()


def test_each_button_asks_for_another_volume_of_the_same_person(slicer_application, sources):
    for source in sources.values():
        source.click()
    asked = slicer_application.asked
    assert len({each[:2] for each in asked}) == len(sources) == 4
    assert len({each[2:] for each in asked}) == 1


def test_it_can_be_classified_at_once(slicer_application, sources):
    import slicer

    node = sources["Synthetic brain, no contrast"].click()
    assert node in slicer.modules.ctbodycontrast.logic().volumeNodes()


def test_the_cursor_no_longer_waits(slicer_application, sources):
    sources["Synthetic abdomen, contrast"].click()
    assert slicer_application.app.overrideCursor() is None
