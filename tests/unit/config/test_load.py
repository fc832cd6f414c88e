"""Which files are read, where the root is, and which mistakes stop the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualitygate.config.load import CommandLine, load
from qualitygate.errors import ConfigError
from qualitygate.model.settings import PluginPolicy
from qualitygate.model.severity import Severity

from .conftest import Project

SAMPLE = """\
[tool.qualitygate]
version = 1                                             # of this schema
select = ["E", "F", "W", "C90", "QG"]
ignore = ["E501", "W191", "W293", "E302", "E12", "E261", "F403"]   # a prefix covers its family
exclude = ["migrations"]                                # holds for explicitly named files too
max-line-length = 79

[tool.qualitygate.per-file-ignores]
"tests/**" = ["F811"]

[[tool.qualitygate.overrides]]                          # select more, not only less, under a path
paths = ["billing/**"]
extend-select = ["C901"]

[tool.qualitygate.spelling]
names = ["Subblime", "AngularJS", "Wellfire Interactive"]

[tool.qualitygate.gate]
fail-on = "warning"                                     # note | warning | error | never
stages = [["pep8", "pyflakes"], ["spelling"], ["mypy"]] # in order; a failing stage stops the ones after it
"""


def test_the_sample_of_the_product_description_loads(project: Project) -> None:
    project.write("pyproject.toml", SAMPLE)
    tree = project.tree()
    settings = tree.settings_for("app/models.py")
    assert settings.selection.ignore == ("E501", "W191", "W293", "E302", "E12", "E261", "F403")
    assert settings.number("max-line-length") == 79
    assert settings.strings("spelling.names") == ("Subblime", "AngularJS", "Wellfire Interactive")
    assert tree.settings_for("tests/unit/test_x.py").selection.extend_ignore == ("F811",)
    assert tree.settings_for("billing/views.py").selection.extend_select == ("C901",)
    assert [pattern.text for pattern in tree.file_rules_for("").exclude] == ["migrations"]
    assert tree.gate.fail_on is Severity.WARNING
    assert tree.sources == ("pyproject.toml [tool.qualitygate]",)
    assert tree.gate.stages == (("pep8", "pyflakes"), ("spelling",), ("mypy",))
    assert tree.gate.stages_source == "pyproject.toml:20"
    assert tree.notes == ()


def test_an_own_file_has_the_same_keys_at_top_level(project: Project) -> None:
    project.write("qualitygate.toml", "max-line-length = 100\n")
    assert project.tree().settings_for("a.py").number("max-line-length") == 100


def test_settings_in_both_files_of_a_directory_are_an_error(project: Project) -> None:
    project.write("qualitygate.toml", "")
    project.write("pyproject.toml", "[tool.qualitygate]\n")
    with pytest.raises(ConfigError, match=r"qualitygate\.toml and pyproject\.toml \[tool\.qualitygate\]"):
        project.tree()


def test_a_pyproject_without_a_table_of_ours_is_no_configuration(project: Project) -> None:
    project.write("pyproject.toml", "[project]\nname = 'about-qualitygate'\n")
    assert project.tree().sources == ()


def test_a_broken_pyproject_that_does_not_name_us_is_no_concern_of_ours(project: Project) -> None:
    project.write("pyproject.toml", "[[[[")
    assert project.tree().sources == ()


def test_the_root_is_the_repository_even_when_started_below(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nmax-complexity = 7\n")
    project.write("app/x.py", "")
    tree = project.tree(cwd="app")
    assert tree.root == str(project.root)
    assert tree.settings_for("app/x.py").number("max-complexity") == 7


def test_the_root_is_the_nearest_directory_that_says_so(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nmax-complexity = 7\n")
    project.write("app/qualitygate.toml", "root = true\n")
    tree = project.tree(cwd="app")
    assert tree.root == str(project.root / "app")
    assert tree.settings_for("x.py").number("max-complexity") == -1


def test_outside_a_repository_the_root_is_the_topmost_configured_directory(loose: Project) -> None:
    loose.write("a/qualitygate.toml", "max-complexity = 7\n")
    loose.write("a/b/qualitygate.toml", "max-line-length = 99\n")
    loose.write("a/b/c/x.py", "")
    tree = loose.tree(cwd="a/b/c")
    assert tree.root == str(loose.root / "a")
    settings = tree.settings_for("b/c/x.py")
    assert (settings.number("max-complexity"), settings.number("max-line-length")) == (7, 99)


def test_outside_a_repository_an_old_file_makes_its_directory_the_root(loose: Project) -> None:
    loose.write("a/.flake8", "[flake8]\nmax-line-length = 99\n")
    loose.write("a/b/x.py", "")
    tree = loose.tree(cwd="a/b")
    assert (tree.root, tree.sources) == (str(loose.root / "a"), (".flake8 [flake8]",))


def test_without_anything_the_root_is_where_we_started(loose: Project) -> None:
    loose.write("a/x.py", "")
    assert loose.tree(cwd="a").root == str(loose.root / "a")


def test_the_home_directory_is_not_searched_from_below(loose: Project) -> None:
    loose.write("../.flake8", "[flake8]\nmax-line-length = 99\n")
    assert loose.tree().sources == ()


def test_any_table_on_the_way_up_silences_old_files(project: Project) -> None:
    project.write(".flake8", "[flake8]\nmax-line-length = 99\n")
    project.write("app/qualitygate.toml", "max-complexity = 7\n")
    settings = project.tree(cwd="app").settings_for("app/x.py")
    assert (settings.number("max-line-length"), settings.noqa) == (79, "strict")


def test_the_topmost_file_decides_for_the_run_even_below_the_root(project: Project) -> None:
    project.write("app/qualitygate.toml", "plugins = ['./rules.py']\ngate.fail-on = 'error'\n")
    raw = load(str(project.root / "app"), CommandLine())
    assert raw.plugins == PluginPolicy(local=("app/rules.py",))
    assert raw.resolve((), {}).gate.fail_on is Severity.ERROR


def test_a_named_file_is_the_only_one_read(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nmax-complexity = 7\n")
    project.write("app/qualitygate.toml", "max-complexity = 8\n")
    project.write("ci/strict.toml", "max-line-length = 60\n")
    tree = project.tree(config_file="ci/strict.toml")
    settings = tree.settings_for("app/x.py")
    assert (settings.number("max-complexity"), settings.number("max-line-length")) == (-1, 60)
    assert tree.sources == ("ci/strict.toml",)


def test_a_named_file_may_be_an_old_one(project: Project) -> None:
    project.write("ci/pep8.ini", "[pep8]\nmax-line-length = 60\n")
    tree = project.tree(config_file="ci/pep8.ini")
    assert tree.settings_for("x.py").number("max-line-length") == 60
    assert tree.sources == ("ci/pep8.ini [pep8]",)


@pytest.mark.parametrize("file", ["absent.toml", "absent.cfg"], ids=["toml", "ini"])
def test_a_named_file_that_is_not_there_is_an_error(project: Project, file: str) -> None:
    with pytest.raises(ConfigError, match=rf"{file}: .*there is no such file"):
        project.tree(config_file=file)


def test_isolated_reads_nothing_but_the_command_line(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nmax-complexity = 7\n")
    tree = project.tree(("max-line-length", "60"), isolated=True)
    settings = tree.settings_for("x.py")
    assert (settings.number("max-complexity"), settings.number("max-line-length")) == (-1, 60)


def test_plugin_lists_are_known_before_options_are(project: Project) -> None:
    project.write(
        "pyproject.toml",
        "[tool.qualitygate]\nplugins = ['tools/rules.py']\n"
        "disable-plugins = ['spelling']\nrequire-plugins = ['a>=2']\n",
    )
    raw = load(str(project.root), CommandLine(assignments=(("disable-plugins", "pep8"), ("disable-plugins", "x,y"))))
    assert raw.plugins == PluginPolicy(("tools/rules.py",), (), ("spelling", "pep8", "x", "y"), ("a>=2",))


def test_a_local_plugin_must_be_a_path(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nplugins = ['spelling']\n")
    with pytest.raises(ConfigError, match=r"expected a path such as './tools/rules.py', or .*, got 'spelling'"):
        load(str(project.root), CommandLine())


def test_a_syntax_error_names_line_and_column(project: Project) -> None:
    project.write("pyproject.toml", "[tool.qualitygate]\nselect = [\"E\"\nversion = 1\n")
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:3:1: Unclosed array$"):
        project.tree()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"select = ['\xff']", "expected UTF-8, but byte 11"),
        (b"a = " + b"[" * 9000, "nested too deeply|Unclosed|depth"),
    ],
    ids=["not UTF-8", "very deep"],
)
def test_an_unreadable_file_is_a_configuration_error(project: Project, content: bytes, message: str) -> None:
    (project.root / "qualitygate.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=rf"^qualitygate\.toml:.*({message})"):
        project.tree()


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs another platform: Linux")
def test_a_file_that_cannot_be_read_is_a_configuration_error(project: Project) -> None:
    """A process's memory cannot be read from its start, not even by the superuser."""
    (project.root / "qualitygate.toml").symlink_to("/proc/self/mem")
    with pytest.raises(ConfigError, match="cannot be read"):
        project.tree()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs another platform: FIFOs")
@pytest.mark.parametrize("name", ["pyproject.toml", "qualitygate.toml", ".flake8", "setup.cfg"])
def test_e9_a_fifo_in_place_of_a_file_is_said_and_not_waited_for(project: Project, name: str) -> None:
    os.mkfifo(project.root / name)
    with pytest.raises(ConfigError, match=f"^{name}: cannot be read: expected a regular file, got a FIFO$"):
        project.tree()


@pytest.mark.parametrize("name", ["pyproject.toml", "qualitygate.toml", ".flake8"])
def test_e9_a_device_in_place_of_a_file_is_said_at_once(project: Project, name: str) -> None:
    (project.root / name).symlink_to("/dev/zero")
    with pytest.raises(ConfigError, match="got a character device"):
        project.tree()
    with pytest.raises(ConfigError, match="got a character device"):
        project.tree(config_file=name)


def test_a_directory_with_the_name_of_a_file_is_none(project: Project) -> None:
    (project.root / "setup.cfg").mkdir()
    assert project.tree().sources == ()


def test_a_byte_order_mark_and_windows_line_ends_are_read(project: Project) -> None:
    project.write("qualitygate.toml", "\ufeffmax-complexity = 7\r\nmax-line-length = 60\r\n")
    settings = project.tree().settings_for("x.py")
    assert (settings.number("max-complexity"), settings.number("max-line-length")) == (7, 60)


def test_a_table_that_is_no_table_is_an_error(project: Project, tmp_path: Path) -> None:
    project.write("pyproject.toml", "[tool]\nqualitygate = 1\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml: tool\.qualitygate: expected a table, got 1"):
        project.tree()
