"""What the commands share: how far many scans are."""

import re
from types import SimpleNamespace

import pytest

from CTBodyContrastLib.cli import output
from CTBodyContrastLib.cli.output import ScanProgress, in_time_units


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test sets."""
    clock = SimpleNamespace(now=1000.0)
    fake = SimpleNamespace(monotonic=lambda: clock.now, strftime=lambda form: "12:00:00")
    monkeypatch.setattr(output, "time", fake)
    return clock


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3570, "1 h 0 min"), (12000, "3 h 20 min")]
)
def test_durations_are_said_as_a_person_does(seconds, words):
    assert in_time_units(seconds) == words


def test_each_scan_has_its_line(clock, capsys):
    with ScanProgress(2) as progress:
        progress.finished("a.nii", "ok", "chest 0.8000, ok")
        progress.finished("b.nii", "rejected")
    assert capsys.readouterr().err.splitlines() == [
        "12:00:00 [1/2] a.nii: chest 0.8000, ok",
        "12:00:00 [2/2] b.nii: rejected",
    ]


def test_a_series_of_several_volumes_makes_the_whole_longer(clock, capsys):
    with ScanProgress(1) as progress:
        progress.expect(1)
        progress.finished("a", "ok")
    assert "[1/2] a" in capsys.readouterr().err


def test_a_log_tells_counts_rate_and_time_left_now_and_then(clock, capsys):
    with ScanProgress(100) as progress:
        for number in range(12):
            clock.now += 3.0
            progress.finished(f"{number}.nii", "rejected" if number == 5 else "ok")
    (told,) = [line for line in capsys.readouterr().err.splitlines() if "left" in line]
    # After 33 seconds and 11 scans.
    assert told == "12:00:00 11 of 100 scans; 10 ok, 1 rejected; 20.0 a minute, 4 min left"


def test_a_narrow_terminal_shows_counts_rate_and_time_left(clock, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    with ScanProgress(12000, lines=False) as progress:
        for number in range(6000):
            clock.now += 0.75
            progress.finished("a.nii", ("ok", "review", "rejected")[number % 3])
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)
    assert "6000/12000 2000 ok, 2000 rejected, 2000 review; 80.0 a minute, 1 h 15 min left" in shown


def test_a_bar_on_a_terminal_shows_the_same(clock, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with ScanProgress(4, lines=False) as progress:
        clock.now += 30.0
        progress.finished("a.nii", "ok")
        progress.started("b.nii")
        progress.stage("Reading", 0.0)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", capsys.readouterr().err)
    assert "1/4 1 ok; 2.0 a minute, 2 min left; Reading: b.nii" in shown
