"""The harness is strict: what Slicer would refuse, and what nobody would see there, fails a test here."""

import subprocess
import sys
import threading
from enum import Enum
from pathlib import Path
from typing import Annotated

import pytest
from dicom_series import write_series
from slicer_harness import fixture, missing_packages

UI = """<ui version="4.0"><class>Panel</class>
<widget class="qMRMLWidget" name="Panel"><layout class="QVBoxLayout" name="rows">
 <item><widget class="QCheckBox" name="fast"><property name="SlicerParameterName" stdset="0"><string>fast</string>
 </property></widget></item>
 <item><widget class="QLabel" name="countLabel"><property name="buddy"><cstring>count</cstring></property>
 </widget></item>
 <item><widget class="QSpinBox" name="count"><property name="SlicerParameterName" stdset="0"><string>count</string>
 </property></widget></item>
 <item><widget class="QComboBox" name="color"><property name="SlicerParameterName" stdset="0"><string>color</string>
 </property></widget></item>
 <item><widget class="qMRMLNodeComboBox" name="chosen"><property name="noneEnabled"><bool>true</bool></property>
 <property name="SlicerParameterName" stdset="0"><string>volume</string></property></widget></item>
</layout></widget><tabstops><tabstop>chosen</tabstop><tabstop>fast</tabstop></tabstops>
<connections><connection><sender>Panel</sender><signal>mrmlSceneChanged(vtkMRMLScene*)</signal>
 <receiver>chosen</receiver><slot>setMRMLScene(vtkMRMLScene*)</slot></connection></connections></ui>"""


class Color(Enum):
    RED = "red"
    BLUE = "blue"


@pytest.fixture
def session(slicer_application):
    return slicer_application


@pytest.fixture
def qt(session):
    return sys.modules["qt"]


@pytest.fixture
def load_ui(session, tmp_path):
    """Loads the text of a .ui file as a module does."""
    import slicer

    def load(text):
        path = tmp_path / "Panel.ui"
        path.write_text(text, encoding="utf-8")
        return slicer.util.loadUI(str(path))

    return load


def test_what_the_harness_needs_and_lacks_is_named(monkeypatch):
    monkeypatch.setattr(fixture.importlib.util, "find_spec", lambda name: None)
    assert missing_packages() == ["slicer_core", "PySide6"]


class TestUnseenProblems:
    """A person would not see these; the session reports them at its end."""

    def test_exception_in_a_slot(self, session, qt):
        button = qt.QPushButton()
        button.connect("clicked(bool)", lambda: 1 / 0)
        with session.problems.expected("ZeroDivisionError"):
            button.click()

    def test_exception_in_an_observer(self, session):
        node = session.scene.AddNewNodeByClass("vtkMRMLTextNode")
        tag = node.AddObserver("ModifiedEvent", lambda caller, event: 1 / 0)
        with session.problems.expected("ZeroDivisionError"):
            node.Modified()
        node.RemoveObserver(tag)

    def test_exception_in_a_thread(self, session):
        thread = threading.Thread(target=lambda: 1 / 0)
        with session.problems.expected("ZeroDivisionError"):
            thread.start()
            thread.join()

    def test_error_of_vtk(self, session):
        node = session.scene.AddNewNodeByClass("vtkMRMLTextNode")
        with session.problems.expected("SetAttribute"):
            node.SetAttribute("", "value")

    def test_warning_of_qt(self, session, qt):
        with session.problems.expected("QLayout"):
            widget = qt.QWidget()
            qt.QVBoxLayout(widget)
            qt.QVBoxLayout(widget)

    def test_any_of_them_fails_the_test(self, session):
        session.problems.append("something went wrong")
        with pytest.raises(AssertionError, match="something went wrong"):
            session.problems.check()
        session.problems.clear()

    def test_a_problem_that_is_expected_must_happen(self, session):
        with pytest.raises(AssertionError, match="did not happen"), session.problems.expected("ZeroDivisionError"):
            pass

    def test_dialog_that_the_test_does_not_answer(self, session):
        import slicer

        with pytest.raises(AssertionError, match="Go on"):
            slicer.util.confirmOkCancelDisplay("Go on?")


class TestDialogs:
    """File dialogs are answered by the test, and never shown."""

    def test_file_is_the_one_the_test_chooses(self, session, qt):
        session.dialogs.files.append("/folder/name.png")
        assert qt.QFileDialog.getSaveFileName(None, "Save", "proposed.png", "Pictures (*.png)") == "/folder/name.png"
        assert [(each.title, each.text) for each in session.dialogs] == [("Save", "proposed.png")]

    def test_file_that_the_test_does_not_choose(self, qt):
        with pytest.raises(AssertionError, match="no file"):
            qt.QFileDialog.getOpenFileName(None, "Open")

    def test_unknown_function_is_refused(self, qt):
        with pytest.raises(AttributeError):
            _ = qt.QFileDialog.getSaveFile


class TestUser:
    """Mouse and keyboard."""

    def test_double_click_is_a_click_too(self, session, qt):
        kinds, label = [], qt.QLabel()
        listener = type("Listener", (qt.QObject,), {"eventFilter": lambda *each: bool(kinds.append(each[2].type()))})()
        label.installEventFilter(listener)
        session.user.double_click(label, 3, 4)
        mouse = (qt.QEvent.MouseButtonPress, qt.QEvent.MouseButtonRelease, qt.QEvent.MouseButtonDblClick)
        assert [each for each in kinds if each in mouse] == [*mouse[:2], mouse[2], mouse[1]]
        label.removeEventFilter(listener)

    def test_entry_that_a_menu_lacks_cannot_be_chosen(self, session, qt):
        menu = qt.QMenu()
        menu.addAction("Open")
        with pytest.raises(ValueError, match="not enough values"):
            session.user.choose(menu, "Close")


class TestDicomDatabase:
    """slicer.dicomDatabase."""

    @pytest.fixture
    def database(self, session, tmp_path):
        """One series of two files."""
        import slicer

        for path in write_series(tmp_path / "series", 2, SeriesInstanceUID="1.2.3", PatientName="Doe^Jo"):
            slicer.dicomDatabase.insert(str(path), False, False)
        return slicer.dicomDatabase

    def test_series_is_found_through_its_patient_and_study(self, database):
        (patient,) = database.patients()
        (study,) = database.studiesForPatient(patient)
        assert database.seriesForStudy(study) == ("1.2.3",)
        assert database.displayedNameForPatient(patient) == "Doe, Jo"
        assert database.fieldForSeries("Modality", "1.2.3") == "CT"
        assert len(database.filesForSeries("1.2.3")) == 2
        assert len(database.filesForSeries("1.2.3", 1)) == 1

    def test_what_is_not_known_is_empty(self, database):
        assert database.filesForSeries("9") == database.studiesForPatient("9") == ()
        assert database.fieldForSeries("Modality", "9") == ""

    def test_closed_database_tells_nothing(self, database):
        database.closeDatabase()
        assert not database.isOpen
        assert database.patients() == database.filesForSeries("1.2.3") == ()

    def test_unknown_names_are_refused(self, database):
        with pytest.raises(AttributeError):
            database.allSeries()
        with pytest.raises(AttributeError):
            database.isopen = True
        with pytest.raises(ValueError, match="no field"):
            database.fieldForSeries("PatientName", "1.2.3")

    def test_path_object_is_no_string(self, database, tmp_path):
        with pytest.raises(ValueError, match="string"):
            database.insert(tmp_path / "000.dcm", False, False)

    def test_series_is_loaded_as_a_volume(self, session, database):
        from DICOMLib import DICOMUtils

        (node_id,) = DICOMUtils.loadSeriesByUID(["1.2.3"])
        assert session.scene.GetNodeByID(node_id).GetImageData().GetDimensions()[2] == 2
        with pytest.raises(ValueError, match="list"):
            DICOMUtils.loadSeriesByUID("1.2.3")


class TestQt:
    """PySide6 with the manners of Slicer's Qt."""

    @pytest.mark.parametrize("signature", ["click(bool)", "clicked", "clicked(QString)", "windowTitle()"])
    def test_unknown_signal_is_refused(self, qt, signature):
        with pytest.raises(ValueError, match="has no signal"):
            qt.QPushButton().connect(signature, print)

    def test_unknown_property_is_refused(self, qt):
        with pytest.raises(AttributeError, match="titel"):
            qt.QLabel().titel = "text"

    def test_python_survives_the_references_that_pyside_does_not_count(self, qt):
        script = """if True:
            from slicer_harness import qt_bridge
            item = qt_bridge.make_qt_module(None).QTableWidgetItem()
            for _ in range(100_000):
                item.setText("")
        """
        subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent, capture_output=True)

    def test_unknown_class_is_refused(self, qt):
        with pytest.raises(AttributeError):
            _ = qt.QPushButon

    def test_properties_are_attributes(self, qt):
        label = qt.QLabel()
        label.text = "text"
        assert label.text == "text"
        assert type(label) is qt.QLabel

    def test_slot_gets_as_many_arguments_as_it_takes(self, qt):
        box, got = qt.QSpinBox(), []
        box.connect("valueChanged(int)", lambda: got.append("nothing"))
        box.connect("valueChanged(int)", lambda value: got.append(value))
        box.valueChanged.connect(lambda value: got.append(value))
        box.value = 5
        assert got == ["nothing", 5, 5]

    def test_disconnected_slot_is_not_called(self, qt):
        button, got = qt.QPushButton(), []
        button.connect("clicked(bool)", got.append)
        assert button.disconnect("clicked(bool)", got.append)
        button.click()
        assert got == []

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [
            ("QCheckBox", "ctkCheckBox"),
            ('name="noneEnabled"', 'name="nonEnabled"'),
            ("mrmlSceneChanged(vtkMRMLScene*)", "sceneChanged(vtkMRMLScene*)"),
            ("setMRMLScene(vtkMRMLScene*)", "setScene(vtkMRMLScene*)"),
            ('name="count"', 'name="fast"'),
            ("<cstring>count", "<cstring>number"),
            ("<tabstop>fast", "<tabstop>slow"),
        ],
        ids=["class", "property", "signal", "slot", "name used twice", "buddy", "tab stop"],
    )
    def test_fault_in_a_ui_file_is_refused(self, load_ui, right, wrong):
        assert right in UI
        with pytest.raises(ValueError, match=r"needs the class|has no|twice"):
            load_ui(UI.replace(right, wrong))


class TestParameters:
    """Parameters of the scene and widgets of a panel, tied to each other."""

    @pytest.fixture
    def make(self, session):
        """Makes wrappers of one and the same parameter node."""
        import slicer
        from slicer.parameterNodeWrapper import WithinRange, parameterNodeWrapper

        class Parameters:
            fast: bool = True
            count: Annotated[int, WithinRange(0, 10)] = 3
            color: Color = Color.BLUE
            volume: slicer.vtkMRMLScalarVolumeNode

        wrapper = parameterNodeWrapper(Parameters)
        node = session.scene.AddNewNodeByClass("vtkMRMLScriptedModuleNode")
        return lambda: wrapper(node)

    @pytest.fixture
    def ui(self, session, load_ui):
        import slicer

        widget = load_ui(UI)
        widget.setMRMLScene(session.scene)
        yield slicer.util.childWidgetVariables(widget)
        widget.deleteLater()

    @pytest.fixture
    def volume(self, session):
        return session.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")

    def test_widgets_show_the_parameters_at_once(self, make, ui):
        make().connectGui(ui)
        assert (ui.fast.checked, ui.count.value, ui.color.currentText) == (True, 3, "blue")

    def test_widgets_follow_the_parameters(self, make, ui, volume):
        parameters = make()
        parameters.connectGui(ui)
        parameters.fast, parameters.count, parameters.color, parameters.volume = False, 7, Color.RED, volume
        assert (ui.fast.checked, ui.count.value, ui.color.currentText) == (False, 7, "red")
        assert ui.chosen.currentNode() is volume

    def test_parameters_follow_the_widgets(self, make, ui, volume):
        parameters = make()
        parameters.connectGui(ui)
        ui.fast.click()
        ui.count.value = 9
        ui.color.setCurrentIndex(0)
        ui.chosen.setCurrentNode(volume)
        assert (parameters.fast, parameters.count, parameters.color) == (False, 9, Color.RED)
        assert parameters.volume is volume

    def test_widget_that_cannot_show_a_parameter_changes_nothing(self, make, ui, volume):
        parameters = make()
        parameters.connectGui(ui)
        parameters.volume = volume
        hidden = volume.GetScene().CreateNodeByClass("vtkMRMLScalarVolumeNode")
        hidden.UnRegister(None)
        hidden.SetHideFromEditors(True)  # it is not offered
        volume.GetScene().AddNode(hidden)
        parameters.volume = hidden
        assert ui.chosen.currentNode() is None
        assert parameters.volume is hidden

    def test_wrappers_of_one_node_hold_the_same(self, make):
        make().count = 8
        assert make().count == 8

    def test_disconnected_panel_and_parameters_go_their_own_way(self, make, ui):
        parameters = make()
        parameters.disconnectGui(parameters.connectGui(ui))
        parameters.count = 7
        assert ui.count.value == 3
        ui.fast.click()
        assert parameters.fast is True
        assert not parameters.parameterNode.HasObserver("ModifiedEvent")

    def test_removed_node_is_no_longer_the_parameter(self, session, make, ui, volume):
        parameters = make()
        parameters.connectGui(ui)
        parameters.volume = volume
        session.scene.RemoveNode(volume)
        assert parameters.volume is None
        assert ui.chosen.currentNode() is None

    @pytest.mark.parametrize(
        ("name", "value", "error"),
        [("fast", 1, TypeError), ("count", 11, ValueError), ("volume", "vtkMRMLScalarVolumeNode1", TypeError)],
    )
    def test_wrong_value_is_refused(self, make, name, value, error):
        with pytest.raises(error):
            setattr(make(), name, value)

    def test_unknown_parameter_is_refused(self, make):
        with pytest.raises(AttributeError, match="fats"):
            make().fats = True

    def test_widget_that_names_no_parameter_is_refused(self, make, load_ui):
        import slicer

        ui = slicer.util.childWidgetVariables(load_ui(UI.replace("<string>fast</string>", "<string>fats</string>")))
        with pytest.raises(ValueError, match="fats"):
            make().connectGui(ui)


@pytest.mark.parametrize(("state", "offered"), [("BatchProcessState", 1), ("ImportState", 0)])
def test_node_selector_waits_for_the_end_of_an_import_only(session, load_ui, state, offered):
    import slicer

    widget = load_ui(UI)
    widget.setMRMLScene(session.scene)
    selector = slicer.util.childWidgetVariables(widget).chosen
    selector.nodeTypes = ["vtkMRMLScalarVolumeNode"]
    state = getattr(session.scene, state)
    session.scene.StartState(state)
    session.scene.AddNewNodeByClass("vtkMRMLScalarVolumeNode")
    assert selector.nodeCount() == offered
    session.scene.EndState(state)
    assert selector.nodeCount() == 1
    widget.deleteLater()


def test_collapsed_section_hides_what_is_in_it(load_ui):
    import slicer

    panel = load_ui("""<ui version="4.0"><class>Panel</class><widget class="qMRMLWidget" name="Panel">
<layout class="QVBoxLayout" name="rows"><item><widget class="ctkCollapsibleButton" name="section">
 <property name="collapsed"><bool>true</bool></property>
 <layout class="QVBoxLayout" name="inside"><item><widget class="QLabel" name="label"/></item></layout>
</widget></item></layout></widget></ui>""")
    ui = slicer.util.childWidgetVariables(panel)
    panel.show()
    assert ui.section.visible
    assert not ui.label.visible
    ui.section.collapsed = False
    assert ui.label.visible


def test_session_begins_without_settings_and_leaves_none(tmp_path):
    if missing_packages():
        pytest.skip("not run: no slicer-core wheel")
    from slicer_harness.session import slicer_session

    for number in range(2):
        (tmp_path / str(number)).mkdir()
        with slicer_session(tmp_path / str(number)):
            settings = sys.modules["qt"].QSettings()
            assert settings.value("key") is None
            settings.setValue("key", "one, two")
            assert sys.modules["qt"].QSettings().value("key") == "one, two"


def test_session_leaves_nothing_behind(tmp_path):
    if missing_packages():
        pytest.skip("not run: no slicer-core wheel")
    import slicer
    from slicer_harness.session import slicer_session

    hook = sys.excepthook
    with slicer_session(tmp_path):
        assert "qt" in sys.modules
        assert slicer.mrmlScene is not None
    assert not {"qt", "ctk", "slicer.packaging", "slicer.i18n"} & set(sys.modules)
    assert not hasattr(slicer, "mrmlScene")
    assert sys.excepthook is hook


def test_file_that_is_no_catalog_fails(session, tmp_path):
    (tmp_path / "Module_fr.qm").write_text("no catalog")
    session.app.loadTranslations(str(tmp_path))  # in English none is looked for
    session.app.applicationLocaleName = "fr_FR"
    with pytest.raises(ValueError, match="is no catalog"):
        session.app.loadTranslations(str(tmp_path))


def test_sample_with_a_name_for_each_file_but_one_fails(session):
    from SampleData import SampleDataLogic

    with pytest.raises(ValueError, match="same length"):
        SampleDataLogic.registerCustomSampleDataSource(
            category="Any", sampleName="Scan", uris=["a", "b"], fileNames=["a", "b"], nodeNames=["a"]
        )
