"""PySide6 with the manners of PythonQt, the Qt binding inside Slicer.

PySide6's own classes are changed, once a process: objects that Qt makes by itself (from a .ui file, for instance) have
these manners too, and `type(widget) is qt.QLabel` holds as it does in Slicer.
"""

import ctypes
import functools
import inspect
import sys
from collections.abc import Callable
from types import MethodDescriptorType, ModuleType
from typing import Any

import shiboken6
from PySide6 import QtCore, QtGui, QtWidgets

# Properties that stay functions: the first two are virtual in C++, and a Python attribute of that name would override
# them; the last is QTimer's static function as well.
_FUNCTIONS = {"sizeHint", "minimumSizeHint", "singleShot"}

# More than any session can use up.
_REFERENCES_TO_NONE = 1 << 40

# What C++ signatures call a VTK object, for signals that are declared in Python.
_ANY_OBJECT = "PyObject"
_INDEX = {_ANY_OBJECT: object}

# The Python functions behind C++ signatures, by the sender's address: to find them again when they are disconnected.
_connected: dict[tuple[int, str], list[tuple[Callable, Callable]]] = {}


def make_qt_module(ui_loader: type) -> ModuleType:
    """The module `qt`: every class whose name begins with Q, from the parts of Qt that a module's panel needs."""
    _bridge()
    module = ModuleType("qt")
    for part in (QtCore, QtGui, QtWidgets):
        vars(module).update({name: getattr(part, name) for name in dir(part) if name.startswith("Q")})
    module.QUiLoader = ui_loader
    return module


def forget_connections() -> None:
    """Hold no function any more; the widgets it was connected to are gone."""
    _connected.clear()


def connect(sender: QtCore.QObject, signature: str, function: Callable) -> bool:
    """Connect a signal, named as in C++, to a function that takes as many of its arguments as it can."""
    signal, count = _signal(sender, signature)
    accepted = _accepted_arguments(function, count)

    def call(*arguments: Any) -> None:
        function(*arguments[:accepted])

    signal.connect(call)
    _connected.setdefault(_key(sender, signature), []).append((function, call))
    return True


def disconnect(sender: QtCore.QObject, signature: str, function: Callable) -> bool:
    """Undo the first such connection; tells whether there was one."""
    pairs = _connected.get(_key(sender, signature), [])
    for pair in pairs:
        if pair[0] == function:
            _signal(sender, signature)[0].disconnect(pair[1])
            pairs.remove(pair)
            return True
    return False


def is_child_attribute(name: str, value: Any) -> bool:
    """Whether this is PySide6's QUiLoader making a named child an attribute of its widget, which Slicer's does not."""
    return isinstance(value, (QtWidgets.QWidget, QtWidgets.QLayout)) and value.objectName == name != ""


def _keep_none() -> None:
    """Count None as referred to often enough.

    PySide6 6.12.0 does not count the None that a call returns. Before Python 3.12, which no longer counts it, Python
    ends with a fatal error when none is left.
    """
    if sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += _REFERENCES_TO_NONE


@functools.cache
def _bridge() -> None:
    _keep_none()
    classes = [
        each
        for part in (QtCore, QtGui, QtWidgets)
        for name in dir(part)
        if isinstance(each := getattr(part, name), type) and issubclass(each, QtCore.QObject)
    ]
    # A class before those derived from it, which may have getters of their own.
    for each in sorted(classes, key=lambda each: len(each.__mro__)):
        _make_properties(each)
        if each is not QtCore.QObject:  # Python refuses to change it there
            each.__setattr__ = _strict_setattr(each)
    QtCore.QObject.name = QtCore.QObject.objectName
    QtCore.QObject.className = lambda self: self.metaObject().className()
    own = QtCore.QObject.__getattribute__

    def getattribute(self: QtCore.QObject, name: str) -> Any:
        if name in ("connect", "disconnect"):  # answered in C: an attribute of the class would not be seen
            return functools.partial(_connect_or_native, self, name, own(self, name))
        return own(self, name)

    QtCore.QObject.__getattribute__ = getattribute


def _connect_or_native(sender: QtCore.QObject, name: str, native: Callable, *arguments: Any) -> Any:
    if len(arguments) == 2 and isinstance(arguments[0], str):
        return (connect if name == "connect" else disconnect)(sender, *arguments)
    return native(*arguments)


def _make_properties(cls: type) -> None:
    """Turn Qt properties into Python attributes."""
    meta = cls.staticMetaObject
    own = {meta.property(i).name() for i in range(meta.propertyOffset(), meta.propertyCount())}
    redeclared = {name for name in vars(cls) if isinstance(getattr(cls.__base__, name, None), property)}
    for name in (own | redeclared) - _FUNCTIONS:
        described = meta.property(meta.indexOfProperty(name))
        capitalized = name[0].upper() + name[1:]
        getter = vars(cls).get(name) or getattr(cls, f"is{capitalized}", None)
        setter = getattr(cls, f"set{capitalized}", None)
        if not isinstance(getter, MethodDescriptorType):  # there is none, or it is a static function
            getter = _property_getter(name)
        if not isinstance(setter, MethodDescriptorType):
            setter = _property_setter(name)
        setattr(cls, name, property(getter, setter if described.isWritable() else None))


def _property_getter(name: str) -> Callable:
    return lambda self: self.property(name)


def _property_setter(name: str) -> Callable:
    return lambda self, value: self.setProperty(name, value)


def _strict_setattr(cls: type) -> Callable:
    """As in PythonQt, a Qt object has no attributes but its properties; classes derived in Python are free."""
    own = QtCore.QObject.__setattr__

    def setattribute(self: QtCore.QObject, name: str, value: Any) -> None:
        if is_child_attribute(name, value):
            return
        known = type(self) is not cls or isinstance(getattr(cls, name, None), property)
        if not known and not isinstance(value, QtCore.SignalInstance):  # which PySide6 keeps there by itself
            raise AttributeError(f"{cls.__name__} has no property '{name}' that could be set")
        own(self, name, value)

    return setattribute


def _signal(sender: QtCore.QObject, signature: str) -> tuple[Any, int]:
    """The signal of that C++ signature, and how many arguments the signature has."""
    normalized = bytes(QtCore.QMetaObject.normalizedSignature(signature)).decode()
    name, _, inside = normalized.rstrip(")").partition("(")
    types = [each for each in inside.split(",") if each]
    meta = sender.metaObject()
    known = [bytes(meta.method(i).methodSignature()).decode() for i in range(meta.methodCount()) if _is_signal(meta, i)]
    python_types = [_ANY_OBJECT if each.startswith("vtk") else each for each in types]
    if not signature.endswith(")") or f"{name}({','.join(python_types)})" not in known:
        raise ValueError(f"{meta.className()} has no signal '{signature}'. It has: {', '.join(sorted(known))}")
    signal = getattr(sender, name)
    with_arguments = [each for each in known if each.startswith(f"{name}(") and not each.endswith("()")]
    # PySide6 takes a signal without an index for its first overload.
    overloaded = len(with_arguments) > 1 and len(types) == 1
    return (signal[_INDEX.get(python_types[0], python_types[0])] if overloaded else signal), len(types)


def _is_signal(meta: QtCore.QMetaObject, index: int) -> bool:
    return meta.method(index).methodType() == QtCore.QMetaMethod.MethodType.Signal


def _accepted_arguments(function: Callable, offered: int) -> int:
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:  # a function of Qt itself, which says nothing about its arguments
        return offered
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return offered
    positional = [each for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    return min(offered, len(positional))


def _key(sender: QtCore.QObject, signature: str) -> tuple[int, str]:
    return shiboken6.getCppPointer(sender)[0], signature
