"""The section "DICOM database" of the module's panel: listing, classifying, going on, and the table of results."""

import csv
import sys
import weakref

import pytest
from database_section import SCOUT, SLICES, Section
from module_panel import Panel, add_phantom, labels_of

from CTBodyContrastLib.io.results import COLUMNS
from CTBodyContrastLib.io.resuming import read_results


@pytest.fixture
def section(slicer_application, tmp_path):
    return Section(Panel(slicer_application), tmp_path)


@pytest.fixture
def three(section):
    """A chest, a neck and a pelvis, listed."""
    for number, part in enumerate(("CHEST", "NECK", "PELVIS"), start=1):
        section.add(number, BodyPartExamined=part, SeriesDescription=part)
    section.open()
    return section


class TestListing:
    """Which series are offered."""

    def test_ct_series_are_listed_as_the_dicom_browser_shows_them(self, three):
        assert three.column(0) == ["Secret, Name"] * 3
        assert three.column(1) == ["1: CHEST", "2: NECK", "3: PELVIS"]
        assert three.ui.seriesSummaryLabel.text.startswith("0 of 3 CT series have a result")

    def test_series_of_another_modality_is_left_out(self, section):
        section.add(1, Modality="MR")
        section.add(2)
        section.open()
        assert section.column(1) == ["2: CHEST 2 MM"]

    def test_nothing_is_read_before_the_section_is_opened(self, section, monkeypatch):
        monkeypatch.setattr(type(section.database), "patients", lambda self: pytest.fail("was read"))
        section.panel.rest()
        assert section.ui.seriesTable.rowCount == 0

    def test_series_without_a_name_shows_the_patients_id(self, section):
        section.add(1, PatientName="")
        section.open()
        assert section.column(0) == ["secret-id"]

    def test_new_series_appear_when_listed_again_and_unchecked_ones_stay_so(self, three):
        three.check_only(1)
        three.add(4, SeriesDescription="NEW")
        three.ui.listButton.click()
        three.panel.rest()
        assert three.column(1) == ["1: CHEST", "2: NECK", "3: PELVIS", "4: NEW"]
        assert three.checked() == ["2: NECK", "4: NEW"]

    def test_empty_database_says_what_to_do(self, section):
        section.open()
        assert "Import some" in section.ui.seriesProgressLabel.text
        assert not section.ui.classifySeriesButton.enabled

    def test_closed_database_says_what_to_do(self, section):
        section.database.closeDatabase()
        section.open()
        assert "not open" in section.ui.seriesProgressLabel.text

    def test_slicer_without_a_database_says_what_to_do(self, section, monkeypatch):
        import slicer

        monkeypatch.delattr(slicer, "dicomDatabase")
        section.open()
        assert "not open" in section.ui.seriesProgressLabel.text
        monkeypatch.undo()


class TestClassifying:
    """A run over the checked series."""

    def test_results_stand_in_order_of_doubt(self, three):
        three.classify()
        assert three.column(1) == ["3: PELVIS", "2: NECK", "1: CHEST"]
        assert three.column(2) == ["Chest, CE"] * 3
        assert three.column(3) == ["? Review", "✓ OK", "✓ OK"]
        assert three.results("series_uid") == ["1.2.3.3", "1.2.3.2", "1.2.3.1"]
        assert three.results("body_part_probability") == ["0.6000", "0.8000", "0.9700"]
        counts = "2 ✓ OK, 1 ? Review, 0 \N{MULTIPLICATION SIGN} Rejected"
        assert three.ui.seriesSummaryLabel.text == f"3 of 3 CT series have a result: {counts}."

    def test_no_volume_node_is_made(self, three):
        import slicer

        three.classify()
        assert slicer.util.getNodesByClass("vtkMRMLVolumeNode") == []

    def test_one_volume_at_a_time_is_in_memory(self, three):
        volumes, alive = [], []

        class Watch(list):
            def append(self, volume):
                volumes.append(weakref.ref(volume))
                alive.append(sum(each() is not None for each in volumes))

        three.panel.classifier.seen = Watch()
        three.classify()
        assert alive == [1, 1, 1]

    def test_results_name_no_patient(self, three):
        three.classify()
        table = three.table()
        cells = [table.GetCellText(row, column) for row in range(3) for column in range(len(COLUMNS))]
        assert not any("secret" in cell.lower() for cell in cells)

    def test_only_checked_series_are_classified(self, three):
        three.check_only(1)
        three.classify()
        assert three.results("series_uid") == ["1.2.3.2"]

    def test_nothing_checked_says_what_to_do(self, three):
        three.ui.checkNoneButton.click()
        three.ui.classifySeriesButton.click()
        assert three.ui.seriesProgressLabel.text == "Check at least one series."
        three.ui.checkAllButton.click()
        three.classify()
        assert len(three.results("status")) == 3

    def test_chosen_series_is_told_in_full_and_with_its_reason(self, three):
        three.classify()
        three.ui.seriesTable.selectRow(0)
        assert three.ui.detailsLabel.text == "Secret, Name, 20260102, 3: PELVIS\nThe views disagree."
        three.ui.seriesTable.selectRow(1)
        assert three.ui.detailsLabel.text == "Secret, Name, 20260102, 2: NECK"

    def test_broken_series_becomes_a_row_and_the_others_go_on(self, section):
        section.add(1)
        (section.folder / "series1" / "003.dcm").write_bytes(b"")
        section.add(2, ImageType=SCOUT)
        section.add(3)
        (section.folder / "series3" / "000.dcm").unlink()
        section.add(4)
        section.open()
        section.classify()
        assert sorted(zip(section.results("series_uid"), section.results("status"), strict=True)) == [
            ("1.2.3.1", "rejected"),
            ("1.2.3.2", "rejected"),
            ("1.2.3.3", "rejected"),
            ("1.2.3.4", "ok"),
        ]
        assert all(section.results("reason")[:3])

    def test_series_that_only_a_server_has_says_so(self, three, monkeypatch):
        monkeypatch.setattr(type(three.database), "filesForSeries", lambda self, uid, hits=-1: ("",))
        three.check_only(0)
        three.classify()
        assert three.results("status") == ["rejected"]
        assert "Retrieve" in three.results("reason")[0]

    def test_several_volumes_of_a_series_are_rows_of_their_own(self, section):
        numbers = [1] * SLICES + [2] * SLICES
        places = [[-10, -20, 2 * (index % SLICES)] for index in range(2 * SLICES)]
        uid = section.add(1, 2 * SLICES, AcquisitionNumber=numbers, ImagePositionPatient=places)
        section.open()
        section.classify()
        assert section.results("series_uid") == [uid, uid]
        assert section.column(3) == ["✓ OK"]

    def test_progress_is_shown_and_a_second_run_cannot_start(self, three):
        three.panel.classifier.go_on.clear()
        three.ui.classifySeriesButton.click()
        three.panel.session.wait_until(lambda: three.ui.seriesProgressBar.value > 0)
        assert three.ui.seriesProgressLabel.text == "1: CHEST: Looking"
        for button in (three.ui.classifySeriesButton, three.ui.listButton, three.panel.ui.classifyButton):
            assert not button.enabled
        assert three.ui.cancelSeriesButton.enabled
        three.panel.finish()
        assert len(three.results("status")) == 3
        assert not three.ui.cancelSeriesButton.enabled

    def test_twenty_series_in_a_row(self, section):
        for number in range(1, 21):
            section.add(number)
        section.open()
        section.classify()
        assert len(set(section.results("series_uid"))) == 20
        assert set(section.results("status")) == {"ok"}


class TestGoingOn:
    """A run that was cut short, and one after it."""

    @pytest.fixture
    def cancelled(self, three):
        """A run that was cancelled in its second series."""
        classifier = three.panel.classifier
        three.check_only(0)
        three.classify()
        three.ui.checkAllButton.click()
        classifier.go_on.clear()
        classifier.seen.clear()
        three.ui.classifySeriesButton.click()
        three.panel.session.wait_until(lambda: classifier.seen)
        three.ui.cancelSeriesButton.click()
        assert not three.ui.cancelSeriesButton.enabled
        three.panel.rest()
        return three

    def test_cancel_keeps_what_is_finished(self, cancelled):
        assert cancelled.results("series_uid") == ["1.2.3.1"]
        assert cancelled.ui.seriesProgressLabel.text == "Cancelled."

    def test_next_run_does_only_the_rest(self, cancelled):
        cancelled.panel.classifier.seen.clear()
        cancelled.classify()
        assert len(cancelled.panel.classifier.seen) == 2
        assert sorted(cancelled.results("series_uid")) == ["1.2.3.1", "1.2.3.2", "1.2.3.3"]

    def test_series_is_classified_anew_by_another_model(self, three):
        three.classify()
        three.panel.classifier.model_name = "other@0123456789ab"
        three.classify()
        assert three.results("model") == ["other@0123456789ab"] * 3

    def test_removed_results_are_made_again(self, three):
        box = sys.modules["qt"].QMessageBox
        three.classify()
        three.check_only(0)
        three.panel.session.dialogs.answers += [box.Cancel, box.Ok]
        three.ui.removeResultsButton.click()
        assert len(three.results("status")) == 3
        three.ui.removeResultsButton.click()
        three.panel.rest()
        assert three.results("series_uid") == ["1.2.3.2", "1.2.3.1"]
        assert three.column(3) == ["✓ OK", "✓ OK", ""]
        three.classify()
        assert len(three.results("status")) == 3

    def test_closing_the_scene_ends_the_run_and_leaves_no_table(self, three):
        three.panel.classifier.go_on.clear()
        three.ui.classifySeriesButton.click()
        three.panel.session.wait_until(lambda: three.panel.classifier.seen)
        three.panel.scene.Clear()
        three.panel.rest()
        assert three.table() is None
        assert three.column(3) == ["", "", ""]
        three.classify()
        assert len(three.results("status")) == 3

    def test_table_removed_meanwhile_is_made_anew(self, three):
        three.check_only(0)
        three.classify()
        three.ui.checkAllButton.click()
        three.panel.classifier.go_on.clear()
        three.ui.classifySeriesButton.click()
        three.panel.scene.RemoveNode(three.table())
        three.panel.finish()
        assert three.results("series_uid") == ["1.2.3.3", "1.2.3.2"]

    def test_database_closed_meanwhile_ends_the_run(self, three):
        three.panel.classifier.go_on.clear()
        three.ui.classifySeriesButton.click()
        three.panel.session.wait_until(lambda: three.panel.classifier.seen)
        three.database.closeDatabase()
        three.panel.finish()
        assert three.results("series_uid") == ["1.2.3.1"]

    def test_saved_scene_brings_the_results_back(self, three, tmp_path):
        import slicer

        three.add(4, ContrastBolusAgent='OMNIPAQUE 350 "IV', SeriesDescription="AGENT")
        three.ui.listButton.click()
        three.panel.rest()
        three.panel.ui.regionsCheckBox.click()
        three.classify()
        cells = {name: three.results(name) for name in COLUMNS}
        assert slicer.util.saveScene(str(tmp_path / "scene.mrb"))
        three.panel.scene.Clear()
        three.panel.rest()
        slicer.util.loadScene(str(tmp_path / "scene.mrb"))
        three.panel.rest()
        assert {name: three.results(name) for name in COLUMNS} == cells
        assert three.column(3) == ["? Review", "✓ OK", "✓ OK", "✓ OK"]
        three.panel.classifier.seen.clear()
        three.classify()
        assert three.panel.classifier.seen == []

    @pytest.mark.parametrize("text", ['a "b', "a\tb", "a\r\nb", "50 %", "%22", "%", "Thorax à jeun", ""])
    def test_saved_scene_brings_every_text_back(self, section, tmp_path, text):
        import slicer

        from CTBodyContrastModule.results_table import addResults, resultRows

        row = dict.fromkeys(COLUMNS, text) | {"series_uid": "1.2.3", "status": "review"}
        row |= {"body_part_probability": "0.9000", "contrast_probability": ""}
        addResults("1.2.3", [row])
        assert slicer.util.saveScene(str(tmp_path / "scene.mrb"))
        section.panel.scene.Clear()
        slicer.util.loadScene(str(tmp_path / "scene.mrb"))
        assert resultRows() == [row]

    def test_section_opened_while_a_volume_is_classified_offers_no_second_run(self, section):
        section.add(1)
        volume = add_phantom()
        section.panel.choose(volume)
        section.panel.start()
        section.open()
        assert section.column(1) == ["1: CHEST 2 MM"]
        assert not section.ui.classifySeriesButton.enabled
        section.panel.finish()
        assert labels_of(volume)
        assert section.table() is None
        assert section.ui.classifySeriesButton.enabled


class TestFiles:
    """From the database to the scene, and from the table to a file."""

    @pytest.mark.parametrize("how", ["double click", "button"])
    def test_series_is_loaded_and_chosen(self, three, how):
        three.ui.seriesTable.selectRow(1)
        if how == "button":
            three.ui.loadSeriesButton.click()
        else:
            three.ui.seriesTable.cellDoubleClicked.emit(1, 2)
        loaded = three.panel.ui.inputSelector.currentNode()
        assert loaded.GetImageData().GetDimensions()[2] == SLICES

    def test_series_that_cannot_be_loaded_says_so(self, three):
        (three.folder / "series1" / "000.dcm").unlink()
        three.ui.seriesTable.cellDoubleClicked.emit(0, 2)
        assert "could not be loaded" in three.ui.seriesProgressLabel.text

    def test_series_of_a_database_that_was_closed_says_so(self, three):
        three.database.closeDatabase()
        three.ui.seriesTable.cellDoubleClicked.emit(0, 2)
        assert "not open" in three.ui.seriesProgressLabel.text

    def test_exported_file_is_that_of_the_command_line(self, three, tmp_path):
        three.classify()
        three.panel.session.dialogs.files.append(str(tmp_path / "out.csv"))
        three.ui.exportResultsButton.click()
        with (tmp_path / "out.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert tuple(rows[0]) == COLUMNS
        assert [row["series_uid"] for row in rows] == ["1.2.3.3", "1.2.3.2", "1.2.3.1"]
        assert len(read_results(tmp_path / "out.csv", "csv").rows) == 3

    def test_file_that_cannot_be_written_says_so(self, three, tmp_path):
        three.classify()
        three.panel.session.dialogs.files.append(str(tmp_path / "nowhere" / "out.csv"))
        three.ui.exportResultsButton.click()
        assert "could not be saved" in three.panel.session.dialogs[-1].text


class TestScript:
    """Without the panel: the Python console, and --python-script."""

    @pytest.fixture
    def logic(self, section):
        section.panel.session.app.commandOptions().noMainWindow = True
        return section.panel.widget.logic

    def test_results_are_returned_and_put_into_the_table(self, section, logic):
        section.add(1)
        section.add(2, Modality="MR")
        section.add(3, ImageType=SCOUT)
        results = logic.classifyDatabase()
        assert [(each.series_uid, each.classification.status) for each in results] == [
            ("1.2.3.1", "ok"),
            ("1.2.3.3", "rejected"),
        ]
        assert section.results("series_uid") == ["1.2.3.3", "1.2.3.1"]
        assert section.panel.session.dialogs == []

    def test_series_may_be_named_and_those_with_results_are_skipped(self, section, logic):
        section.add(1)
        second = section.add(2)
        assert [each.series_uid for each in logic.classifyDatabase([second])] == [second]
        assert [each.series_uid for each in logic.classifyDatabase()] == ["1.2.3.1"]

    def test_database_that_is_not_open_is_an_error(self, section, logic):
        section.database.closeDatabase()
        with pytest.raises(OSError, match="not open"):
            logic.classifyDatabase()
