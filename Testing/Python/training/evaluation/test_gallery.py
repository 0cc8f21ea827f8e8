from pathlib import Path

import numpy as np
import pytest
from made_up_predictions import ALL, made_up_predictions

from CTBodyContrastLib import BodyPart
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import Method, Plane
from CTBodyContrastLib.preprocessing import Preprocessing
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.evaluation.gallery import gallery, is_wrong, pictures_of
from CTBodyContrastLib.training.evaluation.judged import Judged, judge_by_card


def judged() -> Judged:
    """Ten slabs: 0 is named chest, 3 has the wrong contrast, 5 and 6 are doubtful, 6 of unknown contrast."""
    given = made_up_predictions(10, part_skill=60.0, contrast_skill=60.0, equalized=False)
    given.part_logits[0] = [0, 0, 60, 0, 0]
    given.contrast_logits[3] = -np.sign(given.contrast_logits[3]) * 0.2
    for index in (5, 6):
        given.contrast_logits[index] = np.sign(given.contrast_logits[index]) * 0.1 * index
    given.contrast[6] = -1
    return judge_by_card(given, ALL, Fusion(), {"body_part": 0.5, "contrast": 0.9}).unchanged


def test_wrong_slabs_come_first_each_from_the_least_sure_on() -> None:
    found = gallery(judged(), {})
    assert [(entry.case_id, entry.wrong) for entry in found] == [
        ("case-3", True),
        ("case-0", True),
        ("case-5", False),
        ("case-6", False),
    ]
    assert found[1].part == "Brain"
    assert found[1].stated_part == "Chest"


def test_votes_are_rows_of_planes_with_the_vessel_views_last() -> None:
    entry = gallery(judged(), {})[1]
    assert [[vote.name for vote in row] for row in entry.votes] == [["AIP", "MIP", "Mid-plane", "Vessel MIP"]] * 3
    assert [row[0].plane for row in entry.votes] == ["Axial", "Sagittal", "Coronal"]
    first, *_, vessel = entry.votes[0]
    assert (first.part, first.part_right, first.contrast_right) == ("Chest", False, True)
    assert vessel.part == "", "a vessel view is not asked about the part"


def test_an_unknown_contrast_is_neither_right_nor_wrong() -> None:
    given = judged()
    assert not is_wrong(given)[6]
    assert gallery(given, {})[-1].contrast == ""
    assert {vote.contrast_right for row in gallery(given, {})[-1].votes for vote in row} == {None}


def test_pictures_are_made_of_shown_slabs_alone(tmp_path: Path) -> None:
    sitk = pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")
    voxels = np.full((40, 20, 20), -1000, np.int16)
    voxels[:, 5:15, 5:15] = 40
    image = sitk.GetImageFromArray(voxels)
    image.SetSpacing((3.0, 3.0, 3.0))
    sitk.WriteImage(image, str(tmp_path / "a.nii.gz"))
    covers, ends = (BodyPart.BRAIN, BodyPart.NECK), {"lung_apex": 0.0, "skull_base": 60.0, "vertex": 110.0}
    cases = [
        Case(tmp_path / "a.nii.gz", "case-0", "p", "a", "free", True, None, covers, 0, ends),
        Case(tmp_path / "missing.nii.gz", "case-1", "p", "a", "free", True, None, covers, 0, ends),
    ]
    pictures = pictures_of(judged(), cases, Preprocessing())
    assert list(pictures) == [("case-0", BodyPart.BRAIN)]
    assert set(pictures["case-0", BodyPart.BRAIN]) == set(ALL)
    shown = gallery(judged(), pictures)[1].votes[2][1]
    assert shown.picture == pictures["case-0", BodyPart.BRAIN][Method.MIP, Plane.CORONAL]
    assert shown.picture.startswith("data:image/png;base64,iVBOR")
