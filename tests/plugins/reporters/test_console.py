"""What a person reads."""

from __future__ import annotations

import re

import pytest

from qualitygate.api import (
    Applicability,
    ExitCode,
    Failure,
    Finding,
    Location,
    Refusal,
    Repair,
    ReportOptions,
    Severity,
    Verdict,
    replace,
)
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.console import create

HOSTILE = (
    "100 % of 'a, b': c; d [e] |f| \"g\" <h> & i next line page \U0001f600 ##vso[task.complete]x"
    " ::error file=a::b ##teamcity[c] ##[error]d :12:3: E5 e [see: a,b] |x|"
)
FINDINGS = f"""\
app dir/größe#1.py
  2:11  F821    error: undefined name 'bad'
  3     W191    note: indentation contains tabs
  4:5   ACME12  call over two lines
  7:1   E501    {HOSTILE}

app/gone.py
  -  E902  error: FileNotFoundError: gone

docs/guide.md
  3:12  QG201  'Github' should be 'GitHub' [*]

top.py
  1:1  F401  're' imported but unused

acme failed on app dir/größe#1.py (crash): acme 1.2 (acme-lint 1.2) raised ValueError: \\x1b[31mboom
mypy failed (missing-tool): mypy is not installed: pip install mypy

"""
SUMMARY = """\
by code: ACME12 1, E501 1, E902 1, F401 1, F821 1, QG201 1, W191 1
[*] 1 fixable with --fix, 1 more with --unsafe-fixes
skipped app/usermigrations.py: excluded by 'migrations', but it is no migration
gate: no open warnings or errors: 7 open, 0 allowed
gate holds: complexity does not grow: 3 of 10

"""
VERDICT = (
    "INCOMPLETE  2 failures (acme 1, mypy 1); 7 open findings (2 errors, 4 warnings, 1 note) in 4 of 5 files;"
    " 1 suppressed; 1 baselined; 1 known; 1 fixed; 3 skipped (generated migration 2, excluded 1)\n"
)


def text_of(sample: Sample, options: ReportOptions | None = None) -> str:
    return rendered(create(options or ReportOptions()), sample)


def finding(code: str = "E501", line: int = 1, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code, "wrong", Location("a.py", line, 1), severity, "pep8")


def test_notes_findings_failures_summary_verdict_in_this_order() -> None:
    assert text_of(sample_report()) == f"configuration: setup.cfg [flake8]\n\n{FINDINGS}{SUMMARY}{VERDICT}"


def test_quiet_leaves_findings_and_failures() -> None:
    assert text_of(sample_report(), ReportOptions(quiet=1)) == FINDINGS


def test_very_quiet_leaves_the_verdict() -> None:
    assert text_of(sample_report(), ReportOptions(quiet=2)) == VERDICT


def test_colour_changes_no_text() -> None:
    options = ReportOptions(show_source=True, statistics=True, verbose=1)
    coloured = text_of(sample_report(), replace(options, colour=True))
    assert "\x1b[1;31mF821\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text_of(sample_report(), options)


def test_no_control_character_reaches_the_terminal() -> None:
    hostile = replace(finding(), message="a\x1b[2J\x9b\u202eb\ttab", location=Location("\x1b]0;x\x07.py", 1, 2))
    sample = report_of(hostile, texts={"\x1b]0;x\x07.py": ("\x1b[31m = 1\x7f",)})
    failures = (Failure("\x1bc", "\x1b", "crash", "\x1b", "\x1b"),)
    sample = sample._replace(report=replace(sample.report, failures=failures))
    text = text_of(sample, ReportOptions(show_source=True, verbose=1))
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text) == []
    assert "a\\x1b[2J\\x9b\\u202eb tab" in text


def test_a_clean_run_is_one_line() -> None:
    assert text_of(empty_report()) == "PASSED  1 file checked\n"


def test_the_source_is_shown_with_carets_and_the_fix() -> None:
    text = text_of(sample_report(), ReportOptions(show_source=True))
    assert (
        """\
  2:11  F821    error: undefined name 'bad'
        | x = "\U0001d4b3é"; bad
        |           ^^^
  3     W191    note: indentation contains tabs
        | def f():    pass
  4:5   ACME12  call over two lines
        | call(
        |     ^
"""
        in text
    )
    assert (
        """\
  3:12  QG201  'Github' should be 'GitHub' [*]
        | Push it to Github.
        |            ^^^^^^
        = fix: Replace 'Github' with 'GitHub'

top.py
  1:1  F401  're' imported but unused
       | import re
       | ^
       = fix: Delete the import (unsafe)
"""
        in text
    )


def test_a_source_that_is_not_at_hand_is_left_out() -> None:
    assert text_of(report_of(finding()), ReportOptions(show_source=True, quiet=1)) == "a.py\n  1:1  E501  wrong\n\n"


def test_statistics_is_a_table_most_frequent_first() -> None:
    found = [finding("F821", line, Severity.ERROR) for line in range(1, 13)] + [finding("QG201"), finding("E501")]
    text = text_of(report_of(*found), ReportOptions(statistics=True))
    assert (
        """
  12  F821   undefined-name
   1  E501   line-too-long
   1  QG201  product-name-case

FAILED  14 open findings (12 errors, 2 warnings) in 1 of 1 file
"""
        in text
    )
    assert "by code" not in text


def test_many_codes_are_named_most_frequent_first_and_the_rest_counted() -> None:
    found = [finding(f"E{number}", line) for number in range(1, 13) for line in range(1, 14 - number)]
    assert (
        "\nby code: E1 12, E2 11, E3 10, E4 9, E5 8, E6 7, E7 6, E8 5, E9 4, E10 3"
        " and 2 more codes (--statistics shows all)\n"
    ) in text_of(report_of(*found))


def test_a_single_code_needs_no_line_of_counts() -> None:
    assert text_of(report_of(finding())) == (
        "a.py\n  1:1  E501  wrong\n\nFAILED  1 open finding (1 warning) in 1 of 1 file\n"
    )


def test_open_findings_that_the_gate_allows_still_show_beside_passed() -> None:
    sample = report_of(finding())._replace(verdict=Verdict((), ExitCode.PASSED))
    assert text_of(sample, ReportOptions(quiet=2)) == "PASSED  1 open finding (1 warning) in 1 of 1 file\n"


def test_a_repair_tells_what_was_fixed_what_was_refused_and_what_more_could_be_fixed() -> None:
    sample = sample_report()
    refused = (Refusal("docs/guide.md", "QG201", 1, "the file has 2 hard links"),)
    repaired = replace(sample.report, repair=Repair(Applicability.SAFE, 1, refused))
    text = text_of(sample._replace(report=repaired))
    assert (
        """
fixed in 1 file: W291 1
not fixed: QG201 1 in docs/guide.md: the file has 2 hard links
1 fixable with --unsafe-fixes
"""
        in text
    )
    assert "; 1 fixed; 1 fix refused; " in text
    assert "[*] 1 fixable" not in text


def test_quiet_says_what_was_refused_for_the_finding_stays_open_and_the_reason_is_needed() -> None:
    refused = (Refusal("docs/guide.md", "QG201", 1, "the file has 2 hard links"),)
    sample = sample_report()
    repaired = sample._replace(report=replace(sample.report, repair=Repair(Applicability.SAFE, 1, refused)))
    said = text_of(repaired, ReportOptions(quiet=1))
    assert said.endswith("\n\nnot fixed: QG201 1 in docs/guide.md: the file has 2 hard links\n\n")
    assert "fixed in 1 file" not in said
    assert "not fixed" not in text_of(repaired, ReportOptions(quiet=2))


def test_what_was_refused_in_a_file_for_one_reason_is_one_line() -> None:
    links = "the file has 2 hard links"
    refused = (Refusal("a.py", "E225", 2, links), Refusal("a.py", "F401", 1, links), Refusal("b.py", "F401", 1, links))
    sample = sample_report()
    text = text_of(sample._replace(report=replace(sample.report, repair=Repair(Applicability.SAFE, 0, refused))))
    assert f"not fixed: E225 2, F401 1 in a.py: {links}\nnot fixed: F401 1 in b.py: {links}\n" in text


def test_nothing_more_can_be_fixed_after_unsafe_fixes() -> None:
    sample = sample_report()
    repaired = replace(sample.report, repair=Repair(Applicability.UNSAFE, 1))
    assert "fixable" not in text_of(sample._replace(report=repaired))


def test_verbose_names_checkers_times_and_details_of_failures() -> None:
    text = text_of(sample_report(), ReportOptions(verbose=1))
    assert "undefined name 'bad' (pyflakes, mypy:TC5)\n" in text
    assert '\x1b[31mboom\n    Traceback:\n      File "acme.py", line 3\n'.replace("\x1b", "\\x1b") in text
    assert "\ntime: 1.2 s; in 2 workers: pep8 0.80 s, pyflakes 0.20 s\n" in text
    assert "Traceback" not in text_of(sample_report())


def test_a_command_in_shown_source_stays_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_BUILD", "True")
    where = Location("a.py", 1, 19, 1, 22)
    sample = report_of(replace(finding(), location=where), texts={"a.py": ('x = "##vso[a]" if bad else 0',)})
    shown = text_of(sample, ReportOptions(show_source=True, quiet=1)).replace("\u200b", "")
    assert shown == (
        """\
a.py
  1:19  E501  wrong
        | x = "##vso[a]" if bad else 0
        |                   ^^^

"""
    )
