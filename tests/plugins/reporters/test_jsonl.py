"""JSON Lines: the findings of ``json``, each on a line, and what else it says on the last one."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters import json as json_format
from qualitygate_plugins.reporters import jsonl

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def parsed(sample: Sample) -> list[dict[str, Any]]:
    return [json.loads(line) for line in rendered(jsonl.create(ReportOptions()), sample).splitlines()]


def test_the_lines_are_the_json_report() -> None:
    report = json.loads(rendered(json_format.create(ReportOptions()), sample_report()))
    *findings, end = parsed(sample_report())
    assert findings == report["findings"]
    assert len(findings) == 11
    assert end == {key: value for key, value in report.items() if key not in ("findings", "files")}


def test_a_line_follows_the_shipped_schema() -> None:
    schema = json.loads((files("qualitygate_plugins.reporters") / "report.schema.json").read_text("utf-8"))
    *findings, end = parsed(sample_report())
    for finding in findings:
        jsonschema.validate(finding, {**schema, "$ref": "#/$defs/finding", "required": []})
    jsonschema.validate(end, {**schema, "$ref": "#/$defs/end", "required": []})


def test_only_the_end_has_no_code() -> None:
    assert ["code" in line for line in parsed(sample_report())] == [True] * 11 + [False]
    assert ["code" in line for line in parsed(empty_report())] == [False]


@given(message=any_text, path=any_text)
def test_any_text_is_read_back(message: str, path: str) -> None:
    read, _ = parsed(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (read["message"], read["path"]) == (as_json_reads(message), as_json_reads(path))


def as_json_reads(text: str) -> str:
    """Two surrogates that happen to form a pair are one character to every JSON reader."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
