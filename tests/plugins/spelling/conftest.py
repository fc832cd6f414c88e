from __future__ import annotations

from collections.abc import Callable

import pytest
from qualitygate_plugins.spelling.checker import SpellingChecker

from qualitygate.api import Finding
from qualitygate.testing.checkers import run_checker

NAMES = ("GitHub", "AngularJS", "Subblime", "Wellfire Interactive")
Find = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def find() -> Find:
    """Check a text of a kind for ``NAMES``, or for names of the test's own."""

    def run(
        text: str, kind: str = "text", *, names: tuple[str, ...] = NAMES, allow: tuple[str, ...] = ()
    ) -> list[Finding]:
        return run_checker(SpellingChecker(names, allow), text, path="example", kind=kind)

    return run
