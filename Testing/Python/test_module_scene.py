"""The module and Slicer's scene, in the harness: labels saved with it, and what the module leaves behind."""

import pytest
from module_panel import LABELS, MODULE_FILE, Panel, add_phantom, labels_of, scene_observers


@pytest.fixture
def volume(panel):
    """A chosen CT volume."""
    node = add_phantom()
    panel.choose(node)
    return node


class TestSavedScene:
    """Labels belong to the scene, and to the voxels they were made from."""

    @pytest.fixture
    def loaded_volume(self, panel, volume, tmp_path):
        """A labeled volume that was saved, closed and loaded again."""
        import slicer

        panel.ui.classifyButton.click()
        panel.finish()
        bundle = tmp_path / "scene.mrb"
        assert slicer.util.saveScene(str(bundle))
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
