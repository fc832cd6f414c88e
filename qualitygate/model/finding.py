"""One problem at one place, said by one checker: the value that crosses every boundary."""

from __future__ import annotations

from msgspec import Struct

from qualitygate.model.fix import Fix
from qualitygate.model.location import Location, Related
from qualitygate.model.severity import Severity


class Finding(Struct, frozen=True, gc=False, array_like=True):
    """Immutable and plain data; equal findings are the same finding."""

    code: str  #: ``^[A-Z]{1,8}[0-9]{1,6}$``, the shape that every consumer's parser accepts
    message: str  #: one line, no final period, no code in it
    location: Location
    severity: Severity
    checker: str  #: who said it: "pep8", "pyflakes"
    context: str = ""  #: the line it starts on, blanks collapsed, at most 200 characters; filled by the engine
    scope: str = ""  #: qualified name of the enclosing class or function; filled by the engine
    fix: Fix | None = None
    also_from: tuple[str, ...] = ()  #: other checkers that said the same, as "checker:CODE"; filled by merge
    related: tuple[Related, ...] = ()  #: other places that it is about; they change nothing of what it is

    @property
    def codes(self) -> tuple[str, ...]:
        """Its code, and those that others said the same with: what silences one of them silences it."""
        if not self.also_from:
            return (self.code,)
        return tuple(dict.fromkeys((self.code, *[said.rpartition(":")[2] for said in self.also_from])))

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, line, column, code, message: the order of every report."""
        where = self.location
        return (where.path, where.line, where.column, self.code, self.message)
