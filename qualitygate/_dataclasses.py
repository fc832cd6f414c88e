"""The standard library's ``dataclass``, made in a fraction of the time.

A run makes about a hundred of these classes before it checks anything, and has instances of half of them. The library
collects the fields of each, writes the source of six methods and compiles it, 0.5 ms a class (3.11). Here a class is
made with its slots and with methods that are filled in when they are first called; then the library collects the fields
too, so that ``fields``, ``replace`` and ``astuple`` work as ever. Decision 0025 has the figures.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from operator import attrgetter, eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_FIELDS = "__dataclass_fields__"
#: The default of a parameter whose value a factory makes.
_MADE_ANEW: Any = object()
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True) -> Any:
        """Return a decorator. What is not among the parameters is not supported."""
        return lambda cls: _made(cls, frozen=frozen, slots=slots, order=order, compared=eq)


def _made(cls: Any, *, frozen: bool, slots: bool, order: bool, compared: bool) -> Any:
    methods = {
        _FIELDS: _Fields(cls),
        "__init__": _at_first_call("__init__", lambda made: _init(made, frozen=frozen, slots=slots)),
        "__repr__": _repr,
    }
    if frozen:
        methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        methods |= {"__getstate__": _state, "__setstate__": _set_state}
    if compared:
        methods["__eq__"] = _at_first_call("__eq__", _comparison(eq))
        methods["__hash__"] = _at_first_call("__hash__", _hash) if frozen else None
    if order:
        methods |= {name: _at_first_call(name, _comparison(compare)) for name, compare in _ORDER.items()}
    if slots:
        return _with_slots(cls, methods)
    for name, method in methods.items():
        setattr(cls, name, method)
    return cls


def _with_slots(cls: Any, methods: dict[str, Any]) -> Any:
    """Make the class again: slots cannot be added to one. What is in a slot cannot have a default in the class too."""
    body = dict(vars(cls))
    own = tuple(cls.__annotations__)
    for name in (*own, "__dict__", "__weakref__"):
        body.pop(name, None)
    return type(cls)(cls.__name__, cls.__bases__, body | methods | {"__slots__": own, "__qualname__": cls.__qualname__})


class _Fields:
    """Stands for the fields of a class until somebody asks."""

    def __init__(self, cls: Any) -> None:
        self._cls = cls

    def __get__(self, instance: object, owner: type) -> Any:
        """Have the library collect them, and put them in the place of this."""
        cls = self._cls
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the library asks inspect for a signature, 4 ms the first time
        made = next(each for each in owner.__mro__ if vars(each).get(_FIELDS) is self)
        fields = vars(dataclasses.dataclass(init=False, repr=False, eq=False)(cls))[_FIELDS]
        setattr(made, _FIELDS, fields)
        return fields


def _at_first_call(name: str, write: Callable[[Any], Callable[..., Any]]) -> Callable[..., Any]:
    """Return a method that puts the written one in its place."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        made = next(each for each in type(self).__mro__ if vars(each).get(name) is method)
        written = write(made)
        setattr(made, name, written)
        return written(self, *args, **kwargs)

    return method


def _init(cls: Any, *, frozen: bool, slots: bool) -> Callable[..., None]:
    """Write ``__init__``; a frozen value's fields are set past its own ``__setattr__``.

    In slots that takes two thirds of the time, and a run may make a hundred thousand findings.
    """
    names: dict[str, Any] = {"_set": object.__setattr__, "_made_anew": _MADE_ANEW}
    parameters, body = [], []
    for number, field in enumerate(dataclasses.fields(cls)):
        name = value = field.name
        parameter = name
        if field.default is not dataclasses.MISSING:
            names[f"_{number}"] = field.default
            parameter = f"{name}=_{number}"
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_{number}"] = field.default_factory
            parameter = f"{name}=_made_anew"
            value = f"_{number}() if {name} is _made_anew else {name}"
        parameters.append(parameter)
        if frozen and slots:
            names[f"_set_{number}"] = getattr(cls, name).__set__
            body.append(f" _set_{number}(self, {value})")
        else:
            body.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        body.append(" self.__post_init__()")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + ("\n".join(body) or " pass"), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _key(cls: Any) -> Callable[[Any], Any]:
    """Return what gives the values that are compared."""
    names = [field.name for field in dataclasses.fields(cls) if field.compare]
    return attrgetter(*names) if names else lambda value: ()


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Callable[..., Any]]:
    def write(cls: Any) -> Callable[[Any, Any], Any]:
        key = _key(cls)
        return lambda self, other: (
            compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    return write


def _hash(cls: Any) -> Callable[[Any], int]:
    key = _key(cls)
    return lambda self: hash(key(self))


def _repr(self: Any) -> str:
    values = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(values)})"


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """Return what travels to another process."""
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
