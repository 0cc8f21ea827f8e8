"""The background worker: one task, its progress, its end, with a timer that the test turns by hand."""

import threading
import time
import weakref

import pytest

from CTBodyContrastLib.batch import classify_or_reject
from CTBodyContrastLib.worker import Cancelled, Handlers, Worker


class HandTimer:
    """A timer that ticks when told to."""

    def __init__(self):
        self.on_tick = None

    def start(self, on_tick):
        self.on_tick = on_tick

    def stop(self):
        self.on_tick = None


class Recorder:
    """A worker and everything it tells, in order."""

    def __init__(self):
        self.timer = HandTimer()
        self.worker = Worker(self.timer)
        self.told = []

    def handlers(self):
        return Handlers(
            progress=lambda text, fraction: self.told.append((text, fraction)),
            result=lambda result: self.told.append(("result", result)),
            error=lambda error: self.told.append(("error", error)),
            cancelled=lambda: self.told.append("cancelled"),
        )

    def start(self, task):
        return self.worker.start(task, self.handlers())

    def tick_until_done(self):
        end = time.monotonic() + 10
        while self.timer.on_tick:
            assert time.monotonic() < end, "the task does not end"
            self.timer.on_tick()


@pytest.fixture
def recorder():
    recorder = Recorder()
    yield recorder
    recorder.worker.close(10)


def test_result_is_told_once_and_in_the_callers_thread(recorder):
    threads = []

    def task(report):
        threads.append(threading.current_thread())
        return 42

    assert recorder.start(task)
    assert recorder.told == []
    recorder.tick_until_done()
    assert recorder.told == [("result", 42)]
    assert threads != [threading.current_thread()]


def test_progress_is_told_between_ticks_and_only_when_it_changed(recorder):
    reported, go_on = threading.Event(), threading.Event()

    def task(report):
        report("halfway", 0.5)
        reported.set()
        go_on.wait(10)

    recorder.start(task)
    reported.wait(10)
    for _ in range(3):
        recorder.timer.on_tick()
    assert recorder.told == [("halfway", 0.5)]
    go_on.set()
    recorder.tick_until_done()


def test_an_error_is_handed_over(recorder):
    recorder.start(lambda report: 1 / 0)
    recorder.tick_until_done()
    ((name, error),) = recorder.told
    assert name == "error"
    assert isinstance(error, ZeroDivisionError)


def test_cancel_ends_the_task_at_its_next_report(recorder):
    cancelled, went_on = threading.Event(), []

    def task(report):
        cancelled.wait(10)
        report("next stage", 0.5)
        went_on.append(True)

    recorder.start(task)
    recorder.worker.cancel()
    assert recorder.worker.running
    cancelled.set()
    recorder.tick_until_done()
    assert recorder.told == ["cancelled"]
    assert went_on == []


def test_a_task_that_finishes_after_cancel_counts_as_cancelled(recorder):
    cancelled = threading.Event()
    recorder.start(lambda report: cancelled.wait(10))
    recorder.worker.cancel()
    cancelled.set()
    recorder.tick_until_done()
    assert recorder.told == ["cancelled"]


def test_cancel_passes_through_code_that_makes_results_of_errors():
    class Stopping:
        model_name = "model"

        def classify(self, volume, task, on_stage, explain, regions):
            raise Cancelled

    with pytest.raises(Cancelled):
        classify_or_reject(lambda: None, Stopping())


def test_a_second_start_is_refused_while_one_runs(recorder):
    go_on = threading.Event()
    recorder.start(lambda report: go_on.wait(10))
    assert not recorder.start(lambda report: "second")
    go_on.set()
    recorder.tick_until_done()
    assert recorder.told == [("result", True)]


def test_the_next_task_may_be_started_by_the_result(recorder):
    handlers = recorder.handlers()

    def start_next(result):
        recorder.told.append(("first", result))
        assert recorder.start(lambda report: 2)

    recorder.worker.start(lambda report: 1, Handlers(handlers.progress, start_next, handlers.error, handlers.cancelled))
    recorder.tick_until_done()
    assert recorder.told == [("first", 1), ("result", 2)]
    assert not recorder.worker.running


def test_close_waits_and_calls_nobody(recorder):
    started, ended = threading.Event(), []

    def task(report):
        started.set()
        while True:
            time.sleep(0.001)
            try:
                report("again", 0.1)
            except Cancelled:
                ended.append(True)
                raise

    recorder.start(task)
    started.wait(10)
    recorder.worker.close(10)
    assert ended == [True]
    assert recorder.told == []
    assert recorder.timer.on_tick is None
    assert not recorder.worker.running


def test_close_gives_up_waiting(recorder):
    go_on = threading.Event()
    recorder.start(lambda report: go_on.wait(10))
    began = time.monotonic()
    recorder.worker.close(0.05)
    assert time.monotonic() - began < 5
    go_on.set()


def test_what_the_task_holds_is_let_go_in_the_callers_thread(recorder):
    class Held:
        pass

    held, threads = Held(), []
    weakref.finalize(held, lambda: threads.append(threading.current_thread()))

    def task(report, held=held):
        return None

    recorder.start(task)
    del held, task
    recorder.tick_until_done()
    assert threads == [threading.current_thread()]
