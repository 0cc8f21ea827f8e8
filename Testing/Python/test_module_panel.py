"""The module's panel in the harness: what a person clicks, and what may happen meanwhile."""

import importlib.metadata
import sys

import numpy as np
import pytest
from module_panel import LABELS, add_phantom, labels_of, phantom

from CTBodyContrastLib.dependencies import REQUIRED, InSlicer

IMAGE_WIDGETS = [
    f"{method}{plane}Image" for method in ("aip", "mip", "midPlane") for plane in ("Axial", "Sagittal", "Coronal")
]


@pytest.fixture
def volume(panel):
    """A chosen CT volume."""
    node = add_phantom()
    panel.choose(node)
    return node


def test_nothing_can_be_classified_without_a_volume(panel):
    assert not panel.ui.classifyButton.enabled
    assert not panel.ui.classifyAllButton.enabled
    assert not panel.ui.cancelButton.enabled
    assert panel.ui.summaryLabel.text == "Not classified yet."


def test_classify_writes_labels_on_the_node_and_its_hierarchy_item(panel, volume):
    panel.ui.classifyButton.click()
    panel.finish()
    assert labels_of(volume) == LABELS
    hierarchy = panel.scene.GetSubjectHierarchyNode()
    item = hierarchy.GetItemByDataNode(volume)
    assert hierarchy.GetItemAttribute(item, "CTBodyContrast.BodyPart") == "chest"


def test_classify_shows_labels_and_nine_pictures(panel, volume):
    panel.ui.classifyButton.click()
    panel.finish()
    assert panel.ui.statusBadge.text == "✓ OK"
    assert "Chest" in panel.ui.summaryLabel.text
    assert panel.ui.agreementValue.text.splitlines() == ["Body part: 8 of 9 views", "Contrast: 9 of 9 views"]
    assert panel.ui.bodyPartValue.text.startswith("Chest (97")
    assert panel.ui.modelValue.text == LABELS["CTBodyContrast.Model"]
    assert panel.rows() == [["phantom", "Chest", panel.rows()[0][2], "✓ OK"]]
    for name in IMAGE_WIDGETS:
        image = getattr(panel.ui, name)
        assert image.visible
        assert not image.pixmap.isNull(), name
    assert panel.ui.aipAxialCaption.text.startswith("≠ Abdomen")
    assert panel.ui.aipCoronalCaption.text.startswith("Chest")
    assert panel.ui.progressLabel.text == ""
    assert not panel.ui.progressBar.visible


def test_classifier_gets_the_hounsfield_units_and_the_position_of_the_node(panel, volume):
    panel.ui.classifyButton.click()
    panel.finish()
    (seen,) = panel.classifier.seen
    np.testing.assert_array_equal(seen.voxels, phantom().voxels)
    np.testing.assert_allclose(seen.ijk_to_ras, phantom().ijk_to_ras, atol=1e-9)


@pytest.mark.parametrize(
    ("tags", "lines"),
    [
        ({}, ["Body part: not stated", "Contrast: not stated"]),
        (
            {"0018,0015": "CHEST", "0018,0010": "Iopromide"},
            ["Body part: CHEST (agrees)", "Contrast: Iopromide (agrees)"],
        ),
        (
            {"0018,0015": "PELVIS", "0018,0010": "Iohexol", "0018,1040": "ORAL"},
            ["Body part: PELVIS (conflicts)", "Contrast: Iohexol, ORAL (does not tell)"],
        ),
    ],
    ids=["missing", "agree", "conflict"],
)
def test_what_the_dicom_tags_say_stands_beside_the_result(panel, volume, tags, lines):
    volume.SetAttribute("DICOM.instanceUIDs", "1.2.3")
    panel.session.dicom.update({("1.2.3", tag): text for tag, text in tags.items()})
    panel.ui.classifyButton.click()
    panel.finish()
    assert panel.ui.tagsValue.text.splitlines() == lines
    assert panel.ui.tagsLabel.visible


def test_panel_tells_progress_and_locks_its_buttons_meanwhile(panel, volume):
    panel.start()
    panel.session.wait_until(lambda: panel.ui.progressBar.value == 50)
    assert panel.ui.progressLabel.text == "phantom: Looking"
    assert panel.ui.progressBar.visible
    assert panel.ui.cancelButton.enabled
    assert not panel.ui.classifyButton.enabled
    assert not panel.ui.classifyAllButton.enabled
    panel.finish()
    assert panel.ui.classifyButton.enabled


def test_cancel_leaves_no_labels(panel, volume):
    panel.start()
    panel.ui.cancelButton.click()
    assert panel.ui.progressLabel.text == "Cancelling"
    assert not panel.ui.cancelButton.enabled
    panel.session.wait_until(lambda: not panel.widget.runner.running)
    assert panel.ui.progressLabel.text == "Cancelled."
    assert labels_of(volume) == {}
    panel.ui.classifyButton.click()
    panel.finish()
    assert labels_of(volume) == LABELS


def test_second_click_starts_nothing(panel, volume):
    panel.start()
    panel.ui.classifyButton.click()
    panel.widget.onClassify()
    panel.widget.onClassifyAll()
    panel.finish()
    assert len(panel.classifier.seen) == 1


def test_volume_removed_meanwhile_gets_no_labels(panel, volume):
    panel.start()
    panel.scene.RemoveNode(volume)
    panel.finish()
    assert labels_of(volume) == {}
    assert "removed or changed" in panel.ui.progressLabel.text
    assert panel.rows() == []
    assert not panel.ui.classifyButton.enabled


def test_voxels_changed_meanwhile_get_no_labels(panel, volume):
    import slicer

    panel.start()
    slicer.util.updateVolumeFromArray(volume, np.zeros((20, 30, 40), np.int16))
    panel.finish()
    assert labels_of(volume) == {}
    assert "removed or changed" in panel.ui.progressLabel.text


def test_scene_closed_meanwhile_ends_the_run(panel, volume):
    panel.start()
    panel.scene.Clear()
    panel.session.wait_until(lambda: not panel.widget.runner.running)
    assert labels_of(volume) == {}
    assert panel.rows() == []
    assert not panel.ui.classifyButton.enabled
    again = add_phantom("again")
    panel.choose(again)
    panel.ui.classifyButton.click()
    panel.finish()
    assert labels_of(again) == LABELS


def test_leaving_the_module_for_good_ends_the_run(panel, volume):
    panel.start()
    panel.widget.cleanup()
    assert not panel.widget.runner.running
    assert labels_of(volume) == {}


def test_only_ct_volumes_are_offered(panel, volume):
    for class_name in ("vtkMRMLLabelMapVolumeNode", "vtkMRMLVectorVolumeNode"):
        other = panel.scene.AddNewNodeByClass(class_name, class_name)
        with pytest.raises(ValueError, match="Choose a CT volume"):
            panel.widget.logic.classify(other)
    hidden = panel.scene.CreateNodeByClass("vtkMRMLScalarVolumeNode")
    hidden.UnRegister(None)
    hidden.SetHideFromEditors(True)
    panel.scene.AddNode(hidden)
    panel.rest()
    assert panel.ui.inputSelector.nodeCount() == 1
    assert panel.rows() == [["phantom", "", "", ""]]


def test_volume_without_image_is_rejected_with_a_reason(panel):
    empty = panel.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "empty")
    panel.choose(empty)
    panel.ui.classifyButton.click()
    panel.finish()
    assert panel.ui.statusBadge.text == "\N{MULTIPLICATION SIGN} Rejected"
    assert "holds no image" in panel.ui.reasonValue.text
    assert not panel.ui.viewsWidget.visible
    assert labels_of(empty)["CTBodyContrast.Status"] == "rejected"


def test_classify_all_goes_on_after_a_bad_volume(panel, volume):
    panel.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode", "empty")
    add_phantom("third")
    panel.session.wait_until(lambda: len(panel.rows()) == 3)
    panel.ui.classifyAllButton.click()
    panel.finish()
    assert [(row[0], row[1], row[3]) for row in panel.rows()] == [
        ("phantom", "Chest", "✓ OK"),
        ("empty", "", "\N{MULTIPLICATION SIGN} Rejected"),
        ("third", "Chest", "✓ OK"),
    ]


def test_twenty_volumes_in_a_row(panel):
    for number in range(20):
        add_phantom(f"phantom {number}")
    panel.session.wait_until(lambda: len(panel.rows()) == 20)
    panel.ui.classifyAllButton.click()
    panel.finish()
    assert [row[3] for row in panel.rows()] == ["✓ OK"] * 20
    assert len(panel.classifier.seen) == 20


def test_click_or_enter_in_the_table_shows_that_volume(panel, volume):
    other = add_phantom("other")
    panel.session.wait_until(lambda: len(panel.rows()) == 2)
    panel.ui.volumesTable.cellClicked.emit(1, 0)
    assert panel.ui.inputSelector.currentNode() is other
    panel.ui.volumesTable.setCurrentCell(0, 0)
    panel.session.user.press_key(panel.ui.volumesTable, qt().Qt.Key_Return)
    assert panel.ui.inputSelector.currentNode() is volume


def test_renamed_volume_is_listed_by_its_new_name(panel, volume):
    panel.rest()
    volume.SetName("thorax")
    panel.rest()
    assert [row[0] for row in panel.rows()] == ["thorax"]


@pytest.mark.parametrize(
    ("attribute", "value", "badge", "summary", "row"),
    [
        ("Status", "unclear", "unclear", "Chest, contrast-enhanced; 91 %", ["Chest", "unclear"]),
        ("BodyPart", "leg", "✓ OK", "leg, contrast-enhanced; 91 %", ["leg", "✓ OK"]),
        ("BodyPart", None, "✓ OK", "contrast-enhanced; 91 %", ["", "✓ OK"]),
        ("BodyPartProbability", None, "✓ OK", "Chest, contrast-enhanced", ["Chest", "✓ OK"]),
        ("ContrastProbability", "high", "✓ OK", "Chest, contrast-enhanced", ["Chest", "✓ OK"]),
        ("Agreement", "most", "✓ OK", "Chest, contrast-enhanced; 91 %", ["Chest", "✓ OK"]),
        ("Reader.BodyPart", "leg", "✓ OK", "Chest, contrast-enhanced; 91 %", ["Chest", "✓ OK"]),
        ("Regions", "none", "✓ OK", "Chest, contrast-enhanced; 91 %", ["Chest", "✓ OK"]),
        ("Regions", '[{"part": "leg"}]', "✓ OK", "Chest, contrast-enhanced; 91 %", ["Chest", "✓ OK"]),
    ],
)
def test_label_of_another_release_is_shown_as_it_stands(panel, attribute, value, badge, summary, row):
    other = add_phantom("other release")
    for name, text in (LABELS | {f"CTBodyContrast.{attribute}": value}).items():
        other.SetAttribute(name, text)
    panel.choose(other)
    panel.rest()
    assert panel.ui.statusBadge.text == badge
    assert panel.ui.summaryLabel.text.replace("\N{NO-BREAK SPACE}", " ") == summary
    assert panel.rows()[0][1::2] == row
    panel.choose(add_phantom("next"))
    panel.ui.classifyButton.click()
    panel.finish()
    assert panel.rows()[1][1::2] == ["Chest", "✓ OK"]


class TestPackages:
    """What is missing is installed once the user agrees, and never otherwise."""

    @pytest.fixture
    def installers(self, panel, volume, monkeypatch):
        """A Slicer with the PyTorch extension, and without any of the packages."""
        installed = {}

        def version(name):
            if name not in installed:
                raise importlib.metadata.PackageNotFoundError(name)
            return installed[name]

        monkeypatch.setattr(importlib.metadata, "version", version)
        installers = panel.session.installers
        installers.pytorch = "present"
        installers.on_install = lambda names: installed.update({each.partition(">=")[0]: "99.0" for each in names})
        panel.widget.logic.dependencies = InSlicer()
        return installers

    def test_nothing_is_installed_when_the_user_declines(self, panel, volume, installers):
        panel.session.dialogs.answers.append(qt().QMessageBox.Cancel)
        panel.ui.classifyButton.click()
        (dialog,) = panel.session.dialogs
        assert all(name in dialog.text for name in REQUIRED)
        assert "as you chose" in panel.ui.progressLabel.text
        assert installers.requests == []
        assert panel.classifier.seen == []
        assert panel.ui.classifyButton.enabled

    def test_the_rest_is_done_after_the_user_agrees(self, panel, volume, installers):
        panel.session.dialogs.answers.append(qt().QMessageBox.Ok)
        panel.ui.classifyButton.click()
        panel.finish()
        assert [each[0].partition(">=")[0] for each in installers.requests] == ["torch", "timm"]
        assert labels_of(volume) == LABELS

    def test_clicks_meanwhile_start_no_other_installation(self, panel, volume, installers):
        seen = []

        def click():
            buttons = panel.ui.classifyButton, panel.ui.classifyAllButton, panel.widget.database.ui.listButton
            seen.append((panel.ui.progressLabel.text, [each.enabled for each in buttons]))
            panel.widget.onClassify()

        panel.session.dialogs.answers.append(qt().QMessageBox.Ok)
        qt().QTimer.singleShot(0, click)
        panel.ui.classifyButton.click()
        panel.finish()
        assert seen == [("Installing the Python packages; this may take several minutes", [False] * 3)]
        assert len(panel.session.dialogs) == 1
        assert [each[0].partition(">=")[0] for each in installers.requests] == ["torch", "timm"]
        assert len(panel.classifier.seen) == 1
        assert labels_of(volume) == LABELS
        assert panel.ui.classifyButton.enabled

    def test_nobody_is_asked_without_a_main_window(self, panel, volume, installers):
        panel.session.app.commandOptions().noMainWindow = True
        panel.ui.classifyButton.click()
        assert panel.session.dialogs == []
        assert installers.requests == []
        assert "Start Slicer with its main window" in panel.ui.progressLabel.text

    def test_failed_installation_is_told_with_a_remedy(self, panel, volume, installers):
        installers.error = RuntimeError("no network")
        panel.session.dialogs.answers.append(qt().QMessageBox.Ok)
        panel.ui.classifyButton.click()
        assert "Could not be installed" in panel.ui.progressLabel.text
        assert panel.classifier.seen == []
        assert panel.ui.classifyButton.enabled


def qt():
    """Slicer's Qt; it is there while the harness is."""
    return sys.modules["qt"]
