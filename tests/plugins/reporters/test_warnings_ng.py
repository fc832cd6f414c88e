"""The native issues of warnings-ng, as its JSON and XML parsers read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualitygate.api import Finding, Location, ReportOptions, Severity, xml_text
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters import warnings_ng, warnings_ng_xml

Issues = Callable[[Sample], list[dict[str, Any]]]
#: The keys that analysis-model 13.21 asks for, with the getter that it uses; one of another type throws.
TYPES = {
    **dict.fromkeys(("fileName", "severity", "category", "type", "message", "description", "fingerprint"), str),
    **dict.fromkeys(("lineStart", "lineEnd", "columnStart", "columnEnd"), int),
}

any_text = st.text(st.characters(exclude_categories=()))
scalar_text = st.text(st.characters(exclude_categories=["Cs"]))


def from_json(sample: Sample, options: ReportOptions | None = None) -> list[dict[str, Any]]:
    document = json.loads(rendered(warnings_ng.create(options or ReportOptions()), sample))
    result: list[dict[str, Any]] = document["issues"]
    return result


def from_xml(sample: Sample) -> list[dict[str, Any]]:
    document = etree.fromstring(rendered(warnings_ng_xml.create(ReportOptions()), sample).encode())
    return [
        {field.tag: TYPES[field.tag](field.text or "") for field in issue} for issue in document.xpath("/report/issue")
    ]


BOTH = pytest.mark.parametrize("read", [from_json, from_xml], ids=["json", "xml"])


def place(where: Location) -> tuple[int, int, int, int]:
    (issue,) = from_json(report_of(Finding("E501", "x", where, Severity.WARNING, "pep8")))
    return issue["lineStart"], issue["columnStart"], issue["lineEnd"], issue["columnEnd"]


@BOTH
def test_every_open_finding_is_read_with_its_file_place_and_severity(read: Issues) -> None:
    issues = [
        (each["fileName"], each["lineStart"], each["columnStart"], each["lineEnd"], each["columnEnd"], each["severity"])
        for each in read(sample_report())
    ]
    assert issues == [
        (HOSTILE_PATH, 2, 11, 2, 13, "ERROR"),
        (HOSTILE_PATH, 3, 0, 3, 0, "LOW"),
        (HOSTILE_PATH, 4, 5, 5, 6, "NORMAL"),
        (HOSTILE_PATH, 7, 1, 7, 1, "NORMAL"),
        ("app/gone.py", 0, 0, 0, 0, "ERROR"),
        ("docs/guide.md", 3, 12, 3, 17, "NORMAL"),
        ("top.py", 1, 1, 1, 1, "NORMAL"),
    ]


@BOTH
def test_an_issue_has_the_keys_that_the_parser_knows_in_the_types_that_it_wants(read: Issues) -> None:
    for issue in read(sample_report()):
        assert {name: type(value) for name, value in issue.items()} == TYPES


@BOTH
def test_type_and_category_are_the_rules_code_and_category(read: Issues) -> None:
    assert [(each["type"], each["category"]) for each in read(sample_report())][:3] == [
        ("F821", "bug"),
        ("W191", "style"),
        ("ACME12", "style"),
    ]


@BOTH
def test_the_description_is_html(read: Issues) -> None:
    description = read(sample_report())[-1]["description"]
    assert description == (
        '<p>An import is not used</p><p><a href="https://example.org/F401?a=1&amp;b=2">F401</a></p>'
    )


@BOTH
def test_fingerprints_are_the_runs_own(read: Issues) -> None:
    sample = sample_report()
    assert [each["fingerprint"] for each in read(sample)] == [each.fingerprint for each in sample.report.open]


@BOTH
@pytest.mark.parametrize("sample", [empty_report(), report_of()], ids=["empty", "nothing"])
def test_no_findings_are_a_valid_document(read: Issues, sample: Sample) -> None:
    assert read(sample) == []


def test_the_whole_message_is_carried() -> None:
    assert from_json(sample_report())[3]["message"] == HOSTILE_MESSAGE
    assert from_xml(sample_report())[3]["message"] == HOSTILE_MESSAGE.replace("\x0b", "\ufffd")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(Location("a.py", 3, 5, 3, 6), (3, 5, 3, 5), id="one character"),
        pytest.param(Location("a.py", 3, 5, 3, 5), (3, 5, 3, 5), id="an empty range"),
        pytest.param(Location("a.py", 3, 5, 4, 1), (3, 5, 3, 0), id="to the end of a line"),
        pytest.param(Location("a.py", 3, 5, 4, 2), (3, 5, 4, 1), id="over two lines"),
        pytest.param(Location("a.py", 3), (3, 0, 3, 0), id="a line"),
    ],
)
def test_the_end_is_inclusive(where: Location, expected: tuple[int, int, int, int]) -> None:
    assert place(where) == expected


def test_paths_are_absolute_where_asked_for(tmp_path: Path) -> None:
    (*_, last) = from_json(sample_report(str(tmp_path)), ReportOptions(absolute_paths=True))
    assert last["fileName"] == f"{tmp_path.as_posix()}/top.py"


def test_the_xml_declares_its_encoding() -> None:
    text = rendered(warnings_ng_xml.create(ReportOptions()), report_of())
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<report>')


@given(message=scalar_text, path=scalar_text.filter(lambda text: text.strip("./") == text != ""))
def test_json_gives_any_text_back(message: str, path: str) -> None:
    (read,) = from_json(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (read["message"], read["fileName"]) == (message, path)


@given(message=any_text, path=any_text.filter(lambda text: text.strip("./") == text != ""))
def test_xml_gives_any_text_back(message: str, path: str) -> None:
    (read,) = from_xml(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (read["message"], read["fileName"]) == (xml_text(message), xml_text(path))
