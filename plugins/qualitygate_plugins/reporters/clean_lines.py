"""How many lines of the checked files are clean: what Cobertura draws and OpenMetrics counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualitygate.api import Report


@dataclass(frozen=True, slots=True)
class CheckedLines:
    """A file's lines: how many there are, and which of them are not clean."""

    path: str
    count: int
    dirty: frozenset[int]


def checked_lines(report: Report) -> list[CheckedLines]:
    """Collect all files, also those with findings that nobody could read; no finding lies behind the last line."""
    dirty = {
        path: frozenset(max(finding.location.line, 1) for finding in findings)
        for path, findings in report.open_by_path()
    }
    counts = dict.fromkeys(dirty, 0) | {file.path: file.line_count for file in report.files}
    none: frozenset[int] = frozenset()
    return [
        CheckedLines(path, max(count, *dirty.get(path, none), 0), dirty.get(path, none))
        for path, count in sorted(counts.items())
    ]


def clean_rate(files: Iterable[CheckedLines]) -> tuple[int, int, str]:
    """Return clean lines, lines and their rate; of no lines at all, all are clean."""
    valid = covered = 0
    for file in files:
        valid += file.count
        covered += file.count - len(file.dirty)
    return covered, valid, f"{covered / valid:.4g}" if valid else "1"
