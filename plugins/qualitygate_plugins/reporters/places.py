"""Findings and their places for people: worst first, and as ``path:line:column``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from qualitygate.api import Finding, Judgement, Report, Severity, display_path, is_open


def worst_first(report: Report) -> Iterator[Finding]:
    """Yield errors, then warnings, then notes, each in the report's order; nothing is copied."""
    return (judgement.finding for judgement in worst_judged_first(report))


def worst_judged_first(report: Report) -> Iterator[Judgement]:
    """Yield what :func:`worst_first` does, with the fingerprints."""
    for severity in sorted(Severity, reverse=True):
        for judgement in report.judgements:
            if judgement.finding.severity is severity and is_open(judgement):
                yield judgement


def path_display(report: Report, *, absolute: bool = False, start: str = "") -> Callable[[str], str]:
    """Return ``display_path`` for findings that come file by file: each path is worked out once."""
    return lru_cache(maxsize=1)(partial(display_path, report, absolute=absolute, start=start))


def place(path: str, finding: Finding) -> str:
    """Return ``path:line:column`` without what is unknown."""
    where = finding.location
    return path + "".join(f":{number}" for number in (where.line, where.column) if number)
