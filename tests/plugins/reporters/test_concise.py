"""One line each, for people."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import HOSTILE_PATH, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.concise import create

HOSTILE_LINE = (
    "100 % of 'a, b': c; d [e] |f| \"g\" <h> & i next line page \U0001f600 ##vso[task.complete]x"
    " ::error file=a::b ##teamcity[c] ##[error]d :12:3: E5 e [see: a,b] |x|"
)
FINDINGS = f"""\
{HOSTILE_PATH}:2:11: F821 undefined name 'bad'
{HOSTILE_PATH}:3: W191 indentation contains tabs
{HOSTILE_PATH}:4:5: ACME12 call over two lines
{HOSTILE_PATH}:7:1: E501 {HOSTILE_LINE}
app/gone.py: E902 FileNotFoundError: gone
docs/guide.md:3:12: QG201 'Github' should be 'GitHub'
top.py:1:1: F401 're' imported but unused
"""
FAILURES = f"""\
acme failed on {HOSTILE_PATH} (crash): acme 1.2 (acme-lint 1.2) raised ValueError: \\x1b[31mboom
mypy failed (missing-tool): mypy is not installed: pip install mypy
"""
VERDICT = (
    "INCOMPLETE  2 failures (acme 1, mypy 1); 7 open findings (2 errors, 4 warnings, 1 note) in 4 of 5 files;"
    " 1 suppressed; 1 baselined; 1 known; 1 fixed; 3 skipped (generated migration 2, excluded 1)\n"
)


def text_of(options: ReportOptions) -> str:
    return rendered(create(options), sample_report())


def test_findings_failures_verdict_in_this_order() -> None:
    assert text_of(ReportOptions()) == FINDINGS + FAILURES + VERDICT


def test_quiet_leaves_findings_and_failures() -> None:
    assert text_of(ReportOptions(quiet=1)) == FINDINGS + FAILURES


def test_very_quiet_leaves_the_verdict() -> None:
    assert text_of(ReportOptions(quiet=2)) == VERDICT


def test_colour_changes_no_text() -> None:
    coloured = text_of(ReportOptions(colour=True))
    assert "\x1b[1;31mF821\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == FINDINGS + FAILURES + VERDICT


def test_a_clean_run_is_its_verdict() -> None:
    assert rendered(create(ReportOptions()), empty_report()) == "PASSED  1 file checked\n"


@given(message=st.text(), path=st.text(min_size=1))
def test_any_text_stays_on_one_line(message: str, path: str) -> None:
    finding = Finding("E501", message, Location("/" + path, 1), Severity.WARNING, "pep8")
    assert len(rendered(create(ReportOptions(quiet=1)), report_of(finding)).splitlines()) == 1
