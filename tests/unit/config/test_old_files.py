"""flake8's, pycodestyle's and pep8's files, read as they are."""

from __future__ import annotations

import pytest

from qualitygate.errors import ConfigError
from qualitygate.model.settings import Pattern

from .conftest import Project

PEP8 = """\
[pep8]
# the team's list, 2013
ignore = E501,W191, W293,
# E302: two blank lines
         E302
         E12, E261   # continuation lines
exclude = migrations,*.pyc
max-line-length = 100
show-source = yes
"""


def test_an_old_pep8_file_is_read_as_it_is(project: Project) -> None:
    project.write(".pep8", PEP8)
    tree = project.tree()
    settings = tree.settings_for("app/x.py")
    assert settings.selection.ignore == ("E501", "W191", "W293", "E302", "E12", "E261")
    assert (settings.noqa, settings.number("max-line-length")) == ("flake8", 100)
    rules = tree.file_rules_for("app")
    assert rules.exclude == (Pattern("migrations", "", "flake8"), Pattern("*.pyc", "", "flake8"))
    assert (tree.sources, tree.notes) == ((".pep8 [pep8]",), ())


def test_every_value_of_an_old_file_names_its_line(project: Project) -> None:
    project.write(".pep8", PEP8)
    origins = {key: source for key, _, source in project.tree().origins("x.py")}
    assert (origins["ignore"], origins["exclude"], origins["max-line-length"]) == (".pep8:3", ".pep8:7", ".pep8:8")
    assert origins["noqa"] == ".pep8 [pep8]"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"setup.cfg": "flake8", "tox.ini": "flake8", ".flake8": "flake8"}, "setup.cfg [flake8]"),
        ({"tox.ini": "flake8", ".flake8": "flake8"}, "tox.ini [flake8]"),
        ({"setup.cfg": "pep8", ".flake8": "flake8"}, ".flake8 [flake8]"),
        ({"setup.cfg": "metadata", "tox.ini": "pycodestyle", ".pep8": "pep8"}, "tox.ini [pycodestyle]"),
        ({".flake8": "pep8"}, ".flake8 [pep8]"),
        ({".pep8": "flake8"}, ".pep8 [flake8]"),
        ({"setup.cfg": "flake8:local-plugins", ".flake8": "flake8"}, "setup.cfg [flake8:local-plugins]"),
    ],
    ids=["setup.cfg", "tox.ini", "flake8 before pep8", "pycodestyle", "pep8 in .flake8", "flake8 in .pep8", "local"],
)
def test_the_first_section_counts_alone(project: Project, files: dict[str, str], expected: str) -> None:
    for file, section in files.items():
        project.write(file, f"[{section}]\nmax-line-length = 100\n")
    assert project.tree().sources == (expected,)


def test_the_nearest_directory_is_asked_first(project: Project) -> None:
    project.write("setup.cfg", "[flake8]\nmax-line-length = 100\n")
    project.write("app/.pep8", "[pep8]\nexclude = gen\n")
    tree = project.tree(cwd="app")
    assert tree.settings_for("app/x.py").number("max-line-length") == 79
    assert tree.file_rules_for("app").exclude == (Pattern("gen", "app", "flake8"),)


def test_underscores_and_dashes_are_the_same(project: Project) -> None:
    text = "[flake8]\nmax_line_length = 100\nextend_ignore: E203\nhang_closing = On\nMax-Complexity=3\n"
    project.write(".flake8", text)
    settings = project.tree().settings_for("x.py")
    assert (settings.number("max-line-length"), settings.number("max-complexity")) == (100, 3)
    assert (settings.flag("hang-closing"), settings.selection.extend_ignore) == (True, ("E203",))


def test_of_per_file_ignores_only_the_longest_pattern_applies(project: Project) -> None:
    text = "[flake8]\nper-file-ignores =\n  *.py:E1\n  # a reason\n  test_*.py:F811,E501\n  tests/*: W6\n"
    project.write(".flake8", text)
    tree = project.tree()
    assert tree.settings_for("app/x.py").selection.extend_ignore == ("E1",)
    assert tree.settings_for("app/test_x.py").selection.extend_ignore == ("F811", "E501")
    assert tree.settings_for("tests/test_x.py").selection.extend_ignore == ("W6",)


def test_unknown_keys_become_one_note_and_known_ones_without_effect_none(project: Project) -> None:
    project.write(
        "tox.ini", "[flake8]\nformat = pylint\njobs = 4\ninline-quotes = double\ndocstring_style = x\nfilename = *.py\n"
    )
    assert project.tree().notes == ("tox.ini [flake8]: passed over inline-quotes, docstring_style",)


def test_keys_that_would_change_what_is_found_are_noted(project: Project) -> None:
    project.write(".flake8", "[flake8]\nfilename = *.py,*.pyw\ndisable-noqa = true\n")
    assert project.tree().notes == (".flake8 [flake8]: passed over filename",)
    assert project.tree().settings_for("a.py").noqa == "off"


def test_plugins_that_an_old_file_requires_are_named_where_they_are_missing(project: Project) -> None:
    project.write(".flake8", "[flake8]\nrequire-plugins = Flake8, acme-nowhere\n  acme-nothing  # ours\n")
    assert project.tree().notes == (
        ".flake8 [flake8]: require-plugins: not installed: acme-nowhere, acme-nothing; "
        "what they find is not looked for; run: python -m pip install 'acme-nowhere' 'acme-nothing'",
    )


def test_plugins_that_an_old_file_requires_and_that_are_there_are_not_worth_a_word(project: Project) -> None:
    project.write(".flake8", "[flake8]\nrequire_plugins = flake8\n")
    assert project.tree().notes == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("max-line-length = abc", "max-line-length: expected a whole number of at least 1, got 'abc'"),
        ("hang-closing = perhaps", "hang-closing: expected true or false, got 'perhaps'"),
        ("disable_noqa = maybe", "disable-noqa: expected true or false, got 'maybe'"),
        ("ignore = E501, e2", "ignore: expected codes such as 'E501' or 'E', got 'e2'; did you mean 'E2'?"),
        ("per-file-ignores = x.py", "per-file-ignores: 'x.py' has no codes; write 'pattern:CODE,CODE'"),
    ],
    ids=["number", "flag", "flag of noqa", "code", "per-file-ignores"],
)
def test_a_wrong_value_is_named_with_its_line(project: Project, line: str, message: str) -> None:
    project.write("setup.cfg", f"[metadata]\nname = x\n[flake8]\n{line}\n")
    with pytest.raises(ConfigError) as caught:
        project.tree()
    assert str(caught.value) == f"setup.cfg:4: {message}"


def test_a_file_that_names_us_and_cannot_be_parsed_is_an_error(project: Project) -> None:
    project.write("tox.ini", "[flake8]\nignore = E1\nignore = E2\n")
    with pytest.raises(ConfigError, match="tox.ini.*option 'ignore' in section 'flake8' already exists"):
        project.tree()


def test_a_file_without_a_section_of_ours_is_not_parsed(project: Project) -> None:
    project.write("setup.cfg", "no section\n[[[")
    assert project.tree().sources == ()


@pytest.mark.parametrize(("section", "expected"), [("pep8", None), ("flake8", ())], ids=["pep8", "flake8"])
def test_an_empty_list_is_nothing_to_pep8_and_empty_to_flake8(
    project: Project, section: str, expected: tuple[str, ...] | None
) -> None:
    project.write(".pep8", f"[{section}]\nignore =\n")
    assert project.tree().settings_for("x.py").selection.ignore == expected


@pytest.mark.parametrize("cwd", [".", "app"])
def test_e2_a_nested_table_of_ours_silences_the_old_file_above_wherever_we_stand(project: Project, cwd: str) -> None:
    project.write(".flake8", "[flake8]\nmax-line-length = 100\nexclude = gen\n")
    project.write("app/qualitygate.toml", "max-complexity = 3\n")
    tree = project.tree(cwd=cwd)
    settings = tree.settings_for("app/x.py")
    assert (settings.number("max-line-length"), settings.number("max-complexity")) == (79, 3)
    assert "not read below app/: .flake8 [flake8], as app/qualitygate.toml is there" in tree.notes
