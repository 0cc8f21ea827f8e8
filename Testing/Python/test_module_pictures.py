"""The nine pictures of the module's panel: what a click, a key, the context menu and the options above them do."""

import sys

import numpy as np
import pytest
from module_panel import FOCUS_POINT, add_phantom, phantom, vessel_mips

from CTBodyContrastLib import NINE_VIEWS, Method, Plane, project
from CTBodyContrastLib.io.png import preset_window
from CTBodyContrastLib.picking import point_behind
from CTBodyContrastLib.preprocessing import Preprocessing

PREFIXES = {Method.AIP: "aip", Method.MIP: "mip", Method.MID_PLANE: "midPlane"}
PICTURES = [f"{PREFIXES[method]}{plane.capitalize()}Image" for method, plane in NINE_VIEWS]

VESSEL_PICTURES = [f"vesselMip{plane.capitalize()}Image" for plane in Plane]


@pytest.fixture
def user(panel):
    return panel.session.user


@pytest.fixture
def volume(panel):
    """A classified CT volume, chosen in the panel."""
    node = add_phantom()
    panel.choose(node)
    panel.ui.classifyButton.click()
    panel.finish()
    return node


@pytest.fixture
def slices(panel):
    """The slices that the application's three views would show, and what they show."""
    import slicer

    slicer.vtkMRMLSliceNode.AddDefaultSliceOrientationPresets(panel.scene)
    nodes = {}
    for name, orientation in (("Red", "Axial"), ("Yellow", "Sagittal"), ("Green", "Coronal")):
        node = panel.scene.AddNewNodeByClass("vtkMRMLSliceNode", name)
        node.SetLayoutName(name)
        node.SetOrientation(orientation)
        nodes[orientation] = node
        composite = panel.scene.AddNewNodeByClass("vtkMRMLSliceCompositeNode", name)
        composite.SetLayoutName(name)
    return nodes


def shown_point(slices):
    """The point (R, A, S) at which the three slices cross."""
    return tuple(
        slices[orientation].GetSliceToRAS().GetElement(axis, 3)
        for axis, orientation in enumerate(("Sagittal", "Coronal", "Axial"))
    )


def backgrounds(panel):
    import slicer

    return {each.GetBackgroundVolumeID() for each in slicer.util.getNodesByClass("vtkMRMLSliceCompositeNode")}


def label_of(panel, view):
    """The label that shows a view."""
    return getattr(panel.ui, PICTURES[NINE_VIEWS.index(view)])


def pixels(label):
    """A picture as it is shown: (rows, columns, 3)."""
    image = label.pixmap.toImage().convertToFormat(sys.modules["qt"].QImage.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def place_of(label, projection, row, column):
    """Where in a label the center of a projection's pixel is shown."""
    inside = label.contentsRect()
    rows, columns = projection.image.shape
    x = inside.x() + (column + 0.5) / columns * inside.width()
    y = inside.y() + (row + 0.5) / rows * inside.height()
    return int(x), int(y)


def distance(slices, point):
    return np.linalg.norm(np.subtract(shown_point(slices), point))


class TestDrawing:
    @pytest.fixture(autouse=True)
    def slow(self, panel, monkeypatch):
        """One picture takes all of the time that there is."""
        monkeypatch.setattr("CTBodyContrastModule.steps._ROUND_S", 0.0)

    def test_qt_gets_its_turn_between_two_pictures(self, panel, volume):
        labels = [label_of(panel, view) for view in NINE_VIEWS]
        drawn = set()

        def at_rest():
            drawn.add(sum(not each.pixmap.isNull() for each in labels))
            return not (panel.widget.runner.running or panel.widget.panel.drawing)

        panel.ui.classifyButton.click()
        panel.session.wait_until(at_rest)
        assert drawn == set(range(10))

    def test_gray_levels_that_are_dragged_reach_every_picture(self, panel, volume):
        selector, display = panel.ui.windowSelector, volume.GetDisplayNode()
        selector.setCurrentIndex(selector.count - 1)
        display.SetAutoWindowLevel(False)
        display.SetWindowLevelMinMax(-1000, 3000)
        panel.rest()
        before = [pixels(label_of(panel, view)) for view in NINE_VIEWS]
        for low in range(-900, 600, 50):
            display.SetWindowLevelMinMax(low, low + 100)
            panel.session.app.processEvents()
        assert panel.widget.panel.drawing
        for view, picture in zip(NINE_VIEWS, before, strict=True):
            assert (pixels(label_of(panel, view)) != picture).any(), view


class TestClick:
    @pytest.mark.parametrize("view", NINE_VIEWS, ids="-".join)
    def test_moves_the_slices_to_what_the_pixel_shows(self, panel, volume, slices, view, user):
        label, projection = label_of(panel, view), project(phantom())[view]
        row, column = projection.image.shape[0] // 3, 2 * projection.image.shape[1] // 3
        user.click(label, *place_of(label, projection, row, column))
        # A pixel of the screen may cover two of the image, which may lead to different depths.
        near = [
            point_behind(phantom(), projection, row + down, column + across, Preprocessing())
            for down in (-1, 0, 1)
            for across in (-1, 0, 1)
        ]
        assert min(distance(slices, point) for point in near) < 0.01

    def test_beside_the_picture_goes_to_its_edge(self, panel, volume, slices, user):
        label = panel.ui.midPlaneSagittalImage
        projection = project(phantom())[Method.MID_PLANE, Plane.SAGITTAL]
        inside = label.contentsRect()
        assert inside.y() > 5  # the picture is wider than tall: there is a margin above it
        user.click(label, 2, 3)
        assert distance(slices, (projection.image_to_ras @ [0, 0, 0, 1])[:3]) < 0.01

    def test_of_a_moved_volume_goes_to_where_it_is_now(self, panel, slices, user):
        import slicer

        node = add_phantom()
        shift = np.eye(4)
        shift[:3, 3] = 40.0, -30.0, 20.0
        transform = panel.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
        transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(shift))
        node.SetAndObserveTransformNodeID(transform.GetID())
        panel.choose(node)
        panel.ui.classifyButton.click()
        panel.finish()
        user.press_key(panel.ui.midPlaneAxialImage, sys.modules["qt"].Qt.Key_Return)
        projection = project(phantom())[Method.MID_PLANE, Plane.AXIAL]
        rows, columns = projection.image.shape
        middle = (projection.image_to_ras @ [columns / 2 - 0.5, rows / 2 - 0.5, 0, 1])[:3] + shift[:3, 3]
        assert distance(slices, middle) < max(projection.spacing)

    def test_after_the_volume_was_moved_says_so_instead(self, panel, volume, slices, user):
        import slicer

        before = shown_point(slices)
        transform = panel.scene.AddNewNodeByClass("vtkMRMLLinearTransformNode")
        transform.SetMatrixTransformToParent(slicer.util.vtkMatrixFromArray(np.diag([1.0, 1.0, 2.0, 1.0])))
        volume.SetAndObserveTransformNodeID(transform.GetID())
        user.click(panel.ui.mipAxialImage, 50, 50)
        assert shown_point(slices) == before
        assert "Classify it again" in panel.ui.progressLabel.text

    def test_without_pictures_does_nothing(self, panel, slices, user):
        user.click(panel.ui.mipAxialImage, 50, 50)
        user.double_click(panel.ui.mipAxialImage, 50, 50)
        assert shown_point(slices) == (0, 0, 0)

    @pytest.mark.parametrize("key", ["Key_Return", "Key_Enter", "Key_Space"])
    def test_keys_go_to_the_middle_of_the_picture(self, panel, volume, slices, key, user):
        user.press_key(panel.ui.midPlaneCoronalImage, getattr(sys.modules["qt"].Qt, key))
        projection = project(phantom())[Method.MID_PLANE, Plane.CORONAL]
        rows, columns = projection.image.shape
        middle = (projection.image_to_ras @ [columns / 2 - 0.5, rows / 2 - 0.5, 0, 1])[:3]
        assert distance(slices, middle) < max(projection.spacing)


class TestOpenedReconstruction:
    @pytest.fixture
    def opened(self, panel, volume, slices, user):
        import slicer

        user.double_click(panel.ui.mipSagittalImage, 50, 50)
        panel.rest()
        (node,) = [each for each in slicer.util.getNodesByClass("vtkMRMLScalarVolumeNode") if each is not volume]
        return node

    @pytest.fixture
    def expected(self):
        return project(phantom())[Method.MIP, Plane.SAGITTAL]

    def test_holds_the_hounsfield_units_where_they_belong(self, opened, expected):
        import slicer
        import vtk

        matrix = vtk.vtkMatrix4x4()
        opened.GetIJKToRASMatrix(matrix)
        np.testing.assert_array_equal(slicer.util.arrayFromVolume(opened)[0], expected.image)
        np.testing.assert_allclose(slicer.util.arrayFromVTKMatrix(matrix), expected.image_to_ras, atol=1e-9)

    def test_is_named_and_lies_beside_its_volume(self, panel, volume, opened):
        assert opened.GetName() == "phantom MIP sagittal"
        hierarchy = panel.scene.GetSubjectHierarchyNode()
        parents = [hierarchy.GetItemParent(hierarchy.GetItemByDataNode(node)) for node in (volume, opened)]
        assert parents[0] == parents[1]

    def test_is_shown_in_the_slice_views_at_its_place(self, panel, opened, expected, slices):
        assert backgrounds(panel) == {opened.GetID()}
        assert shown_point(slices)[0] == pytest.approx(expected.image_to_ras[0, 3])

    def test_has_the_gray_levels_of_its_picture(self, panel, opened):
        display = opened.GetDisplayNode()
        assert (display.GetWindowLevelMin(), display.GetWindowLevelMax()) == (-200, 1500)
        assert not display.GetAutoWindowLevel()

    def test_of_eight_byte_integers_is_one_that_slicer_can_show(self, panel, volume, expected, user):
        import slicer
        from vtkmodules.util.numpy_support import numpy_to_vtk

        # Slicer loads files of such voxels, and refuses to make a volume of them.
        voxels = numpy_to_vtk(phantom().voxels.ravel().astype(np.int64), deep=True)
        volume.GetImageData().GetPointData().SetScalars(voxels)
        volume.Modified()
        panel.ui.classifyButton.click()
        panel.finish()
        user.double_click(panel.ui.mipSagittalImage, 50, 50)
        opened = slicer.util.getNode("phantom MIP sagittal")
        assert slicer.util.arrayFromVolume(opened).dtype == np.float32
        np.testing.assert_array_equal(slicer.util.arrayFromVolume(opened)[0], expected.image)

    def test_is_no_ct_to_classify(self, panel, opened):
        assert len(panel.rows()) == 1
        panel.ui.inputSelector.setCurrentNode(opened)
        panel.rest()
        assert not panel.ui.classifyButton.enabled
        with pytest.raises(ValueError, match="reconstruction"):
            panel.widget.logic.classify(opened)


class TestMenu:
    @pytest.fixture
    def menu(self, panel, volume, slices, user):
        return user.open_menu(panel.ui.mipAxialImage, 20, 30)

    def test_offers_what_can_be_done_with_a_picture(self, menu):
        assert [each.text for each in menu.actions()] == [
            "Move the slice views here",
            "Open as a volume",
            "Save as PNG",
            "Copy",
        ]

    def test_moves_the_slices_to_the_place_it_was_opened_at(self, panel, menu, slices, user):
        user.choose(menu, "Move the slice views here")
        from_menu = shown_point(slices)
        user.click(panel.ui.midPlaneAxialImage, 90, 90)
        assert shown_point(slices) != from_menu
        user.click(panel.ui.mipAxialImage, 20, 30)
        assert shown_point(slices) == from_menu

    def test_opens_a_volume(self, panel, menu, user):
        import slicer

        user.choose(menu, "Open as a volume")
        assert slicer.util.getNode("phantom MIP axial").GetAttribute("CTBodyContrast.Reconstruction") == "MIP axial"

    @pytest.mark.parametrize(("name", "file"), [("picture.png", "picture.png"), ("2.5 mm", "2.5 mm.png")])
    def test_saves_the_picture_in_full_size(self, panel, menu, tmp_path, name, file, user):
        panel.session.dialogs.files.append(str(tmp_path / name))
        user.choose(menu, "Save as PNG")
        (dialog,) = panel.session.dialogs
        assert dialog.text == "MIP axial.png"
        saved = sys.modules["qt"].QImage(str(tmp_path / file))
        rows, columns = project(phantom())[Method.MIP, Plane.AXIAL].image.shape
        assert (saved.height(), saved.width()) == (rows, columns)

    def test_saves_nothing_when_the_dialog_is_cancelled(self, panel, menu, tmp_path, user):
        panel.session.dialogs.files.append("")
        user.choose(menu, "Save as PNG")
        assert len(panel.session.dialogs) == 1

    def test_says_why_a_picture_cannot_be_saved(self, panel, menu, tmp_path, user):
        panel.session.dialogs.files.append(str(tmp_path / "no such folder" / "picture.png"))
        user.choose(menu, "Save as PNG")
        assert "No such file or directory" in panel.session.dialogs[1].text
        assert "Choose another folder" in panel.session.dialogs[1].text

    def test_copies_the_picture_as_it_is_shown(self, panel, menu, user):
        user.choose(menu, "Copy")
        copied = panel.session.app.clipboard().pixmap()
        assert (copied.width(), copied.height()) == project(phantom())[Method.MIP, Plane.AXIAL].image.shape[::-1]

    def test_left_open_while_the_scene_is_closed_does_nothing(self, panel, menu, user):
        panel.scene.Clear()
        panel.rest()
        user.choose(menu, "Open as a volume")
        assert panel.scene.GetFirstNodeByClass("vtkMRMLScalarVolumeNode") is None


class TestFocus:
    def test_pictures_are_gray_until_it_is_asked_for(self, panel, volume):
        picture = pixels(panel.ui.aipAxialImage)
        assert (picture == picture[:, :, :1]).all()

    def test_is_drawn_in_orange_where_it_is(self, panel, volume):
        before = pixels(panel.ui.aipAxialImage)
        panel.ui.focusCheckBox.click()
        panel.rest()
        picture = pixels(panel.ui.aipAxialImage)
        orange = picture[:, :, 0] - picture[:, :, 2]
        quarter = picture.shape[1] // 4
        np.testing.assert_array_equal(picture[:, :quarter], before[:, :quarter])
        assert (orange[:, -quarter:] > 0).all()
        other = pixels(panel.ui.mipCoronalImage)
        assert (other == other[:, :, :1]).all()
        panel.ui.focusCheckBox.click()
        panel.rest()
        np.testing.assert_array_equal(pixels(panel.ui.aipAxialImage), before)

    def test_go_there_moves_the_slices_and_the_crosshair_to_it(self, panel, volume, slices):
        crosshair = panel.scene.AddNewNodeByClass("vtkMRMLCrosshairNode")
        panel.ui.focusButton.click()
        assert distance(slices, FOCUS_POINT) < 0.01
        assert crosshair.GetCrosshairRAS() == FOCUS_POINT

    def test_is_not_offered_for_a_label_that_nothing_speaks_for(self, panel, volume):
        assert panel.ui.focusButton.enabled
        panel.ui.focusCheckBox.click()
        panel.ui.focusSelector.setCurrentIndex(1)
        assert not panel.ui.focusButton.enabled
        panel.rest()
        picture = pixels(panel.ui.aipAxialImage)
        assert (picture == picture[:, :, :1]).all()

    def test_is_asked_of_the_classifier_by_the_panel_and_not_by_a_script(self, panel, volume):
        assert panel.widget.logic.run(panel.widget.logic.scan(volume), lambda *_: None).classification.focus
        assert panel.widget.logic.classify(volume).focus == {}


class TestVessels:
    """The optional fourth row: maxima without bone."""

    @pytest.fixture
    def row(self, panel, slices):
        """A volume that was classified by a model with vessel views, of which the row is shown."""
        panel.classifier.with_vessels = True
        panel.choose(add_phantom())
        panel.ui.classifyButton.click()
        panel.finish()
        panel.ui.vesselCheckBox.click()
        panel.rest()
        return [getattr(panel.ui, name) for name in VESSEL_PICTURES]

    def test_is_shown_with_votes_on_request(self, panel, row):
        assert all(each.visible and not each.pixmap.isNull() for each in row)
        assert panel.ui.vesselMipHeading.visible
        assert panel.ui.vesselMipSagittalCaption.text.endswith("CE 90\N{NO-BREAK SPACE}%")
        panel.ui.vesselCheckBox.click()
        assert not any(each.visible for each in row)
        assert not panel.ui.vesselMipSagittalCaption.visible

    def test_is_not_offered_for_a_model_without_such_views(self, panel, volume):
        assert not panel.ui.vesselCheckBox.enabled
        panel.ui.vesselCheckBox.checked = True
        assert not panel.ui.vesselMipAxialImage.visible

    def test_click_leads_to_the_vessel(self, panel, row, slices, user):
        view = Method.VESSEL_MIP, Plane.CORONAL
        projection = vessel_mips(phantom())[view]
        place = np.unravel_index(projection.image.argmax(), projection.image.shape)
        user.click(row[2], *place_of(row[2], projection, *place))
        assert distance(slices, point_behind(phantom(), projection, *place, Preprocessing())) < 2 * max(
            phantom().spacing
        )

    def test_opens_as_a_volume(self, panel, row, user):
        import slicer

        user.double_click(row[0], 50, 50)
        opened = slicer.util.getNode("phantom Vessel MIP axial")
        expected = vessel_mips(phantom())[Method.VESSEL_MIP, Plane.AXIAL].image
        np.testing.assert_array_equal(slicer.util.arrayFromVolume(opened)[0], expected)


class TestWindow:
    def choose(self, panel, text):
        selector = panel.ui.windowSelector
        selector.setCurrentIndex(selector.findText(text))
        panel.rest()

    @pytest.mark.parametrize(
        ("text", "low", "high"), [("Soft tissue", -160, 240), ("Bone", -100, 900), ("Lung", -1200, 200)]
    )
    def test_preset_is_applied_and_means_have_one_of_their_own(self, panel, volume, text, low, high):
        self.choose(panel, text)
        for view, projection in project(phantom()).items():
            black, white = preset_window(text.lower(), projection) if view[0] is Method.AIP else (low, high)
            gray = np.clip((projection.image.astype(float) - black) / (white - black), 0, 1)
            assert pixels(label_of(panel, view)).mean() / 255 == pytest.approx(gray.mean(), abs=0.02), view

    def test_of_the_slice_views_is_followed(self, panel, volume):
        display = volume.GetDisplayNode()
        self.choose(panel, "As in the slice views")
        for low, high in ((-1000, -990), (3000, 4000)):
            display.SetAutoWindowLevel(False)
            display.SetWindowLevelMinMax(low, high)
            panel.rest()
            brightest = pixels(panel.ui.midPlaneCoronalImage).max()
            assert brightest == (255 if low == -1000 else 0)

    def test_of_the_slice_views_may_have_no_width(self, panel, volume):
        self.choose(panel, "As in the slice views")
        volume.GetDisplayNode().SetAutoWindowLevel(False)
        volume.GetDisplayNode().SetWindowLevelMinMax(50, 50)
        panel.rest()
        assert set(np.unique(pixels(panel.ui.midPlaneCoronalImage))) > {0, 255}

    def test_is_that_of_the_volume_opened_from_a_picture(self, panel, volume, user):
        import slicer

        self.choose(panel, "Lung")
        user.double_click(panel.ui.midPlaneCoronalImage, 50, 50)
        display = slicer.util.getNode("phantom Mid-plane coronal").GetDisplayNode()
        assert (display.GetWindowLevelMin(), display.GetWindowLevelMax()) == (-1200, 200)


class TestAccess:
    """What a screen reader, a keyboard and a hovering mouse find."""

    def test_every_control_has_a_name_and_a_tooltip(self, panel, volume):
        qt = sys.modules["qt"]
        controls = [
            each
            for each in vars(panel.ui).values()
            if isinstance(each, (qt.QPushButton, qt.QCheckBox, qt.QComboBox, qt.QTableWidget, qt.QDoubleSpinBox))
            or each.objectName in (*PICTURES, *VESSEL_PICTURES, "inputSelector", "modelPathEdit")
        ]
        assert len(controls) >= 37
        for each in controls:
            assert each.accessibleName or getattr(each, "text", ""), each.objectName
            assert each.toolTip, each.objectName

    def test_no_two_controls_answer_to_the_same_key(self, panel):
        texts = [each.text for each in vars(panel.ui).values() if isinstance(getattr(each, "text", None), str)]
        keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert sorted(keys) == sorted(set(keys))

    def test_every_picture_says_which_it_is(self, panel):
        names = {getattr(panel.ui, name).accessibleName for name in PICTURES}
        assert len(names) == 9
        assert "Mid-plane coronal" in names

    def test_tab_goes_from_top_to_bottom(self, panel, volume):
        qt = sys.modules["qt"]
        expected = ["inputSelector", "advancedCollapsibleButton", "regionsCheckBox", "bodyPartOnlyCheckBox"]
        expected += ["modelPathEdit", "deviceSelector", "reviewBodyPartSpinBox", "reviewContrastSpinBox"]
        expected += ["hierarchyCheckBox", "exportSettingsButton", "importSettingsButton"]
        expected += ["classifyButton", "classifyAllButton", "cancelButton"]
        expected += ["readerBodyPartSelector", "readerContrastSelector", "reviewedCheckBox", "regionsTable"]
        expected += ["roiButton", "windowSelector", "focusCheckBox", "focusSelector", "focusButton", "vesselCheckBox"]
        expected += [*PICTURES, *VESSEL_PICTURES]
        expected += ["volumesTable", "exportButton"]
        visited, each = [], panel.ui.inputSelector
        for _ in range(200):
            visited.append(each.objectName)
            each = each.nextInFocusChain()
        assert [name for name in visited[: visited.index("inputSelector", 1)] if name in expected] == expected
        assert panel.ui.mipAxialImage.focusPolicy == qt.Qt.StrongFocus


class TestMemory:
    def test_voxels_of_a_volume_that_is_gone_are_let_go(self, panel, volume):
        panel.scene.RemoveNode(volume)
        panel.rest()
        assert panel.widget._outcomes == {}
        assert panel.widget.panel._thumbnails._outcome is None
        assert panel.widget.panel._thumbnails._drawn[0] is None

    def test_and_so_are_those_of_changed_voxels(self, panel, volume):
        import slicer

        slicer.util.updateVolumeFromArray(volume, np.zeros((20, 30, 40), np.int16))
        panel.rest()
        assert panel.widget._outcomes == {}
        assert not panel.ui.viewsWidget.visible
        assert not panel.ui.viewOptionsWidget.visible
