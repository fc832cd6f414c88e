"""Counts by code."""

from __future__ import annotations

from qualitygate.api import Finding, Location, Severity
from qualitygate.testing.reporters import Sample, report_of
from qualitygate_plugins.reporters.console.pen import Line
from qualitygate_plugins.reporters.console.statistics import code_table, frequent_codes, plural


def _sample(**counts: int) -> Sample:
    codes = [code for code, count in counts.items() for _ in range(count)]
    found = [Finding(code, "m", Location("a.py", line), Severity.WARNING, "pep8") for line, code in enumerate(codes, 1)]
    return report_of(*found)


def _texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in spans).rstrip() for spans in lines]


def test_the_table_has_the_most_frequent_first_and_its_columns_in_line() -> None:
    sample = _sample(F401=2, E501=10)

    assert [row.split() for row in _texts(list(code_table(sample.report, sample.rules)))] == [
        ["10", "E501", "line-too-long"],
        ["2", "F401", "unused-import"],
    ]


def test_codes_beyond_the_tenth_are_counted() -> None:
    codes = {f"X{number}": 12 - number for number in range(1, 12)}

    (line,) = _texts(list(frequent_codes(_sample(**codes).report)))
    assert line.startswith("by code: X1 11, X2 10,")
    assert line.endswith(" and 1 more code (--statistics shows all)")


def test_one_code_alone_needs_no_line() -> None:
    assert list(frequent_codes(_sample(E501=3).report)) == []


def test_one_is_no_plural() -> None:
    assert [plural(count, "file") for count in (0, 1, 2)] == ["0 files", "1 file", "2 files"]
