"""Values of a recipe, nested in sections, changed by name with their types checked."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import CTBodyContrastError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Settings = TypeVar("Settings", bound=DataclassInstance)


class RecipeError(CTBodyContrastError, ValueError):
    """A recipe file, or an override, names something that does not exist or cannot be."""


def with_values(settings: "Settings", values: Mapping[str, Any]) -> "Settings":
    """A copy of a dataclass with some values changed; a mapping changes the values of a section.

    Raises:
        RecipeError: an unknown key, or a value of the wrong type.
    """
    known = {each.name: getattr(settings, each.name) for each in fields(settings)}
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise RecipeError(f"Recipes have no key {key!r}. Known here: {', '.join(known)}.")
        current = known[key]
        if isinstance(value, Mapping) and is_dataclass(current) and not isinstance(current, type):
            changes[key] = with_values(current, value)
        elif isinstance(value, list | tuple) and isinstance(current, tuple):
            changes[key] = tuple(_converted(key, each, current[0]) for each in value)
        else:
            changes[key] = _converted(key, value, current)
    return replace(settings, **changes)


def _converted(key: str, value: Any, current: Any) -> Any:
    if type(value) is type(current) or (isinstance(current, float) and type(value) is int):
        return type(current)(value)
    raise RecipeError(f"The recipe's {key} must be a {type(current).__name__}, not {value!r}.")
