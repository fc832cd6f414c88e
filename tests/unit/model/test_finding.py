"""The order in which findings stand in every report."""

from __future__ import annotations

from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity


def _finding(path: str, line: int, column: int, code: str, message: str = "m") -> Finding:
    return Finding(code, message, Location(path, line, column), Severity.WARNING, "pep8")


def test_findings_are_in_order_of_path_line_column_code_and_message() -> None:
    ordered = [
        _finding("a.py", 2, 1, "E501"),
        _finding("a.py", 10, 1, "E501"),
        _finding("a.py", 10, 2, "C901"),
        _finding("a.py", 10, 2, "E501", "a"),
        _finding("a.py", 10, 2, "E501", "b"),
        _finding("b.py", 1, 1, "A001"),
    ]

    assert sorted(reversed(ordered), key=lambda finding: finding.sort_key) == ordered
