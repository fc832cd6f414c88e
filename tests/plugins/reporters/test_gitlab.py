"""Code Quality issues, as GitLab parses and compares them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
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
from qualitygate_plugins.reporters.gitlab import create

#: Of the Code Climate specification.
CATEGORIES = {
    *("Bug Risk", "Clarity", "Compatibility", "Complexity", "Duplication", "Performance", "Security", "Style"),
}

any_text = st.text(st.characters(exclude_categories=["Cs"]))


def parsed(sample: Sample) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = json.loads(rendered(create(ReportOptions()), sample))
    return result


def test_every_open_finding_is_read_with_its_file_line_and_severity() -> None:
    read = [
        (each["location"]["path"], each["location"]["lines"]["begin"], each["check_name"], each["severity"])
        for each in parsed(sample_report())
    ]
    assert read == [
        (HOSTILE_PATH, 2, "F821", "critical"),
        (HOSTILE_PATH, 3, "W191", "info"),
        (HOSTILE_PATH, 4, "ACME12", "minor"),
        (HOSTILE_PATH, 7, "E501", "minor"),
        ("app/gone.py", 1, "E902", "critical"),
        ("docs/guide.md", 3, "QG201", "minor"),
        ("top.py", 1, "F401", "minor"),
    ]


def test_an_entry_follows_gitlabs_schema(schemas: Path) -> None:
    schema = json.loads((schemas / "gitlab-codeclimate.json").read_text())
    for issue in parsed(sample_report()):
        jsonschema.validate(issue, schema)


def test_an_entry_has_what_code_climate_wants_beyond_it() -> None:
    issues = parsed(sample_report())
    assert {issue["type"] for issue in issues} == {"issue"}
    assert {category for issue in issues for category in issue["categories"]} <= CATEGORIES
    assert [issue["categories"] for issue in issues][:3] == [["Bug Risk"], ["Style"], ["Style"]]


def test_fingerprints_differ_for_gitlab_drops_a_second_equal_one() -> None:
    twice = Finding("E501", "wrong", Location("a.py", 1), Severity.WARNING, "pep8")
    assert len({issue["fingerprint"] for issue in parsed(report_of(twice, twice))}) == 2


def test_the_description_is_one_line_that_begins_with_the_code() -> None:
    descriptions = [issue["description"] for issue in parsed(sample_report())]
    assert descriptions[3] == f"E501: {one_line(HOSTILE_MESSAGE)}"


@pytest.mark.parametrize("sample", [empty_report(), report_of()], ids=["empty", "nothing"])
def test_no_findings_are_an_empty_array_without_a_byte_order_mark(sample: Sample) -> None:
    assert rendered(create(ReportOptions()), sample) == "[]\n"


@given(message=any_text, path=any_text)
def test_any_text_is_read_back(message: str, path: str) -> None:
    (issue,) = parsed(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (issue["description"], issue["location"]["path"]) == (f"E501: {one_line(message)}", path)
