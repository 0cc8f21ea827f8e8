import numpy as np
import pytest

from CTBodyContrastLib.tissue_level import Tissues, fat_level, soft_tissue_level, tissue_shares

RNG = np.random.default_rng(0)


def tissues(*shares: tuple[float, float]) -> np.ndarray:
    """Int16 voxels of a noisy scan: so many thousands of each HU."""
    return np.concatenate([RNG.normal(hu, 15, int(1000 * count)) for count, hu in shares]).round().astype(np.int16)


def test_it_is_where_most_soft_tissue_lies() -> None:
    assert soft_tissue_level(tissues((5, 55), (2, 160), (1, 400))) == pytest.approx(55, abs=3)


def test_neither_fat_nor_air_counts_however_much_there_is() -> None:
    assert soft_tissue_level(tissues((50, -100), (90, -1000), (5, 45))) == pytest.approx(45, abs=3)


@pytest.mark.parametrize("offset", [-50, 50])
def test_it_moves_with_a_wrong_calibration(offset: int) -> None:
    scan = tissues((20, -100), (10, 45), (3, 200))
    assert soft_tissue_level(scan + offset) == pytest.approx(soft_tissue_level(scan) + offset, abs=4)


def test_values_in_steps_of_8_hu_give_nearly_the_same() -> None:
    scan = tissues((20, -100), (10, 45))
    assert soft_tissue_level(np.round(scan / 8) * 8) == pytest.approx(soft_tissue_level(scan), abs=4)


def test_floats_and_integers_give_the_same() -> None:
    scan = tissues((10, 45))
    assert soft_tissue_level(scan.astype(np.float32)) == soft_tissue_level(scan)


@pytest.mark.parametrize("hu", [-1000, 1500])
def test_without_soft_tissue_there_is_none(hu: int) -> None:
    assert soft_tissue_level(np.full((8, 8, 8), hu, np.int16)) is None


@pytest.mark.parametrize("offset", [-80, 0, 30])
def test_fat_is_found_beside_any_amount_of_soft_tissue(offset: int) -> None:
    scan = tissues((3, -104), (12, 45), (90, -1000), (5, -800))
    assert fat_level(scan + offset) == pytest.approx(-104 + offset, abs=3)


@pytest.mark.parametrize("thousands", [0, 0.5])
def test_a_slope_up_to_soft_tissue_or_a_trace_is_no_fat(thousands: float) -> None:
    edges = RNG.uniform(-1000, 40, 9000).astype(np.int16)
    assert fat_level(np.concatenate([tissues((20, 20), (thousands, -104)), edges])) is None


def test_a_scan_is_described_as_a_whole() -> None:
    found = Tissues.of(tissues((4, -1000), (4, -104), (6, 45)))
    assert (found.soft_hu, found.fat_hu) == (pytest.approx(45, abs=3), pytest.approx(-104, abs=3))
    assert (found.soft, found.denser) == (pytest.approx(0.6, abs=0.01), 0.0)
    assert -1080 < found.lowest_hu < -1020


def test_shares_are_of_the_body_without_air_and_lung() -> None:
    soft, denser = tissue_shares(tissues((20, -1000), (10, -800), (3, -100), (6, 45), (1, 700)))
    assert (soft, denser) == (pytest.approx(0.6, abs=0.01), pytest.approx(0.1, abs=0.01))


def test_air_alone_has_no_tissue() -> None:
    assert tissue_shares(np.full((8, 8, 8), -1000, np.int16)) == (0.0, 0.0)
