"""Repairs a text with the fixes of pyflakes' findings, as a run with ``--fix`` does."""

from __future__ import annotations

from collections.abc import Iterator

from qualitygate.api import Applicability, Edit, Finding, Source
from qualitygate.model.fix import apply_edits
from qualitygate_plugins.pyflakes.checker import PyflakesChecker

ROUNDS = 10


def found(text: str, path: str = "example.py") -> list[Finding]:
    """Return pyflakes' findings in a text that parses."""
    return list(PyflakesChecker((), doctests=False).check(Source.from_text(text, path=path)))


def fixed(text: str, code: str, *, path: str = "example.py", unsafe: bool = False) -> str:
    """Return ``text`` after all fixes of ``code``: in each round those that do not touch, for at most ten rounds."""
    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    for _ in range(ROUNDS):
        edits = list(_disjoint([f for f in found(text, path) if f.code.startswith(code)], level))
        if not edits:
            return text
        text = apply_edits(text, edits)
        assert Source.from_text(text).tree is not None, f"this does not parse:\n{text}"
    raise AssertionError(f"expected an end after {ROUNDS} rounds:\n{text}")


def _disjoint(findings: list[Finding], level: Applicability) -> Iterator[Edit]:
    taken: list[Edit] = []
    for finding in findings:
        fix = finding.fix
        if fix and fix.applicability >= level and not any(_touch(one, other) for one in fix.edits for other in taken):
            taken += fix.edits
            yield from fix.edits


def _touch(one: Edit, other: Edit) -> bool:
    return (one.start_line, one.start_column) <= (other.end_line, other.end_column) and (
        other.start_line,
        other.start_column,
    ) <= (one.end_line, one.end_column)


def applicability(text: str, code: str, path: str = "example.py") -> Applicability | None:
    """Return how far the fix of the first finding of ``code`` may be trusted; None when it has none."""
    first = next(finding for finding in found(text, path) if finding.code == code)
    return first.fix.applicability if first.fix else None
