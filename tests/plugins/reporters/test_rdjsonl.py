"""reviewdog's messages line by line, and no line longer than its scanner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Applicability, Edit, Finding, Fix, Location, ReportOptions, Severity
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters import rdjson, rdjsonl

#: Go's bufio.MaxScanTokenSize.
LIMIT = 64 * 1024


def lines(sample: Sample) -> list[str]:
    return rendered(rdjsonl.create(ReportOptions()), sample).split("\n")[:-1]


def parsed(sample: Sample) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(sample)]


def finding(message: str, fix: Fix | None = None) -> Finding:
    return Finding("E501", message, Location("a.py", 1, 1), Severity.WARNING, "pep8", fix=fix)


def test_the_lines_are_the_diagnostics_of_rdjson() -> None:
    document = json.loads(rendered(rdjson.create(ReportOptions()), sample_report()))
    assert parsed(sample_report()) == document["diagnostics"]
    assert len(document["diagnostics"]) == 7


def test_a_line_follows_reviewdogs_schema(schemas: Path) -> None:
    schema = json.loads((schemas / "rdf" / "Diagnostic.json").read_text())
    for diagnostic in parsed(sample_report()):
        jsonschema.Draft4Validator(schema).validate(diagnostic)


def test_no_findings_are_no_lines() -> None:
    assert lines(empty_report()) == []


def test_a_suggestion_goes_before_the_line_is_too_long() -> None:
    fix = Fix("Replace it", (Edit(1, 1, 1, 2, "é" * LIMIT),), Applicability.SAFE)
    (read,) = parsed(report_of(finding("wrong", fix), texts={"a.py": ("x",)}))
    assert (read["message"], "suggestions" in read) == ("wrong", False)


@pytest.mark.parametrize(
    "character", ["x", "é", "\U0001f600", "\x1b", "\ud800"], ids=["ascii", "accent", "emoji", "escape", "surrogate"]
)
def test_a_message_is_cut_before_the_line_is_too_long(character: str) -> None:
    (line,) = lines(report_of(finding(character * LIMIT)))
    assert len(line.encode()) < LIMIT
    assert json.loads(line)["message"].endswith("…")


@given(length=st.integers(LIMIT - 300, LIMIT))
def test_a_message_that_just_fits_is_whole(length: int) -> None:
    (line,) = lines(report_of(finding("x" * length)))
    message = json.loads(line)["message"]
    around = len(line.encode()) - len(message.encode())
    assert (message == "x" * length) is (around + length < LIMIT - 1)  # the break is counted too
