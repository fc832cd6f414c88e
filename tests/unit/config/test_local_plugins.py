"""What names plugins of the project's own: files, and flake8's by NAME = FILE:OBJECT or in an old file."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.config.load import CommandLine, load
from qualitygate.config.local_plugins import as_written
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.settings import LocalEntry, PluginPolicy

from .conftest import Project

OLD = """\
[flake8]
max-line-length = 99
[flake8:local-plugins]
extension =
    ABC = tools.checks:Check
    D10=words:check, EFG = more:Check
report = mine = x:Y
paths = ./lib, ../shared other
"""


def policy(project: Project, **said: str) -> PluginPolicy:
    return load(str(project.root), CommandLine(**said)).plugins  # type: ignore[arg-type]


def test_an_old_file_names_them_as_flake8_reads_it(project: Project) -> None:
    project.write("setup.cfg", OLD)
    root = project.root
    paths = (str(root / "lib"), str(root.parent / "shared"), str(root / "other"))
    source = "setup.cfg [flake8:local-plugins]"

    assert policy(project).entries == (
        LocalEntry("flake8.extension", "ABC", "tools.checks:Check", paths, source),
        LocalEntry("flake8.extension", "D10", "words:check", paths, source),
        LocalEntry("flake8.extension", "EFG", "more:Check", paths, source),
    )
    assert project.tree().notes == (f"{source}: passed over report; the gate has formats of its own",)


def test_a_file_that_extends_an_old_one_has_its_plugins_and_one_that_does_not_says_what_is_not_read(
    project: Project,
) -> None:
    project.write(".flake8", OLD.replace("report = mine = x:Y\n", ""))
    project.write("qualitygate.toml", "version = 1\n")
    assert policy(project).entries == ()
    assert ".flake8 [flake8:local-plugins]" in project.tree().notes[0]

    project.write("qualitygate.toml", 'extends = ".flake8"\n')
    assert [str(each) for each in policy(project).entries][0] == "ABC = tools.checks:Check"
    assert project.tree().notes == ()


def test_our_own_file_names_them_by_file_or_by_module(project: Project) -> None:
    for file in ("tools/checks.py", "pkg/__init__.py", "pkg/deep/__init__.py", "pkg/deep/checks.py"):
        project.write(file, "")
    wanted = ["./tools/checks.py:Check", "pkg/deep/checks.py:Check", "pkg/__init__.py:C", "acme.checks:Check"]
    listed = ", ".join(f"'X{n} = {each}'" for n, each in enumerate(wanted))
    project.write("qualitygate.toml", f"plugins = ['tools/own.py', {listed}]\n")
    root = str(project.root)

    found = policy(project)

    assert found.local == ("tools/own.py",)
    assert [(each.name, each.value, each.paths) for each in found.entries] == [
        ("X0", "checks:Check", (f"{root}/tools",)),
        ("X1", "pkg.deep.checks:Check", (root,)),
        ("X2", "pkg:C", (root,)),
        ("X3", "acme.checks:Check", ()),
    ]
    assert {each.source for each in found.entries} == {"qualitygate.toml"}


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({".flake8": "[flake8:local-plugins]\nextension = checks\n"}, "got 'checks'"),
        ({".flake8": "[flake8:local-plugins]\nextension = = x:Y\n"}, "got '= x:Y'"),
        ({"qualitygate.toml": "plugins = ['ABC =']\n"}, "plugins: expected 'ABC = module:Object', got 'ABC ='"),
        ({"qualitygate.toml": "plugins = ['ABC = a.py:C']\n"}, "there is no file 'a.py' in "),
    ],
    ids=["no name", "empty name", "no object", "no file"],
)
def test_what_is_none_is_an_error_with_its_place(project: Project, files: dict[str, str], message: str) -> None:
    for file, text in files.items():
        project.write(file, text)
    with pytest.raises(ConfigError, match=message):
        policy(project)


def test_one_below_the_root_is_said_not_to_run(project: Project) -> None:
    project.write("app/.flake8", "[flake8:local-plugins]\nextension = ABC = x:Y\n")
    tree = project.tree()
    tree.settings_for("app/x.py")

    assert policy(project).entries == ()
    assert [note for note in tree.notes if note.startswith("app/.flake8 [flake8:local-plugins]: not run")]


def test_without_trust_none_is_left_and_each_is_named(project: Project) -> None:
    project.write(".flake8", "[flake8:local-plugins]\nextension = ABC = x:Y\n")
    left = load(str(project.root), CommandLine()).without_local_plugins().plugins

    assert (left.local, left.entries, left.left_out) == ((), (), ("ABC = x:Y",))


def test_an_entry_is_written_by_its_file_where_it_has_one(tmp_path: Path) -> None:
    (tmp_path / "tools" / "pkg").mkdir(parents=True)
    (tmp_path / "tools" / "pkg" / "__init__.py").touch()
    (tmp_path / "tools" / "checks.py").touch()
    paths = (str(tmp_path / "none"), str(tmp_path / "tools"))

    def written(value: str) -> str:
        return as_written(LocalEntry("flake8.extension", "ABC", value, paths, ""), str(tmp_path), Inputs())

    assert written("checks:Check") == "ABC = ./tools/checks.py:Check"
    assert written("pkg:Check") == "ABC = ./tools/pkg/__init__.py:Check"
    assert written("installed:Check") == "ABC = installed:Check"
