"""Annotations of GitHub, Azure Pipelines and TeamCity, as the services' own code writes and reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualitygate.api import Finding, Location, ReportOptions, Severity, visible
from qualitygate.testing.reporters import Sample, report_of, sample_report
from qualitygate_plugins.reporters import qualitygate_formats
from tests.contract.conftest import Write, render
from tests.contract.oracles import Command, github_columns, github_command, is_obeyed, teamcity_message
from tests.contract.programs import Program, installed
from tests.contract.reading import Fields, assert_read, by_severity
from tests.contract.samples import every_sample, open_findings

pytestmark = pytest.mark.consumer

#: Those whose purpose is to be obeyed.
COMMANDS = {"azure", "github", "teamcity"}
SERVICES = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
#: Lines of a user's own, in which a text of the project stands first, behind a part of a command, and behind another.
TEMPLATES = ("{message}", r"#{message}\n:{message}\n  {path}", "{path}{message}", "##{scope}[x]", "{message:>40.30}")
INJECTIONS = (
    "::error::a",
    "\n ::error file=b::c",
    "##[error]d",
    "##vso[task.complete]e",
    "##teamcity[f g='h']",
    "\r##[i]",
)

level = by_severity("notice", "warning", "error")


def as_carried(text: str) -> str:
    r"""Return what a command carries: all line breaks are ``\n``, other control characters are visible."""
    return "\n".join(map(visible, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def obeyed(sample: Sample) -> list[Command]:
    """Return what the runner obeys; the first so many of each level are annotations, the others lines of the log."""
    commands = map(github_command, render("github", sample).splitlines())
    return [command for command in commands if command]


def is_found(command: Command) -> bool:
    """Ask whether an annotation is about a finding; those about failures and the rest are the program's own."""
    return command.properties.get("title") != "qualitygate"


@every_sample
def test_github_shows_the_first_ten_of_each_level_and_counts_the_rest(sample: Sample) -> None:
    commands = obeyed(sample)
    open_ones = open_findings(sample)
    total = len(open_ones) + len(sample.report.failures)
    (rest,) = [c.message.split()[0] for c in commands if " more, in the log" in c.message] or ["0"]

    shown = [c for c in commands if " more, in the log" not in c.message]

    assert len(shown) + int(rest) == total
    for name in ("error", "warning", "notice"):
        assert sum(command.name == name for command in commands) <= 10

    def fields(finding: Finding) -> Fields:
        where = finding.location
        within = where.end_line == where.line
        return {
            "level": level(finding),
            "file": where.path,
            "line": str(where.line) if where.line else None,
            "columns": (where.column or None, where.end_column or None if within else None),
            "code": finding.code,
            "message": as_carried(finding.message),
        }

    read = [
        {
            "level": command.name,
            "file": command.properties["file"],
            "line": command.properties.get("line"),
            "columns": github_columns(command.properties),
            "code": command.properties["title"].split()[0],
            "message": command.message.partition(f": {command.properties['title'].split()[0]} ")[2],
        }
        for command in shown
        if is_found(command)
    ]
    if rest == "0":
        assert_read(read, open_ones, fields)
    else:  # the first ones of the worst level
        expected = [fields(finding) for finding in open_ones]
        assert [row for row in read if row not in expected] == []
        assert len(read) == 10


@every_sample
def test_github_own_library_writes_the_same_bytes(node: Program, sample: Sample, tmp_path: Path) -> None:
    lines = [line for line in render("github", sample).splitlines() if line.startswith("::")]
    commands = [command for command in map(github_command, lines) if command]
    wanted = tmp_path / "annotations.json"
    names = {"title": "title", "file": "file", "line": "startLine", "endline": "endLine"}
    names |= {"col": "startColumn", "endcolumn": "endColumn"}
    wanted.write_text(
        json.dumps([[c.name, c.message, {names[key]: value for key, value in c.properties.items()}] for c in commands])
    )

    written = [row["line"].removesuffix("\n") for row in node("github", wanted)]

    assert [_in_any_order(line) for line in lines] == [_in_any_order(line) for line in written]


def _in_any_order(line: str) -> tuple[str, list[str], str]:
    _, command, data = line.split("::", 2)
    name, _, properties = command.partition(" ")
    return name, sorted(properties.split(",")), data


@every_sample
def test_azure_reads_every_finding(node: Program, write: Write, sample: Sample) -> None:
    kind = by_severity("warning", "warning", "error")

    def fields(finding: Finding) -> Fields:
        where = finding.location
        known = {"linenumber": where.line, "columnnumber": where.column}
        return {
            "command": "task.logissue",
            "properties": {"type": kind(finding), "sourcepath": where.path, "code": finding.code}
            | {name: str(number) for name, number in known.items() if number},
            "message": as_carried(finding.message),
        }

    read = node("azure", write("azure", sample))

    found = [row for row in read if "code" in row["properties"]]
    assert len(read) - len(found) == len(sample.report.failures)
    assert_read(found, open_findings(sample), fields)


@every_sample
def test_teamcity_reads_every_finding_after_its_type(sample: Sample) -> None:
    severity = by_severity("INFO", "WARNING", "ERROR")
    read = [message for message in map(teamcity_message, render("teamcity", sample).splitlines()) if message]

    def fields(finding: Finding) -> Fields:
        return {
            "typeId": finding.code,
            "message": as_carried(finding.message),
            "file": finding.location.path,
            "line": str(finding.location.line) if finding.location.line else None,
            "SEVERITY": severity(finding),
        }

    assert_read((values for name, values in read if name == "inspection"), open_findings(sample), fields)
    known: set[str] = set()
    for name, values in read:
        if name == "inspectionType":
            assert {"id", "name", "description", "category"} == values.keys()
            known.add(values["id"])
        assert name != "inspection" or values["typeId"] in known


@every_sample
def test_teamcity_own_library_escapes_alike(sample: Sample) -> None:
    escape = installed("teamcity.messages").escape_value
    messages = [line for line in render("teamcity", sample).splitlines() if line.startswith("##teamcity[")]

    for line in messages:
        read = teamcity_message(line)
        assert read is not None
        name, values = read
        listed = " ".join(f"{key}='{escape(value)}'" for key, value in values.items())
        assert line == f"##teamcity[{name} {listed}]"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("name", sorted({*qualitygate_formats()} - COMMANDS))
def test_no_service_obeys_what_a_checked_project_says(
    name: str, service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(service, "true")
    findings = [
        Finding("E501", text, Location(f"{text.strip()}.py", 1, 1), Severity.WARNING, text, scope=text, context=text)
        for text in INJECTIONS
    ]
    injected = report_of(*findings, texts={finding.location.path: (finding.message.strip(),) for finding in findings})

    written = [
        render(name, sample, ReportOptions(show_source=True, verbose=2, statistics=True, template=template))
        for sample in (injected, sample_report())
        for template in (TEMPLATES if name == "template" else ("",))
    ]

    assert all(written)
    assert [line for text in written for line in text.splitlines() if is_obeyed(line)] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_service_obeys_only_its_own_reporter(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in SERVICES:
        monkeypatch.setenv(variable, "true")
    findings = [Finding("E501", text, Location("a.py", 1, 1), Severity.WARNING, "pep8") for text in INJECTIONS]
    begins = {"azure": ("##vso[task.logissue ",), "github": ("::warning ", "::notice "), "teamcity": ("##teamcity[",)}

    lines = render(name, report_of(*findings, texts={"a.py": ("pass",)})).splitlines()

    assert [line for line in lines if is_obeyed(line) and not line.startswith(begins[name])] == []
    # the service reads one command a line: nothing may stand behind the first one that it would obey as well
    assert [line for line in lines if is_obeyed(line[2:].lstrip(":"))] == []
