"""Checkstyle and Cobertura documents, parsed as XML and held against the DTDs."""

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
from qualitygate_plugins.reporters import checkstyle, cobertura

SAMPLES = pytest.mark.parametrize(
    "sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"]
)

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def parsed(module: Any, sample: Sample) -> Any:
    return etree.fromstring(rendered(module.create(ReportOptions()), sample).encode())


def finding(message: str, path: str = "a.py", line: int = 1) -> Finding:
    return Finding("E501", message, Location(path, line), Severity.WARNING, "pep8")


def test_checkstyle_has_every_open_finding() -> None:
    errors = [
        (file.get("name"), error.get("line"), error.get("column"), error.get("severity"), error.get("source"))
        for file in parsed(checkstyle, sample_report())
        for error in file
    ]
    assert errors == [
        (HOSTILE_PATH, "2", "11", "error", "qualitygate.bug.F821"),
        (HOSTILE_PATH, "3", None, "info", "qualitygate.style.W191"),
        (HOSTILE_PATH, "4", "5", "warning", "qualitygate.style.ACME12"),
        (HOSTILE_PATH, "7", "1", "warning", "qualitygate.style.E501"),
        ("app/gone.py", "1", None, "error", "qualitygate.internal.E902"),
        ("docs/guide.md", "3", "12", "warning", "qualitygate.wording.QG201"),
        ("top.py", "1", "1", "warning", "qualitygate.bug.F401"),
    ]


def test_checkstyle_carries_the_whole_message() -> None:
    messages = parsed(checkstyle, sample_report()).xpath("//error/@message")
    assert HOSTILE_MESSAGE.replace("\x0b", "\ufffd") in messages


def test_checkstyle_starts_as_analysis_model_wants_and_is_valid_when_empty() -> None:
    text = rendered(checkstyle.create(ReportOptions()), report_of())
    assert text.split("\n")[0] == '<?xml version="1.0" encoding="UTF-8"?>'
    assert parsed(checkstyle, report_of()).tag == "checkstyle"


@given(message=any_text, path=any_text)
def test_checkstyle_gives_any_text_back(message: str, path: str) -> None:
    path = path.lstrip("/.") or "x"
    root = parsed(checkstyle, report_of(finding(message, path)))
    assert (root[0].get("name"), root[0][0].get("message")) == (xml_text(path), xml_text(message))


@SAMPLES
@pytest.mark.parametrize("dtd", ["cobertura-coverage-04.dtd", "cobertura-coverage-loose.dtd"])
def test_cobertura_is_valid(sample: Sample, dtd: str, schemas: Path) -> None:
    grammar = etree.DTD(str(schemas / dtd))
    assert grammar.validate(parsed(cobertura, sample)), grammar.error_log


def test_cobertura_misses_the_lines_on_which_an_open_finding_starts() -> None:
    root = parsed(cobertura, sample_report())
    hits = {
        each.get("filename"): "".join(line.get("hits") for line in each.iter("line")) for each in root.iter("class")
    }
    assert hits == {
        HOSTILE_PATH: "1000110",
        "app/clean.py": "11",
        "app/gone.py": "0",  # was not read: only the line of the finding about the whole file
        "docs/guide.md": "110",
        "top.py": "0",
    }
    assert [line.get("number") for line in root.iter("line")][:3] == ["1", "1", "2"]


def test_cobertura_counts_clean_lines() -> None:
    root = parsed(cobertura, sample_report())
    assert (root.get("lines-covered"), root.get("lines-valid"), root.get("line-rate")) == ("7", "14", "0.5")
    rates = {package.get("name"): package.get("line-rate") for package in root.iter("package")}
    assert rates == {".": "0", "app": "0.6667", "app dir": "0.4286", "docs": "0.6667"}


def test_cobertura_has_a_class_per_file_named_after_its_module() -> None:
    names = parsed(cobertura, sample_report()).xpath("//class/@name")
    assert names == ["top", "app.clean", "app.gone", "app dir.größe#1", "docs.guide.md"]
    assert parsed(cobertura, report_of(finding("x", "a$b/<c>.py"))).xpath("//class/@name") == ["a_b._c>"]


def test_cobertura_says_that_it_is_not_test_coverage() -> None:
    text = rendered(cobertura.create(ReportOptions()), sample_report())
    assert "Lint cleanliness, not test coverage" in text
    assert parsed(cobertura, sample_report()).get("version").startswith("qualitygate ")


def test_cobertura_takes_the_time_of_a_reproducible_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert parsed(cobertura, empty_report()).get("timestamp") == "1700000000000"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert int(parsed(cobertura, empty_report()).get("timestamp")) > 1_700_000_000_000


def test_cobertura_has_a_package_even_for_nothing() -> None:
    assert len(parsed(cobertura, report_of()).findall("packages/package")) == 1


def test_cobertura_counts_two_findings_on_a_line_once_and_one_behind_the_end() -> None:
    sample = report_of(finding("a"), finding("b"), finding("c", line=4), texts={"a.py": ("x", "y", "z")})
    assert parsed(cobertura, sample).xpath("//line/@hits") == ["0", "1", "1", "0"]
    assert parsed(cobertura, sample).get("lines-covered") == "2"


@given(path=any_text.filter(bool))
def test_cobertura_gives_any_path_back(path: str) -> None:
    assert parsed(cobertura, report_of(finding("x", path))).xpath("//class/@filename") == [xml_text(path)]
