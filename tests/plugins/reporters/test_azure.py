"""Logging commands, read as the agent reads them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.api import Finding, Location, ReportOptions, Severity, visible
from qualitygate.testing.reporters import (
    HOSTILE_MESSAGE,
    HOSTILE_PATH,
    Sample,
    empty_report,
    rendered,
    report_of,
    sample_report,
)
from qualitygate_plugins.reporters.azure import create


class Issue(NamedTuple):
    """What the agent makes of a command."""

    properties: dict[str, str]
    message: str


def text_of(sample: Sample) -> str:
    return rendered(create(ReportOptions()), sample)


def read(line: str) -> Issue | None:
    """Do as ``taskcommand.commandFromString`` of azure-pipelines-task-lib does; the agent looks anywhere in a line."""
    _, found, rest = line.partition("##vso[")
    if not found:
        return None
    head, _, data = rest.partition("]")
    command, _, properties = head.partition(" ")
    assert command == "task.logissue"
    pairs = (pair.split("=", 1) for pair in properties.split(";") if "=" in pair)
    escapes = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}

    def plain(text: str, *names: str) -> str:
        return re.sub("|".join(names), lambda match: escapes[match[0]], text)

    return Issue({name: plain(value, *escapes) for name, value in pairs}, plain(data, "%0D", "%0A", "%AZP25"))


def issues(sample: Sample) -> list[Issue]:
    return [found for line in text_of(sample).split("\n") if (found := read(line))]


def test_findings_come_worst_first_with_their_places() -> None:
    read_back = [
        tuple(each.properties.get(name) for name in ("type", "sourcepath", "linenumber", "columnnumber", "code"))
        for each in issues(sample_report())
    ]
    assert read_back == [
        ("error", HOSTILE_PATH, None, None, None),
        ("error", None, None, None, None),
        ("error", HOSTILE_PATH, "2", "11", "F821"),
        ("error", "app/gone.py", None, None, "E902"),
        ("warning", HOSTILE_PATH, "4", "5", "ACME12"),
        ("warning", HOSTILE_PATH, "7", "1", "E501"),
        ("warning", "docs/guide.md", "3", "12", "QG201"),
        ("warning", "top.py", "1", "1", "F401"),
        ("warning", HOSTILE_PATH, "3", None, "W191"),
    ]


def test_the_whole_message_is_carried_but_for_control_characters() -> None:
    assert HOSTILE_MESSAGE.replace("\x0b", "\\x0b") in [each.message for each in issues(sample_report())]


def test_the_last_line_is_the_verdict() -> None:
    assert text_of(empty_report()) == "PASSED  1 file checked\n"


def test_paths_are_relative_to_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backend").mkdir()
    monkeypatch.setenv("BUILD_SOURCESDIRECTORY", str(tmp_path))
    monkeypatch.chdir(tmp_path / "backend")
    paths = {each.properties.get("sourcepath") for each in issues(sample_report(str(tmp_path / "backend")))}
    assert "backend/top.py" in paths


@given(message=st.text(st.characters(exclude_categories=())), name=st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_back_but_for_control_characters(message: str, name: str) -> None:
    path = f"a/x{name.replace('/', '')}x".replace("\0", "")
    (found,) = issues(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (found.properties["sourcepath"], found.message) == (as_carried(path), as_carried(message))


def as_carried(text: str) -> str:
    return "\n".join(visible(part) for part in re.split("\r\n|\r|\n", text))
