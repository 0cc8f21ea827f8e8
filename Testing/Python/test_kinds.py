"""Kinds of CT: what becomes of each, from its DICOM files to its row."""

from dataclasses import replace
from pathlib import Path

import pytest
from dicom_series import changed

from CTBodyContrastLib import CTVolume, make_phantom
from CTBodyContrastLib.batch import classify_scans, find_all_scans
from CTBodyContrastLib.errors import NotHounsfieldError
from CTBodyContrastLib.io.results import as_cells
from CTBodyContrastLib.io.writing import write_volume
from CTBodyContrastLib.kinds import TAGS_READ, check_kind, kind_doubts

COARSE = (5.0, 4.0, 4.0)


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\MAT_REMOVED"}, "virtual non-contrast"),
        ({"SeriesDescription": "Abdomen VNC 1.5"}, "virtual non-contrast"),
        ({"SeriesDescription": "Virtual Non-Contrast"}, "virtual non-contrast"),
        ({"SeriesDescription": "GSI VUE 1.25"}, "virtual non-contrast"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\GSI", "SeriesDescription": "VUE"}, "virtual non-contrast"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\VUE"}, "virtual non-contrast"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\VMI"}, "monoenergetic"),
        ({"SeriesDescription": "MonoE 40keV"}, "monoenergetic"),
        ({"SeriesDescription": "70 keV"}, "monoenergetic"),
        ({"SeriesDescription": "Mono+ 55"}, "monoenergetic"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\MAT_MODIFIED"}, "were changed"),
        ({"RescaleType": "HU_MOD"}, "were changed"),
        ({"SeriesDescription": "Iodine (Water)"}, "map of it"),
        ({"SeriesDescription": "Iodine contrast map"}, "map of it"),
        ({"ManufacturerModelName": "XVI"}, "cone beam"),
        ({"ManufacturerModelName": "On-Board Imager"}, "cone beam"),
        ({"ProtocolName": "Pelvis CBCT"}, "cone beam"),
        ({"PatientAge": "015Y"}, "younger than 16"),
        ({"PatientAge": "018M"}, "younger than 16"),
        ({"PatientAge": "003W"}, "younger than 16"),
        ({"PatientAge": "010D"}, "younger than 16"),
    ],
)
def test_one_sentence_says_why_a_person_should_look(tags, words):
    (doubt,) = kind_doubts(tags)
    assert words in doubt


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"ImageType": "ORIGINAL\\PRIMARY\\AXIAL\\CT_SOM5 SPI", "RescaleType": "HU", "PatientAge": "016Y"},
        {"SeriesDescription": "CTA CHEST 120KV", "PatientAge": ""},
        {"SeriesDescription": "Abdomen monophasic", "PatientAge": "unknown"},
        {"SeriesDescription": "VUE CORONALE"},
        {"SeriesDescription": "Vue 3D axiale"},
        {"SeriesDescription": "THORAX XVI", "ProtocolName": "XVI"},
        {"SeriesDescription": "CHEST W IODINE CONTRAST"},
        {"SeriesDescription": "Iodine-based contrast"},
        {"ImageType": "DERIVED\\SECONDARY\\MPR", "ProtocolName": "Revue", "ManufacturerModelName": "Biograph 64"},
    ],
)
def test_an_ordinary_scan_raises_no_doubt(tags):
    assert kind_doubts(tags) == []
    check_kind(tags)


@pytest.mark.parametrize(
    "value", ["MAT_SPECIFIC", "MAT_FRACTIONAL", "MAT_VALUE_BASED", "EFF_ATOMIC_NUM", "ELECTRON_DENSITY", "IODINE"]
)
def test_a_map_of_a_material_is_refused(value):
    with pytest.raises(NotHounsfieldError, match="map of iodine"):
        check_kind({"ImageType": f"DERIVED\\PRIMARY\\AXIAL\\{value}"})


@pytest.mark.parametrize("value", ["IODINE REMOVED", "MATERIAL SUPPRESSED IODINE", "MAT_REMOVED\\IODINE"])
def test_an_image_without_its_iodine_is_no_map_of_it(value):
    tags = {"ImageType": f"DERIVED\\PRIMARY\\AXIAL\\{value}"}
    check_kind(tags)
    (doubt,) = kind_doubts(tags)
    assert "virtual non-contrast" in doubt


@pytest.fixture(scope="module")
def classifier():
    pytest.importorskip("torch", reason="not run: torch is not installed")
    from CTBodyContrastLib.classifier import Classifier

    return Classifier.load(device="cpu")


@pytest.fixture(scope="module")
def abdomen() -> CTVolume:
    return make_phantom("abdomen", "CE", spacing=COARSE)


def rows(folder: Path, classifier) -> list[dict[str, str]]:
    return [as_cells(result) for result in classify_scans(find_all_scans([folder]), classifier)]


@pytest.mark.parametrize(
    ("tags", "status", "words"),
    [
        ({"SeriesDescription": "CTA ABDOMEN", "ContrastBolusAgent": "IOHEXOL"}, "ok", ""),
        ({"ManufacturerModelName": "Biograph 64", "SeriesDescription": "AC CT"}, "ok", ""),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\MAT_REMOVED"}, "review", "virtual non-contrast"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\VMI"}, "review", "monoenergetic"),
        ({"ImageType": "DERIVED\\PRIMARY\\AXIAL\\MAT_SPECIFIC"}, "rejected", "not of HU"),
        ({"ManufacturerModelName": "On-Board Imager"}, "review", "cone beam"),
        ({"PatientAge": "009Y"}, "review", "younger than 16"),
    ],
    ids=[
        "CTA",
        "CT of a PET/CT",
        "virtual non-contrast",
        "monoenergetic",
        "iodine map",
        "cone beam",
        "child",
    ],
)
def test_a_series_of_each_kind_gets_its_row(tmp_path, classifier, abdomen, tags, status, words):
    write_volume(replace(abdomen, tags=tags), tmp_path / "series")
    (row,) = rows(tmp_path, classifier)
    assert (row["status"], row["body_part"]) == (status, "" if status == "rejected" else "abdomen")
    assert words in row["reason"]
    assert bool(row["reason"]) == (status != "ok")


def test_modified_hounsfield_units_are_read(tmp_path, classifier, abdomen):
    write_volume(abdomen, tmp_path / "series")
    for path in (tmp_path / "series").iterdir():
        with changed(path) as dataset:
            dataset.RescaleType = "HU_MOD"
    (row,) = rows(tmp_path, classifier)
    assert (row["status"], "were changed" in row["reason"]) == ("review", True)


def test_the_pet_beside_a_ct_is_rejected(tmp_path, classifier, abdomen):
    write_volume(replace(abdomen, tags={"Modality": "PT"}), tmp_path / "pet")
    (row,) = rows(tmp_path, classifier)
    assert (row["status"], "modality PT" in row["reason"]) == ("rejected", True)


def test_each_phase_of_a_perfusion_series_gets_its_row(tmp_path, classifier):
    for phase, contrast in enumerate(("NE", "CE")):
        write_volume(make_phantom("brain", contrast, spacing=COARSE), tmp_path / contrast)
        for path in (tmp_path / contrast).iterdir():
            with changed(path) as dataset:
                dataset.SeriesInstanceUID, dataset.TemporalPositionIdentifier = "1.2.3", phase
    assert [(row["series_uid"], row["contrast"]) for row in rows(tmp_path, classifier)] == [
        ("1.2.3", "NE"),
        ("1.2.3", "CE"),
    ]


def test_a_brain_with_two_slice_thicknesses_is_one_scan(tmp_path, classifier):
    write_volume(make_phantom("brain", "NE", spacing=(2.5, 4.0, 4.0)), tmp_path)
    paths = sorted(tmp_path.iterdir())
    # Thin slices in the posterior fossa; above it each second one is left, as thick as the step.
    for path in paths[len(paths) // 3 :: 2]:
        path.unlink()
    for path in paths[len(paths) // 3 + 1 :: 2]:
        with changed(path) as dataset:
            dataset.SliceThickness = 5
    (scan,) = find_all_scans([tmp_path])
    assert any("resampled to a regular" in note for note in scan.read().notes)
    (row,) = rows(tmp_path, classifier)
    assert (row["status"], row["body_part"], row["contrast"]) == ("ok", "brain", "NE")


def test_slicer_hands_over_every_tag_that_is_read():
    module = Path(__file__).parents[2] / "CTBodyContrast" / "CTBodyContrastModule" / "nodes.py"
    handed_over = module.read_text(encoding="utf-8").partition("_DICOM_TAG = {")[2].partition("}")[0]
    assert [keyword for keyword in TAGS_READ if f'"{keyword}"' not in handed_over] == []
