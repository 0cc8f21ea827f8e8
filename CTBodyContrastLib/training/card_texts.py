"""What a model card says that no measurement can: license, intended use, what is out of scope, known failures."""

import tomllib
from pathlib import Path
from typing import Any

from ..errors import ModelError

_FOLDER = Path(__file__).parent / "texts"
_KEYS = {"license": str, "intended_use": str, "out_of_scope": list, "known_failures": list}


def load_texts(name_or_path: str) -> dict[str, Any]:
    """Load a card's texts by name ("own", "compact") or by the path of a .toml file like those in texts/.

    Raises:
        ModelError: there is no such file, or it lacks a text, holds an unknown one, or one of the wrong kind.
    """
    path = Path(name_or_path) if Path(name_or_path).suffix else _FOLDER / f"{name_or_path}.toml"
    try:
        texts = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(sorted(each.stem for each in _FOLDER.glob("*.toml")))
        raise ModelError(f"There are no texts {name_or_path}. Known: {known}; or give a .toml file.") from error
    except ValueError as error:
        raise ModelError(f"The texts in {path.name} are not valid TOML: {error}.") from error
    if {key: type(value) for key, value in texts.items()} != _KEYS:
        raise ModelError(
            f"{path.name} must hold the texts license and intended_use, and the lists out_of_scope and known_failures."
        )
    return texts
