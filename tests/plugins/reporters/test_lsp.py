"""publishDiagnostics parameters, as an editor applies them to its text in UTF-16."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import HOSTILE_PATH, Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.lsp import create


def parsed(sample: Sample) -> list[dict[str, Any]]:
    result: list[dict[str, Any]] = json.loads(rendered(create(ReportOptions()), sample))
    return result


def by_code() -> dict[str, dict[str, Any]]:
    return {each["code"]: each for params in parsed(sample_report("/work dir")) for each in params["diagnostics"]}


def span(diagnostic: dict[str, Any]) -> tuple[int, int, int, int]:
    start, end = diagnostic["range"]["start"], diagnostic["range"]["end"]
    return start["line"], start["character"], end["line"], end["character"]


def test_every_checked_file_is_in_it_so_that_a_clean_one_is_cleared() -> None:
    counts = [(params["uri"], len(params["diagnostics"])) for params in parsed(sample_report("/work dir"))]
    assert counts == [
        ("file:///work%20dir/app%20dir/gr%C3%B6%C3%9Fe%231.py", 4),
        ("file:///work%20dir/app/clean.py", 0),
        ("file:///work%20dir/app/gone.py", 1),
        ("file:///work%20dir/docs/guide.md", 1),
        ("file:///work%20dir/top.py", 1),
    ]
    assert [params["diagnostics"] for params in parsed(empty_report())] == [[]]
    assert parsed(report_of()) == []


def test_the_range_selects_the_flagged_text_behind_an_astral_character() -> None:
    line, start, _, end = span(by_code()["F821"])
    text = 'x = "\U0001d4b3é"; bad'.encode("utf-16-le")
    assert line == 1
    assert text[2 * start : 2 * end].decode("utf-16-le") == "bad"


def test_unknown_places_are_as_wide_as_what_is_known() -> None:
    found = by_code()
    assert span(found["W191"]) == (2, 0, 2, len("def f():\tpass"))  # no column: the whole line
    assert span(found["F401"]) == (0, 0, 0, len("import re"))  # no end: to the end of the line
    assert span(found["E902"]) == (0, 0, 0, 0)  # the whole file: its beginning
    assert span(found["ACME12"]) == (3, 4, 4, 6)


def test_a_diagnostic_carries_severity_source_link_and_fix() -> None:
    found = by_code()
    assert {code: each["severity"] for code, each in found.items() if code in ("F821", "F401", "W191")} == {
        "F821": 1,
        "F401": 2,
        "W191": 3,
    }
    assert found["F821"]["source"] == "qualitygate (pyflakes)"
    assert found["F401"]["codeDescription"] == {"href": "https://example.org/F401?a=1&b=2"}
    assert "codeDescription" not in found["E501"]
    assert found["QG201"]["data"] == {"fix": {"title": "Replace 'Github' with 'GitHub'", "applicability": "safe"}}


def test_findings_that_are_not_open_are_not_shown() -> None:
    top = next(params for params in parsed(sample_report()) if params["uri"].endswith("top.py"))
    assert [each["code"] for each in top["diagnostics"]] == ["F401"]
    hostile = parsed(sample_report())[0]
    assert unquote(hostile["uri"]).endswith(HOSTILE_PATH)
    assert [each["code"] for each in hostile["diagnostics"]] == ["F821", "W191", "ACME12", "E501"]


@given(path=st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1))
def test_a_uri_is_ascii_and_decodes_to_the_path(path: str) -> None:
    (params,) = parsed(report_of(Finding("E501", "x", Location(path, 1), Severity.WARNING, "pep8")))
    assert params["uri"].isascii()
    assert unquote(params["uri"]).endswith("/" + path)
