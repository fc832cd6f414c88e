"""``--set`` and the flags that are short for it."""

from __future__ import annotations

import pytest

from qualitygate.errors import ConfigError

from .conftest import Project


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("max-line-length", "100", 100),
        ("max-complexity", "-1", -1),
        ("hang-closing", "true", True),
        ("migrations.mode", "check", "check"),
        ("spelling.names", "GitHub,Wellfire Interactive", ("GitHub", "Wellfire Interactive")),
        ("spelling.names", '["a, b", "c"]', ("a, b", "c")),
        ("spelling.names", "", ()),
    ],
    ids=["number", "negative", "flag", "word", "list", "inline list", "empty list"],
)
def test_text_takes_the_type_of_its_key(project: Project, key: str, text: str, expected: object) -> None:
    assert project.tree((key, text)).settings_for("x.py").option(key) == expected


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("ignroe", "E", "command line: unknown key 'ignroe'; did you mean 'ignore'?"),
        ("speling.names", "x", "command line: unknown key 'speling.names'; did you mean 'spelling.names'?"),
        ("spelling.nams", "x", "command line: unknown key 'spelling.nams'; did you mean 'names'?"),
        ("max-complexity", "ten", "command line: max-complexity: expected a whole number, got 'ten'"),
        ("hang-closing", "1", "command line: hang-closing: expected true or false, got '1'"),
        ("select", "e", "command line: select: expected codes such as 'E501' or 'E', got 'e'; did you mean 'E'?"),
        ("root", "true", "command line: 'root' can only stand in a file"),
        ("spelling.names", "[1", "command line: spelling.names: Unclosed array (at end of document)"),
        ("per-file-ignores", "a b", "command line: per-file-ignores: 'b' has no codes; write 'pattern:CODE,CODE'"),
    ],
    ids=["unknown", "unknown table", "in a table", "number", "flag", "code", "root", "inline", "per-file-ignores"],
)
def test_a_mistake_is_named(project: Project, key: str, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        project.tree((key, text))
    assert str(caught.value) == message


def test_the_last_one_wins(project: Project) -> None:
    assert project.tree(("select", "E"), ("select", "W, F")).settings_for("x.py").selection.select == ("W", "F")


def test_tables_can_be_given_inline(project: Project) -> None:
    tree = project.tree(
        ("overrides", "[{paths = ['a/**'], noqa = 'flake8'}]"), ("per-file-ignores", "{'*.py' = ['E1']}")
    )
    settings = tree.settings_for("a/x.py")
    assert (settings.noqa, settings.selection.extend_ignore) == ("flake8", ("E1",))


def test_patterns_are_relative_to_where_the_run_was_started(project: Project) -> None:
    project.write("app/x.py", "")
    tree = project.tree(("per-file-ignores", "sub/*.py:E1"), ("extend-exclude", "gen/*"), cwd="app")
    assert tree.settings_for("app/sub/x.py").selection.extend_ignore == ("E1",)
    assert tree.settings_for("sub/x.py").selection.extend_ignore == ()
    assert tree.file_rules_for("").exclude[-1].base == "app"
