"""Settings in force for a path: nearest file first, overrides, per-file-ignores, profiles, command line."""

from __future__ import annotations

import pickle

import pytest

from qualitygate.config.keys import DEFAULT_EXCLUDE
from qualitygate.errors import ConfigError
from qualitygate.model.settings import Pattern, ReportPolicy
from qualitygate.model.severity import Severity

from .conftest import OPTIONS, Project


def test_without_configuration_everything_is_default(project: Project) -> None:
    tree = project.tree()
    settings = tree.settings_for("x.py")
    assert (settings.selection.select, settings.selection.ignore, settings.noqa) == (None, None, "strict")
    assert dict(settings.options) == {option.key: option.default for option in OPTIONS}
    assert [pattern.text for pattern in tree.file_rules_for("").exclude] == list(DEFAULT_EXCLUDE)
    assert (tree.gate.fail_on, tree.sources, tree.notes) == (Severity.WARNING, (), ())


def test_the_nearest_file_wins_key_by_key(project: Project) -> None:
    text = "[tool.qualitygate]\nmax-line-length = 100\nselect = ['E']\nspelling.allow = ['x']\n"
    project.write("pyproject.toml", text)
    project.write("app/pyproject.toml", "[tool.qualitygate]\nselect = ['W']\nspelling.names = ['GitHub']\n")
    settings = project.tree().settings_for("app/deep/x.py")
    assert settings.selection.select == ("W",)
    assert settings.number("max-line-length") == 100
    assert (settings.strings("spelling.allow"), settings.strings("spelling.names")) == (("x",), ("GitHub",))


def test_a_nested_root_inherits_nothing(project: Project) -> None:
    project.write("qualitygate.toml", "max-line-length = 100\n")
    project.write("vendor/qualitygate.toml", "root = true\nmax-complexity = 3\n")
    tree = project.tree()
    settings = tree.settings_for("vendor/lib/x.py")
    assert (settings.number("max-line-length"), settings.number("max-complexity")) == (79, 3)
    assert tree.sources == ("qualitygate.toml", "vendor/qualitygate.toml")


def test_equal_settings_are_the_same_object_and_can_be_pickled(project: Project) -> None:
    project.write("qualitygate.toml", "max-line-length = 100\n[per-file-ignores]\n'a/*' = ['E1']\n'b/*' = ['E1']\n")
    tree = project.tree()
    assert tree.settings_for("x.py") is tree.settings_for("deep/er/y.py")
    assert tree.settings_for("a/x.py") is tree.settings_for("b/x.py")
    assert pickle.loads(pickle.dumps(tree.settings_for("a/x.py"))) == tree.settings_for("a/x.py")


def test_e2_a_path_outside_the_root_has_the_settings_of_its_own_project(project: Project) -> None:
    project.write("qualitygate.toml", "max-line-length = 100\n[per-file-ignores]\n'**' = ['E1']\n")
    project.write("../qualitygate.toml", "max-line-length = 60\n[per-file-ignores]\n'other/*.py' = ['W2']\n")
    project.write("../old/.pep8", "[pep8]\nmax-line-length = 70\n")
    tree = project.tree()
    settings = tree.settings_for("../other/x.py")
    assert (settings.number("max-line-length"), settings.selection.extend_ignore) == (60, ("W2",))
    assert tree.settings_for("../old/x.py").number("max-line-length") == 60


def test_what_is_configured_of_reports_is_the_roots(project: Project) -> None:
    project.write("qualitygate.toml", "show-source = 'never'\n")
    assert project.tree().reports == ReportPolicy(show_source="never")


def test_exclude_replaces_the_defaults_and_extend_exclude_adds(project: Project) -> None:
    project.write("qualitygate.toml", "exclude = ['build']\n")
    project.write("app/qualitygate.toml", "extend-exclude = ['*.gen.py']\nrespect-gitignore = false\n")
    tree = project.tree()
    assert tree.file_rules_for("").exclude == (Pattern("build"),)
    rules = tree.file_rules_for("app/deep")
    assert rules.exclude == (Pattern("build"), Pattern("*.gen.py", "app"))
    assert not rules.respect_gitignore


def test_per_file_ignores_of_all_matching_patterns_add_up(project: Project) -> None:
    text = "[per-file-ignores]\n'tests/**' = ['F811']\n'test_*.py' = ['E501']\n'!tests' = ['W']\n"
    project.write("qualitygate.toml", text)
    tree = project.tree()
    assert tree.settings_for("tests/test_a.py").selection.extend_ignore == ("F811", "E501")
    assert tree.settings_for("app/test_a.py").selection.extend_ignore == ("E501", "W")
    assert tree.settings_for("app/tests/x.py").selection.extend_ignore == ()


def test_a_nested_file_says_anew_what_a_pattern_ignores(project: Project) -> None:
    project.write("qualitygate.toml", "[per-file-ignores]\n'test_*.py' = ['E501']\n'conftest.py' = ['F401']\n")
    project.write("app/qualitygate.toml", "[per-file-ignores]\n'test_*.py' = []\n'x/*.py' = ['W']\n")
    tree = project.tree()
    assert tree.settings_for("app/test_a.py").selection.extend_ignore == ()
    assert tree.settings_for("app/conftest.py").selection.extend_ignore == ("F401",)
    assert tree.settings_for("app/x/a.py").selection.extend_ignore == ("W",)
    assert tree.settings_for("x/a.py").selection.extend_ignore == ()


def test_overrides_stand_over_their_file_and_below_a_nearer_one(project: Project) -> None:
    project.write(
        "qualitygate.toml",
        "noqa = 'flake8'\nmax-complexity = 9\nextend-select = ['B']\n"
        "[[overrides]]\npaths = ['billing/**', '!billing/old/**']\nnoqa = 'strict'\nmax-complexity = 5\n"
        "extend-select = ['C901']\nmigrations.mode = 'check'\n"
        "[[overrides]]\npaths = ['**/views.py']\nmax-complexity = 4\n",
    )
    project.write("billing/near/qualitygate.toml", "max-complexity = 3\n")
    tree = project.tree()
    settings = tree.settings_for("billing/a.py")
    assert (settings.noqa, settings.number("max-complexity")) == ("strict", 5)
    assert settings.text("migrations.mode") == "check"
    assert settings.selection.extend_select == ("B", "C901")
    assert tree.settings_for("billing/views.py").number("max-complexity") == 4
    assert tree.settings_for("billing/old/a.py").number("max-complexity") == 9
    assert tree.settings_for("billing/near/a.py").number("max-complexity") == 3
    assert tree.settings_for("billing/near/a.py").noqa == "strict"


PROFILES = {
    "team": b"ignore = ['E501']\nextend-ignore = ['W6']\nmigrations.mode = 'exclude'\nextend-exclude = ['gen']\n"
    b"[per-file-ignores]\n'tests/**' = ['F811']\n"
}


def test_a_profile_lies_under_everything_the_files_say(project: Project) -> None:
    project.write("qualitygate.toml", "profile = 'team'\nextend-ignore = ['E203']\nmigrations.mode = 'style'\n")
    tree = project.tree(profiles=PROFILES)
    settings = tree.settings_for("tests/x.py")
    assert settings.selection.ignore == ("E501",)
    assert settings.selection.extend_ignore == ("W6", "E203", "F811")
    assert settings.text("migrations.mode") == "style"
    assert tree.file_rules_for("").exclude[-1] == Pattern("gen")
    assert tree.sources == ("qualitygate.toml", "profile team")


def test_a_profile_can_be_asked_for_on_the_command_line(project: Project) -> None:
    assert project.tree(("profile", "team"), profiles=PROFILES).settings_for("x").selection.ignore == ("E501",)


def test_an_unknown_profile_is_an_error_that_names_the_known(project: Project) -> None:
    project.write("qualitygate.toml", "\nprofile = 'them'\n")
    with pytest.raises(
        ConfigError,
        match=r"^qualitygate\.toml:2: profile: no plugin offers 'them'; did you mean 'team'\?; known are: team$"
    ):
        project.tree(profiles=PROFILES)


@pytest.mark.parametrize("line", ["root = true", "profile = 'team'", "plugins = []"], ids=["root", "profile", "list"])
def test_a_profile_is_no_root_configuration(project: Project, line: str) -> None:
    project.write("qualitygate.toml", "profile = 'bad'\n")
    with pytest.raises(ConfigError, match=r"^profile bad:1: '.*' cannot stand in a profile"):
        project.tree(profiles={"bad": line.encode()})


def test_the_command_line_beats_every_file(project: Project) -> None:
    project.write("qualitygate.toml", "select = ['E']\ngate.fail-on = 'note'\n[per-file-ignores]\n'*.py' = ['W']\n")
    project.write("app/qualitygate.toml", "select = ['W']\nmax-complexity = 3\n")
    tree = project.tree(
        ("select", "E,F"), ("max-complexity", "5"), ("gate.fail-on", "never"), ("per-file-ignores", "x*.py:F8 y.py:E1")
    )
    settings = tree.settings_for("app/x.py")
    assert settings.selection.select == ("E", "F")
    assert settings.selection.extend_ignore == ("F8",)
    assert settings.number("max-complexity") == 5
    assert tree.gate.fail_on is None


def test_every_setting_in_force_names_its_source(project: Project) -> None:
    project.write(
        "pyproject.toml",
        "[project]\nname = 'x'\n\n[tool.qualitygate]\nprofile = 'team'\nextend-ignore = ['E203']\n\n"
        "[tool.qualitygate.per-file-ignores]\n'tests/**' = ['F811']\n\n"
        "[[tool.qualitygate.overrides]]\npaths = ['tests/**']\nextend-ignore = [\n  'E3',\n]\n",
    )
    rows = project.tree(("max-complexity", "5"), profiles=PROFILES).origins("tests/x.py")
    origins = {key: (value, source) for key, value, source in rows}
    assert origins["ignore"] == (("E501",), "profile team:1")
    assert origins["extend-ignore"] == (
        ("W6", "E203", "E3"),
        "profile team:2, pyproject.toml:6, pyproject.toml:13",
    )
    assert origins["max-complexity"] == (5, "command line")
    assert origins["max-line-length"] == (79, "default")
    assert origins["per-file-ignores.tests/**"] == (("F811",), "pyproject.toml:9")
    assert origins["extend-exclude"] == (("gen",), "profile team:4")


def test_a_replaced_ignore_list_revives_defaults(project: Project) -> None:
    project.write(
        "qualitygate.toml", "ignore = ['E501', 'E12', 'E24']\n[per-file-ignores]\n'tests/**' = ['W50']\n"
    )
    tree = project.tree()
    assert tree.revived_defaults(tree.settings_for("app/x.py")) == ("E226", "E704", "W503", "W504")
    assert tree.revived_defaults(tree.settings_for("tests/x.py")) == ("E226", "E704")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extend-ignore = ['E501']", ()),
        ("ignore = []", ()),
        ("ignore = ['E']\nextend-select = ['W503']", ("W504",)),
        ("ignore = ['E', 'W504']\nselect = ['E', 'F', 'W']", ("W503",)),
    ],
    ids=["an added entry", "an empty list", "a code selected on purpose", "a family selected"],
)
def test_nothing_is_revived_that_somebody_spoke_about(project: Project, text: str, expected: tuple[str, ...]) -> None:
    project.write("qualitygate.toml", text)
    tree = project.tree()
    assert tree.revived_defaults(tree.settings_for("x.py")) == expected


def test_a_pattern_that_git_does_not_understand_is_an_error(project: Project) -> None:
    project.write("qualitygate.toml", "[per-file-ignores]\n'a[' = ['E1']\n")
    with pytest.raises(ConfigError, match=r"^qualitygate\.toml:2: .* is no pattern that git understands"):
        project.tree().settings_for("a/x.py")
