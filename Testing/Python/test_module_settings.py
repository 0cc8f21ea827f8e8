"""The settings of a computer, and what is asked of a scene: kept, used for the next run, and exchanged."""

import json

import pytest
from module_panel import MODULE_FILE, add_phantom, labels_of

from CTBodyContrastLib.bundle import load_bundle
from CTBodyContrastLib.classifier import Classifier
from CTBodyContrastLib.site_settings import SiteSettings


def classify(panel):
    node = add_phantom()
    panel.choose(node)
    panel.ui.classifyButton.click()
    panel.finish()
    return node


def change_all(panel):
    """Set every setting to another than its usual value; returns what they are then."""
    panel.ui.modelPathEdit.setCurrentPath("/models/ours")
    panel.ui.deviceSelector.setCurrentIndex(1)
    panel.ui.reviewBodyPartSpinBox.value = 0.9
    panel.ui.reviewContrastSpinBox.value = 0.75
    panel.ui.hierarchyCheckBox.click()
    return SiteSettings("/models/ours", "cpu", 0.9, 0.75, subject_hierarchy=False)


def test_the_usual_settings_are_the_models_own(panel):
    classify(panel)
    assert panel.settings == SiteSettings()
    assert panel.ui.reviewBodyPartSpinBox.text == "Model's own"


def test_changed_settings_count_for_the_next_run(panel):
    expected = change_all(panel)
    classify(panel)
    assert panel.settings == expected


def test_settings_outlive_the_module_and_the_scene(panel):
    expected = change_all(panel)
    panel.scene.Clear()
    panel.widget.onReload()
    assert panel.ui.deviceSelector.currentText == "CPU"
    assert panel.ui.modelPathEdit.currentPath == "/models/ours"
    assert panel.widget.logic.settings.to_json() == expected.to_json()


def test_settings_that_are_not_understood_are_not_used(slicer_application, caplog):
    import qt

    qt.QSettings().setValue("CTBodyContrast/Settings", '{"from": "another release"}')
    assert slicer_application.load_module(MODULE_FILE).widget.logic.settings == SiteSettings()
    assert "not understood" in caplog.text


def test_labels_are_written_to_the_subject_hierarchy_only_where_wanted(panel):
    node = classify(panel)
    hierarchy = panel.scene.GetSubjectHierarchyNode()
    item = hierarchy.GetItemByDataNode(node)
    assert hierarchy.GetItemAttribute(item, "CTBodyContrast.BodyPart") == "chest"
    panel.ui.hierarchyCheckBox.click()
    panel.ui.classifyButton.click()
    panel.finish()
    panel.ui.reviewedCheckBox.click()
    assert labels_of(node)["CTBodyContrast.BodyPart"] == "chest"
    names = [*labels_of(node)]
    assert "CTBodyContrast.Reader.Date" in names
    assert [hierarchy.GetItemAttribute(item, name) for name in names] == [""] * len(names)


def test_a_model_that_is_not_there_is_told(panel):
    panel.widget.logic.classifierLoader = lambda settings: load_bundle(settings.model)
    panel.ui.modelPathEdit.setCurrentPath("/no such folder")
    node = classify(panel)
    assert "There is no model /no such folder" in panel.ui.progressLabel.text
    assert labels_of(node) == {}


def test_the_classifier_is_loaded_with_them(panel, monkeypatch):
    from CTBodyContrastModule.logic import loadClassifier

    monkeypatch.setattr(Classifier, "load", lambda *arguments: arguments)
    assert loadClassifier(SiteSettings("/models/ours", "cpu", 0.9)) == ("/models/ours", "cpu", {"body_part": 0.9})
    assert loadClassifier(SiteSettings()) == (None, "auto", {})


class TestExchange:
    def test_exported_settings_can_be_imported(self, panel, tmp_path):
        file = tmp_path / "site.json"
        expected = change_all(panel)
        panel.session.dialogs.files += [str(file), str(file)]
        panel.ui.exportSettingsButton.click()
        panel.ui.modelPathEdit.setCurrentPath("")
        panel.ui.hierarchyCheckBox.click()
        panel.ui.reviewContrastSpinBox.value = 0
        panel.ui.importSettingsButton.click()
        classify(panel)
        assert panel.settings == expected

    @pytest.mark.parametrize("threshold", [0.0, 0.8755, 0.123456, 1.0, None])
    def test_imported_thresholds_are_those_of_the_file(self, panel, tmp_path, threshold):
        file = tmp_path / "site.json"
        expected = SiteSettings(review_body_part_below=threshold, review_contrast_below=threshold)
        file.write_text(expected.to_json())
        panel.session.dialogs.files.append(str(file))
        change_all(panel)
        panel.ui.importSettingsButton.click()
        classify(panel)
        assert panel.settings == expected

    def test_cancelled_import_changes_nothing(self, panel):
        panel.session.dialogs.files.append("")
        panel.ui.importSettingsButton.click()
        classify(panel)
        assert panel.settings == SiteSettings()

    @pytest.mark.parametrize(
        ("content", "told"), [(None, "No such file"), (json.dumps({"device": "abacus"}), "no device 'abacus'")]
    )
    def test_file_that_cannot_be_used_is_told_and_changes_nothing(self, panel, tmp_path, content, told):
        file = tmp_path / "site.json"
        if content:
            file.write_text(content)
        panel.session.dialogs.files.append(str(file))
        panel.ui.importSettingsButton.click()
        assert told in panel.session.dialogs[1].text
        assert panel.ui.deviceSelector.currentIndex == 0


def test_body_part_only_leaves_contrast_out(panel):
    panel.ui.bodyPartOnlyCheckBox.click()
    node = classify(panel)
    assert labels_of(node)["CTBodyContrast.Contrast"] == ""
    assert panel.ui.summaryLabel.text.startswith("Chest; 97")
    assert not panel.ui.contrastValue.visible
    assert panel.ui.aipCoronalCaption.text.startswith("Chest")
    assert "\n" not in panel.ui.aipCoronalCaption.text
    assert panel.rows()[0][2] == ""
