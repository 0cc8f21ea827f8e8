"""slicer.i18n: how a module's texts are looked up in the catalogs that the application has loaded."""

import functools
import inspect
import re
from pathlib import Path
from types import ModuleType

from PySide6 import QtCore

_PLACEHOLDER = re.compile(r"(?<!\{)\{([^\{\}]+)\}(?!\})")


class Translators:
    """The catalogs that are loaded; Qt asks them for each text."""

    def __init__(self) -> None:
        self._installed: list[QtCore.QTranslator] = []

    def load(self, folder: Path, locale: str) -> None:
        """Load the catalogs of a folder for a locale ("fr_CA"); those of the language when it has none of its own.

        Raises:
            ValueError: a catalog cannot be read. Slicer prints so and goes on.
        """
        language = locale.partition("_")[0]
        for path in locale and (_catalogs(folder, locale) or _catalogs(folder, language)):
            translator = QtCore.QTranslator()
            if not translator.load(str(path)):
                raise ValueError(f"{path} is no catalog")
            QtCore.QCoreApplication.installTranslator(translator)
            self._installed.append(translator)

    def unload(self) -> None:
        for each in self._installed:
            QtCore.QCoreApplication.removeTranslator(each)
        self._installed.clear()


def make_module() -> ModuleType:
    """The module `slicer.i18n`."""
    module = ModuleType("slicer.i18n")
    module.tr = _tr
    module.translate = QtCore.QCoreApplication.translate
    return module


def _tr(text: str) -> str:
    """A text in the user's language; the calling file is its context.

    Raises:
        ValueError: the translation has other placeholders. Slicer logs so and shows the text as it is.
    """
    context = _context(inspect.currentframe().f_back.f_code.co_filename)
    translated = QtCore.QCoreApplication.translate(context, text)
    if set(_PLACEHOLDER.findall(text)) != set(_PLACEHOLDER.findall(translated)):
        raise ValueError(f"Placeholders of '{text}' and '{translated}' differ")
    return translated


@functools.cache  # as in Slicer: a file is looked up once
def _context(path: str) -> str:
    file = Path(path)
    package = f"{file.parent.name}." if (file.parent / "__init__.py").is_file() else ""
    return package + file.stem


def _catalogs(folder: Path, ending: str) -> list[Path]:
    return sorted({*folder.glob(f"*{ending}.qm"), *folder.glob(f"*{ending.replace('_', '-')}.qm")})
