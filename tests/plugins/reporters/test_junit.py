"""JUnit's XML against Jenkins' schema, and as its readers count it."""

from __future__ import annotations

import re
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
from qualitygate_plugins.reporters.junit import create

#: Where warnings-ng looks for the place (analysis-model 13.21, JUnitAdapter).
PLACE = re.compile(r"((([a-zA-Z]+?/)|([a-zA-Z]:/)|(/))([^:]+?)):(\d+)")

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def parsed(sample: Sample) -> Any:
    return etree.fromstring(rendered(create(ReportOptions()), sample).encode())


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_the_document_is_valid(sample: Sample, schemas: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(schemas / "jenkins-xunit-junit-10.xsd")))
    schema.assertValid(parsed(sample))


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_every_count_is_what_is_there(sample: Sample) -> None:
    root = parsed(sample)
    for suite in (root, *root):
        counted = [len(list(suite.iter(tag))) for tag in ("testcase", "failure", "error")]
        assert [int(suite.get(name)) for name in ("tests", "failures", "errors")] == counted
        assert counted[0] > 0


def test_every_open_finding_is_a_failed_case_of_its_file() -> None:
    cases = [
        (case.getparent().get("name"), case.get("name"), failure.get("type"))
        for case in parsed(sample_report()).iter("testcase")
        for failure in case.iter("failure")
    ]
    assert cases == [
        (HOSTILE_PATH, "F821 at line 2 column 11", "error"),
        (HOSTILE_PATH, "W191 at line 3", "note"),
        (HOSTILE_PATH, "ACME12 at line 4 column 5", "warning"),
        (HOSTILE_PATH, "E501 at line 7 column 1", "warning"),
        ("app/gone.py", "E902", "error"),
        ("docs/guide.md", "QG201 at line 3 column 12", "warning"),
        ("top.py", "F401 at line 1 column 1", "warning"),
    ]


def test_a_clean_file_is_a_case_that_passes() -> None:
    (suite,) = parsed(sample_report()).xpath("testsuite[@name='app/clean.py']")
    assert [(case.get("classname"), len(case)) for case in suite] == [("app.clean", 0)]


def test_what_did_not_do_its_work_is_an_error() -> None:
    errors = [
        (error.getparent().getparent().get("name"), error.get("type"), error.get("message"))
        for error in parsed(sample_report()).iter("error")
    ]
    assert errors == [
        ("qualitygate", "missing-tool", "mypy is not installed: pip install mypy"),
        (HOSTILE_PATH, "crash", "acme 1.2 (acme-lint 1.2) raised ValueError: \ufffd[31mboom"),
    ]


def test_names_are_unique_in_a_file() -> None:
    found = [Finding("E501", text, Location("a.py", 1, 2), Severity.WARNING, "pep8") for text in "abc"]
    names = parsed(report_of(*found)).xpath("//testcase/@name")
    assert names == ["E501 at line 1 column 2", "E501 at line 1 column 2 (2)", "E501 at line 1 column 2 (3)"]


def test_warnings_ng_finds_the_place_in_the_text() -> None:
    texts = parsed(sample_report()).xpath("//failure/text()")
    places = [(match[1], match[7]) for text in texts if (match := PLACE.search(text))]
    assert ("docs/guide.md", "3") in places


def test_a_run_without_files_is_one_passed_test() -> None:
    (suite,) = parsed(report_of())
    assert (suite.get("name"), len(suite)) == ("qualitygate", 1)


@given(message=any_text, path=any_text.map(lambda text: text.lstrip("/.") or "x"))
def test_any_text_is_read_back(message: str, path: str) -> None:
    root = parsed(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    (failure,) = root.iter("failure")
    assert (root[0].get("file"), failure.get("message")) == (xml_text(path), xml_text(message))
    assert failure.text == xml_text(f"{path}:1: E501 {message}")


def test_the_whole_message_is_carried() -> None:
    assert HOSTILE_MESSAGE.replace("\x0b", "\ufffd") in parsed(sample_report()).xpath("//failure/@message")
