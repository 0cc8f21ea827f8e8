"""Many scans, one after another."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from CTBodyContrastLib.batch import classify_scans, find_all_scans
from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import MissingPackageError, ModelError, NotCTError
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.labels import Status
from CTBodyContrastLib.volume import CTVolume

VOLUME = CTVolume(np.zeros((8, 8, 8), np.int16), np.eye(4))


class FakeClassifier:
    model_name = "fake@0"

    def __init__(self):
        self.seen = []

    def classify(self, volume, task="both", on_stage=None, explain=False):
        self.seen.append(task)
        return Classification(Status.OK, body_part="chest")


def scan(name, reader=lambda: VOLUME):
    return Scan(Path(name), f"uid of {name}", _reader=reader)


def failing(error):
    def read():
        raise error

    return read


class TestClassifyScans:
    def test_results_name_their_scan(self):
        results = list(classify_scans([scan("a"), scan("b")], FakeClassifier()))
        assert [(result.path, result.series_uid) for result in results] == [("a", "uid of a"), ("b", "uid of b")]

    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (NotCTError("This is MR, not CT."), "This is MR, not CT."),
            (PermissionError(13, "Permission denied"), "Permission denied"),
            (MemoryError(), "memory"),
            (ZeroDivisionError("division of DOE^JANE"), "ZeroDivisionError"),
        ],
    )
    def test_failing_scan_is_a_rejected_result_and_the_run_goes_on(self, error, words):
        results = list(classify_scans([scan("a", failing(error)), scan("b")], FakeClassifier()))
        assert [result.classification.status for result in results] == [Status.REJECTED, Status.OK]
        assert words in results[0].classification.reason
        assert results[0].classification.model == "fake@0"

    def test_text_of_an_unexpected_error_is_not_repeated(self):
        (result,) = classify_scans([scan("a", failing(RuntimeError("DOE^JANE")))], FakeClassifier())
        assert "DOE" not in result.classification.reason

    @pytest.mark.parametrize("error", [ModelError("changed"), MissingPackageError("torch")])
    def test_what_fails_for_every_scan_ends_the_run(self, error):
        broken = SimpleNamespace(model_name="fake@0", classify=lambda *arguments: failing(error)())
        with pytest.raises(type(error)):
            list(classify_scans([scan("a")], broken))

    def test_scans_are_read_one_at_a_time(self):
        read = []

        def noted(name):
            read.append(name)
            return VOLUME

        results = classify_scans([scan(name, lambda name=name: noted(name)) for name in "abc"], FakeClassifier())
        next(results)
        assert read == ["a"]
        next(results)
        assert read == ["a", "b"]

    def test_only_one_volume_is_alive_at_a_time(self):
        alive = []

        def fresh():
            assert sum(reference() is not None for reference in alive) == 0
            import weakref

            volume = CTVolume(np.zeros((8, 8, 8), np.int16), np.eye(4))
            alive.append(weakref.ref(volume))
            return volume

        assert len(list(classify_scans([scan(name, fresh) for name in "abc"], FakeClassifier()))) == 3
        assert len(alive) == 3

    def test_task_and_stages_are_passed_on(self):
        classifier, stages = FakeClassifier(), []
        list(classify_scans([scan("a")], classifier, "body-part", lambda text, fraction: stages.append(text)))
        assert classifier.seen == ["body-part"]
        assert stages == ["Reading"]


class TestFindAllScans:
    def test_input_given_twice_is_one_scan(self, tmp_path):
        path = tmp_path / "a.nii"
        path.touch()
        assert len(find_all_scans([path, path, tmp_path])) == 1

    def test_missing_input_gets_its_row(self, tmp_path):
        (found,) = find_all_scans([tmp_path / "nothing.nii"])
        assert "nothing.nii" in str(found.problem)

    def test_files_of_one_series_are_one_scan(self, data_folder):
        files = sorted((data_folder / "dicom" / "B06_ricord_001012").iterdir())
        assert len(find_all_scans(files)) == 1
