"""What a tool's answer depends on: its declaration, the program and what is installed beside it, files, variables."""

from __future__ import annotations

import glob
import os

import msgspec

from qualitygate.api import Dependencies, Project
from qualitygate_plugins.tools import environment
from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.processes import run

_PATIENCE = 60  #: seconds for a program to tell its version


def depending(tool: Tool, project: Project) -> Dependencies | None:
    """Return it; None where the declaration names no inputs, or the program does not tell its version."""
    if tool.inputs is None:
        return None
    variables = environment.names(tool.variables)
    if variables is None:
        return None
    home = project.home or project.root
    facts = msgspec.json.encode(tool).decode()
    files = tuple(os.path.join(project.root, file.path) for file in project.files if file.kind in tool.kinds)
    configuration = tuple(os.path.join(project.root, path) for path in tool.configuration)
    if tool.report:
        return Dependencies((facts,), (*files, os.path.join(home, tool.report)), configuration, patterns=tool.inputs)
    program = environment.find_program(tool.command[0], home, os.environ)
    version = _version(tool, program, home) if program else None
    if program is None or version is None:
        return None
    beside = tuple(_installed_beside(program))
    given = files if tool.pass_ != "project" else ()
    listed = "\0".join(file.path for file in project.files) if given else ""
    texts = (facts, version, listed)
    return Dependencies(texts, (*given, program), configuration, beside, tool.inputs, variables)


def _version(tool: Tool, program: str, home: str) -> str | None:
    command = [program, *(tool.version[1:] or ("--version",))]
    surroundings = environment.tool_environment(tool.variables, os.environ, home)
    try:
        ended = run(command, directory=home, environment=surroundings, timeout=_PATIENCE, limit=100_000)
    except OSError:
        return None
    if ended.code or ended.why:
        return None
    return (ended.stdout + ended.stderr).decode("utf-8", "replace")


def _installed_beside(program: str) -> list[str]:
    """Return the directories of packages that belong to the program's environment: whose names tell the versions."""
    above = os.path.dirname(os.path.dirname(program))
    found = glob.glob(os.path.join(glob.escape(above), "lib", "python*", "site-packages"))
    return sorted([*found, *glob.glob(os.path.join(glob.escape(above), "Lib", "site-packages"))])
