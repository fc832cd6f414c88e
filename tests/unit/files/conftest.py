"""A project on disk, and the question what is found in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualitygate.files.discover import Discovery, discover
from qualitygate.inputs import Inputs
from qualitygate.model.settings import Dialect, FileRules, Pattern

EVERY_KIND = frozenset({"python", "template", "markdown", "rst", "po", "text"})


@dataclass
class Found:
    """A discovery, short enough for a test."""

    discovery: Discovery

    @property
    def paths(self) -> list[str]:
        return [file.path for file in self.discovery.files]

    @property
    def skipped(self) -> list[tuple[str, str]]:
        return [(skip.path, skip.reason) for skip in self.discovery.skipped]

    @property
    def problems(self) -> list[tuple[str, str]]:
        return [(finding.location.path, finding.message) for finding in self.discovery.problems]


@dataclass
class Project:
    """A directory; what is found there is asked from the root unless ``cwd`` says otherwise."""

    root: Path

    def write(self, *paths: str, text: str = "") -> None:
        """Write files of the same content, with the directories they need."""
        for path in paths:
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def find(
        self,
        *arguments: str,
        exclude: Iterable[str] = (),
        dialect: Dialect = "flake8",
        kinds: frozenset[str] = EVERY_KIND,
        respect_gitignore: bool = True,
        apply_excludes: bool = True,
        cwd: str = "",
    ) -> Found:
        """Discover with the same rules in every directory."""
        rules = FileRules(tuple(Pattern(text, "", dialect) for text in exclude), respect_gitignore)
        discovery = discover(
            arguments,
            cwd=os.path.join(self.root, cwd) if cwd else str(self.root),
            root=str(self.root),
            rules_for=lambda directory: rules,
            kinds_for=lambda directory: kinds,
            inputs=Inputs(),
            apply_excludes=apply_excludes,
        )
        return Found(discovery)

    @contextmanager
    def another(self) -> Iterator[Project]:
        """Make one more project, for tests that need one for each generated example."""
        with tempfile.TemporaryDirectory(dir=self.root.parent) as directory:
            yield Project(Path(directory))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    return Project(root)
