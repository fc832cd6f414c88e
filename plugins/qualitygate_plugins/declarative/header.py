"""``require-header``: the lines that every file must begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate.api import Applicability
from qualitygate.api.rules import Context, Fix, Location, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration

#: What may stand before it in Python: the line for the shell, and that of the encoding (PEP 263).
_BEFORE = re.compile(r"(?:#![^\n]*\n)?(?:[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+[^\n]*\n)?")


class RequireHeader(DeclaredRule):
    """Finds files that begin with something else. Empty ones need no header."""

    needs_tree = False

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        self._header = declared.require_header.strip("\n")
        self._is_fixed = "..." not in self._header
        if self._is_fixed:
            self.fix = Applicability.SAFE if declared.fix == "safe" else Applicability.UNSAFE
        lines = self._header.split("\n")
        written = (".*".join(map(re.escape, line.rstrip().split("..."))) for line in lines)
        self._expected = re.compile("\n".join(f"{line}[ \\t]*" for line in written) + r"(?:\n|\Z)")

    def read_kinds(self, declared: Declaration) -> tuple[str, ...]:
        """Return those that are named; else Python."""
        return declared.kinds or super().read_kinds(declared)

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield the beginning of a file without it."""
        text = context.text
        before = _BEFORE.match(text) if "python" in self.kinds else None
        start = before.end() if before is not None else 0
        if text.strip() and not self._expected.match(text, start):
            line = text.count("\n", 0, start) + 1
            end = len(context.source.line(line)) + 1
            where = Location(context.path, line, 1, line, end)
            yield context.problem(where, self.summary, self._fix(context, line))

    def _fix(self, context: Context, line: int) -> Fix | None:
        if not self._is_fixed:
            return None
        here = Location(context.path, line, 1, line, 1)
        trust = self.fix if self.fix is not None else Applicability.UNSAFE
        return context.replace(here, f"{self._header}\n", "Insert the header", trust)
