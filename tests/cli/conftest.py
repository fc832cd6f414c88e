"""A project in a temporary directory, and the command line as a user runs it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Done:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """Standard output read as the JSON report."""
        report: dict[str, Any] = json.loads(self.out)
        return report

    @property
    def codes(self) -> list[str]:
        """The codes of the JSON report's findings, in its order."""
        return [finding["code"] for finding in self.report["findings"]]


_DROPPED = {
    *("CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "GITLAB_CI", "TF_BUILD"),
    *("BUILD_SOURCESDIRECTORY", "TEAMCITY_VERSION", "NO_COLOR", "FORCE_COLOR"),
}


class Project:
    """A directory to write files into and to run qualitygate in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by relative path; texts are dedented."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
            path.write_bytes(data)

    def run(
        self,
        *arguments: str,
        stdin: bytes | None = None,
        cwd: str = ".",
        env: Mapping[str, str] | None = None,
        timeout: float = 120,
    ) -> Done:
        """Run ``qualitygate ARGUMENTS`` in the project."""
        done = subprocess.run(
            [sys.executable, "-m", "qualitygate", *arguments],
            cwd=self.root / cwd,
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            env={**_environment(), **(env or {})},
        )
        return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    """Leave out what would change the output: CI systems' variables and colour switches."""
    return {name: value for name, value in os.environ.items() if name not in _DROPPED}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project; the .git directory keeps the search for configuration inside it."""
    (tmp_path / ".git").mkdir()
    return Project(tmp_path)
