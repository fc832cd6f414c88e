"""Text in commands to a CI service is none itself."""

from __future__ import annotations

import io

import pytest

from qualitygate.testing.reporters import empty_report, sample_report
from qualitygate_plugins.reporters.commands import carried, failure_text, write_verdict


@pytest.mark.parametrize("text", ["::error::x", "##vso[task.complete]x", "##teamcity[x]", "##[error]x"])
def test_a_command_in_a_text_is_none_any_more(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TF_BUILD", "True")

    assert (text not in carried(text), carried(text).replace("\u200b", "")) == (True, text)


def test_every_line_break_is_one_and_what_a_terminal_obeys_is_shown() -> None:
    assert carried("a\r\nb\rc\x1b[31m") == "a\nb\nc\\x1b[31m"


def test_a_failure_says_who_how_and_what() -> None:
    failure = sample_report().report.failures[0]

    assert failure_text(failure) == f"{failure.checker} failed ({failure.kind}): {failure.message}"


def test_the_verdict_is_one_line_for_those_who_read_the_log() -> None:
    sample, out = empty_report(), io.StringIO()
    write_verdict(sample.report, sample.verdict, out)

    assert out.getvalue() == "PASSED  1 file checked\n"
