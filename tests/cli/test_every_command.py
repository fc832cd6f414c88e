"""Every command of the README and the guides is taken, in the order of its page, in a project like theirs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Project

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Beginnings of what another test runs, or what needs more than a project, and where that is seen.
ELSEWHERE = {
    "cd editors/vscode": ".ci/run builds the extension",
    "code --install-extension": "needs Visual Studio Code",
    "ln -s": "tests/contract/test_editors.py",
    "npm install": ".ci/run builds the extension",
    "python -m pip install": ".ci/installed.py, tests/meta/test_installing.py, tests/plugins/flake8_plugins",
    "python3 -m venv": ".ci/run",
    "qualitygate --executor dask": "tests/contract/test_dask.py",
    "qualitygate check --format concise shop.py": "tests/meta/test_flake8_page.py",
    "qualitygate check --select B,DTZ shop.py": "tests/meta/test_flake8_page.py",
}


def _commands(page: Path) -> Iterator[str]:
    """Yield the lines of shell of a page; of a block with prompts those behind one."""
    for block in re.findall(
        r"^```(?:sh|console)\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    ):
        lines = [line for line in block.splitlines() if line.strip()]
        prompts = [line[2:] for line in lines if line.startswith("$ ")]
        if not block.startswith("#"):  # a script, not something to type
            yield from prompts or lines


def _pages() -> list[Path]:
    return [
        page
        for page in PAGES
        # tests/cli/test_beginnings.py types the latter
        if not {"decisions", "rules"} & set(page.relative_to(ROOT).parts)
        and any(not command.startswith(tuple(ELSEWHERE)) for command in _commands(page))
    ]


@pytest.fixture
def shop(project: Project) -> Project:
    """A repository with a tag, an old configuration, findings, and a change since the main branch."""
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    project.write(
        {
            ".pep8": "[pep8]\nignore = E501\n",
            "shop/__init__.py": "",
            "shop/views.py": "import os\n\n\n\n\ndef view(request):\n    return {'a' : 1}\n",
            "src/a.py": "import os\n",
            "billing/pyproject.toml": '[tool.qualitygate]\nextend-ignore = ["E731"]\n',
            "billing/b.py": "f = lambda: 1\n",
            "analysis.ipynb": (
                '{"cells": [{"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],'
                ' "source": ["import os"]}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
            ),
        }
    )
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "one"], ["tag", "v2.1"]):
        subprocess.run([*git, *command], cwd=project.root, check=True)
    (project.root / "shop/models.py").write_text("x = 1\n")
    for command in (["checkout", "-qb", "work"], ["add", "-A"], ["commit", "-qm", "two"]):
        subprocess.run([*git, *command], cwd=project.root, check=True)
    return project


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_is_taken(
    shop: Project, page: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    programs = tmp_path_factory.mktemp("programs")
    (programs / "qualitygate").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qualitygate "$@"\n')
    (programs / "qualitygate").chmod(0o755)
    env = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    refused = []
    for command in _commands(page):
        if not command.startswith(tuple(ELSEWHERE)):
            done = subprocess.run(command, shell=True, cwd=shop.root, env=env, capture_output=True, text=True)
            if done.returncode not in (0, 1) or "Traceback" in done.stderr:
                refused.append(f"{command}: exit {done.returncode}: {done.stderr}")
    assert refused == []


def test_what_is_run_elsewhere_stands_on_a_page() -> None:
    commands = [command for page in PAGES for command in _commands(page)]
    assert [each for each in ELSEWHERE if not any(command.startswith(each) for command in commands)] == []
