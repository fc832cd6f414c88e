"""What is wrong in a document, said with file, line, key and the nearest known key."""

from __future__ import annotations

import pytest

from qualitygate.config.load import CommandLine, load
from qualitygate.errors import ConfigError

from .conftest import OPTIONS, Project

MISTAKES = {
    "a misspelt key": ("ignroe = []", "unknown key 'ignroe' in [tool.qualitygate]; did you mean 'ignore'?"),
    "an underscore": (
        "max_line_length = 9",
        "unknown key 'max_line_length' in [tool.qualitygate]; did you mean 'max-line-length'?",
    ),
    "a key of a table at top level": (
        "fail-on = 'error'",
        "unknown key 'fail-on' in [tool.qualitygate]; did you mean 'gate.fail-on'?",
    ),
    "a key in a plugin's table": (
        "spelling.nams = []",
        "unknown key 'nams' in [tool.qualitygate.spelling]; did you mean 'names'?",
    ),
    "a misspelt table": ("speling.names = []", "unknown table [tool.qualitygate.speling]; did you mean 'spelling'?"),
    "a table of an absent plugin": (
        "zope.level = 1",
        "unknown table [tool.qualitygate.zope]; no loaded plugin has it, is one missing?",
    ),
    "a wrong number": ("max-line-length = 'abc'", "max-line-length: expected a whole number of at least 1, got 'abc'"),
    "a number too small": ("max-line-length = 0", "max-line-length: expected a whole number of at least 1, got 0"),
    "true for a number": ("max-line-length = true", "max-line-length: expected a whole number of at least 1, got true"),
    "a number for a flag": ("hang-closing = 1", "hang-closing: expected true or false, got 1"),
    "a string for a list": (
        "select = 'E,W'",
        "select: expected a list of strings, got 'E,W'; write select = [\"E\", \"W\"]",
    ),
    "a list with a number": ("select = ['E', 1]", "select: expected a list of strings, got ['E', 1]"),
    "a small code": (
        "ignore = ['e501']",
        "ignore: expected codes such as 'E501' or 'E', got 'e501'; did you mean 'E501'?",
    ),
    "a word for a code": (
        "ignore = ['line-too-long']",
        "ignore: expected codes such as 'E501' or 'E', got 'line-too-long'",
    ),
    "an unknown choice": ("noqa = 'lax'", "noqa: expected one of strict, flake8, off, got 'lax'"),
    "an unknown severity": (
        "gate.fail-on = 'fatal'",
        "gate.fail-on: expected one of note, warning, error, never, got 'fatal'",
    ),
    "a value for a table": ("gate = 'error'", "gate: expected a table, got 'error'"),
    "stages that are no lists": ("gate.stages = ['a']", "gate.stages: expected a list of lists of strings, got ['a']"),
    "an empty stage": ("gate.stages = [['a'], []]", "gate.stages: expected a checker in every stage, got an empty one"),
    "a version to come": (
        "version = 2",
        "version = 2 was made for a newer qualitygate; this one reads version 1",
    ),
    "per-file-ignores in flake8's way": (
        "per-file-ignores = 'a:E1'",
        "per-file-ignores: expected a table of patterns and their codes, got 'a:E1'",
    ),
    "a string under a pattern": (
        "per-file-ignores = {'*.py' = 'E1'}",
        "per-file-ignores '*.py': expected a list of strings, got 'E1'; write '*.py' = [\"E1\"]",
    ),
    "an override that is a table": (
        "overrides.paths = ['a']",
        "overrides: expected tables written as [[overrides]], got {'paths': ['a']}",
    ),
    "an override for no path": (
        "overrides = [{select = ['E']}]",
        'overrides: expected paths = ["pattern", …] in every table',
    ),
    "an override of what holds for directories": (
        "overrides = [{paths = ['a'], exclude = ['b']}]",
        "'exclude' holds for a whole directory and cannot stand in overrides",
    ),
    "an unknown key in an override": (
        "overrides = [{paths = ['a'], selct = ['E']}]",
        "unknown key 'selct' in [[tool.qualitygate.overrides]]; did you mean 'select'?",
    ),
}

#: What a JSON Schema cannot say.
SUBTLE_MISTAKES = {
    "a checker in two stages": (
        "gate.stages = [['a'], ['b', 'a']]",
        "gate.stages: expected every checker once, got 'a' twice",
    ),
    "a condition on nothing that is measured": (
        "gate.conditions = ['errors == 0', 'eror == 0']",
        "gate.conditions: expected a condition such as 'errors == 0' or 'E501 <= 120', got 'eror == 0': 'eror' is"
        " nothing that is measured; did you mean 'errors'?",
    ),
}
_ALL = {**MISTAKES, **SUBTLE_MISTAKES}


@pytest.mark.parametrize(("line", "message"), _ALL.values(), ids=_ALL)
def test_a_mistake_is_named_with_its_line(project: Project, line: str, message: str) -> None:
    project.write("pyproject.toml", f"[tool.qualitygate]\n\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        project.tree()
    assert str(caught.value) == f"pyproject.toml:3: {message}"


def test_every_mistake_of_a_document_is_named_at_once(project: Project) -> None:
    project.write("qualitygate.toml", "ignroe = []\nmax-complexity = 'ten'\n\n[spelling]\nnams = []\n")
    with pytest.raises(ConfigError) as caught:
        project.tree()
    assert str(caught.value).splitlines() == [
        "qualitygate.toml:1: unknown key 'ignroe'; did you mean 'ignore'?",
        "qualitygate.toml:2: max-complexity: expected a whole number, got 'ten'",
        "qualitygate.toml:5: unknown key 'nams' in [spelling]; did you mean 'names'?",
    ]


def test_a_mistake_in_the_second_override_is_named_there(project: Project) -> None:
    text = "[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['b']\n[overrides.spelling]\nnams = ['x']\n"
    project.write("qualitygate.toml", text)
    with pytest.raises(ConfigError, match=r"^qualitygate\.toml:6: unknown key 'nams' in \[overrides\.spelling\]"):
        project.tree()


@pytest.mark.parametrize("line", ["gate.fail-on = 'error'", "plugins = ['./a.py']"], ids=["gate", "plugins"])
def test_what_is_decided_once_per_run_cannot_stand_in_a_nested_file(project: Project, line: str) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\n")
    project.write("app/qualitygate.toml", line)
    with pytest.raises(ConfigError, match=r"^app/qualitygate\.toml:1: '.*' is decided once per run: move it to"):
        project.tree().settings_for("app/x.py")


def test_a_project_below_keeps_its_gate_to_itself(project: Project) -> None:
    project.write("app/qualitygate.toml", "root = true\ngate.fail-on = 'error'\n")
    tree = project.tree()
    tree.settings_for("app/x.py")
    (note,) = tree.notes
    assert note.startswith("app/qualitygate.toml:2: 'gate.fail-on' was passed over")


def test_keys_of_a_disabled_plugin_are_passed_over(project: Project) -> None:
    project.write("qualitygate.toml", "disable-plugins = ['mypy']\nmax-column = 3\n[mypy]\nlevel = 1\n")
    raw = load(str(project.root), CommandLine())
    (note,) = raw.resolve(OPTIONS, {}).notes
    assert note.startswith("qualitygate.toml:2: unknown key 'max-column'")


def test_a_mistake_in_a_known_table_is_an_error_even_with_a_disabled_plugin(project: Project) -> None:
    project.write("qualitygate.toml", "disable-plugins = ['mypy']\nspelling.nams = []\n")
    with pytest.raises(ConfigError, match="unknown key 'nams'"):
        project.tree()
