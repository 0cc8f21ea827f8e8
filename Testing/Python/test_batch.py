"""Many scans, one after another or several at a time."""

import multiprocessing
import os
import sys
import time
import warnings
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from dicom_series import slice_dataset, write, write_series

from CTBodyContrastLib.batch import classify_scans, default_workers, find_all_scans
from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import ArchiveError, MissingPackageError, ModelError, NoPixelDataError, NotCTError
from CTBodyContrastLib.io.received import ReceivedFile
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.io.source import read_source
from CTBodyContrastLib.labels import NINE_VIEWS, Status
from CTBodyContrastLib.preparation import prepare_scan
from CTBodyContrastLib.preprocessing import Preprocessing
from CTBodyContrastLib.volume import CTVolume

VOLUME = CTVolume(np.zeros((8, 8, 8), np.int16), np.eye(4))


class FakeClassifier:
    model_name = "fake@0"

    def __init__(self):
        self.seen = []

    def classify(self, volume, task="both", on_stage=None, explain=False, regions=False):
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


def read(name, wait_for=None):
    """A volume that says in its notes which one it is and whether torch is there; given once a file exists."""
    while wait_for and not wait_for.exists():
        time.sleep(0.05)
    voxels = np.full((9, 9, 9), -1000, np.int16)
    voxels[3:6] = 50
    return CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0]), notes=(name, *sorted({"torch"} & set(sys.modules))))


def read_and_raise(error):
    raise error


def read_and_warn():
    warnings.warn("DOE^JANE", UserWarning, stacklevel=1)
    return read("warned")


def readable(name, wait_for=None):
    return scan(name, partial(read, name, wait_for))


FAULTS = {
    "not CT": (partial(read_and_raise, NotCTError("This is MR, not CT.")), "This is MR, not CT."),
    "foreign error": (partial(read_and_raise, ZeroDivisionError("DOE^JANE")), "unexpected ZeroDivisionError"),
    "crash": (partial(os._exit, 3), "ended the process that read it"),
    "hang": (partial(time.sleep, 600), "took more than 3 s"),
}


class FakeNetwork:
    """Has scans prepared as the real one does, and calls the rest a chest; notes how many came together."""

    model_name = "fake@0"
    prepare = partial(prepare_scan, views=NINE_VIEWS, preprocessing=Preprocessing(input_size=16))

    def __init__(self, fails_for=""):
        self.together = []
        self._fails_for = fails_for

    def beside(self, processes):
        return nullcontext()

    def classify_prepared(self, scans, task="both"):
        self.together.append(len(scans))
        if any(scan.notes[0] == self._fails_for for scan in scans):
            raise RuntimeError("DOE^JANE")
        return [Classification(Status.OK, body_part="chest", notes=scan.notes) for scan in scans]


class TestOverlapping:
    def overlapping(self, scans, classifier=None, workers=2, time_limit_s=120.0):
        return classify_scans(scans, classifier or FakeNetwork(), workers=workers, time_limit_s=time_limit_s)

    def test_each_result_is_that_of_its_scan(self):
        scans = [readable(f"scan {number}") for number in range(10)]
        results = list(self.overlapping(scans))
        assert sorted(result.path for result in results) == [f"scan {number}" for number in range(10)]
        assert all(result.classification.notes[0] == result.path for result in results)
        assert all(result.series_uid == f"uid of {result.path}" for result in results)

    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_costs_one_row(self, fault):
        reader, words = FAULTS[fault]
        scans = [readable("a"), scan("b", reader), readable("c")]
        results = {result.path: result.classification for result in self.overlapping(scans, time_limit_s=3.0)}
        assert {path: answer.status for path, answer in results.items()} == {
            "a": Status.OK,
            "b": Status.REJECTED,
            "c": Status.OK,
        }
        assert words in results["b"].reason
        assert "DOE" not in results["b"].reason
        assert results["b"].model == "fake@0"

    def test_a_failing_network_costs_the_scan_at_fault_only(self):
        scans = [readable(name) for name in "abcdef"]
        results = {result.path: result.classification for result in self.overlapping(scans, FakeNetwork("c"))}
        assert [name for name, answer in results.items() if answer.status is Status.REJECTED] == ["c"]
        assert len(results) == 6

    @pytest.mark.parametrize("error", [ModelError("changed"), MissingPackageError("SimpleITK")])
    def test_what_fails_for_every_scan_ends_the_run(self, error):
        with pytest.raises(type(error), match=str(error)):
            list(self.overlapping([scan("a", partial(read_and_raise, error))]))

    def test_a_scan_does_not_wait_for_a_slow_one(self, tmp_path):
        go_on = tmp_path / "go on"
        results = self.overlapping([readable("slow", wait_for=go_on), readable("fast")])
        assert next(results).path == "fast"
        go_on.touch()
        assert next(results).path == "slow"

    def test_volumes_of_one_series_keep_their_order(self, tmp_path):
        go_on = tmp_path / "go on"
        volumes = [
            Scan(Path("a"), "1", f"volume {number}", _reader=partial(read, "a", wait_for))
            for number, wait_for in enumerate([go_on, None, None])
        ]
        results = self.overlapping([*volumes, readable("b")])
        assert next(results).path == "b"
        go_on.touch()
        assert [result.description for result in results] == ["volume 0", "volume 1", "volume 2"]

    def test_an_interruption_of_the_network_ends_the_readers(self):
        classifier = FakeNetwork()
        classifier.classify_prepared = lambda scans, task: read_and_raise(KeyboardInterrupt())
        # What is raised is kept with all that it came through, as by a command that tells of it.
        with pytest.raises(KeyboardInterrupt) as kept:
            list(self.overlapping([readable(name) for name in "abcd"], classifier))
        assert multiprocessing.active_children() == []
        assert kept.value.__traceback__

    def test_few_scans_are_under_way_and_none_is_kept(self):
        taken, done = [], 0

        def scans():
            for number in range(30):
                taken.append(number)
                yield readable(str(number))

        classifier = FakeNetwork()
        for _ in self.overlapping(scans(), classifier):
            done += 1
            # Two being read, two that may have been ready together, and one looked at.
            assert len(taken) - done <= 5
        assert done == 30
        assert max(classifier.together) <= 2

    def test_what_readers_warn_of_is_not_shown(self, capfd):
        list(self.overlapping([scan("a", read_and_warn)]))
        assert "DOE" not in capfd.readouterr().err

    def test_one_scan_is_read_in_this_process_and_many_in_others(self, monkeypatch):
        monkeypatch.setattr(os, "cpu_count", lambda: 4)
        assert [default_workers(scans) for scans in (0, 1, 2, 100)] == [0, 0, 2, 4]


class TestFindAllScans:
    def test_input_given_twice_is_one_scan(self, tmp_path):
        path = tmp_path / "a.nii"
        path.touch()
        assert len(find_all_scans([path, path, tmp_path])) == 1

    def test_missing_input_gets_its_row(self, tmp_path):
        (found,) = find_all_scans([tmp_path / "nothing.nii"])
        assert "nothing.nii" in str(found.problem)

    def test_volume_beside_its_scout_is_found_too(self, tmp_path):
        write_series(tmp_path)
        write(tmp_path / "scout.dcm", slice_dataset(9, ImageType=["ORIGINAL", "PRIMARY", "LOCALIZER"]))
        assert [len(scan.files) for scan in find_all_scans([tmp_path])] == [0, 4]
        assert [len(scan.files) for scan in find_all_scans(sorted(tmp_path.iterdir()))] == [0, 4]

    def test_files_of_a_series_that_another_folder_holds_too_are_found(self, tmp_path):
        write_series(tmp_path / "a")
        files = write_series(tmp_path / "b", SeriesInstanceUID="1.2.3")
        again = write(tmp_path / "b" / "x.dcm", slice_dataset(0))  # of the series in the other folder
        found = find_all_scans([tmp_path / "a", *files, again])
        assert [(scan.path.name, len(scan.files)) for scan in found] == [("a", 4), ("b", 4), ("b", 1)]

    @pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights on Windows")
    def test_link_to_itself_gets_its_row(self, tmp_path):
        (tmp_path / "a").symlink_to(tmp_path / "a")
        for path in (tmp_path / "a", tmp_path / "a" / "b.nii"):
            (found,) = find_all_scans([path])
            assert path.name in str(found.problem)

    def test_files_of_one_series_are_one_scan(self, data_folder):
        files = sorted((data_folder / "dicom" / "B06_ricord_001012").iterdir())
        assert len(find_all_scans(files)) == 1


def fetched(count, received=()):
    """The volumes of a series that a server holds."""
    return [
        Scan(Path(), description=f"volume {number}", received=received, _reader=partial(read, f"volume {number}"))
        for number in range(1, count + 1)
    ]


def remote(name, fetch):
    return Scan(Path(), f"uid of {name}", name, address=f"http://server/{name}", _fetch=fetch)


@pytest.mark.parametrize("workers", [0, 2])
class TestFetching:
    def results(self, workers, *scans):
        classifier = FakeNetwork() if workers else FakeClassifier()
        return list(classify_scans(scans, classifier, workers=workers))

    def test_every_volume_has_a_result_with_the_name_of_its_series(self, workers):
        results = self.results(workers, remote("a", partial(fetched, 3)))
        assert [(result.path, result.series_uid) for result in results] == [("http://server/a", "uid of a")] * 3
        assert [result.description for result in results] == ["volume 1", "volume 2", "volume 3"]
        assert [result.more_follow for result in results] == [True, True, False]

    def test_a_series_that_cannot_be_fetched_costs_one_row(self, workers):
        gone = remote("gone", partial(read_and_raise, NoPixelDataError("The server holds none.")))
        results = self.results(workers, gone, remote("b", partial(fetched, 1)))
        answers = {result.description: result.classification for result in results}
        assert answers["gone"].status == Status.REJECTED
        assert answers["gone"].reason == "The server holds none."
        assert answers["volume 1"].status == Status.OK

    def test_a_server_that_is_gone_ends_the_run(self, workers):
        with pytest.raises(ArchiveError, match="gone"):
            self.results(workers, remote("a", partial(read_and_raise, ArchiveError("gone"))))

    def test_what_a_report_must_state_comes_along(self, workers):
        received = (ReceivedFile("Instance 1", slice_dataset()),)
        (result,) = self.results(workers, remote("a", partial(fetched, 1, received)))
        assert result.source == read_source(received)
        assert "Secret" not in repr(result)

    def test_or_why_there_can_be_no_report(self, workers):
        received = (ReceivedFile("Instance 1", slice_dataset(SOPInstanceUID="")),)
        (result,) = self.results(workers, remote("a", partial(fetched, 1, received)))
        assert "no valid SOPInstanceUID" in result.source
        assert result.classification.status == Status.OK
