"""In the place of flake8 behind an editor's plugin: its options, lines and exit codes, and a silent standard error."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Project

#: As SublimeLinter-flake8, ALE 3.3 and flycheck run it.
COMMANDS = (
    ("--format", "default", "--stdin-display-name", "app/models.py", "-"),
    ("--format=default", "--stdin-display-name", "app/models.py", "-"),
    ("-", "--stdin-display-name", "app/models.py", "--format=default"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_finding_is_a_line_as_flake8_writes_it(project: Project, command: tuple[str, ...]) -> None:
    done = project.run(*command, stdin=b"import os\n")

    assert (done.code, done.out, done.err) == (1, "app/models.py:1:1: F401 'os' imported but unused\n", "")


def test_clean_text_is_silence(project: Project) -> None:
    done = project.run(*COMMANDS[0], stdin=b"x = 1\n")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_an_excluded_file_is_silence(project: Project) -> None:
    project.write({"setup.cfg": "[flake8]\nexclude = app\n"})

    done = project.run(*COMMANDS[0], stdin=b"import os\n")

    assert (done.code, done.out, done.err) == (0, "", "")


def test_a_wrong_configuration_is_not_taken_for_findings(project: Project) -> None:
    project.write({"pyproject.toml": "[tool.qualitygate]\nselekt = []\n"})

    done = project.run(*COMMANDS[0], stdin=b"import os\n")

    assert (done.code, done.out) == (2, "")
    assert "did you mean 'select'" in done.err


def test_the_version_stands_at_the_beginning(project: Project) -> None:
    assert re.match(r"\d+\.\d+\.\d+ ", project.run("--version").out)
