"""SonarQube's own files, ranges and rules take every issue: a range that a file does not have ends its scan."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api import Finding, Location, Report, Severity, codepoint_to_utf16
from qualitygate.testing.reporters import Sample, report_of
from tests.contract.conftest import Write
from tests.contract.programs import Program
from tests.contract.reading import Fields, assert_read, by_severity, encodable
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

severity = by_severity("MINOR", "MAJOR", "CRITICAL")


def write_sources(report: Report, folder: Path) -> Path:
    """Write the files that were checked where the scanner looks for them."""
    folder.mkdir()
    for file in report.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report.lines.data(file.path) or b"")
    return folder


def start(report: Report, finding: Finding) -> tuple[int | None, int | None]:
    """Return the line and the 0-based UTF-16 unit that the finding starts at."""
    where = finding.location
    text = report.lines.line(where.path, where.line)
    return (where.line, codepoint_to_utf16(text, max(where.column - 1, 0))) if text is not None else (None, None)


@every_sample
def test_sonar_keeps_every_issue_in_a_file_that_it_knows(
    java: Program, write: Write, tmp_path: Path, sample: Sample
) -> None:
    known = {file.path for file in sample.report.files}

    def fields(finding: Finding) -> Fields:
        line, column = start(sample.report, finding)
        return {
            "path": finding.location.path,
            "line": line,
            "column": column,
            "severity": severity(finding),
            "code": finding.code,
            "message": encodable(finding.message).replace("\0", "[NULL]"),
        }

    read = java("sonar", write_sources(sample.report, tmp_path / "sources"), write("sonar", sample, suffix=".json"))

    assert_read(read, [each for each in open_findings(sample) if each.location.path in known], fields)


LINES = ("import os", 'x = "\U0001d4b3é"; bad', "", "    y = (", "  1)")


@pytest.mark.parametrize("last", [True, False], ids=["with an end", "without an end"])
def test_no_place_in_a_file_ends_the_scan(java: Program, write: Write, tmp_path: Path, last: bool) -> None:
    """Every start there is, some behind the end of a line or of the file, and from each to the next line's."""
    places = [(line, column) for line in range(len(LINES) + 3) for column in range(18) if line or not column]
    findings = [
        Finding("E501", f"{line}:{column}", Location("a.py", line, column, *end), Severity.WARNING, "x")
        for line, column in places
        for end in ([(line, column + 1), (line + 1, column or 1)] if last and line and column else [(0, 0)])
    ]
    sample = report_of(*findings, texts={"a.py": LINES})

    read = java("sonar", write_sources(sample.report, tmp_path / "sources"), write("sonar", sample, suffix=".json"))

    assert len(read) == len(findings) > len(places) / 2
