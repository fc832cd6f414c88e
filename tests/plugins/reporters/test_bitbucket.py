"""The bodies of Bitbucket's requests, within its server's limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity, one_line
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.bitbucket import create

scalar_text = st.text(st.characters(exclude_categories=["Cs"]))


def parsed(sample: Sample) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(rendered(create(ReportOptions()), sample))
    return result


def annotations(sample: Sample) -> list[dict[str, Any]]:
    return [annotation for chunk in parsed(sample)["annotations"] for annotation in chunk]


def finding(line: int, severity: Severity = Severity.WARNING, message: str = "wrong") -> Finding:
    return Finding("E501", message, Location("a.py", line), severity, "pep8")


def test_every_open_finding_is_read_with_its_file_line_and_severity_worst_first() -> None:
    read = [
        (each["path"], each.get("line"), each["summary"].partition(" ")[0], each["annotation_type"], each["severity"])
        for each in annotations(sample_report())
    ]
    assert read == [
        (HOSTILE_PATH, 2, "F821", "BUG", "HIGH"),
        ("app/gone.py", None, "E902", "CODE_SMELL", "HIGH"),
        (HOSTILE_PATH, 4, "ACME12", "CODE_SMELL", "MEDIUM"),
        (HOSTILE_PATH, 7, "E501", "CODE_SMELL", "MEDIUM"),
        ("docs/guide.md", 3, "QG201", "CODE_SMELL", "MEDIUM"),
        ("top.py", 1, "F401", "BUG", "MEDIUM"),
        (HOSTILE_PATH, 3, "W191", "CODE_SMELL", "LOW"),
    ]


def test_an_annotation_follows_the_servers_schema(schemas: Path) -> None:
    schema = json.loads((schemas / "bitbucket-cloud-report-annotation.json").read_text())
    for annotation in [*annotations(sample_report()), *annotations(report_of(finding(1, message="x\n" * 3000)))]:
        jsonschema.validate(annotation, schema)


def test_the_report_says_the_verdict_and_its_numbers() -> None:
    report = parsed(sample_report())["report"]
    assert (report["result"], report["report_type"]) == ("FAILED", "BUG")
    assert report["details"] == (
        "no open warnings or errors: 7 open, 0 allowed; the run is incomplete, for these failed: acme, mypy"
    )
    assert {each["title"]: each["value"] for each in report["data"]} == {
        "Errors": 2,
        "Warnings": 4,
        "Notes": 1,
        "Failures": 2,
        "Files": 4,
    }
    assert {each["type"] for each in report["data"]} == {"NUMBER"}


def test_a_clean_run_passed_and_has_no_annotations() -> None:
    document = parsed(empty_report())
    assert (document["report"]["result"], document["annotations"]) == ("PASSED", [])


def test_annotations_come_in_chunks_of_a_hundred() -> None:
    chunks = parsed(report_of(*map(finding, range(1, 251))))["annotations"]
    assert [len(chunk) for chunk in chunks] == [100, 100, 50]


def test_the_worst_thousand_are_annotated_and_the_rest_counted() -> None:
    found = [finding(line, Severity.NOTE) for line in range(1, 1001)]
    found += [finding(line, Severity.ERROR) for line in range(1001, 1301)]
    sample = report_of(*found)
    severities = [each["severity"] for each in annotations(sample)]
    assert (severities.count("HIGH"), severities.count("LOW")) == (300, 700)
    assert parsed(sample)["report"]["details"].startswith("300 more findings than the 1000 shown here")


def test_identities_differ() -> None:
    found = annotations(report_of(finding(1), finding(1), finding(2)))
    assert len({each["external_id"] for each in found}) == 3


def test_a_long_message_is_cut_and_given_in_full_below() -> None:
    (cut,) = annotations(report_of(finding(1, message="é" * 900)))
    assert (len(cut["summary"]), cut["details"]) == (450, "é" * 900)
    assert "details" not in annotations(report_of(finding(1)))[0]


def test_the_summary_is_one_line_that_begins_with_the_code() -> None:
    assert f"E501 {one_line(HOSTILE_MESSAGE)}" in [each["summary"] for each in annotations(sample_report())]


@given(message=scalar_text, path=scalar_text)
def test_any_text_is_read_back(message: str, path: str) -> None:
    (read,) = annotations(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (read["summary"], read["path"]) == (f"E501 {one_line(message)}", path)
