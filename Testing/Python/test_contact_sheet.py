import pytest

pytest.importorskip("slicer_core", reason="not run: no slicer-core wheel")
pytest.importorskip("PySide6", reason="not run: no PySide6")

from contact_sheet import STATES, sheet, states


def test_every_state_looks_different() -> None:
    pictures = states()
    assert list(pictures) == list(STATES)
    assert len({bytes(picture.constBits()) for picture in pictures.values()}) == len(STATES)
    whole = sheet(pictures)
    assert whole.width() >= 4 * min(picture.width() for picture in pictures.values())
