import pytest

from CTBodyContrastLib.errors import MissingPackageError
from CTBodyContrastLib.reporting.packages import check_packages


def test_what_is_missing_is_named_with_what_to_install() -> None:
    check_packages(["numpy"], "report")
    with pytest.raises(MissingPackageError, match=r"no_such_package is not installed.*\.\[report\]"):
        check_packages(["numpy", "no_such_package"], "report")
