"""A git repository in a temporary directory."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest


class Clone:
    """A repository to write files into and to run git in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        """Run git as nobody in particular, without the configuration of this machine."""
        return self.git_bytes(*arguments).decode()

    def git_bytes(self, *arguments: str) -> bytes:
        """The same, for content."""
        command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.org", *arguments]
        env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(command, cwd=self.root, capture_output=True, env=env, check=True)
        return done.stdout

    def write(self, files: Mapping[str, str]) -> None:
        """Write files by relative path."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def commit(self, files: Mapping[str, str]) -> None:
        """Write files and commit everything there is."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a change")


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A repository on its main branch, without a commit."""
    clone = Clone(tmp_path / "clone")
    clone.root.mkdir()
    clone.git("init", "-q", "-b", "main")
    return clone
