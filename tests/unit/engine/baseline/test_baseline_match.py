"""Which of the baseline's entries stand for a finding that has moved."""

from __future__ import annotations

from qualitygate.engine.baseline.baseline_file import Entry
from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import identity
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity


def _finding(path: str, scope: str) -> Finding:
    return Finding("E501", "m", Location(path, 3), Severity.WARNING, "pep8", context="x = 1", scope=scope)


def test_an_entry_has_moved_when_its_finding_stands_in_another_file_or_scope() -> None:
    entry = Entry(identity(_finding("a.py", "f")))
    found = {0: _finding("a.py", "f"), 1: _finding("b.py", "f"), 2: _finding("a.py", "g")}
    matched = BaselineMatch((entry,) * 4, found)

    assert [matched.is_moved(index) for index in range(4)] == [False, True, True, False]
