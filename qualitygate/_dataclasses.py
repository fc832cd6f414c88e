"""The standard library's ``dataclass``, made in a fifth of the time.

A run makes about a hundred of these classes before it checks anything. The library writes the source of each method
and compiles it, 0.5 ms a class (3.11); here only ``__init__`` is written, and the other methods are functions that
read the fields. The library still collects the fields, so that ``fields``, ``replace`` and ``astuple`` work as ever.
Decision 0025 has the figures.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter, eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_Field = dataclasses.Field[Any]
#: The default of a parameter whose value a factory makes.
_MADE_ANEW: Any = object()

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True) -> Any:
        """Return a decorator. What is not among the parameters is not supported."""
        return lambda cls: _made(cls, frozen=frozen, slots=slots, order=order, compared=eq)


def _made(cls: Any, *, frozen: bool, slots: bool, order: bool, compared: bool) -> Any:
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the library asks inspect for a signature, 4 ms the first time
    cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
    fields = dataclasses.fields(cls)
    cls.__init__ = _init_at_first_use(cls, fields, frozen=frozen, slots=slots)
    cls.__repr__ = _repr
    if frozen:
        cls.__setattr__ = _refuse_to_set
        cls.__delattr__ = _refuse_to_delete
        cls.__getstate__ = _state
        cls.__setstate__ = _set_state
    if compared:
        _compare(cls, [field.name for field in fields if field.compare], frozen=frozen, order=order)
    return cls


def _init_at_first_use(cls: Any, fields: Sequence[_Field], *, frozen: bool, slots: bool) -> Callable[..., None]:
    """Return a method that puts the written one in its place; half of the classes have no instance in a run."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        written = _init(cls, fields, frozen=frozen, slots=slots)
        if cls.__init__ is __init__:
            cls.__init__ = written
        written(self, *args, **kwargs)

    return __init__


def _init(cls: type, fields: Sequence[_Field], *, frozen: bool, slots: bool) -> Callable[..., None]:
    """Write ``__init__``; a frozen value's fields are set past its own ``__setattr__``.

    Slots are set by themselves, in two thirds of the time: a run may make a hundred thousand findings.
    """
    names: dict[str, Any] = {"_set": object.__setattr__, "_made_anew": _MADE_ANEW}
    parameters, body = [], []
    for number, field in enumerate(fields):
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


def _compare(cls: Any, names: Sequence[str], *, frozen: bool, order: bool) -> None:
    """Add the methods that compare the values of the named fields."""
    key: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()

    def comparison(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
        def method(self: Any, other: Any) -> Any:
            return compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

        return method

    cls.__eq__ = comparison(eq)
    cls.__hash__ = (lambda self: hash(key(self))) if frozen else None
    if order:
        cls.__lt__, cls.__le__, cls.__gt__, cls.__ge__ = map(comparison, (lt, le, gt, ge))


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


def _set_state(self: Any, state: Sequence[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
