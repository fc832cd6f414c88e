"""A project of files, and the keys and codes that there are."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.cli.commands.adopt import set_up
from qualitygate.cli.setup import Setup

Write = Callable[[dict[str, str]], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files by relative path, dedented, and returns the directory."""

    def writes(files: dict[str, str]) -> str:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        return str(tmp_path)

    return writes


@pytest.fixture(scope="session")
def setup() -> Setup:
    """What is installed, without any configuration."""
    from argparse import Namespace

    return set_up(Namespace(config=None, isolated=True, set=[], no_plugin=[], untrusted=None))
