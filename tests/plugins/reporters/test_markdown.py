"""The page for a step summary: what GitHub's renderer makes of the table."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity, one_line, visible
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.markdown import LIMIT, create, escape, page

#: Without one of these outside a reference, nothing in a text is Markdown.
MARKUP = re.compile(r"[!-/:-@\[-`{-~]")


def text_of(sample: Sample) -> str:
    return rendered(create(ReportOptions()), sample)


def rows(text: str) -> list[list[str]]:
    """Return the table's cells below its head, as a renderer gives them: split first, references read later."""
    lines = [line for line in text.split("\n") if line.startswith("|")][2:]
    return [[unescaped(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]


def unescaped(text: str) -> str:
    return html.unescape(text.replace("&#64;<!-- -->", "@"))


def test_findings_come_worst_first() -> None:
    assert [row[:3] for row in rows(text_of(sample_report()))] == [
        ["error", f"{HOSTILE_PATH}:2:11", "F821"],
        ["error", "app/gone.py", "E902"],
        ["warning", f"{HOSTILE_PATH}:4:5", "ACME12"],
        ["warning", f"{HOSTILE_PATH}:7:1", "E501"],
        ["warning", "docs/guide.md:3:12", "QG201"],
        ["warning", "top.py:1:1", "F401"],
        ["note", f"{HOSTILE_PATH}:3", "W191"],
    ]


def test_a_cell_has_the_whole_message_on_one_line() -> None:
    assert one_line(HOSTILE_MESSAGE) in [row[3] for row in rows(text_of(sample_report()))]


def test_the_verdict_failures_and_conditions_stand_above_the_table() -> None:
    head = html.unescape(text_of(sample_report()).partition("| severity |")[0]).split("\n")
    assert head[0].startswith("### qualitygate: INCOMPLETE  2 failures (acme 1, mypy 1); 7 open findings")
    assert head[2:] == [
        f"- {HOSTILE_PATH}: acme failed (crash): acme 1.2 (acme-lint 1.2) raised ValueError: \\x1b[31mboom",
        "- mypy failed (missing-tool): mypy is not installed: pip install mypy",
        "- gate: no open warnings or errors: 7 open, 0 allowed",
        "",
        "",
    ]


def test_a_clean_run_has_no_table() -> None:
    assert html.unescape(text_of(empty_report())) == "### qualitygate: PASSED  1 file checked\n\n"


def test_what_does_not_fit_is_counted_and_is_the_least_bad() -> None:
    found = [Finding("E501", "x" * 900, Location("a.py", line), Severity.WARNING, "pep8") for line in range(1, 1501)]
    worst = Finding("F821", "y", Location("z.py", 1), Severity.ERROR, "pyflakes")
    text = text_of(report_of(*found, worst))
    assert LIMIT - 2000 < len(text.encode()) <= LIMIT
    shown = rows(text)
    assert shown[0][:3] == ["error", "z.py:1", "F821"]
    assert text.endswith(f"\n{1501 - len(shown)} more findings did not fit into {LIMIT} bytes.\n")


@pytest.mark.parametrize("limit", [0, 99, 150, 300, 1000, 3000])
def test_the_limit_holds_however_small(limit: int) -> None:
    report, verdict, _ = sample_report()
    assert len("".join(page(report, verdict, limit=limit)).encode()) <= limit


@given(message=st.text(st.characters(exclude_categories=())), name=st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_back_but_for_control_characters(message: str, name: str) -> None:
    path = f"a/x{name.replace('/', '')}x".replace("\0", "")
    finding = Finding("E501", f"x{message}x", Location(path, 1), Severity.WARNING, "pep8")
    text = text_of(report_of(finding))
    (row,) = rows(text)
    assert row[3] == visible(one_line(f"x{message}x"))
    assert row[1] == visible(one_line(f"{path}:1"))
    (line,) = [line for line in text.split("\n") if line.startswith("| warning")]
    assert MARKUP.findall(re.sub(r"&#64;<!-- -->|&#(?!64;)\d+;|[/.,;:'\"()=%?+-]", "", line)) == ["|"] * 5


@pytest.mark.parametrize(
    "text", ["https://x.example", "www.x.example", "see :tada: :+1:", ":100:", "1. x", "- x", "+ x"]
)
def test_what_a_place_gives_a_meaning_becomes_a_reference(text: str) -> None:
    assert not re.search(r"://|www\.|:(?:100|\+1|tada):|^(?:1\.|[-+])", escape(text))


def test_e15_the_raw_text_can_be_read() -> None:
    assert escape("src/oscar/a.py:3:1 (x, y); it's 5 % of a = b") == "src/oscar/a.py:3:1 (x, y); it's 5 % of a = b"
