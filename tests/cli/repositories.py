"""A repository to work in, whose main branch has findings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from .conftest import Project

VIEWS = """\
import os
import sys


def home(request):
    return os.getcwd()


def total(items):
    try:
        return sum(items) + first_of(items)
    except:
        return items == None
"""


class Work(Project):
    """A repository with a branch to work on."""

    def git(self, *arguments: str) -> None:
        """Run git as nobody in particular."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
        env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        subprocess.run(command, cwd=self.root, capture_output=True, env=env, check=True)

    def new(self, *arguments: str) -> list[tuple[str, int, str]]:
        """What fails: path, line, code."""
        findings = self.run("--new", "--format", "json", *arguments).report["findings"]
        return [(each["path"], each["line"], each["code"]) for each in findings if each["disposition"] == "open"]


def old_work(root: Path) -> Work:
    """Make a repository whose main branch has findings, on a branch that has no change yet."""
    work = Work(root)
    work.git("init", "-q", "-b", "main")
    work.write({"app/views.py": VIEWS, "app/old.py": "import re\nx = 1 \n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "old")
    work.git("checkout", "-qb", "work")
    return work
