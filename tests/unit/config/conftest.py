"""A project on disk, and the options that the built-in plugins declare."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qualitygate.api import Option
from qualitygate.config.load import CommandLine, load
from qualitygate.config.tree import SettingsTree
from tests.default_codes import DEFAULTS

OPTIONS = (
    Option("max-line-length", 79, "the longest line", minimum=1),
    Option("max-doc-length", 0, "the longest line of a comment"),
    Option("indent-size", 4, "spaces for one level", minimum=1),
    Option("hang-closing", False, "closing brackets hang"),
    Option("max-complexity", -1, "the highest complexity"),
    Option("builtins", (), "names that are always defined"),
    Option("doctests", False, "check doctests"),
    Option("spelling.names", (), "product names"),
    Option("spelling.names-from", (), "lists of product names"),
    Option("spelling.allow", (), "words that are right"),
    Option("migrations.mode", "generated", "what is skipped", choices=("generated", "exclude", "style", "check")),
)


class Project:
    """Write files, then ask for the settings as the engine does."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        """Write one file, with the directories it needs."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    def tree(
        self,
        *assignments: tuple[str, str],
        cwd: str = ".",
        profiles: Mapping[str, bytes] | None = None,
        config_file: str | None = None,
        isolated: bool = False,
    ) -> SettingsTree:
        """Load and resolve with the options of the built-in plugins."""
        command_line = CommandLine(config_file, isolated, assignments)
        return load(str((self.root / cwd).resolve()), command_line).resolve(OPTIONS, profiles or {}, DEFAULTS)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository with nothing in it."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    return Project(tmp_path / "repo")


@pytest.fixture
def loose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A directory in no repository, below a home directory that is never searched."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "work").mkdir()
    return Project(tmp_path / "work")
