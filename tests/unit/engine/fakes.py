"""Checkers that say what a test tells them to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualitygate.engine.checking.check import NamedChecker
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity
from qualitygate.source.source import Source


def finding(
    code: str = "E501", line: int = 1, column: int = 1, *, path: str = "example.py", message: str = "text"
) -> Finding:
    """A finding with what the test is about; the rest is filled in."""
    return Finding(code, message, Location(path, line, column), Severity.WARNING, "fake")


@dataclass(frozen=True)
class FakeChecker:
    """Finds the same in every source, then raises ``error`` if there is one."""

    found: Sequence[Finding] = ()
    error: Exception | None = None
    name: str = "fake"
    kinds: frozenset[str] = frozenset({"python"})
    codes: tuple[str, ...] = ("E",)
    needs_tree: bool = False

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield what it was made with."""
        yield from self.found
        if self.error is not None:
            raise self.error


def named(checker: FakeChecker) -> NamedChecker:
    """Name the checker as the host names one of an installed plugin."""
    return NamedChecker(checker, f"'{checker.name}' (acme_qg, from acme-qg 2.1)")
