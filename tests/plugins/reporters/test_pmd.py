"""PMD's XML against PMD's own schema."""

from __future__ import annotations

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
from qualitygate_plugins.reporters.pmd import create

NAMESPACE = {"pmd": "http://pmd.sourceforge.net/report/2.0.0"}

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def parsed(sample: Sample) -> Any:
    return etree.fromstring(rendered(create(ReportOptions()), sample).encode())


def violations(sample: Sample) -> list[Any]:
    found: list[Any] = parsed(sample).xpath("//pmd:violation", namespaces=NAMESPACE)
    return found


def range_of(where: Location, *lines: str) -> tuple[int, ...]:
    finding = Finding("E501", "x", where, Severity.WARNING, "pep8")
    (violation,) = violations(report_of(finding, texts={where.path: lines}))
    return tuple(int(violation.get(name)) for name in ("beginline", "begincolumn", "endline", "endcolumn"))


@pytest.mark.parametrize("sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"])
def test_the_document_is_valid(sample: Sample, schemas: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(schemas / "pmd-report_2_0_0.xsd")))
    schema.assertValid(parsed(sample))


def test_every_open_finding_is_in_it() -> None:
    found = [
        (each.getparent().get("name"), each.get("beginline"), each.get("begincolumn"), each.get("rule"))
        for each in violations(sample_report())
    ]
    assert found == [
        (HOSTILE_PATH, "2", "11", "F821"),
        (HOSTILE_PATH, "3", "1", "W191"),
        (HOSTILE_PATH, "4", "5", "ACME12"),
        (HOSTILE_PATH, "7", "1", "E501"),
        ("app/gone.py", "1", "1", "E902"),
        ("docs/guide.md", "3", "12", "QG201"),
        ("top.py", "1", "1", "F401"),
    ]


def test_severity_is_a_priority_and_the_category_a_rule_set() -> None:
    found = {each.get("rule"): (each.get("priority"), each.get("ruleset")) for each in violations(sample_report())}
    assert (found["F821"], found["E501"], found["W191"]) == (("1", "bug"), ("3", "style"), ("5", "style"))


def test_a_rule_links_to_its_documentation() -> None:
    found = {each.get("rule"): each.get("externalInfoUrl") for each in violations(sample_report())}
    assert (found["F401"], found["E501"]) == ("https://example.org/F401?a=1&b=2", None)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Location("a.py", 2, 3, 2, 6), (2, 3, 2, 5)),
        (Location("a.py", 2, 3, 2, 3), (2, 3, 2, 3)),
        (Location("a.py", 1, 2, 2, 3), (1, 2, 2, 2)),
        (Location("a.py", 1, 1, 2, 1), (1, 1, 1, 4)),
        (Location("a.py", 2, 3), (2, 3, 2, 6)),
        (Location("a.py", 2), (2, 1, 2, 6)),
        (Location("a.py"), (1, 1, 1, 1)),
        (Location("a.py", 3, 1), (3, 1, 3, 1)),
        (Location("a.py", 9, 5), (9, 5, 9, 5)),
    ],
    ids=[
        *("range", "empty range", "over two lines", "up to a line's start", "no end", "whole line", "whole file"),
        *("empty line", "behind the last line"),
    ],
)
def test_both_ends_are_inclusive(where: Location, expected: tuple[int, ...]) -> None:
    assert range_of(where, "four", "sixsix", "") == expected


def test_the_time_is_the_one_of_a_reproducible_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert parsed(empty_report()).get("timestamp") == "2023-11-14T22:13:20+00:00"


def test_the_whole_message_is_carried() -> None:
    assert HOSTILE_MESSAGE.replace("\x0b", "\ufffd") in [each.text for each in violations(sample_report())]


@given(message=any_text, path=any_text.map(lambda text: text.lstrip("/.") or "x"))
def test_any_text_is_read_back(message: str, path: str) -> None:
    (violation,) = violations(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (violation.text or "", violation.getparent().get("name")) == (xml_text(message), xml_text(path))
