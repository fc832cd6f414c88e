"""What tests of several rooms begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.engine.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A project with one plugin at work."""
    return Scene(tmp_path)
