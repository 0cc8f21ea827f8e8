"""Whether the packages are there that a report needs."""

from collections.abc import Iterable
from importlib.util import find_spec

from ..errors import MissingPackageError

REPORT = ("scipy", "statsmodels", "matplotlib", "jinja2")


def check_packages(packages: Iterable[str], extra: str) -> None:
    """Raise MissingPackageError, which names the package and the extra to install, unless all are there."""
    for package in packages:
        if find_spec(package) is None:
            raise MissingPackageError(
                f"The package {package} is not installed. Install what this needs: "
                f'python -m pip install ".[{extra}]" in the folder of CTBodyContrast.'
            )
