"""A declared tool as a project checker."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator

from qualitygate.api import ComparedBy, Dependencies, Effects, Failure, Finding, Project, ProjectFindings, replace
from qualitygate_plugins.tools.codes import code_of, comments, same_as, severity_of, with_name
from qualitygate_plugins.tools.commands import commands
from qualitygate_plugins.tools.conditions import coverage_conditions
from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.depending import depending
from qualitygate_plugins.tools.environment import find_program, tool_environment
from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.places import Places
from qualitygate_plugins.tools.processes import LIMIT, Ended, run
from qualitygate_plugins.tools.reports import read_report
from qualitygate_plugins.tools.said import RubbishError, Said

#: Characters of a tool's own words in a message.
_QUOTED = 300


class ToolChecker:
    """Runs the tool, or reads its report, and turns what it says into findings."""

    is_from_repository = True  # the command, and what it reads, are the checked repository's

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.name = tool.name
        self.codes = (tool.prefix,)
        self.effects: Effects = tool.effects
        self.compared: ComparedBy = tool.compare
        self.same_as = same_as(tool)
        self.comments = comments(tool)

    def depends_on(self, project: Project) -> Dependencies | None:
        """Say what of the tree, the program and the environment decides; None where the declaration does not tell."""
        return depending(self.tool, project)

    def check(self, project: Project) -> ProjectFindings:
        """Ask, as often as the declaration allows."""
        tool = self.tool
        if tool.scope == "project" and tool.pass_ != "project" and not project.is_whole:
            return ProjectFindings(notes=[f"{tool.name} was not run: it looks at the whole project or at nothing"])
        found = self._attempt(project)
        for number in range(1, tool.retries + 1):
            if not (found.failures or found.findings) or any(each.kind == "missing-tool" for each in found.failures):
                break
            time.sleep(tool.backoff * 2 ** (number - 1))
            found = self._attempt(project)
            what = "failed again" if found.failures or found.findings else "passed"
            found.notes = [*found.notes, f"{tool.name} was retried: {what} at attempt {number + 1}"]
        return found

    def obstacle(self, project: Project) -> str:
        """Say that its program is missing, or its report; "" when it can be asked."""
        tool, home = self.tool, project.home or project.root
        if tool.report:
            there = os.path.isfile(os.path.join(home, tool.report))
            return "" if there else f"{tool.name}: there is no report {tool.report!r}"
        if not tool.command or find_program(tool.command[0], home, os.environ) is not None:
            return ""
        return self._missing(tool.command[0])

    def _missing(self, program: str) -> str:
        cure = f"; install it: {self.tool.install}" if self.tool.install else ""
        return f"{self.tool.name}: there is no program {program!r} here{cure}"

    def _attempt(self, project: Project) -> ProjectFindings:
        if self.tool.report:
            return read_report(self.tool, project, self._findings)
        found = ProjectFindings()
        directory = tempfile.mkdtemp(prefix="qualitygate-tool-")
        try:
            output = os.path.join(directory, "output")
            for command, paths in commands(self.tool, project, output):
                self._ask(command, paths, project, output, found)
                if found.failures:
                    break  # what is missing or broken is so for the other files too
        finally:
            shutil.rmtree(directory, ignore_errors=True)
        return found

    def _ask(
        self, command: list[str], paths: Iterable[str], project: Project, output: str, found: ProjectFindings
    ) -> None:
        tool, home = self.tool, project.home or project.root
        program = find_program(command[0], home, os.environ)
        if program is None:
            self._fail(found, "missing-tool", self._missing(command[0]))
            return
        environment = tool_environment(tool.variables, os.environ, home)
        try:
            ended = run([program, *command[1:]], directory=project.root, environment=environment, timeout=tool.timeout)
        except OSError as error:
            self._fail(found, "crash", f"{tool.name}: {command[0]} cannot be started: {error.strerror or error}")
            return
        said = self._said(ended, output, found)
        if said is None:
            return
        findings = self._findings(said, project)
        found.findings = [*found.findings, *findings]
        found.conditions = [*found.conditions, *coverage_conditions(tool, self._written(ended, output))]
        if tool.is_file_scoped:
            found.looked_at = [*found.looked_at, *paths]

    def _said(self, ended: Ended, output: str, found: ProjectFindings) -> list[Said] | None:
        """Read what it wrote; None when it did not do its work, and why is a failure then."""
        tool = self.tool
        meaning = tool.meanings.get(str(ended.code), tool.meanings.get("*", "failure"))
        if ended.why == "timeout":
            message = f"{tool.name} did not end within {tool.timeout} s and was ended; a larger timeout gives it more"
            self._fail(found, "timeout", message, ended)
        elif ended.why == "flood":
            self._fail(found, "bad-output", f"{tool.name} wrote more than {LIMIT:,} bytes and was ended")
        elif ended.code < 0:
            self._fail(found, "crash", f"{tool.name} was ended by signal {-ended.code}{_tail(ended.stderr)}", ended)
        elif meaning == "failure":
            known = ", ".join(f"{code} = {each}" for code, each in sorted(tool.meanings.items()))
            message = (
                f"{tool.name} failed: exit code {ended.code} (expected {known}){_tail(ended.stderr or ended.stdout)}"
            )
            self._fail(found, "crash", message, ended)
        else:
            return self._parsed(ended, output, meaning, found)
        return None

    def _parsed(self, ended: Ended, output: str, meaning: str, found: ProjectFindings) -> list[Said] | None:
        tool = self.tool
        try:
            said = list(parse(tool, self._written(ended, output)))
        except RubbishError as error:
            self._fail(found, "bad-output", f"{tool.name}: {error}", ended)
            return None
        if meaning == "findings" and not said and tool.parser != "nothing":
            message = f"{tool.name} ended with {ended.code}, which means findings, and nothing it wrote is one"
            self._fail(found, "bad-output", message + _tail(ended.stdout or ended.stderr), ended)
            return None
        if tool.parser == "nothing" and meaning == "findings":
            text = " ".join((ended.stdout or ended.stderr).decode("utf-8", "replace").split())[:_QUOTED]
            return [Said(tool.configuration[0] if tool.configuration else "pyproject.toml", text or "it says no")]
        return said

    def _written(self, ended: Ended, output: str) -> bytes:
        if self.tool.output == "file":
            try:
                if os.path.getsize(output) > LIMIT:
                    raise RubbishError(f"it wrote more than {LIMIT:,} bytes")
                with open(output, "rb") as file:
                    return file.read()
            except FileNotFoundError:
                return b""
        return {"stdout": ended.stdout, "stderr": ended.stderr}.get(
            self.tool.output, ended.stdout + b"\n" + ended.stderr
        )

    def _findings(self, said: Iterable[Said], project: Project) -> list[Finding]:
        tool, places = self.tool, Places(self.tool, project)
        return [
            Finding(
                code_of(tool, each.name),
                with_name(each.message, each.name),
                places.of(each),
                severity_of(tool, each.name, each.severity),
                tool.name,
            )
            for each in (_line_by_line(said) if project.changed is not None and tool.compare == "lines" else said)
        ]

    def _fail(self, found: ProjectFindings, kind: str, message: str, ended: Ended | None = None) -> None:
        details = ended.stderr[-10_000:].decode("utf-8", "replace") if ended is not None else ""
        found.failures = [*found.failures, Failure(self.name, "", kind, message, details)]


def _line_by_line(said: Iterable[Said]) -> Iterator[Said]:
    """Say of each line what is said of several: whoever goes by changed lines wants to know which."""
    for each in said:
        for line in range(each.line, max(each.end_line, each.line) + 1):
            yield replace(each, line=line, end_line=-1 if each.end_line > each.line else each.end_line)


def _tail(data: bytes) -> str:
    """Return the last line that a tool wrote, from its beginning: what is wrong stands there, and help behind it."""
    lines = data.decode("utf-8", "replace").split("\n")
    text = next((" ".join(line.split()) for line in reversed(lines) if line.strip()), "")
    return f": {text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}" if text else ""
