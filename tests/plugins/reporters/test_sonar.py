"""Generic issues, held against the rules of the scanner's validator and of its file pointers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.sonar import create

SAMPLES = pytest.mark.parametrize(
    "sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"]
)
ATTRIBUTES = set(
    "CONVENTIONAL FORMATTED IDENTIFIABLE CLEAR COMPLETE EFFICIENT LOGICAL DISTINCT FOCUSED MODULAR TESTED LAWFUL"
    " RESPECTFUL TRUSTWORTHY".split()
)
QUALITIES = {"SECURITY", "RELIABILITY", "MAINTAINABILITY"}

scalar_text = st.text(st.characters(exclude_categories=["Cs"]))
line_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=10)
offsets = st.integers(0, 12)


def parsed(sample: Sample) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(rendered(create(ReportOptions()), sample))
    return result


def range_of(where: Location, *lines: str) -> dict[str, int] | None:
    finding = Finding("E501", "wrong", where, Severity.WARNING, "pep8")
    (issue,) = parsed(report_of(finding, texts={where.path: lines} if lines else {}))["issues"]
    result: dict[str, int] | None = issue["primaryLocation"].get("textRange")
    return result


def columns(start_line: int, start: int, end_line: int, end: int) -> dict[str, int]:
    return {"startLine": start_line, "startColumn": start, "endLine": end_line, "endColumn": end}


def test_every_open_finding_is_read_with_its_file_and_range() -> None:
    read = [
        (each["ruleId"], each["primaryLocation"]["filePath"], each["primaryLocation"].get("textRange"))
        for each in parsed(sample_report())["issues"]
    ]
    assert read == [
        ("F821", HOSTILE_PATH, columns(2, 11, 2, 14)),  # behind two UTF-16 units in one character
        ("W191", HOSTILE_PATH, columns(3, 0, 3, 13)),  # no column: the whole line
        ("ACME12", HOSTILE_PATH, columns(4, 4, 5, 6)),
        ("E501", HOSTILE_PATH, columns(7, 0, 7, 26)),
        ("E902", "app/gone.py", None),
        ("QG201", "docs/guide.md", columns(3, 11, 3, 17)),
        ("F401", "top.py", columns(1, 0, 1, 9)),
    ]


def test_severity_comes_with_the_rule() -> None:
    severities = {rule["id"]: (rule["type"], rule["severity"]) for rule in parsed(sample_report())["rules"]}
    assert severities == {
        "ACME12": ("CODE_SMELL", "MAJOR"),
        "E501": ("CODE_SMELL", "MAJOR"),
        "E902": ("CODE_SMELL", "CRITICAL"),
        "F401": ("BUG", "MAJOR"),
        "F821": ("BUG", "CRITICAL"),
        "QG201": ("CODE_SMELL", "MAJOR"),
        "W191": ("CODE_SMELL", "MINOR"),
    }


def test_a_rule_has_the_worst_severity_of_its_findings() -> None:
    found = [
        Finding("E501", "x", Location("a.py", line), severity, "pep8") for line, severity in enumerate(Severity, 1)
    ]
    assert [rule["severity"] for rule in parsed(report_of(*found))["rules"]] == ["CRITICAL"]


def test_the_message_is_whole_and_never_empty() -> None:
    assert HOSTILE_MESSAGE in [each["primaryLocation"]["message"] for each in parsed(sample_report())["issues"]]
    (issue,) = parsed(report_of(Finding("E501", "", Location("a.py"), Severity.NOTE, "x")))["issues"]
    assert issue["primaryLocation"]["message"] == "E501"


@SAMPLES
def test_the_scanner_accepts_the_document(sample: Sample) -> None:
    document = parsed(sample)
    assert list(document) == ["rules", "issues"]
    identifiers = [rule["id"] for rule in document["rules"]]
    assert len(set(identifiers)) == len(identifiers)
    for rule in document["rules"]:
        assert rule["name"] and rule["engineId"] == "qualitygate"
        assert rule["cleanCodeAttribute"] in ATTRIBUTES
        assert rule["type"] in {"BUG", "CODE_SMELL", "VULNERABILITY"}
        assert rule["severity"] in {"BLOCKER", "CRITICAL", "MAJOR", "MINOR", "INFO"}
        assert [impact["softwareQuality"] in QUALITIES for impact in rule["impacts"]] == [True]
        assert [impact["severity"] in {"HIGH", "MEDIUM", "LOW"} for impact in rule["impacts"]] == [True]
    for issue in document["issues"]:
        assert set(issue) == {"ruleId", "primaryLocation"}  # severity and type belong to the old format
        assert issue["ruleId"] in identifiers


def test_a_place_that_the_file_does_not_have_is_not_written() -> None:
    assert range_of(Location("a.py", 1, 80), "short") == {"startLine": 1}  # the end would be before the start
    assert range_of(Location("a.py", 1, 1), "") == {"startLine": 1}  # nothing on the line to point at
    assert range_of(Location("a.py", 2, 1, 9, 1), "one", "two") == {"startLine": 2}  # the last line is not there
    assert range_of(Location("a.py", 3, 1), "one", "two") is None
    assert range_of(Location("a.py", 3, 1)) == {"startLine": 3}  # the text is not at hand


@given(
    lines=st.lists(line_text, min_size=1, max_size=3),
    start=st.tuples(st.integers(1, 4), offsets),
    end=st.one_of(st.just((0, 0)), st.tuples(st.integers(1, 4), offsets)),
)
def test_no_range_makes_the_scanner_crash(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> None:
    if end != (0, 0) and end < start:
        start, end = end, start
    found = range_of(Location("a.py", *start, *end), *lines)
    if found:
        lengths = [len(line.encode("utf-16-le")) // 2 for line in lines]
        assert found["startLine"] <= len(lines)
        if "startColumn" in found:
            first, last = (found["startLine"], found["startColumn"]), (found["endLine"], found["endColumn"])
            assert first < last
            assert all(0 <= offset <= lengths[line - 1] for line, offset in (first, last))


@given(message=scalar_text.filter(bool), path=scalar_text)
def test_any_text_is_read_back(message: str, path: str) -> None:
    (issue,) = parsed(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))["issues"]
    assert (issue["primaryLocation"]["message"], issue["primaryLocation"]["filePath"]) == (message, path)
