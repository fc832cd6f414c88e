"""Lines in a form of the user's own, and how a wrong form is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity, UsageError
from qualitygate.testing.reporters import Sample, empty_report, rendered, report_of, sample_report
from qualitygate_plugins.reporters.template import FIELDS, create


def text_of(template: str, sample: Sample) -> str:
    return rendered(create(ReportOptions(template=template)), sample)


def test_every_field_is_filled() -> None:
    template = "|".join(f"{name}={{{name}}}" for name in FIELDS)
    assert text_of(template, sample_report()).split("\n")[0] == (
        "path=app dir/größe#1.py|line=2|column=11|end_line=2|end_column=14|code=F821|name=undefined-name"
        "|message=undefined name 'bad'|severity=error|category=bug|checker=pyflakes|scope=Outer.<locals>.inner[0]"
        "|fix=|url="
    )


def test_the_title_of_a_fix_and_the_url_are_fields() -> None:
    assert text_of("{fix} {url}", sample_report()).split("\n")[-3:-1] == [
        "Replace 'Github' with 'GitHub' ",
        "Delete the import https://example.org/F401?a=1&b=2",
    ]


def test_what_is_unknown_is_zero() -> None:
    assert "app/gone.py 0:0-0:0" in text_of("{path} {line}:{column}-{end_line}:{end_column}", sample_report())


@pytest.mark.parametrize(
    ("template", "line"),
    [
        (r"{path}\t{line}", "a.py\t7\n"),
        (r"{path}\n{line}", "a.py\n7\n"),
        (r"{path}\\n", "a.py\\n\n"),
        (r"{path}\x", "a.py\\x\n"),
        ("{line:>4}|{code:<6}|", "   7|E501  |\n"),
        ("{{{code}}}", "{E501}\n"),
        ("{message!r}", '"it\'s"\n'),
    ],
    ids=["tab", "line break", "backslash", "other escape", "width", "braces", "conversion"],
)
def test_the_form_is_pythons_with_escapes(template: str, line: str) -> None:
    sample = report_of(Finding("E501", "it's", Location("a.py", 7), Severity.WARNING, "pep8"))
    assert text_of(template, sample) == line


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("", "expected --template TEXT too"),
        ("{file}", r"there is no field 'file' \(available: path, line, column"),
        ("{}", "there is no field ''"),
        ("{0}", "there is no field '0'"),
        ("{path.__class__}", "there is no field 'path.__class__'"),
        ("{path[0]}", r"there is no field 'path\[0\]'"),
        ("{path", "expected '}'"),
        ("path}", "Single '}'"),
        ("{path:d}", "Unknown format code 'd'"),
        ("{line:{column}}", "expected a plain format specification, got '{column}'"),
        ("{path!x}", "conversion"),
    ],
)
def test_a_template_that_does_not_work_is_refused_at_the_start(template: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        create(ReportOptions(template=template))


def test_no_findings_are_no_lines() -> None:
    assert text_of("{path}", empty_report()) == ""


def test_a_command_cannot_grow_together_from_template_and_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    sample = report_of(Finding("E501", "#[error]x", Location("::error::.py", 1), Severity.WARNING, "pep8"))
    text = text_of(r"#{message}\n{path}", sample)
    assert text == "#\u200b#[error]x\n:\u200b:error::.py\n"


@given(message=st.text(st.characters(exclude_categories=())))
def test_any_message_stays_on_one_line(message: str) -> None:
    sample = report_of(Finding("E501", message, Location("a.py"), Severity.WARNING, "pep8"))
    assert len(text_of("{code} {message}", sample).splitlines()) == 1
