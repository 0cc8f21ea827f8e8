"""What comes before the network."""

import pickle
from dataclasses import replace

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, CTVolume
from CTBodyContrastLib.labels import VESSEL_VIEWS, Method, Plane
from CTBodyContrastLib.preparation import PreparedScan, prepare_scan
from CTBodyContrastLib.preprocessing import Preprocessing, network_input, network_views, reduce_volume

PREPROCESSING = Preprocessing(input_size=32)


def prepare(volume, views=NINE_VIEWS, preprocessing=PREPROCESSING, **options):
    return prepare_scan(volume, views, preprocessing, **options)


def ct_volume(slices: int = 20) -> CTVolume:
    voxels = np.full((slices, 24, 22), -1000, np.int16)
    voxels[:, 6:18, 6:18] = np.random.default_rng(0).integers(-150, 250, (slices, 12, 12))
    return CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]), {"KVP": "120"}, ("a note",), ("a doubt",))


def test_images_are_those_of_preprocessing():
    volume = ct_volume()
    expected = network_input(network_views(reduce_volume(volume), NINE_VIEWS), PREPROCESSING)
    np.testing.assert_array_equal(prepare(volume).images, expected)


@pytest.mark.parametrize("offset", [-40, 40])
def test_a_centered_model_sees_the_same_of_a_scan_that_is_off(offset):
    volume = ct_volume()
    off = replace(volume, voxels=np.where(volume.voxels > -1000, volume.voxels + offset, -1000).astype(np.int16))

    def difference(preprocessing):
        there, moved = (prepare(each, preprocessing=preprocessing).images for each in (volume, off))
        return np.abs(there - moved)[NINE_VIEWS.index((Method.MIP, Plane.AXIAL))].max()

    assert difference(replace(PREPROCESSING, soft_tissue_hu=40.0)) < 0.01 < 0.05 < difference(PREPROCESSING)


def test_edges_are_evened_for_the_views_without_bone_alone():
    views = NINE_VIEWS + VESSEL_VIEWS
    evened = replace(PREPROCESSING, edge_sharpness=(0.45, 0.65))  # those of noise are too sharp
    changed = prepare(ct_volume(), views, evened).images != prepare(ct_volume(), views).images
    assert [view for view, image in zip(views, changed, strict=True) if image.any()] == list(VESSEL_VIEWS)


def test_the_soft_tissue_is_looked_for_where_the_volume_is_reduced():
    volume = ct_volume()
    volume.voxels[:, 8:16, 8:16] = 45
    assert prepare(volume).soft_tissue_hu == pytest.approx(45, abs=3)
    assert prepare(volume, preprocessing=replace(PREPROCESSING, spacing_mm=0.0)).soft_tissue_hu is None


def test_a_body_of_other_tissues_than_a_persons_is_a_doubt():
    volume = ct_volume()
    off = replace(volume, voxels=np.where(volume.voxels > -1000, volume.voxels + 400, -1000).astype(np.int16))
    assert prepare(volume).doubts == ("a doubt",)
    assert "denser than soft tissue can be" in prepare(off).doubts[-1]


def test_what_the_answer_needs_of_the_volume_is_kept():
    prepared = prepare(ct_volume())
    assert (prepared.problem, prepared.tags, prepared.notes, prepared.doubts) == (
        "",
        {"KVP": "120"},
        ("a note",),
        ("a doubt",),
    )
    assert prepared.seconds > 0


@pytest.mark.parametrize(
    ("volume", "words"),
    [
        (ct_volume(7), "Only 7 slices"),
        (replace(ct_volume(), ijk_to_ras=np.diag([7e-4, 7e-4, 1e-3, 1])), "Check that they are in mm"),
        (CTVolume(np.zeros((9, 9, 9), np.int16), np.eye(4), notes=("a note",)), "Every voxel"),
    ],
)
def test_a_volume_that_cannot_be_judged_has_a_problem_and_no_images(volume, words):
    prepared = prepare(volume)
    assert words in prepared.problem
    assert prepared.images.shape == (0, 3, 32, 32)
    assert prepared.notes == ("a note",)


def test_how_far_a_volume_lies_off_the_axes_is_noted():
    volume = ct_volume()
    turn = np.eye(4)
    turn[:2, :2] = [[0.8, -0.6], [0.6, 0.8]]
    notes = prepare(replace(volume, ijk_to_ras=turn @ volume.ijk_to_ras)).notes
    assert notes[0] == "a note"
    assert "37 degrees" in notes[1]


def test_what_report_raises_ends_it():
    with pytest.raises(ZeroDivisionError):
        prepare(ct_volume(), report=lambda text, fraction: 1 / 0)


def test_the_volume_does_not_travel_along():
    volume = ct_volume(2000)
    travelling = pickle.dumps(prepare(volume))
    assert len(travelling) < 9 * 3 * 32 * 32 * 4 + 2000 < volume.voxels.nbytes
    arrived = pickle.loads(travelling)
    assert isinstance(arrived, PreparedScan)
    assert arrived.images.dtype == np.float32
