"""Cobertura documents, parsed as XML and held against the DTDs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from qualitygate.api import ReportOptions, xml_text
from qualitygate.testing.reporters import HOSTILE_PATH, Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters import cobertura

from .xml_documents import any_text, finding, parsed

SAMPLES = pytest.mark.parametrize(
    "sample", [sample_report(), empty_report(), report_of()], ids=["sample", "empty", "nothing"]
)


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
