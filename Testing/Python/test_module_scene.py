"""The module and Slicer's scene, in the harness: labels saved with it, and what the module leaves behind."""

from types import SimpleNamespace

import pytest
from module_panel import LABELS, MODULE_FILE, Panel, add_phantom, labels_of, scene_observers


@pytest.fixture
def volume(panel):
    """A chosen CT volume."""
    node = add_phantom()
    panel.choose(node)
    return node


def labeled_scene(panel, folder):
    """Classify the chosen volume and save the scene; returns the file."""
    import slicer

    panel.ui.classifyButton.click()
    panel.finish()
    bundle = folder / "scene.mrb"
    assert slicer.util.saveScene(str(bundle))
    return bundle


class TestSavedScene:
    """Labels belong to the scene, and to the voxels they were made from."""

    @pytest.fixture
    def loaded_volume(self, panel, volume, tmp_path):
        """A labeled volume that was saved, closed and loaded again."""
        import slicer

        bundle = labeled_scene(panel, tmp_path)
        panel.scene.Clear()
        panel.rest()
        assert panel.rows() == []
        slicer.util.loadScene(str(bundle))
        panel.rest()
        return slicer.util.getNode("phantom")

    def test_labels_come_back(self, panel, loaded_volume):
        assert labels_of(loaded_volume) == LABELS
        panel.choose(loaded_volume)
        panel.rest()
        assert panel.ui.bodyPartValue.text.startswith("Chest (97")
        assert panel.ui.agreementValue.text == "8 of 9 views name both labels"
        assert panel.rows()[0][1] == "Chest"

    def test_selector_shows_the_saved_volume_at_once(self, panel, loaded_volume):
        assert panel.widget._parameterNode.inputVolume is loaded_volume
        assert panel.ui.inputSelector.currentNode() is loaded_volume
        assert panel.ui.statusBadge.text == "✓ OK"

    def test_pictures_are_not_saved(self, panel, loaded_volume):
        panel.choose(loaded_volume)
        panel.rest()
        assert not panel.ui.viewsWidget.visible

    def test_changed_voxels_take_the_labels_away(self, panel, loaded_volume):
        import slicer

        panel.choose(loaded_volume)
        slicer.util.arrayFromVolume(loaded_volume)[0] = 0
        slicer.util.arrayFromVolumeModified(loaded_volume)
        panel.rest()
        assert labels_of(loaded_volume) == {"CTBodyContrast.Status": "stale"}
        assert panel.ui.statusBadge.text == "! Out of date"

    def test_labels_are_watched_without_the_panel_too(self, panel, volume, tmp_path):
        import slicer

        bundle = labeled_scene(panel, tmp_path)
        panel.widget.cleanup()
        panel.session.app.startupCompleted.emit()  # the next start of Slicer
        slicer.util.loadScene(str(bundle))
        loaded = slicer.util.getNode("phantom")
        assert labels_of(loaded) == LABELS
        slicer.util.arrayFromVolume(loaded)[0] = 0
        slicer.util.arrayFromVolumeModified(loaded)
        assert labels_of(loaded) == {"CTBodyContrast.Status": "stale"}


class TestCopies:
    """Slicer copies the labels with a volume: they hold for the same voxels only, and what a reader said for none."""

    @pytest.fixture
    def read_volume(self, panel, volume):
        """A volume with labels that a reader confirmed."""
        panel.ui.classifyButton.click()
        panel.finish()
        panel.ui.reviewedCheckBox.click()
        return volume

    def test_clone_keeps_the_labels_that_nobody_has_reviewed(self, panel, read_volume):
        import slicer

        clone = slicer.vtkSlicerVolumesLogic.CloneVolume(panel.scene, read_volume, "clone")
        assert labels_of(clone) == LABELS
        assert "CTBodyContrast.Reader.Date" in labels_of(read_volume)

    def test_clone_by_the_subject_hierarchy_keeps_them_too(self, panel, read_volume):
        import slicer

        hierarchy = panel.scene.GetSubjectHierarchyNode()
        item = hierarchy.GetItemByDataNode(read_volume)
        cloned = slicer.vtkSlicerSubjectHierarchyModuleLogic.CloneSubjectHierarchyItem(hierarchy, item, "clone")
        assert labels_of(hierarchy.GetItemDataNode(cloned)) == LABELS
        assert hierarchy.GetItemAttribute(cloned, "CTBodyContrast.BodyPart") == LABELS["CTBodyContrast.BodyPart"]

    def test_changed_clone_loses_its_labels_and_the_first_volume_keeps_its_own(self, panel, read_volume):
        import slicer

        clone = slicer.vtkSlicerVolumesLogic.CloneVolume(panel.scene, read_volume, "clone")
        slicer.util.updateVolumeFromArray(clone, slicer.util.arrayFromVolume(read_volume)[:12].copy())
        assert labels_of(clone) == {"CTBodyContrast.Status": "stale"}
        assert labels_of(read_volume).items() >= LABELS.items()

    def test_cropped_volume_has_no_labels(self, panel, read_volume, crop_volume_logic):
        region = panel.scene.AddNewNodeByClass("vtkMRMLMarkupsROINode")
        region.SetSize(60, 60, 60)
        crop = panel.scene.AddNewNodeByClass("vtkMRMLCropVolumeParametersNode")
        crop.SetInputVolumeNodeID(read_volume.GetID())
        crop.SetROINodeID(region.GetID())
        crop.SetVoxelBased(True)
        crop_volume_logic.Apply(crop)
        cropped = crop.GetOutputVolumeNode()
        assert cropped.GetImageData().GetDimensions() < read_volume.GetImageData().GetDimensions()
        assert labels_of(cropped) == {"CTBodyContrast.Status": "stale"}
        panel.choose(cropped)
        panel.rest()
        assert panel.ui.statusBadge.text == "! Out of date"

    @pytest.fixture
    def crop_volume_logic(self, panel):
        """Slicer's module Crop Volume, without its panel."""
        import slicer

        logic = slicer.vtkSlicerCropVolumeLogic()
        logic.SetMRMLApplicationLogic(panel.session.app.applicationLogic())
        logic.SetMRMLScene(panel.scene)
        yield logic
        logic.SetMRMLScene(None)


class TestLifetime:
    """What the module leaves behind when it goes, or is loaded anew."""

    def test_cleanup_leaves_no_observer(self, slicer_application):
        scene = slicer_application.scene
        node = add_phantom()
        before = scene_observers(scene)
        panel = Panel(slicer_application)
        panel.choose(node)
        panel.ui.classifyButton.click()
        panel.finish()
        parameter_node = panel.widget.logic.getParameterNode().parameterNode
        entered = scene_observers(scene)
        assert entered > before
        assert parameter_node.HasObserver("ModifiedEvent")
        for _ in range(3):
            panel.loaded.panel.exit()
            panel.loaded.panel.enter()
        assert scene_observers(scene) == entered
        panel.widget.cleanup()
        panel.ui.CTBodyContrast.setMRMLScene(None)  # the node selector's own observers
        assert scene_observers(scene) == before
        assert not parameter_node.HasObserver("ModifiedEvent")
        # MRML itself observes a volume, so what its observers do is looked at: nothing, and no error either.
        node.GetImageData().Modified()
        node.Modified()
        panel.rest()
        assert labels_of(node) == LABELS

    def test_module_works_after_a_reload(self, panel, volume):
        first = panel.widget
        panel.widget.onReload()
        assert panel.widget is not first
        panel.inject()
        panel.choose(volume)
        panel.ui.classifyButton.click()
        panel.finish()
        assert labels_of(volume) == LABELS
        assert panel.ui.statusBadge.text == "✓ OK"

    def test_reload_ends_the_run(self, panel, volume):
        panel.start()
        first = panel.widget
        panel.widget.onReload()
        assert not first.runner.running
        assert labels_of(volume) == {}


def test_modules_own_test_goes_on_where_packages_are_missing(slicer_application, monkeypatch):
    python = slicer_application.load_module(MODULE_FILE).python
    missing = SimpleNamespace(missing=lambda: ["torch>=2.4"])
    monkeypatch.setattr(python, "CTBodyContrastLogic", lambda: SimpleNamespace(dependencies=missing))
    done, test = [], python.CTBodyContrastTest
    others = [each for each in dir(test) if each.startswith("test_") and each != "test_phantomIsClassified"]
    for name in others:
        monkeypatch.setattr(test, name, lambda self, name=name: done.append(name))
    monkeypatch.setattr(test, "delayDisplay", lambda self, text, msec=0: done.append(text))
    monkeypatch.setattr(test, "setUp", lambda self: None)
    test().runTest()
    assert "Not classified, for these are not installed: torch>=2.4" in done
    assert set(others) <= set(done)


@pytest.mark.parametrize(
    "name",
    [
        "test_nineReconstructions",
        "test_reconstructionOpensWhereItBelongs",
        "test_regionsGetBoxes",
        "test_seriesOfTheDatabaseAreListed",
        "test_changedVoxelsTakeTheLabelsAwayButNotTheReaders",
    ],
)
def test_modules_own_test_passes(slicer_application, name):
    test = slicer_application.load_module(MODULE_FILE).python.CTBodyContrastTest(name)
    test.setUp()
    getattr(test, name)()
