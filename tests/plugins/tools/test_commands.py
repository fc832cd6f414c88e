"""What is put into commands, and how long lists of files are cut."""

from __future__ import annotations

from qualitygate.api import Project, ProjectFile
from qualitygate_plugins.tools.commands import commands

from .samples import tool


def _project(*paths: str, changed: tuple[str, ...] | None = None) -> Project:
    return Project("/root", tuple(ProjectFile(path, "python") for path in paths), changed)


def _commands(project: Project, **keys: object) -> list[list[str]]:
    return [command for command, _ in commands(tool(**keys), project, "/out")]


def test_each_place_is_filled_in() -> None:
    command = ["x", "--root={root}", "{paths}", "-o", "{output}"]

    assert _commands(_project("a.py"), command=command, pass_="batch") == [
        ["x", "--root=/root", "a.py", "-o", "/out"]
    ]
    assert _commands(_project("a.py"), command=command) == [["x", "--root=/root", ".", "-o", "/out"]]


def test_only_files_of_its_kinds_are_given() -> None:
    project = Project("/root", (ProjectFile("a.py", "python"), ProjectFile("b.html", "template")))

    assert _commands(project, command=["x", "{paths}"], pass_="each", kinds=["template"]) == [["x", "b.html"]]


def test_no_file_means_no_command() -> None:
    assert _commands(_project(), command=["x", "{paths}"], pass_="batch") == []


def test_what_has_changed_is_all_where_nothing_is_compared() -> None:
    assert _commands(_project("a.py", "b.py"), command=["x", "{changed}"]) == [["x", "a.py", "b.py"]]
    assert _commands(_project("a.py", "b.py", changed=("b.py",)), command=["x", "{changed}"]) == [["x", "b.py"]]
    assert _commands(_project("a.py", changed=()), command=["x", "{changed}"]) == []


def test_a_path_is_no_option() -> None:
    assert _commands(_project("-rf.py"), command=["x", "{paths}"], pass_="batch") == [["x", "./-rf.py"]]


def test_ten_thousand_paths_are_cut_so_that_each_command_can_be_started() -> None:
    paths = [f"some/where/deep/file_{number}.py" for number in range(10_000)]
    found = _commands(_project(*paths), command=["x", "{paths}"], pass_="batch")

    assert [path for command in found for path in command[1:]] == paths
    assert max(sum(map(len, command)) for command in found) < 32_767
