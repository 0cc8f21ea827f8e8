"""A second opinion in the module's panel: what a reader says stands beside the prediction, and outlives it."""

import csv
import sys

import numpy as np
import pytest
from module_panel import LABELS, add_phantom, labels_of

READING = "CTBodyContrast.Reader."


@pytest.fixture
def volume(panel):
    """A classified volume: chest, enhanced."""
    node = add_phantom()
    panel.choose(node)
    panel.ui.classifyButton.click()
    panel.finish()
    return node


def choose(panel, name, label):
    """Choose an entry of a selector as a person does."""
    selector = getattr(panel.ui, name)
    index = selector.findText(label)
    assert index >= 0, label
    selector.setCurrentIndex(index)
    selector.activated.emit(index)
    panel.rest()


def reading_of(node):
    return {name.removeprefix(READING): value for name, value in labels_of(node).items() if name.startswith(READING)}


def predicted(node):
    return {name: value for name, value in labels_of(node).items() if not name.startswith(READING)}


def export(panel, path):
    panel.session.dialogs.files.append(str(path))
    panel.ui.exportButton.click()
    with path.open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_nothing_can_be_said_of_a_volume_that_was_never_classified(panel):
    panel.choose(add_phantom())
    assert not panel.ui.readerWidget.visible
    assert not panel.ui.exportButton.enabled


def test_correction_is_kept_beside_the_prediction(panel, volume):
    choose(panel, "readerBodyPartSelector", "Chest + Abdomen")
    reading = reading_of(volume)
    assert (reading["BodyPart"], reading["Contrast"]) == ("chest+abdomen", "CE")
    assert reading["Date"] >= "2026"
    assert predicted(volume) == LABELS
    assert panel.ui.reviewedCheckBox.checked
    hierarchy = panel.scene.GetSubjectHierarchyNode()
    item = hierarchy.GetItemByDataNode(volume)
    assert hierarchy.GetItemAttribute(item, READING + "BodyPart") == "chest+abdomen"


def test_correction_outlives_a_new_run_and_changed_voxels(panel, volume):
    import slicer

    choose(panel, "readerContrastSelector", "not enhanced")
    before = reading_of(volume)
    panel.ui.classifyButton.click()
    panel.finish()
    assert reading_of(volume) == before
    slicer.util.updateVolumeFromArray(volume, np.zeros((20, 30, 40), np.int16))
    panel.rest()
    assert predicted(volume) == {"CTBodyContrast.Status": "stale"}
    assert reading_of(volume) == before
    assert panel.ui.readerContrastSelector.currentText == "not enhanced"


def test_only_the_reader_removes_it(panel, volume):
    choose(panel, "readerContrastSelector", "not enhanced")
    panel.ui.reviewedCheckBox.click()
    panel.rest()
    assert reading_of(volume) == {}
    assert panel.ui.readerContrastSelector.currentText == "As predicted"
    hierarchy = panel.scene.GetSubjectHierarchyNode()
    assert hierarchy.GetItemAttribute(hierarchy.GetItemByDataNode(volume), READING + "Contrast") == ""


def test_reader_may_agree(panel, volume):
    panel.ui.reviewedCheckBox.click()
    panel.rest()
    reading = reading_of(volume)
    assert (reading["BodyPart"], reading["Contrast"]) == ("chest", "CE")
    assert panel.ui.readerBodyPartSelector.currentText == "Chest"
    assert panel.ui.exportButton.enabled


def test_keyboard_corrects_too(panel, volume):
    panel.session.user.press_key(panel.ui.readerContrastSelector, sys.modules["qt"].Qt.Key_Down)
    assert reading_of(volume)["Contrast"] == "CE"


def test_parts_that_no_entry_names_can_be_confirmed(panel, volume):
    volume.SetAttribute("CTBodyContrast.BodyPart", "brain+neck+chest")
    panel.ui.reviewedCheckBox.click()
    panel.rest()
    assert panel.ui.readerBodyPartSelector.currentText == "Brain + Neck + Chest"
    choose(panel, "readerContrastSelector", "not enhanced")
    assert reading_of(volume)["BodyPart"] == "brain+neck+chest"


def test_each_volume_shows_its_own(panel, volume):
    choose(panel, "readerBodyPartSelector", "Neck")
    other = add_phantom("other")
    panel.choose(other)
    panel.ui.classifyButton.click()
    panel.finish()
    assert panel.ui.readerBodyPartSelector.currentText == "As predicted"
    assert reading_of(other) == {}
    panel.choose(volume)
    panel.rest()
    assert panel.ui.readerBodyPartSelector.currentText == "Neck"


def test_readings_come_back_with_the_scene(panel, volume, tmp_path):
    import slicer

    choose(panel, "readerBodyPartSelector", "Neck")
    before = reading_of(volume)
    bundle = tmp_path / "scene.mrb"
    assert slicer.util.saveScene(str(bundle))
    panel.scene.Clear()
    slicer.util.loadScene(str(bundle))
    assert reading_of(slicer.util.getNode("phantom")) == before


class TestExport:
    def test_holds_all_volumes_and_names_those_that_have_no_uid(self, panel, volume, tmp_path):
        hierarchy = panel.scene.GetSubjectHierarchyNode()
        hierarchy.SetItemUID(hierarchy.GetItemByDataNode(volume), "DICOM", "1.2.3")
        choose(panel, "readerBodyPartSelector", "Neck")
        add_phantom("unread")
        lost = add_phantom("lost")
        panel.choose(lost)
        panel.ui.classifyButton.click()
        panel.finish()
        panel.ui.reviewedCheckBox.click()
        panel.rest()
        rows = export(panel, tmp_path / "corrections.csv")
        assert [
            (row["series_uid"], row["name"], row["body_part"], row["contrast"], row["reviewed"]) for row in rows
        ] == [
            ("1.2.3", "phantom", "neck", "CE", "yes"),
            ("", "unread", "", "", ""),
            ("", "lost", "chest", "CE", ""),
        ]
        assert panel.ui.progressLabel.text.startswith("Readings exported: 2.")
        assert panel.ui.progressLabel.text.endswith("neither a series UID nor a file: lost.")

    def test_of_a_volume_without_uid_names_its_file(self, panel, volume, tmp_path):
        import slicer

        saved = tmp_path / "chest.nrrd"
        assert slicer.util.saveNode(volume, str(saved))
        panel.ui.reviewedCheckBox.click()
        panel.rest()
        (row,) = export(panel, tmp_path / "corrections.csv")
        assert (row["series_uid"], row["path"], row["reviewed"]) == ("", str(saved), "yes")

    def test_that_cannot_be_written_says_why(self, panel, volume, tmp_path):
        panel.ui.reviewedCheckBox.click()
        panel.rest()
        panel.session.dialogs.files.append(str(tmp_path / "no such folder" / "corrections"))
        panel.ui.exportButton.click()
        assert "Choose another folder" in panel.session.dialogs[1].text
