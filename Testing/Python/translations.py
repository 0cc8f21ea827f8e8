"""The catalogs of the module's texts in other languages, for Slicer: what they must hold, and how they are written.

python Testing/Python/translations.py    brings the catalogs up to date with the module's texts, and compiles them

A translation stays as long as its text does. A new text comes in as unfinished, and is shown in English: write its
translation into the .ts file (Qt Linguist opens it too), remove type="unfinished", and give the command again.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from CTBodyContrastLib.labels import DISPLAY_NAME

ROOT = Path(__file__).parents[2]
MODULE = ROOT / "CTBodyContrast"
CATALOGS = MODULE / "Resources" / "Translations"
# The file's ending, by which Slicer finds it for every country, and the code that Slicer's Language Tools know.
LANGUAGES = {"es": "es-419", "fr": "fr-FR", "ko": "ko-KR"}
# These are called with the name of a stage, which the panel shows.
_STAGE_REPORTERS = {"report", "on_stage", "onProgress"}

Text = tuple[str, str]  # context, and the text itself


def texts() -> list[Text]:
    """Every text that the module can show, with the context by which Slicer looks it up; sorted."""
    found = set()
    for path in MODULE.rglob("*.py"):
        found.update((_context(path), text) for text in _texts_of_python(path))
    for path in MODULE.rglob("*.ui"):
        found.update(_texts_of_ui(path))
    return sorted(found)


def read(path: Path) -> dict[Text, str]:
    """The translations of a catalog; "" for those that are unfinished."""
    translations = {}
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation.get("type") != "unfinished"
            translations[context.findtext("name"), message.findtext("source")] = translation.text if done else ""
    return translations


def write(path: Path, language: str, translations: dict[Text, str]) -> None:
    """Write a catalog and, beside it, what Slicer loads (.qm)."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ElementTree.Element] = {}
    for (name, text), translated in sorted(translations.items()):
        if name not in contexts:
            contexts[name] = ElementTree.SubElement(root, "context")
            ElementTree.SubElement(contexts[name], "name").text = name
        message = ElementTree.SubElement(contexts[name], "message")
        ElementTree.SubElement(message, "source").text = text
        translation = ElementTree.SubElement(message, "translation", {} if translated else {"type": "unfinished"})
        translation.text = translated or None
    ElementTree.indent(root, "  ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", path, "-qm", path.with_suffix(".qm")], check=True)


def _context(path: Path) -> str:
    """The context of a Python file, as slicer.i18n makes it."""
    return f"{path.parent.name}.{path.stem}" if (path.parent / "__init__.py").exists() else path.stem


def _texts_of_python(path: Path) -> Iterator[str]:
    for call in _calls(path):
        if getattr(call.func, "id", "") != "_":
            continue
        (argument,) = call.args
        if isinstance(argument, ast.Constant):
            yield argument.value
        elif ast.unparse(argument).startswith("DISPLAY_NAME["):
            yield from DISPLAY_NAME.values()
        elif ast.unparse(argument) == "stage":
            yield from _stages()
        else:
            raise ValueError(f"{path}, line {call.lineno}: what texts can {ast.unparse(argument)} be? Say it here.")


def _stages() -> Iterator[str]:
    """The names of the stages that a run reports."""
    for path in [*(ROOT / "CTBodyContrastLib").glob("*.py"), *MODULE.rglob("*.py")]:
        for call in _calls(path):
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            if name in _STAGE_REPORTERS and call.args and isinstance(call.args[0], ast.Constant):
                yield call.args[0].value


def _calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))


def _texts_of_ui(path: Path) -> Iterator[Text]:
    """The texts of a .ui file that Designer has not marked as not to be translated."""
    root = ElementTree.parse(path).getroot()
    kept = {each for part in root.iter() if part.get("notr") == "true" for each in part.iter("string")}
    for each in root.iter("string"):
        if each not in kept and each.text:
            yield root.findtext("class"), each.text


def main() -> None:
    CATALOGS.mkdir(exist_ok=True)
    for ending, language in LANGUAGES.items():
        path = CATALOGS / f"CTBodyContrast_{ending}.ts"
        known = read(path) if path.exists() else {}
        translations = {text: known.get(text, "") for text in texts()}
        write(path, language, translations)
        missing = sum(not each for each in translations.values())
        print(f"{path.name}: {len(translations)} texts, {missing} without a translation")


if __name__ == "__main__":
    main()
