"""Every line that is printed, on both streams, is harmless: no text of the tree rules a terminal or a CI service."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.cli.output.streams import collected, tell

from .conftest import Project

#: Each makes a terminal, a log or a CI service do something when it is printed as it is.
PAYLOADS = {
    "a command on a line of its own": "\n::error::x",
    "a command behind a carriage return": "\r::warning::x",
    "a command behind a separator of Unicode": "\u2028::stop-commands::x",
    "a command behind the next line of C1": "\x85::error::x",
    "a command of Azure": "##vso[task.setvariable variable=a]b",
    "a command of the first GitHub": "##[group]x",
    "a command of TeamCity": "##teamcity[buildStatus text='x']",
    "an escape sequence": "\x1b]0;title\x07\x1b[2J",
    "an escape sequence of C1": "\x9b2J",
    "text that is turned round": "\u202egnp.exe\u2066",
    "a mark of direction": "\u061c\u200e\u200f",
}
#: All of one kind at once: a run for each would take minutes.
TOGETHER = {
    "line breaks": "".join(text for text in PAYLOADS.values() if "::" in text),
    "commands": " ".join(text for text in PAYLOADS.values() if text.startswith("##")),
    "invisible": "".join(text for text in PAYLOADS.values() if "::" not in text and not text.startswith("##")),
}
SERVICES = {"GITHUB_ACTIONS": "true", "TF_BUILD": "True", "TEAMCITY_VERSION": "2024"}
_OBEYED = re.compile(r"##[\w.-]*\[")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def harmful(text: str) -> list[str]:
    """The lines that a terminal or a CI service would obey."""
    lines = text.split("\n")
    return [line for line in lines if _OBEYED.search(line) or _CONTROL.search(line) or line.lstrip().startswith("::")]


def quoted(text: str) -> str:
    """A string of TOML."""
    return '"' + "".join(f"\\u{ord(each):04x}" if not each.isprintable() else each for each in text) + '"'


ARGUMENTS = {
    "select": ["--select", "{}"],
    "set": ["--set", "{}=1"],
    "value": ["--set", "gate.fail-on={}"],
    "option": ["--{}"],
    "path": ["{}"],
    "config file": ["--config", "{}"],
    "format": ["--format", "{}"],
    "report": ["--format", "json=missing/{}"],
    "plugin": ["--no-plugin", "{}"],
    "revision": ["--new={}"],
    "stage": ["--stage", "{}"],
    "jobs": ["--jobs", "{}"],
    "rule": ["explain", "{}"],
    "saved report": ["convert", "{}"],
    "name of standard input": ["-", "--stdin-display-name", "{}.py"],
    "cache": ["--cache-dir", "missing/{}"],
    "template": ["--format", "template", "--template", "{{{}}}"],
}


@pytest.mark.parametrize("payload", TOGETHER.values(), ids=TOGETHER)
@pytest.mark.parametrize("arguments", ARGUMENTS.values(), ids=ARGUMENTS)
def test_b6_the_command_line_is_quoted_harmlessly(project: Project, arguments: list[str], payload: str) -> None:
    project.write({"a.py": "x = 1\n"})
    text = payload.replace("\0", "")
    done = project.run("--no-cache", *(each.replace("{}", text) for each in arguments), stdin=b"", env=SERVICES)
    assert harmful(done.out) == []
    assert harmful(done.err) == []


KEYS = ("{} = 1", "select = [{}]", "profile = {}", "plugins = [{}]", "cache-dir = {}", "exclude = [{}, 1]")
TABLES = ("[baseline]\nfile = {}", "[gate]\nconditions = [{}]", "[per-file-ignores]\n{} = 1", "[gate]\nstages = [[{}]]")


@pytest.mark.parametrize("payload", TOGETHER.values(), ids=TOGETHER)
@pytest.mark.parametrize("line", [*KEYS, *TABLES])
def test_b6_what_the_configuration_holds_is_said_harmlessly(project: Project, line: str, payload: str) -> None:
    project.write({"a.py": "x = 1\n", "qualitygate.toml": line.replace("{}", quoted(payload)) + "\n"})
    for command in ([], ["config"]):
        done = project.run(*command, env=SERVICES)
        assert harmful(done.out) == []
        assert harmful(done.err) == []


@pytest.mark.parametrize("payload", TOGETHER.values(), ids=TOGETHER)
@pytest.mark.parametrize(
    "command", [["--format", "concise"], ["--add-noqa", "debt"], ["suppressions"], ["baseline", "list"]]
)
def test_b6_names_and_texts_of_files_are_said_harmlessly(project: Project, command: list[str], payload: str) -> None:
    project.write({f"{payload}.py": f"import os\nx = undefined  # noqa: E501 {' '.join(payload.split())}\n"})
    done = project.run(*command, env=SERVICES)
    assert harmful(done.out) == []
    assert harmful(done.err) == []


texts = st.lists(st.one_of(st.sampled_from(list(PAYLOADS.values())), st.text()), max_size=6).map("".join)


@given(texts)
def test_b6_every_line_that_is_told_or_printed_is_harmless(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(io.StringIO()) as told:
        for name, value in SERVICES.items():
            patch.setenv(name, value)
        tell(text)
        with redirect_stdout(io.StringIO()) as printed, collected():
            print(text)
    assert harmful(told.getvalue()) == []
    assert harmful(printed.getvalue()) == []
