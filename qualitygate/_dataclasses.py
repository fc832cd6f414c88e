"""The standard library's ``dataclass``, made in a fraction of the time.

A run makes about a hundred of these classes before it checks anything, and has many instances of a dozen. The library
collects the fields of each, writes the source of six methods and compiles it, 0.5 ms a class (3.11). Here a class is
made with its slots and with methods that are filled in when they are first called, and its ``__init__`` is written for
it alone when it has had a few instances. The library collects the fields when somebody asks for them, so that
``fields``, ``replace`` and ``astuple`` work as ever. Decision 0025 has the figures.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING as _MISSING
from operator import attrgetter, eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["dataclass"]

_FIELDS = "__dataclass_fields__"
#: The default of a parameter whose value a factory makes.
_MADE_ANEW: Any = object()
#: From so many instances on an ``__init__`` of its own is faster: it takes 0.2 ms to write and saves 3 us each.
_FEW = 20
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, order: bool = False, eq: bool = True) -> Any:
        """Return a decorator. What is not among the parameters is not supported."""
        return lambda cls: _made(cls, frozen=frozen, slots=slots, order=order, compared=eq)


def _made(cls: Any, *, frozen: bool, slots: bool, order: bool, compared: bool) -> Any:
    if any(_FIELDS in vars(base) for base in cls.__mro__[1:]):
        raise TypeError(f"{cls.__qualname__} would inherit fields: use the library's dataclass for it and its base")
    methods = {
        _FIELDS: _Fields(cls),
        "__init__": _any_init(frozen=frozen, slots=slots),
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

    def values(self) -> Mapping[str, Any]:
        """Return what the class said behind the names of its fields."""
        values: Mapping[str, Any] = vars(self._cls)
        return values

    def __get__(self, instance: object, owner: type) -> Any:
        """Have the library collect them, and put them in the place of this."""
        cls = self._cls
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the library asks inspect for a signature, 4 ms the first time
        made = next(each for each in owner.__mro__ if vars(each).get(_FIELDS) is self)
        fields = vars(dataclasses.dataclass(init=False, repr=False, eq=False)(cls))[_FIELDS]
        setattr(made, _FIELDS, fields)
        return fields


class _Column(NamedTuple):
    """What a method must know of a field."""

    name: str
    default: Any
    factory: Any
    is_compared: bool

    @classmethod
    def of(cls, name: str, value: Any) -> _Column:
        """Take what the class says behind the name: a default, a field, or ``MISSING``."""
        if isinstance(value, dataclasses.Field):
            return cls(name, value.default, value.default_factory, value.compare)
        return cls(name, value, _MISSING, True)


def _columns(made: Any) -> list[_Column]:
    """Return what the library would collect; it need not do so for this."""
    fields = vars(made)[_FIELDS]
    if not isinstance(fields, _Fields):
        return [_Column.of(field.name, field) for field in dataclasses.fields(made)]
    values = fields.values()
    return [_Column.of(name, values.get(name, _MISSING)) for name in made.__annotations__]


def _maker(instance: object, name: str, method: object) -> Any:
    """Return the class that has the method; its instances may be of another that inherits from it."""
    return next(each for each in type(instance).__mro__ if vars(each).get(name) is method)


def _at_first_call(name: str, write: Callable[[Any], Callable[..., Any]]) -> Callable[..., Any]:
    """Return a method that puts the written one in its place."""

    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        made = _maker(self, name, method)
        written = write(made)
        setattr(made, name, written)
        return written(self, *args, **kwargs)

    return method


def _any_init(*, frozen: bool, slots: bool) -> Callable[..., None]:
    """Return an ``__init__`` that fits any class, slowly, and has one written when it is called often or wrongly."""
    columns: list[_Column] = []
    calls = 0

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        nonlocal columns, calls
        if not calls:
            columns = _columns(_maker(self, "__init__", __init__))
        calls += 1
        values = _values(columns, args, kwargs)
        if calls > _FEW or values is None:
            made = _maker(self, "__init__", __init__)
            made.__init__ = _init(made, columns, frozen=frozen, slots=slots)
            made.__init__(self, *args, **kwargs)
            return
        for column, value in zip(columns, values):
            object.__setattr__(self, column.name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__()

    return __init__


def _values(columns: Sequence[_Column], args: Sequence[Any], kwargs: dict[str, Any]) -> list[Any] | None:
    """Return a value for each field; None when these are not the arguments that the class takes."""
    values = list(args)
    rest = dict(kwargs)
    for name, default, factory, _ in columns[len(args) :]:
        if name in rest:
            values.append(rest.pop(name))
        elif default is not _MISSING:
            values.append(default)
        elif factory is not _MISSING:
            values.append(factory())
        else:
            return None
    return None if rest or len(values) != len(columns) else values


def _init(cls: Any, columns: Sequence[_Column], *, frozen: bool, slots: bool) -> Callable[..., None]:
    """Write ``__init__``; a frozen value's fields are set past its own ``__setattr__``.

    In slots that takes two thirds of the time, and a run may make a hundred thousand findings.
    """
    names: dict[str, Any] = {"_set": object.__setattr__, "_made_anew": _MADE_ANEW}
    parameters, body = [], []
    for number, (name, default, factory, _) in enumerate(columns):
        parameter = value = name
        if default is not _MISSING:
            names[f"_{number}"] = default
            parameter = f"{name}=_{number}"
        elif factory is not _MISSING:
            names[f"_{number}"] = factory
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
    names = [column.name for column in _columns(cls) if column.is_compared]
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
