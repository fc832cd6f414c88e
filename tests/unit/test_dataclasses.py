"""Our dataclasses behave as the standard library's."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, replace
from typing import Any

import pytest

from qualitygate import _dataclasses


def made(dataclass: Any) -> tuple[Any, Any, Any]:
    """The same three classes, by either decorator."""

    @dataclass(frozen=True, slots=True, order=True)
    class Place:
        """A value that can be sorted."""

        path: str
        line: int = 0
        note: str = field(default="", compare=False)

    @dataclass(slots=True)
    class Box:
        """Something that can be changed."""

        items: list[int] = field(default_factory=list)
        name: str = "box"

    @dataclass(frozen=True, slots=True, eq=False)
    class Same:
        """Equal only to itself."""

        value: int

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError("expected no negative number")

    return Place, Box, Same


BOTH = [made(dataclasses.dataclass), made(_dataclasses.dataclass)]
both = pytest.mark.parametrize(("place", "box", "same"), BOTH, ids=["theirs", "ours"])


@dataclasses.dataclass(frozen=True)
class Travelling:
    """Stands at the top of a module, as pickle wants it."""

    path: str


Ours = _dataclasses.dataclass(frozen=True, slots=True)(
    type(
        "Ours", (), {"__annotations__": {"path": "str"}, "__module__": __name__, "__qualname__": "Ours", "__doc__": ""}
    )
)


@both
def test_values_are_compared_hashed_and_sorted_by_their_fields(place: Any, box: Any, same: Any) -> None:
    assert place("a", 1, "x") == place("a", 1, "y")
    assert hash(place("a", 1, "x")) == hash(place("a", 1, "y"))
    assert sorted([place("b"), place("a", 2), place("a")]) == [place("a"), place("a", 2), place("b")]
    assert place("a") <= place("a") < place("a", 1)
    assert place("a") != ("a", 0, "")
    assert same(1) != same(1)
    with pytest.raises(TypeError):
        sorted([place("a"), 1])
    with pytest.raises(TypeError):
        hash(box())


@both
def test_frozen_values_refuse_changes(place: Any, box: Any, same: Any) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'line'"):
        place("a").line = 2
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'line'"):
        del place("a").line
    changed = box()
    changed.name = "chest"
    assert changed == box([], "chest")


@both
def test_defaults_are_made_anew_for_each(place: Any, box: Any, same: Any) -> None:
    box().items.append(1)
    assert box().items == []
    with pytest.raises(TypeError):
        place()
    with pytest.raises(ValueError, match="no negative number"):
        same(-1)


@both
@pytest.mark.parametrize("earlier", [0, 5, 100])
def test_the_hundredth_instance_is_made_as_the_first(place: Any, box: Any, same: Any, earlier: int) -> None:
    place, box, same = made(dataclasses.dataclass if place is BOTH[0][0] else _dataclasses.dataclass)
    for number in range(earlier):
        assert (place("a", line=number).line, box([number]).items, same(number).value) == (number, [number], number)
    assert place(line=3, path="a") == place("a", 3)
    assert box(name="chest").items is not box(name="chest").items
    for wrong, message in (
        (lambda: place(), r"missing 1 required positional argument: 'path'"),
        (lambda: place("a", 1, "", 4), "takes from 2 to 4 positional arguments but 5 were given"),
        (lambda: place("a", path="b"), "got multiple values for argument 'path'"),
        (lambda: place("a", column=1), "got an unexpected keyword argument 'column'"),
    ):
        with pytest.raises(TypeError, match=message):
            wrong()
    with pytest.raises(ValueError, match="no negative number"):
        same(-1)


def test_fields_that_would_be_inherited_are_refused() -> None:
    _, box, _ = BOTH[1]
    with pytest.raises(TypeError, match="Crate would inherit fields: use the library's dataclass"):
        _dataclasses.dataclass(slots=True)(type("Crate", (box,), {"__annotations__": {"weight": "int"}}))


@both
def test_the_library_s_functions_know_them(place: Any, box: Any, same: Any) -> None:
    assert replace(place("a", 1), line=2) == place("a", 2)
    assert dataclasses.astuple(place("a", 1)) == ("a", 1, "")
    assert [each.name for each in dataclasses.fields(box)] == ["items", "name"]
    assert copy.deepcopy(place("a", 1)) == place("a", 1)
    assert repr(place("a", 1)).endswith("Place(path='a', line=1, note='')")


def test_a_frozen_value_travels_to_another_process() -> None:
    there = pickle.loads(pickle.dumps(Ours("a")))
    assert there == Ours("a")
    assert repr(there) == repr(Travelling("a")).replace("Travelling", "Ours")
