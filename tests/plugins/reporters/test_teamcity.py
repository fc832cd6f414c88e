"""Service messages, read as TeamCity's documentation defines them."""

from __future__ import annotations

import re
from typing import NamedTuple

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
from qualitygate_plugins.reporters.teamcity import create

MESSAGE = re.compile(r"##teamcity\[(?P<name>\w+)(?P<attributes>(?: \w+='(?:[^'|\[\]]|\|.)*')*)\]")
ATTRIBUTE = re.compile(r" (\w+)='((?:[^'|]|\|.)*)'", re.DOTALL)
ESCAPED = {"n": "\n", "r": "\r"}


class Message(NamedTuple):
    """A service message."""

    name: str
    attributes: dict[str, str]


def messages(sample: Sample) -> list[Message]:
    """Read the messages; every line but the verdict is one."""
    *lines, verdict, end = rendered(create(ReportOptions()), sample).split("\n")
    assert (verdict.split(" ")[0].isupper(), end) == (True, "")
    found = []
    for line in lines:
        match = MESSAGE.fullmatch(line)
        assert match, line
        attributes = {
            name: re.sub(r"\|(.)", lambda escape: ESCAPED.get(escape[1], escape[1]), value)
            for name, value in ATTRIBUTE.findall(match["attributes"])
        }
        found.append(Message(match["name"], attributes))
    return found


def inspections(sample: Sample) -> list[dict[str, str]]:
    return [each.attributes for each in messages(sample) if each.name == "inspection"]


def test_every_open_finding_is_an_inspection() -> None:
    read_back = [
        (each["file"], each.get("line"), each["typeId"], each["SEVERITY"]) for each in inspections(sample_report())
    ]
    assert read_back == [
        (HOSTILE_PATH, "2", "F821", "ERROR"),
        (HOSTILE_PATH, "3", "W191", "INFO"),
        (HOSTILE_PATH, "4", "ACME12", "WARNING"),
        (HOSTILE_PATH, "7", "E501", "WARNING"),
        ("app/gone.py", None, "E902", "ERROR"),
        ("docs/guide.md", "3", "QG201", "WARNING"),
        ("top.py", "1", "F401", "WARNING"),
    ]


def test_a_type_is_declared_once_before_its_first_use_with_all_its_attributes() -> None:
    sample = report_of(
        *(Finding(code, "x", Location("a.py", 1), Severity.WARNING, "pep8") for code in ("E501", "F401", "E501"))
    )
    declared: list[str] = []
    for each in messages(sample):
        if each.name == "inspectionType":
            assert sorted(each.attributes) == ["category", "description", "id", "name"]
            assert all(each.attributes.values())
            declared.append(each.attributes["id"])
        elif each.name == "inspection":
            assert each.attributes["typeId"] in declared
    assert declared == ["E501", "F401"]


def test_counts_are_statistics() -> None:
    found = messages(sample_report())
    values = {
        each.attributes["key"]: each.attributes["value"] for each in found if each.name == "buildStatisticValue"
    }
    assert values == {
        "qualitygate.errors": "2",
        "qualitygate.warnings": "4",
        "qualitygate.notes": "1",
        "qualitygate.failures": "2",
        "qualitygate.files": "4",
    }
    assert len([each for each in messages(empty_report()) if each.name == "buildStatisticValue"]) == 5


def test_what_did_not_do_its_work_is_an_error_of_the_build_log() -> None:
    found = [each.attributes for each in messages(sample_report()) if each.name == "message"]
    assert [each["status"] for each in found] == ["ERROR", "ERROR"]
    assert found[1]["text"] == "mypy failed (missing-tool): mypy is not installed: pip install mypy"


def test_the_whole_message_is_carried_but_for_control_characters() -> None:
    assert HOSTILE_MESSAGE.replace("\x0b", "\\x0b") in [each["message"] for each in inspections(sample_report())]


def test_a_message_longer_than_teamcity_takes_is_cut() -> None:
    (found,) = inspections(report_of(Finding("E501", "x" * 5000, Location("a.py"), Severity.NOTE, "pep8")))
    assert found["message"] == "x" * 3999 + "…"


@given(message=st.text(st.characters(exclude_categories=())), name=st.text(st.characters(exclude_categories=())))
def test_any_text_is_read_back_but_for_control_characters(message: str, name: str) -> None:
    path = f"a/x{name.replace('/', '')}x".replace("\0", "")
    (found,) = inspections(report_of(Finding("E501", message, Location(path, 1), Severity.WARNING, "pep8")))
    assert (found["file"], found["message"]) == (as_carried(path), as_carried(message))


def as_carried(text: str) -> str:
    return "\n".join(visible(part) for part in re.split("\r\n|\r|\n", text))
