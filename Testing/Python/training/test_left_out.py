import csv
from pathlib import Path

import pytest

from CTBodyContrastLib.errors import NoPixelDataError, NotCTError, ScanError, TooFewSlicesError, UnreadableFileError
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.training.left_out import LeftOut, derived, left_out_for, write_left_out
from CTBodyContrastLib.training.series_header import SeriesHeader

SCAN = Scan(Path("ct/series"), "1.2", "series 3, CHEST, CT")
ACQUISITION = {"StudyInstanceUID": "1", "FrameOfReferenceUID": "2", "AcquisitionNumber": "1"}
AXIAL = SeriesHeader(ACQUISITION, "axial")


def header(plane: str = "axial", **tags: str) -> SeriesHeader:
    return SeriesHeader(ACQUISITION | tags, plane)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"ImageType": "DERIVED\\SECONDARY\\AXIAL\\MIP"}, "derived projection"),
        ({"SeriesDescription": "Thorax MIPs 10mm"}, "derived projection"),
        ({"ImageType": "DERIVED\\SECONDARY\\REFORMATTED\\AVERAGE"}, "reformat"),
        ({"ImageType": "DERIVED\\SECONDARY\\MPR"}, "reformat"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL"}, None),
        ({"SeriesDescription": "Simple"}, None),
    ],
)
def test_tags_tell_what_is_derived(tags: dict[str, str], kind: str | None) -> None:
    found = derived(SCAN, header(**tags), [AXIAL])
    assert (found and found.kind) == kind


@pytest.mark.parametrize(
    ("tags", "is_reformat"),
    [
        ({}, True),
        ({"AcquisitionNumber": ""}, True),
        ({"AcquisitionNumber": "2"}, False),
        ({"StudyInstanceUID": "9"}, False),
        ({"FrameOfReferenceUID": ""}, False),
    ],
)
def test_a_coronal_series_is_left_out_only_beside_its_own_axial_one(tags: dict[str, str], is_reformat: bool) -> None:
    coronal = header("coronal", **tags)
    assert (derived(SCAN, coronal, [coronal, AXIAL]) is not None) == is_reformat
    assert derived(SCAN, coronal, [coronal]) is None


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (NotCTError("A scout."), "scout, screen save or another modality"),
        (NoPixelDataError("A report."), "report or other object without an image"),
        (UnreadableFileError("Cut off."), "unreadable"),
        (TooFewSlicesError("Only 3."), "no CT volume that can be judged"),
    ],
)
def test_what_cannot_be_read_is_sorted_by_its_problem(problem: ScanError, kind: str) -> None:
    assert left_out_for(SCAN, problem) == LeftOut(SCAN, kind, str(problem))


def test_the_table_names_scan_and_reason(tmp_path: Path) -> None:
    scan = Scan(tmp_path / "ct", "1.2", "=series")
    write_left_out([LeftOut(scan, "reformat", "A coronal reformat.")], tmp_path / "dataset.csv")
    with (tmp_path / "dataset.left-out.csv").open(newline="") as stream:
        (written,) = csv.DictReader(stream)
    assert written == {
        "path": "ct",
        "series_uid": "1.2",
        "description": "'=series",
        "kind": "reformat",
        "reason": "A coronal reformat.",
    }
