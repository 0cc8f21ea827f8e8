"""Long work of the main thread, in rounds of Qt's event loop."""

import sys

import pytest


@pytest.fixture
def app(panel):
    return panel.session.app


@pytest.fixture
def steps(panel, monkeypatch):
    """One step takes all the time of a round; `ends` counts the works that were finished."""
    from CTBodyContrastModule import steps

    monkeypatch.setattr(steps, "_ROUND_S", 0.0)
    ends = []
    work = steps.Steps(panel.loaded.panel, lambda: ends.append(work.running))
    return work, ends


def counting(numbers, count):
    for number in range(count):
        numbers.append(number)
        yield


def test_each_round_of_the_event_loop_does_some(app, steps):
    work, ends = steps
    done = []
    work.start(counting(done, 3))
    assert (done, work.running) == ([], True)
    for expected in ([0], [0, 1], [0, 1, 2]):
        app.processEvents()
        assert (done, ends) == (expected, [])
    app.processEvents()
    assert ends == [False]
    assert not work.running


def test_short_steps_share_a_round(app, steps, monkeypatch):
    monkeypatch.setattr("CTBodyContrastModule.steps._ROUND_S", 60.0)
    work, ends = steps
    done = []
    work.start(counting(done, 100))
    app.processEvents()
    assert len(done) == 100
    assert ends == [False]


def test_new_work_takes_the_place_of_the_old(app, steps):
    work, ends = steps
    old, new = [], []
    work.start(counting(old, 3))
    app.processEvents()
    work.start(counting(new, 1))
    app.processEvents()
    app.processEvents()
    assert (old, new, ends) == ([0], [0], [False])


def test_work_goes_away_with_its_widget(app, panel):
    from CTBodyContrastModule.steps import Steps

    widget, done = sys.modules["qt"].QWidget(), []
    work = Steps(widget)
    work.start(counting(done, 3))
    widget.deleteLater()
    app.sendPostedEvents(None, sys.modules["qt"].QEvent.DeferredDelete)
    app.processEvents()
    assert done == []


def test_step_that_fails_ends_the_work(app, panel, steps):
    work, _ends = steps

    def failing():
        yield
        raise ValueError("broken")

    work.start(failing())
    with panel.session.problems.expected("broken"):
        for _ in range(3):
            app.processEvents()
    assert not work.running
