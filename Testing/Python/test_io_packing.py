"""Headers and slices in little memory."""

import math
from pathlib import Path

import pytest
from dicom_series import hounsfield, write_series

from CTBodyContrastLib.errors import NotCTError
from CTBodyContrastLib.io.headers import Header, read_header
from CTBodyContrastLib.io.packing import PackedStack, header_from, header_values, pack_headers, unpack_headers
from CTBodyContrastLib.io.phases import split_series


@pytest.fixture
def headers(tmp_path):
    return [read_header(path) for path in write_series(tmp_path, 40, ContentTime=[f"0101{k:02d}" for k in range(40)])]


def test_headers_come_back_as_they_were(headers):
    assert unpack_headers(pack_headers(headers)) == headers


def test_problem_and_odd_path_come_back():
    header = Header(Path("sch\udce4del"), "1.2", "CHEST", 7, {"Modality": "MR"}, problem=NotCTError("This is MR."))
    (found,) = unpack_headers(pack_headers([header]))
    assert (type(found.problem), str(found.problem)) == (NotCTError, "This is MR.")
    assert (found.path, found.tags) == (header.path, header.tags)


def test_position_that_is_no_number_comes_back(headers):
    values = header_values(headers[0])
    values[4][0][2] = (math.nan, math.inf, 0.0)
    (found,) = unpack_headers(pack_headers([header_from(Path("a"), values)]))
    assert math.isnan(found.slices[0].position[0])
    assert found.slices[0].position[1:] == (math.inf, 0.0)


@pytest.mark.parametrize(
    "values", [[], [1], ["", "", {}, [[]], None], ["", "", [], [], None], ["", "", {}, [], ["OSError", ""]], "text", 1]
)
def test_other_values_make_no_header(values):
    with pytest.raises((ValueError, TypeError, AttributeError)):
        header_from(Path("a"), values)


def test_stack_is_read_and_knows_its_files(headers):
    (stack,) = split_series([item for header in headers for item in header.slices])
    packed = PackedStack(stack, {"Modality": "CT"})
    assert tuple(packed) == tuple(item.path for item in stack.slices)
    assert (len(packed), packed[0], packed[-2:]) == (40, stack.slices[0].path, tuple(packed)[-2:])
    volume = packed.read()
    assert (volume.voxels == hounsfield(*range(40))).all()
    assert volume.tags == {"Modality": "CT"}
