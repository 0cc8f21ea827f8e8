"""slicer.parameterNodeWrapper: typed attributes kept in a parameter node, and tied to the widgets of a panel."""

import enum
import functools
import itertools
import typing
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import slicer
import vtk

from .widget_connectors import connector

_RESERVED = {"parameterNode", "default", "getValue", "setValue", "isCached", "dataType", "StartModify", "EndModify"}
_RESERVED |= {"AddObserver", "RemoveObserver", "Modified", "connectGui", "disconnectGui"}
_ABSENT = object()


@dataclass(frozen=True)
class Default:
    """Annotation: the value of a parameter that was never set."""

    value: Any


@dataclass(frozen=True)
class WithinRange:
    """Annotation: the least and the greatest value."""

    minimum: float
    maximum: float


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: how its value is checked, and kept as text."""

    name: str
    type: type
    default: Any
    range: WithinRange | None

    @property
    def is_node(self) -> bool:
        return issubclass(self.type, slicer.vtkMRMLNode)

    def check(self, value: Any) -> Any:
        """The value to keep.

        Raises:
            TypeError: of another type; int is taken for float.
            ValueError: outside the range.
        """
        if self.type is float and type(value) is int:
            value = float(value)
        matches = isinstance(value, self.type) and not (self.type is int and isinstance(value, bool))
        if not matches and not (self.is_node and value is None):
            raise TypeError(f"{self.name} must be a {self.type.__name__}, not {value!r}")
        if self.range and not self.range.minimum <= value <= self.range.maximum:
            raise ValueError(f"{self.name} must lie in [{self.range.minimum}, {self.range.maximum}], not {value}")
        return value

    def to_text(self, value: Any) -> str:
        return value.name if isinstance(value, enum.Enum) else str(value)

    def from_text(self, text: str) -> Any:
        if self.type is bool:
            return text == str(True)
        return self.type[text] if issubclass(self.type, enum.Enum) else self.type(text)


def make_module() -> ModuleType:
    module = ModuleType("slicer.parameterNodeWrapper")
    module.parameterNodeWrapper = parameterNodeWrapper
    module.Default = Default
    module.WithinRange = WithinRange
    return module


def parameterNodeWrapper(cls: type) -> type:
    """Turn a class of annotations into one that wraps a vtkMRMLScriptedModuleNode."""
    parameters = {name: _parameter(cls, name, hint) for name, hint in _hints(cls).items()}
    reserved = _RESERVED & set(parameters)
    if reserved:
        raise ValueError(f"Reserved as names of parameters: {', '.join(sorted(reserved))}")
    members = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    members |= {name: _attribute(name) for name in parameters}
    return type(cls.__name__, (_Wrapper,), {**members, "_parameters": parameters})


class _Wrapper:
    """The attributes of one parameter node."""

    _parameters: typing.ClassVar[dict[str, Parameter]]

    def __init__(self, parameterNode: Any) -> None:
        vars(self).update(parameterNode=parameterNode, _tags=itertools.count(), _disconnect={}, _showing=False)
        for parameter in self._parameters.values():
            if not parameter.is_node and parameter.name not in parameterNode.GetParameterNames():
                parameterNode.SetParameter(parameter.name, parameter.to_text(parameter.default))

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._parameters:
            raise AttributeError(f"{type(self).__name__} has no parameter '{name}'")
        self.setValue(name, value)

    def getValue(self, name: str) -> Any:
        parameter = self._parameters[name]
        if parameter.is_node:
            return self.parameterNode.GetNodeReference(name)
        if name not in self.parameterNode.GetParameterNames():  # closing the scene took it away
            return parameter.default
        return parameter.from_text(self.parameterNode.GetParameter(name))

    def setValue(self, name: str, value: Any) -> None:
        parameter = self._parameters[name]
        value = parameter.check(value)
        if parameter.is_node:
            if self.getValue(name) is not value:
                self.parameterNode.SetNodeReferenceID(name, value.GetID() if value else None)
        else:
            self.parameterNode.SetParameter(name, parameter.to_text(value))

    def default(self, name: str) -> Any:
        return self._parameters[name].default

    def dataType(self, name: str) -> type:
        return self._parameters[name].type

    def isCached(self, name: str) -> bool:
        return False

    def StartModify(self) -> int:
        return self.parameterNode.StartModify()

    def EndModify(self, was_modifying: int) -> int:
        return self.parameterNode.EndModify(was_modifying)

    def Modified(self) -> None:
        self.parameterNode.Modified()

    def AddObserver(self, event: int | str, function: Callable, priority: float = 0.0) -> int:
        return self.parameterNode.AddObserver(event, function, priority)

    def RemoveObserver(self, tag: int) -> None:
        self.parameterNode.RemoveObserver(tag)

    def connectGui(self, ui: Any) -> int:
        """Tie widgets with a SlicerParameterName to the parameters; the widgets show the values at once.

        Raises:
            ValueError: a widget names no parameter, or is of a class for which there is no connector.
        """
        widgets = {}
        for widget in vars(ui).values():
            name = widget.property("SlicerParameterName")
            if name is not None and name not in self._parameters:
                raise ValueError(f"{widget.name} names the parameter '{name}', which {type(self).__name__} lacks")
            if name is not None:
                widgets[name] = widget
        connectors = {name: connector(widget, self._parameters[name]) for name, widget in widgets.items()}

        def show(*_: Any) -> None:
            if self._showing:
                return
            vars(self)["_showing"] = True
            try:
                for name, each in connectors.items():
                    each.write(self.getValue(name))
            finally:
                vars(self)["_showing"] = False

        show()
        for name, each in connectors.items():
            each.on_change(functools.partial(self._take, name, each))
        observer = self.parameterNode.AddObserver(vtk.vtkCommand.ModifiedEvent, show)

        def disconnect() -> None:
            self.parameterNode.RemoveObserver(observer)
            for each in connectors.values():
                each.disconnect()

        tag = next(self._tags)
        self._disconnect[tag] = disconnect
        return tag

    def _take(self, name: str, connected: Any) -> None:
        if not self._showing:  # a widget that cannot show a value, as of a node it does not offer yet, changes nothing
            self.setValue(name, connected.read())

    def disconnectGui(self, tag: int | None) -> None:
        """Undo connectGui; None is nothing to undo."""
        if tag is not None:
            self._disconnect.pop(tag)()


def _attribute(name: str) -> property:
    return property(lambda self: self.getValue(name), lambda self, value: self.setValue(name, value))


def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls, include_extras=True)


def _parameter(cls: type, name: str, hint: Any) -> Parameter:
    kind, *extras = typing.get_args(hint) if typing.get_origin(hint) is typing.Annotated else (hint,)
    known = (bool, int, float, str, Path, enum.Enum, slicer.vtkMRMLNode)
    if not (isinstance(kind, type) and issubclass(kind, known)):
        raise TypeError(f"{cls.__name__}.{name}: the harness has no parameters of type {kind}")
    unknown = [each for each in extras if not isinstance(each, Default | WithinRange)]
    if unknown:
        raise TypeError(f"{cls.__name__}.{name}: the harness does not know the annotation {unknown[0]!r}")
    limits = next((each for each in extras if isinstance(each, WithinRange)), None)
    annotated = next((each.value for each in extras if isinstance(each, Default)), _ABSENT)
    default = vars(cls).get(name, annotated)
    if default is _ABSENT:
        default = _type_default(kind)
    parameter = Parameter(name, kind, default, limits)
    parameter.check(default)
    return parameter


def _type_default(kind: type) -> Any:
    if issubclass(kind, slicer.vtkMRMLNode):
        return None
    return next(iter(kind)) if issubclass(kind, enum.Enum) else kind()
