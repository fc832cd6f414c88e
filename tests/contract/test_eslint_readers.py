"""ESLint's JSON: its own formatter shows every finding, and warnings-ng reads it."""

from __future__ import annotations

import re

import pytest

from qualitygate.api import Finding
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write
from tests.contract.programs import Program
from tests.contract.reading import Fields, assert_read, by_severity, encodable, first_line
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

severity = by_severity("NORMAL", "NORMAL", "ERROR")
word = by_severity("warning", "warning", "error")


@every_sample
def test_warnings_ng_reads_every_finding(java: Program, write: Write, sample: Sample) -> None:
    def fields(finding: Finding) -> Fields:
        return {
            "path": f"{sample.report.root}/{finding.location.path}",
            "line": first_line(finding),
            "severity": severity(finding),
            "code": finding.code,
            "message": encodable(finding.message),
        }

    read = java("analysis-model", "eslint", write("eslint", sample, suffix=".json"))

    assert_read(read, open_findings(sample), fields)


@every_sample
def test_eslint_shows_every_finding(node: Program, write: Write, sample: Sample) -> None:
    (shown,) = node("stylish", write("eslint", sample, suffix=".json"))

    # "  12:3  error  message  E501" below the path of the file
    findings = re.findall(r"^ +(\d+):\d+ +(error|warning) +.*? +([A-Z]+\d+)$", shown["text"], re.MULTILINE | re.DOTALL)
    expected = [(str(first_line(each)), word(each), each.code) for each in open_findings(sample)]
    assert sorted(findings) == sorted(expected)
    assert f"{len(expected)} problem" in shown["text"] or not expected


@every_sample
def test_the_columns_count_utf16_units(node: Program, write: Write, sample: Sample) -> None:
    (shown,) = node("stylish", write("eslint", sample, suffix=".json"))

    columns = {tuple(map(int, place)) for place in re.findall(r"^ +(\d+):(\d+) ", shown["text"], re.MULTILINE)}

    for finding in open_findings(sample):
        line, column = first_line(finding), max(finding.location.column, 1)
        before = (sample.report.lines.line(finding.location.path, line) or "")[: column - 1]
        assert (line, column + sum(ord(character) > 0xFFFF for character in before)) in columns
