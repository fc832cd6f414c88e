"""Workflow commands, read by the rules of actions/runner, and the step summary."""

from __future__ import annotations

import re
from collections import Counter
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
from qualitygate_plugins.reporters.github import create

ROOT = Path.cwd().as_posix()


class Annotation(NamedTuple):
    """What the runner makes of a command."""

    level: str
    properties: dict[str, str]
    message: str


def text_of(sample: Sample) -> str:
    return rendered(create(ReportOptions()), sample)


def read(line: str) -> Annotation | None:
    """Do as ``ActionCommand.TryParseV2`` does (actions/runner 2.3): it knows no other escapes."""
    line = line.strip()
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    head, _, data = line[2:].partition("::")
    command, _, properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.strip().split(",") if "=" in pair)
    escapes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(text: str, *names: str) -> str:
        return re.sub("|".join(names), lambda match: escapes[match[0]], text)

    return Annotation(
        command, {name: plain(value, *escapes) for name, value in pairs if value}, plain(data, "%0D", "%0A", "%25")
    )


def annotations(sample: Sample) -> list[Annotation]:
    return [found for line in text_of(sample).split("\n") if (found := read(line))]


def many(counts: dict[Severity, int]) -> Sample:
    return report_of(
        *(
            Finding("E501", f"{severity.word} {number}", Location("a.py", number), severity, "pep8")
            for severity, count in counts.items()
            for number in range(1, count + 1)
        )
    )


def test_findings_come_worst_first_with_their_places() -> None:
    read_back = [
        (each.level, *(each.properties.get(name) for name in ("file", "line", "col", "title")))
        for each in annotations(sample_report())
    ]
    assert read_back == [
        ("error", HOSTILE_PATH, None, None, "qualitygate"),
        ("error", None, None, None, "qualitygate"),
        ("error", HOSTILE_PATH, "2", "11", "F821 undefined-name"),
        ("error", "app/gone.py", None, None, "E902 unreadable-file"),
        ("warning", HOSTILE_PATH, "4", "5", "ACME12 undocumented"),
        ("warning", HOSTILE_PATH, "7", "1", "E501 line-too-long"),
        ("warning", "docs/guide.md", "3", "12", "QG201 product-name-case"),
        ("warning", "top.py", "1", "1", "F401 unused-import"),
        ("notice", HOSTILE_PATH, "3", None, "W191 tab-indent"),
    ]


def test_an_end_is_told_only_within_the_line_for_the_runner_drops_the_columns_else() -> None:
    ends = {
        each.properties["title"][:4]: (each.properties.get("endLine"), each.properties.get("endColumn"))
        for each in annotations(sample_report())
    }
    assert (ends["F821"], ends["ACME"], ends["F401"]) == (("2", "14"), (None, None), (None, None))


def test_the_message_has_the_place_for_the_log_shows_nothing_else() -> None:
    messages = [each.message for each in annotations(sample_report())]
    assert f"{HOSTILE_PATH}:2:11: F821 undefined name 'bad'" in messages
    assert f"{HOSTILE_PATH}:7:1: E501 {HOSTILE_MESSAGE}".replace("\x0b", "\\x0b") in messages


def test_the_last_line_is_the_verdict() -> None:
    assert text_of(empty_report()) == "PASSED  1 file checked\n"
    assert text_of(sample_report()).split("\n")[-2].startswith("INCOMPLETE  2 failures")


def test_ten_of_each_level_are_annotated_without_a_rest() -> None:
    found = annotations(many(dict.fromkeys(Severity, 10)))
    assert Counter(each.level for each in found) == {"error": 10, "warning": 10, "notice": 10}


def test_the_rest_is_counted_in_a_notice_and_stands_in_the_log() -> None:
    sample = many({Severity.ERROR: 12, Severity.WARNING: 3, Severity.NOTE: 10})
    found = annotations(sample)
    assert Counter(each.level for each in found) == {"error": 10, "warning": 3, "notice": 10}
    assert found[-1].message == "3 more, in the log and on the summary of this run"
    rest = [line for line in text_of(sample).split("\n") if line.startswith(("error: ", "notice: "))]
    assert rest == [
        "error: a.py:11: E501 error 11",
        "error: a.py:12: E501 error 12",
        "notice: a.py:10: E501 note 10",
    ]


def test_paths_are_relative_to_the_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "backend").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(tmp_path / "backend")
    files = {each.properties.get("file") for each in annotations(sample_report(str(tmp_path / "backend")))}
    assert "backend/top.py" in files


def test_the_page_is_added_to_the_step_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    text_of(sample_report())
    text = summary.read_text("utf-8")
    assert text.startswith("# Before\n### qualitygate: INCOMPLETE")
    assert text.count("\n| error |") == 2


def test_the_summary_stays_below_what_github_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("x" * 1_000_000 + "\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    text_of(many({Severity.WARNING: 3000}))
    lines = summary.read_text("utf-8").split("\n")
    shown = sum(line.startswith("| warning") for line in lines)
    assert summary.stat().st_size <= 1024 * 1024
    assert lines[-2] == f"{3000 - shown} more findings did not fit into {1024 * 1024 - 1_000_001} bytes."


@pytest.mark.parametrize("place", ["/dev/full", "missing/summary.md"])
def test_a_summary_that_cannot_be_written_is_an_error_that_names_it(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", place)
    with pytest.raises(OSError, match=rf"\(GITHUB_STEP_SUMMARY: {place}\)"):
        text_of(sample_report())


@given(message=st.text(st.characters(exclude_categories=())), name=st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_back_but_for_control_characters(message: str, name: str) -> None:
    path = f"a/x{name.replace('/', '')}x".replace("\0", "")
    message += "x"  # the runner strips a line's end
    sample = report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8"))
    (found,) = annotations(sample)
    assert found.properties["file"] == as_carried(path)
    assert found.message == as_carried(f"{path}:1: E501 {message}")


def as_carried(text: str) -> str:
    return "\n".join(visible(part) for part in re.split("\r\n|\r|\n", text))
