"""A folder and clients for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.unit.lsp.sessions import Talk, Talks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of its own."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def talks(folder: Path) -> Talks:
    """Starts clients in the folder."""
    return partial(Talk, str(folder))
