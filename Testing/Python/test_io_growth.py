"""What small files may claim to hold."""

import pytest

from CTBodyContrastLib.errors import UnreadableFileError
from CTBodyContrastLib.io.growth import check_growth, grows_too_much

MIB = 2**20


@pytest.mark.parametrize(
    ("packed", "unpacked", "too_much"),
    [(0, 64 * MIB, False), (100, 65 * MIB, True), (10 * MIB, 2000 * MIB, False), (10 * MIB, 2001 * MIB, True)],
)
def test_what_is_small_may_be_empty_and_what_is_large_may_not(packed, unpacked, too_much):
    assert grows_too_much(packed, unpacked) is too_much


def test_the_message_says_how_much_and_what_to_do():
    with pytest.raises(UnreadableFileError, match=r"scan\.nrrd .* 2\.0 GiB, .* 1\.0 MiB .*Copy or export it again"):
        check_growth("scan.nrrd", MIB, 2048 * MIB)
