"""The commands of pages that no other test runs, in a project such as the page has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Project

DOCS = Path(__file__).parents[2] / "docs"
UNUSED = "import os\nf = lambda: 1\n"


def commands(page: str) -> list[list[str]]:
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


def test_beside_a_formatter_a_fix_leaves_what_the_formatter_owns(project: Project) -> None:
    (settings,) = re.findall(r"```toml\n(.*?)```", (DOCS / "formatters.md").read_text(encoding="utf-8"), re.DOTALL)
    project.write({"pyproject.toml": settings, "a.py": "import os\nx = {1 : 2}\n"})

    done = [project.run(*each) for each in commands("formatters.md")]

    assert [each.code for each in done] == [0, 0]
    assert (project.root / "a.py").read_text() == "x = {1 : 2}\n"


@pytest.fixture
def repository(project: Project) -> Project:
    """The three projects of the page, with a finding of two codes each."""
    project.write(
        {
            "pyproject.toml": "[tool.qualitygate]\n",
            "billing/pyproject.toml": '[tool.qualitygate]\nextend-ignore = ["E731"]\n',
            "legacy/qualitygate.toml": 'root = true\nignore = ["F"]\n',
            **{f"{name}.py": UNUSED for name in ("a", "billing/b", "legacy/c")},
        }
    )
    return project


def found(project: Project, *arguments: str, cwd: str = ".") -> set[tuple[str, str]]:
    findings = project.run(*arguments, "--format", "json", "--no-cache", cwd=cwd).report["findings"]
    return {(each["path"], each["code"]) for each in findings}


def test_each_project_of_a_repository_says_what_is_different_in_it(repository: Project) -> None:
    everything = {("a.py", "F401"), ("a.py", "E731"), ("billing/b.py", "F401"), ("legacy/c.py", "E731")}

    assert found(repository) == found(repository, cwd="billing") == everything
    assert found(repository, "billing") == {("billing/b.py", "F401")}
    assert found(repository, "legacy") == {("c.py", "E731")}


def test_the_commands_of_the_page_about_repositories_do_what_it_says(repository: Project) -> None:
    done = {" ".join(each): repository.run(*each) for each in commands("monorepos.md")}

    assert {line: each.code for line, each in done.items()} == {"": 1, "billing": 1, "config billing": 0}
    assert "E731" in done["config billing"].out
    assert "billing/pyproject.toml:2" in done["config billing"].out


def test_what_is_decided_once_is_refused_further_down(repository: Project) -> None:
    repository.write({"billing/pyproject.toml": "[tool.qualitygate.gate]\nmin-files = 3\n"})

    done = repository.run("billing")

    assert done.code == 2
    assert "gate.min-files" in done.err
