"""The project's own schema describes every json report and every jsonl line, and no finding is lost in them."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from qualitygate.api import Finding
from qualitygate.testing.reporters import Sample
from tests.contract.conftest import Write, render
from tests.contract.programs import Program, Read
from tests.contract.reading import Fields, assert_read
from tests.contract.samples import every_sample

pytestmark = pytest.mark.consumer

SCHEMA = files("qualitygate_plugins.reporters") / "report.schema.json"


def validator(part: str = "") -> jsonschema.Draft202012Validator:
    """Return what checks a report, or what is described under a name of ``$defs``."""
    schema: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    if part:
        schema |= {"$ref": f"#/$defs/{part}", "required": []}
    return jsonschema.Draft202012Validator(schema)


def assert_carried(rows: Read, sample: Sample) -> None:
    """Hold that these are all findings of the sample, of every disposition."""

    def fields(finding: Finding) -> Fields:
        where = finding.location
        return {
            "path": where.path,
            "line": where.line or None,
            "column": where.column or None,
            "end_line": where.end_line or None,
            "end_column": where.end_column or None,
            "severity": finding.severity.word,
            "code": finding.code,
            "message": finding.message,
        }

    assert_read(rows, [judgement.finding for judgement in sample.report.judgements], fields)
    assert [row["disposition"] for row in rows] == [each.disposition.value for each in sample.report.judgements]


@every_sample
def test_a_json_report_follows_it(sample: Sample) -> None:
    document = json.loads(render("json", sample))

    validator().validate(document)

    assert_carried(document["findings"], sample)


@every_sample
def test_the_lines_of_jsonl_follow_it(sample: Sample) -> None:
    *findings, end = [json.loads(line) for line in render("jsonl", sample).splitlines()]

    for finding in findings:
        validator("finding").validate(finding)
    validator("end").validate(end)

    assert_carried(findings, sample)


@every_sample
def test_another_validator_agrees(node: Program, write: Write, sample: Sample) -> None:
    assert node("jsonschema", write("json", sample, suffix=".json"), str(SCHEMA)) == []


@pytest.mark.parametrize("part", ["", "finding", "end"], ids=["report", "finding", "end"])
def test_it_refuses_what_is_no_report(part: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator(part).validate({})
