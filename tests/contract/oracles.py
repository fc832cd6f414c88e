"""Readers that no registry has, written down from their sources: each states where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A workflow command as GitHub's runner understands it; property names are lower case."""

    name: str
    properties: Mapping[str, str]
    message: str


def github_command(line: str) -> Command | None:
    """Read a line as the runner does: None is a line of the log.

    After ``ActionCommand.TryParseV2`` (actions/runner, ``src/Runner.Common/ActionCommand.cs``): leading
    blanks are skipped, properties are split at commas and at their first ``=``, empty ones dropped, names compared
    without case; ``%25`` is decoded last. There a name must be a registered one; here every name counts.
    """
    text = line.lstrip()
    end = text.find("::", 2)
    if not text.startswith("::") or end < 0:
        return None
    name, _, listed = text[2:end].partition(" ")
    if not name:
        return None
    pairs = [pair.split("=", 1) for pair in listed.strip().split(",")]
    properties = {pair[0].lower(): _unescape(pair[1], _PROPERTY) for pair in pairs if len(pair) == 2 and pair[1]}
    return Command(name, properties, _unescape(text[end + 2 :], _DATA))


def is_obeyed(line: str) -> bool:
    """Ask whether a CI service would obey something in a line that was only meant to be shown.

    GitHub at the start of a line, and its first version anywhere (``ActionCommand.TryParse``); Azure's agent anywhere
    (``Command.TryParse``, microsoft/azure-pipelines-agent, ``src/Microsoft.VisualStudio.Services.Agent/Command.cs``);
    TeamCity anywhere. Stricter than they are: every name counts, and a bracket need not be closed.
    """
    return github_command(line) is not None or re.search(r"##(vso|teamcity)?\[", line) is not None


def github_columns(properties: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return the columns that the runner keeps.

    After ``IssueCommandExtension.ValidateLinesAndColumns`` (actions/runner,
    ``src/Runner.Worker/ActionCommandManager.cs``): an end alone is the start too; no columns without a line, over
    several lines or where the end lies before the start.
    """
    end_line, end = _number(properties, "endline"), _number(properties, "endcolumn")
    line, start = _number(properties, "line") or end_line, _number(properties, "col") or end
    if line is None or (end_line is not None and end_line != line):
        return None, None
    if start is not None and end is not None and end < start:
        return None, None
    return start, end


def teamcity_message(line: str) -> tuple[str, dict[str, str]] | None:
    """Read a service message with attributes: its name and their values, or None for a line that has none.

    From the syntax that JetBrains documents (https://www.jetbrains.com/help/teamcity/service-messages.html); the
    parser itself is closed. ``|`` escapes, and any line may hold a message anywhere.
    """
    match = re.search(r"##teamcity\[(\w+)((?: \w+='(?:\|.|[^|'\n\r\[\]])*')+)\]", line)
    if match is None:
        return None
    pairs = re.findall(r" (\w+)='((?:\|.|[^|'])*)'", match[2])
    breaks = {"n": "\n", "r": "\r"}
    return match[1], {name: re.sub(r"\|(.)", lambda m: breaks.get(m[1], m[1]), text) for name, text in pairs}


def jenkins_violations_severity(kind: str, code: str) -> str:
    """Name the severity of the Violations plugin for a text report, whose code it looks at.

    After jenkinsci/violations-plugin, ``types/pep8/Pep8Parser.java`` and ``types/pylint/PyLintParser.java``.
    """
    if kind == "pep8":
        return "Medium" if code[0] == "E" else "Low"
    return {"C": "Low", "R": "Medium Low", "E": "Medium High", "F": "High"}.get(code[0], "Medium")


_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def _unescape(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text


def _number(properties: Mapping[str, str], name: str) -> int | None:
    return int(properties[name]) if name in properties else None
