"""What of a suppression comment silences nothing, and the fix that takes it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from qualitygate.engine.silencing.coverage_of_rules import CoverageOfRules
from qualitygate.model.directive import Directive
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.severity import Applicability
from qualitygate.source.directives import without
from qualitygate.source.foreign_directives import tool_comments

#: A reason of more characters is not searched for what other tools read.
_LONG = 500


class Unused(Struct, frozen=True):
    """What is to be said about a directive, and its cure."""

    message: str
    fix: Fix | None
    codes: Sequence[str] = ()  #: that do not occur; () where it names none


def find_unused(directive: Directive, names: Mapping[str, str], hits: set[str], ran: CoverageOfRules) -> Unused | None:
    """Return what of the directive silences nothing; None when nothing can be said against it.

    ``hits`` are the codes of the findings on its lines; ``names`` map rules' names to codes.
    """
    where = "in this file" if directive.first == 0 else "here"
    if directive.codes is None:
        if hits or not ran.all_ran:
            return None
        return Unused(f"{directive.title}: nothing occurs {where} that it could silence", _removal(directive))
    written = [*((code, code) for code in directive.codes), *((name, names.get(name, "")) for name in directive.names)]
    unused = [
        item for item, code in written if code and ran.ran(code) and not any(hit.startswith(code) for hit in hits)
    ]
    if not unused:
        return None
    verb = "does" if len(unused) == 1 else "do"
    message = f"{directive.title}: {', '.join(unused)} {verb} not occur {where}"
    fix = _removal(directive) if len(unused) == len(written) else _shortening(directive, unused)
    return Unused(message, fix, [code for item, code in written if item in unused])


def _removal(directive: Directive) -> Fix | None:
    """Take the whole comment away, and what another tool reads in it not."""
    if not directive.removal:
        return None
    if _has_tool_comment(directive.reason) and directive.reason in directive.text:
        edits: tuple[Edit, ...] = (_replacing(directive, f"# {directive.reason}"),) if directive.text[:1] == "#" else ()
    else:
        places = iter(directive.removal)
        edits = tuple(Edit(*place, "") for place in zip(places, places, places, places, strict=True))
    return Fix(f"Remove the unused {directive.title}", edits, Applicability.SAFE) if edits else None


def _has_tool_comment(reason: str) -> bool:
    """Does another tool read something in a reason, whichever word it begins at: "isort:skip"? A long one may."""
    if len(reason) > _LONG:
        return True
    words = reason.split()
    return any(tool_comments("# " + " ".join(words[start:])) for start in range(len(words)))


def _shortening(directive: Directive, unused: Sequence[str]) -> Fix | None:
    """Take the unused codes away, and keep the others and the reason."""
    if not directive.text:
        return None
    edit = _replacing(directive, without(directive, unused))
    return Fix(f"Remove {', '.join(unused)} from the {directive.title}", (edit,), Applicability.SAFE)


def _replacing(directive: Directive, text: str) -> Edit:
    end = directive.column + len(directive.text)
    return Edit(directive.line, directive.column, directive.line, end, text)
