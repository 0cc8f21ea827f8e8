"""The regions of a long scan in the module's panel: the table, where a row leads, and the boxes."""

import json
import sys

import numpy as np
import pytest
from module_panel import REGIONS, add_phantom, labels_of, phantom


@pytest.fixture
def volume(panel):
    """A volume that was classified with regions."""
    node = add_phantom()
    panel.choose(node)
    panel.ui.regionsCheckBox.click()
    panel.ui.classifyButton.click()
    panel.finish()
    return node


@pytest.fixture
def crosshair(panel):
    return panel.scene.AddNewNodeByClass("vtkMRMLCrosshairNode")


def middle(k):
    """The point in the middle of a slice of the phantom."""
    _, rows, columns = phantom().voxels.shape
    return (phantom().ijk_to_ras @ [(columns - 1) / 2, (rows - 1) / 2, k, 1])[:3]


def boxes(panel):
    import slicer

    return slicer.util.getNodesByClass("vtkMRMLMarkupsROINode")


def test_regions_are_not_looked_for_unless_asked(panel):
    node = add_phantom()
    panel.choose(node)
    panel.ui.classifyButton.click()
    panel.finish()
    assert labels_of(node)["CTBodyContrast.Regions"] == ""
    assert not panel.ui.regionsWidget.visible


def test_table_lists_them_from_head_to_feet(panel, volume):
    assert json.loads(labels_of(volume)["CTBodyContrast.Regions"]) == list(REGIONS)
    table = panel.ui.regionsTable
    assert table.visible
    assert [[table.item(row, column).text() for column in range(5)] for row in range(table.rowCount)] == [
        ["Chest", "-72 to 60", "8 to 30", "CE", "87\N{NO-BREAK SPACE}%"],
        ["Abdomen", "-120 to -66", "0 to 9", "CE", "87\N{NO-BREAK SPACE}%"],
    ]


def test_click_on_a_row_moves_the_slices_to_its_middle(panel, volume, crosshair):
    panel.ui.regionsTable.cellClicked.emit(1, 0)
    assert crosshair.GetCrosshairRAS() == pytest.approx(middle(4.5))


def test_enter_on_a_row_does_the_same(panel, volume, crosshair):
    panel.ui.regionsTable.setCurrentCell(0, 0)
    panel.session.user.press_key(panel.ui.regionsTable, sys.modules["qt"].Qt.Key_Return)
    assert crosshair.GetCrosshairRAS() == pytest.approx(middle(19))


def test_of_a_saved_scene_a_row_leads_to_where_the_volume_is_now(panel, volume, crosshair):
    import slicer

    shift = np.eye(4)
    shift[:3, 3] = 40, -30, 20
    transform = panel.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
    transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(shift))
    volume.SetAndObserveTransformNodeID(transform.GetID())
    panel.widget._outcomes.clear()
    panel.widget.refresh()
    panel.ui.regionsTable.cellClicked.emit(1, 0)
    assert crosshair.GetCrosshairRAS() == pytest.approx(middle(4.5) + shift[:3, 3])


def test_each_region_gets_a_box_and_one_only(panel, volume):
    panel.ui.roiButton.click()
    panel.ui.roiButton.click()
    chest, abdomen = boxes(panel)
    assert (chest.GetName(), abdomen.GetName()) == ("phantom Chest", "phantom Abdomen")
    bounds = [0.0] * 6
    abdomen.GetBounds(bounds)
    # Ten slices from the lowest one, with half a voxel around their centers.
    _, rows, columns = phantom().voxels.shape
    corners = phantom().ijk_to_ras @ np.array([[-0.5, -0.5, -0.5, 1], [columns - 0.5, rows - 0.5, 9.5, 1]]).T
    assert bounds[::2] == pytest.approx(corners[:3].min(axis=1))
    assert bounds[1::2] == pytest.approx(corners[:3].max(axis=1))
    assert chest.GetLocked()


def test_region_of_another_release_gets_a_row_and_a_box(panel, volume):
    volume.SetAttribute("CTBodyContrast.Regions", json.dumps([dict(REGIONS[0], part="leg")]))
    panel.rest()
    assert panel.ui.regionsTable.item(0, 0).text() == "leg"
    panel.ui.roiButton.click()
    assert [each.GetName() for each in boxes(panel)] == ["phantom leg"]


def test_boxes_of_a_saved_scene_are_replaced_too(panel, volume, tmp_path):
    import slicer

    panel.ui.roiButton.click()
    bundle = tmp_path / "scene.mrb"
    assert slicer.util.saveScene(str(bundle))
    panel.scene.Clear()
    slicer.util.loadScene(str(bundle))
    panel.choose(slicer.util.getNode("phantom"))
    panel.rest()
    assert panel.ui.regionsCheckBox.checked
    assert len(boxes(panel)) == 2
    panel.ui.roiButton.click()
    assert sorted(each.GetName() for each in boxes(panel)) == ["phantom Abdomen", "phantom Chest"]


def test_changed_voxels_take_the_table_away(panel, volume):
    import slicer

    slicer.util.updateVolumeFromArray(volume, np.zeros((20, 30, 40), np.int16))
    panel.rest()
    assert not panel.ui.regionsWidget.visible
