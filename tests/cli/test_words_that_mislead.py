"""Words, files and links that are easily taken for something else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.cli.conftest import Project

SOURCES = {"qualitygate.toml": "", "a.py": "import os\n"}


@pytest.mark.parametrize("word", ["--profile", "--no-cache", "--debug", "--exit-zero", "--cache-dir=x"])
def test_what_stands_behind_two_dashes_is_a_path(project: Project, word: str) -> None:
    project.write(SOURCES)
    project.run("a.py")

    done = project.run("--format=concise", "--", "a.py", word)

    assert done.code == 1
    assert f"{word}: E902" in done.out
    assert not (project.root / "x").exists()
    assert done.err == ""


@pytest.mark.parametrize("command", [(), ("baseline", "accept"), ("suppressions",)])
def test_an_empty_path_is_not_the_directory_we_stand_in(project: Project, command: tuple[str, ...]) -> None:
    project.write(SOURCES)

    done = project.run(*command, "")

    assert done.code == 2
    assert "a path is empty" in done.err


@pytest.mark.parametrize("name", ["qualitygate.toml", "pyproject.toml"])
def test_a_configuration_that_is_a_link_to_nothing_is_said(project: Project, name: str) -> None:
    project.write({"a.py": "import os\n"})
    os.symlink("nowhere", project.root / name)

    done = project.run()

    assert done.code == 2
    assert f"{name}: cannot be read: a link that leads nowhere" in done.err


@pytest.mark.parametrize("place", ["../out.jsonl", "{above}/out.jsonl", ".git/hooks/pre-commit", "s/../../out.jsonl"])
def test_b3_a_baseline_is_written_inside_the_project_only(project: Project, place: str) -> None:
    place = place.format(above=project.root.parent)
    (project.root / ".git" / "hooks").mkdir(parents=True)
    (project.root / "s").mkdir()
    project.write({"qualitygate.toml": f"baseline.file = '{place}'\n", "a.py": "import os\n"})

    done = project.run("baseline", "accept")

    assert done.code == 2
    assert "baseline.file: expected a file inside the project" in done.err
    assert not Path(project.root / place).exists()
