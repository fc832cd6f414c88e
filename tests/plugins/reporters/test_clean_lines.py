"""Which lines of the checked files are clean."""

from __future__ import annotations

from qualitygate.api import Finding, Location, Severity
from qualitygate.testing.reporters import report_of
from qualitygate_plugins.reporters.clean_lines import CheckedLines, checked_lines, clean_rate


def _finding(line: int, path: str = "a.py") -> Finding:
    return Finding("E501", "m", Location(path, line), Severity.WARNING, "pep8")


def test_two_findings_on_a_line_spoil_one_line() -> None:
    sample = report_of(_finding(2), _finding(2), texts={"a.py": ("x", "y", "z"), "b.py": ("x",)})

    assert checked_lines(sample.report) == [
        CheckedLines("a.py", 3, frozenset({2})),
        CheckedLines("b.py", 1, frozenset()),
    ]


def test_a_finding_about_a_whole_file_or_behind_its_end_has_a_line_too() -> None:
    sample = report_of(_finding(0), _finding(5), _finding(0, "gone.py"), texts={"a.py": ("x", "y")})

    assert checked_lines(sample.report) == [
        CheckedLines("a.py", 5, frozenset({1, 5})),
        CheckedLines("gone.py", 1, frozenset({1})),
    ]


def test_the_rate_is_of_all_files_together_and_of_no_lines_all_are_clean() -> None:
    files = [CheckedLines("a.py", 3, frozenset({2})), CheckedLines("b.py", 1, frozenset())]

    assert clean_rate(files) == (3, 4, "0.75")
    assert clean_rate([]) == (0, 0, "1")
