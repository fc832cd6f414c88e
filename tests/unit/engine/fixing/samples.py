"""Checkers with fixes, made of a pattern and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.fixing.judged import open_findings
from qualitygate.engine.fixing.rounds import Fixed, FixPolicy, fix_source
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability, Severity
from qualitygate.source.source import Source

SETTINGS = Settings(Selection(select=("A", "B", "C"), ignore=()))


def fixable(*edits: Edit, code: str = "A1", level: Applicability = Applicability.SAFE) -> Finding:
    """A finding with a fix of these edits."""
    where = Location("a.py", edits[0].start_line, edits[0].start_column)
    return Finding(code, "text", where, Severity.WARNING, "fake", fix=Fix("Write it right", edits, level))


@dataclass(frozen=True)
class Rewriter:
    """Finds a pattern, line by line, and fixes it to what ``expand`` gives for the match."""

    code: str
    pattern: str
    new: str | Callable[[re.Match[str]], str]
    level: Applicability = Applicability.SAFE
    name: str = "fake"
    kinds: frozenset[str] = frozenset({"python"})
    needs_tree: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Its one code."""
        return (self.code,)

    def check(self, source: Source) -> list[Finding]:
        """Yield one finding a match."""
        found = []
        for number, text in enumerate(source.lines, 1):
            for match in re.finditer(self.pattern, text):
                new = match.expand(self.new) if isinstance(self.new, str) else self.new(match)
                edit = Edit(number, match.start() + 1, number, match.end() + 1, new)
                found.append(replace(fixable(edit, code=self.code, level=self.level), message=f"{match[0]!r}"))
        return found


def checking(checkers: Sequence[Rewriter]) -> Callable[[Source], Checked]:
    """Return what checks with these checkers."""
    named = [NamedChecker(checker, "'fake' (fake)") for checker in checkers]
    return lambda source: check_source(source, SETTINGS, named)


def fix(
    text: str | bytes,
    *checkers: Rewriter,
    level: Applicability = Applicability.SAFE,
    free: frozenset[str] = frozenset(),
    held: Sequence[str] = (),
) -> Fixed:
    """Check a text and fix what was found."""
    source = Source("a.py", text.encode() if isinstance(text, str) else text)
    check = checking(checkers)
    return fix_source(source, open_findings(check(source), "a.py", held), check, FixPolicy(level, free), held)
