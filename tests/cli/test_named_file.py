"""The named file decides which settings hold, wherever the process stands and however the file is named."""

from __future__ import annotations

import os
import subprocess

import pytest
from tests.cli.conftest import Project

#: E231 twice in a line that is too long for 79 and 100 columns.
LONG = "x = [1,2,3]  # " + "x" * 100 + "\n"


def codes(project: Project, *arguments: str, cwd: str = ".", stdin: bytes | None = None) -> list[str]:
    return sorted(set(project.run(*arguments, "--format=json", "--no-cache", cwd=cwd, stdin=stdin).codes))


@pytest.fixture
def two(project: Project) -> Project:
    """A directory with two projects; each lets another rule pass. None of them is around the other."""
    (project.root / ".git").rmdir()
    for name, code in (("one", "E501"), ("other", "E231")):
        (project.root / name / ".git").mkdir(parents=True)
        project.write({f"{name}/qualitygate.toml": f'extend-ignore = ["{code}"]\n', f"{name}/app/views.py": LONG})
    return project


@pytest.mark.parametrize("cwd", [".", "one", "one/app", "other", "other/app"])
def test_e2_every_way_to_name_a_file_gives_the_same_settings(two: Project, cwd: str) -> None:
    for name, expected in (("one", ["E231"]), ("other", ["E501"])):
        absolute = str(two.root / name / "app/views.py")
        relative = os.path.relpath(absolute, two.root / cwd)
        for path in (absolute, relative):
            assert codes(two, path, cwd=cwd) == expected
            assert codes(two, os.path.dirname(path) or ".", cwd=cwd) == expected
            assert codes(two, "-", "--stdin-display-name", path, cwd=cwd, stdin=LONG.encode()) == expected


def test_e2_from_the_top_of_the_file_system_too(two: Project) -> None:
    absolute = str(two.root / "one/app/views.py")

    assert codes(two, absolute, cwd="/") == ["E231"]
    assert codes(two, "-", "--stdin-display-name", absolute, cwd="/", stdin=LONG.encode()) == ["E231"]


@pytest.mark.parametrize("cwd", [".", "one", "other"])
def test_e2_files_of_two_projects_in_one_run_have_each_their_own(two: Project, cwd: str) -> None:
    two.write({"other/app/b.py": LONG})
    paths = [os.path.relpath(two.root / path, two.root / cwd) for path in ("one/app/views.py", "other/app/b.py")]

    found = two.run(*paths, "--format=json", "--no-cache", cwd=cwd).report["findings"]

    assert {(os.path.basename(each["path"]), each["code"]) for each in found} == {
        ("views.py", "E231"),
        ("b.py", "E501"),
    }


def test_e2_standard_input_without_a_name_is_judged_where_we_stand(project: Project) -> None:
    project.write({"backend/.pep8": "[pep8]\nignore = E501\n"})

    assert codes(project, "-", cwd="backend", stdin=LONG.encode()) == ["E231"]


@pytest.mark.parametrize("cwd", [".", "backend", "backend/app"])
def test_e2_an_old_file_in_a_sub_directory_holds_for_it(project: Project, cwd: str) -> None:
    project.write({"backend/.pep8": "[pep8]\nignore = E501\n", "backend/app/views.py": LONG, "web.py": LONG})
    path = os.path.relpath(project.root / "backend/app/views.py", project.root / cwd)

    assert codes(project, path, cwd=cwd) == ["E231"]
    assert codes(project, "-", "--stdin-display-name", path, cwd=cwd, stdin=LONG.encode()) == ["E231"]
    assert codes(project, os.path.relpath(project.root / "web.py", project.root / cwd), cwd=cwd) == ["E231", "E501"]
    by_path = {(each["path"], each["code"]) for each in project.run("--format=json").report["findings"]}
    assert by_path == {("backend/app/views.py", "E231"), ("web.py", "E231"), ("web.py", "E501")}


def test_e2_the_config_command_answers_for_the_named_file(two: Project) -> None:
    said = two.run("config", str(two.root / "one/app/views.py"), cwd="other").out

    assert f"# root: {two.root}/one\n" in said
    assert 'extend-ignore = ["E501"]  # qualitygate.toml:1\n' in said


def test_e2_a_commit_is_judged_by_the_files_own_settings(project: Project) -> None:
    (project.root / ".git").rmdir()
    subprocess.run(["git", "init", "-q", str(project.root)], check=True)
    project.write({"backend/.pep8": "[pep8]\nignore = E501\n", "backend/app/views.py": LONG})
    subprocess.run(["git", "add", "."], cwd=project.root, check=True)

    assert codes(project, "--staged") == ["E231"]
    assert codes(project, "--staged", "app/views.py", cwd="backend") == ["E231"]


FLAG = """
from qualitygate.api import hookimpl

@hookimpl
def qualitygate_add_options(table):
    table.add("team-limit", 3, "the limit of the team", top_level=True, flag=True)
"""


@pytest.mark.parametrize("cwd", [".", "other"])
def test_the_flags_of_plugins_are_those_that_the_named_file_has(two: Project, cwd: str) -> None:
    two.write({"one/team.py": FLAG, "one/qualitygate.toml": 'plugins = ["team.py"]\n'})
    path = os.path.relpath(two.root / "one/app/views.py", two.root / cwd)

    assert two.run(path, "--team-limit", "5", cwd=cwd).code == 1
    assert two.run("--team-limit=5", "-", "--stdin-display-name", path, cwd=cwd, stdin=LONG.encode()).code == 1
    assert two.run("app/views.py", "--team-limit", "5", cwd="other").code == 2
