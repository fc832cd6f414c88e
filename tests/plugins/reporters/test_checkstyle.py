"""Checkstyle documents, parsed as XML."""

from __future__ import annotations

from hypothesis import given

from qualitygate.api import ReportOptions, xml_text
from qualitygate.testing.reporters import HOSTILE_MESSAGE, HOSTILE_PATH, rendered, report_of, sample_report
from qualitygate_plugins.reporters import checkstyle

from .xml_documents import any_text, finding, parsed


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
