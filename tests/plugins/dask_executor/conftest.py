"""The command line in a project, as the tests of commands have it."""

from __future__ import annotations

from tests.cli.conftest import project

__all__ = ["project"]
