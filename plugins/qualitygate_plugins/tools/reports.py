"""Reports that another step wrote: refused when they are older than the files that they speak of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from qualitygate.api import Condition, Failure, Finding, Project, ProjectFindings
from qualitygate_plugins.tools.conditions import coverage_conditions
from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.processes import LIMIT
from qualitygate_plugins.tools.said import RubbishError, Said


def read_report(
    tool: Tool, project: Project, findings: Callable[[Iterable[Said], Project], list[Finding]]
) -> ProjectFindings:
    """Read the file that the declaration names."""
    path = os.path.join(project.home or project.root, tool.report)
    try:
        if os.path.getsize(path) > LIMIT:
            return _failed(tool, "bad-output", f"{tool.report} has more than {LIMIT:,} bytes")
        with open(path, "rb") as file:
            data = file.read()
            written = os.fstat(file.fileno()).st_mtime_ns
    except OSError as error:
        cure = f"; write it first: {tool.install}" if tool.install else "; write it before the gate runs"
        return _failed(tool, "missing-tool", f"{tool.report} cannot be read: {error.strerror}{cure}")
    try:
        said = list(parse(tool, data))
        conditions: list[Condition] = coverage_conditions(tool, data)
    except RubbishError as error:
        return _failed(tool, "bad-output", f"{tool.report}: {error}")
    found = findings(said, project)
    if younger := _younger(found, project, written):
        return _failed(
            tool, "bad-output", f"{tool.report} is older than {younger}, of which it speaks; write it again"
        )
    return ProjectFindings(found, conditions=conditions)


def _younger(findings: Iterable[Finding], project: Project, written: int) -> str:
    """Return a file that has changed since the report was written; "" when there is none."""
    for path in sorted({finding.location.path for finding in findings}):
        full = os.path.join(project.root, path)
        if os.path.isfile(full) and os.stat(full).st_mtime_ns > written:
            return path
    return ""


def _failed(tool: Tool, kind: str, message: str) -> ProjectFindings:
    return ProjectFindings(failures=[Failure(tool.name, "", kind, f"{tool.name}: {message}")])
