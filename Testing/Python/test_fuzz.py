"""The short form of fuzz.py: each kind of broken input but those that take long, a few times; and random headers."""

from contextlib import suppress
from itertools import islice

import pytest
from dicom_series import slice_dataset
from fuzzing.headers import NUMBER_TAGS, TEXT_TAGS
from fuzzing.seeds import seed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement
from pydicom.tag import Tag

from CTBodyContrastLib.errors import ScanError
from CTBodyContrastLib.io.images import read_image
from CTBodyContrastLib.io.received import ReceivedFile
from CTBodyContrastLib.io.series import scans_of_files

pytest.importorskip("resource", reason="not run: this system has no limits for a process")

from fuzz import cases, is_fault, run, table
from fuzzing.judging import Case, Outcome, Verdict
from fuzzing.kinds import KINDS

OFTEN = [name for name, kind in KINDS.items() if not kind.once]
EACH = 3


def test_broken_inputs_are_read_or_refused_with_a_plain_reason():
    judged = list(run(islice(cases(OFTEN, seed=7), EACH * len(OFTEN)), processes=2))
    assert len(judged) == EACH * len(OFTEN)
    assert [(case, outcome) for case, outcome in judged if is_fault(outcome)] == []


def test_every_kind_has_its_turn():
    assert {case.kind for case in islice(cases(KINDS, 1), len(KINDS))} == set(KINDS)


def test_the_table_counts_each_verdict():
    case = Case("truncated", 1, 0)
    judged = [(case, Outcome(Verdict.READ, seconds=0.5, mib=3)), (case, Outcome(Verdict.CRASHED, "broke", 0.25, 70))]
    assert "| truncated | 2 | 1 | 0 | 1 | 0 | 0 | 0.5 | 70 |" in table(judged)
    assert [is_fault(outcome) for _, outcome in judged] == [False, True]


# Always the same examples, whatever the computer is doing beside them.
HEADERS = settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NUMBERS = st.lists(st.floats(width=32) | st.integers(-(2**31), 2**31), max_size=7)
VALUES = st.binary(max_size=40) | NUMBERS.map(lambda numbers: "\\".join(map(str, numbers)).encode())
TYPES = st.sampled_from(("DS", "IS", "US", "FD", "UI", "SQ"))


@HEADERS
@given(st.dictionaries(st.sampled_from(NUMBER_TAGS + TEXT_TAGS), st.tuples(TYPES, VALUES)))
@pytest.mark.filterwarnings("ignore")
def test_whatever_a_dicom_header_says_it_is_read_or_refused_by_name(values):
    dataset = slice_dataset(0)
    for keyword, (kind, value) in values.items():
        dataset[Tag(keyword)] = RawDataElement(Tag(keyword), kind, len(value), value, 0, False, True)
    for scan in scans_of_files([ReceivedFile("Instance 1", dataset)]):
        with suppress(ScanError):
            scan.read()


@HEADERS
@given(start=st.integers(40, 340), value=st.binary(min_size=1, max_size=16))
@pytest.mark.filterwarnings("ignore")
def test_whatever_a_nifti_header_says_it_is_read_or_refused_by_name(tmp_path, start, value):
    ((name, content),) = seed("NIfTI").items()
    path = tmp_path / name
    path.write_bytes(content[:start] + value + content[start + len(value) :])
    with suppress(ScanError):
        read_image(path)
