"""Examples of a rule that are read when somebody asks for them: rules are listed in every run, and read in few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from qualitygate.api import Example


class Examples(Sequence[Example]):
    """The examples of one code, by a function that knows them."""

    __slots__ = ("_code", "_read")

    def __init__(self, code: str, read: Callable[[str], Sequence[tuple[str, ...]]]) -> None:
        self._code = code
        self._read = read

    @overload
    def __getitem__(self, index: int) -> Example: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Example, ...]: ...

    def __getitem__(self, index: int | slice) -> Example | tuple[Example, ...]:
        return self._examples()[index]

    def __len__(self) -> int:
        return len(self._examples())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(self._examples())

    def _examples(self) -> tuple[Example, ...]:
        return tuple(Example(*texts) for texts in self._read(self._code))
