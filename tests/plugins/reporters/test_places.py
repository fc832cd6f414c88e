"""Findings for people: the worst first, at a place without what is unknown."""

from __future__ import annotations

import pytest

from qualitygate.api import Finding, Location, Severity
from qualitygate.testing.reporters import report_of, sample_report
from qualitygate_plugins.reporters.places import place, worst_first


def _finding(severity: Severity, line: int, column: int = 0) -> Finding:
    return Finding("E501", "m", Location("a.py", line, column), severity, "pep8")


def test_errors_come_before_warnings_and_notes_each_in_the_reports_order() -> None:
    found = [_finding(severity, line) for line, severity in enumerate([*Severity, *Severity], 1)]
    ordered = [(finding.severity, finding.location.line) for finding in worst_first(report_of(*found).report)]

    assert ordered == sorted(ordered, key=lambda each: (-each[0], each[1]))
    assert len(ordered) == len(found)


def test_what_is_silenced_is_not_told() -> None:
    told = list(worst_first(sample_report().report))

    assert len(told) == sum(len(found) for _, found in sample_report().report.open_by_path())


@pytest.mark.parametrize(("line", "column", "shown"), [(0, 0, "a.py"), (3, 0, "a.py:3"), (3, 7, "a.py:3:7")])
def test_what_is_unknown_of_a_place_is_left_out(line: int, column: int, shown: str) -> None:
    assert place("a.py", _finding(Severity.NOTE, line, column)) == shown
