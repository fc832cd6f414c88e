"""Which comments of other tools silence what we find: those of tools that the gate runs, by codes that are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from qualitygate.model.directive import Directive
from qualitygate.model.replacement import replace

#: By the first word of a tool's comments, and by a name in them: all codes that are one with what it names.
ForeignNames = Mapping[str, Mapping[str, tuple[str, ...]]]

NOTHING_FOREIGN: ForeignNames = MappingProxyType({})


def obeyed(directives: Iterable[Directive], names: ForeignNames) -> Iterator[Directive]:
    """Yield our own, and of the others those that name what we find too, with its codes.

    One that names nothing is about its tool, and so is one whose names no table has.
    """
    for directive in directives:
        if not directive.is_foreign:
            yield directive
        elif names and (known := names.get(directive.tool)) is not None:
            codes = tuple(code for name in directive.names for code in known.get(name, ()))
            if codes:
                yield replace(directive, named=codes)
