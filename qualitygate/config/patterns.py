"""Does a path match the patterns of per-file-ignores and overrides?

Its facts are pinned by tests/unit/config/test_patterns.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property

from qualitygate.model.settings import Dialect
from qualitygate.patterns.flake8 import Flake8Patterns
from qualitygate.patterns.git import GitPatterns, from_here


class PathMatcher:
    """A few patterns of one file, read together: the last that matches wins, and ``!pattern`` takes back.

    A list that begins with ``!`` starts from everything, as ruff's per-file-ignores do. In flake8's dialect ``!`` is
    a character like any other.
    """

    def __init__(self, texts: tuple[str, ...], base: str, *, dialect: Dialect, root: str) -> None:
        """Remember the patterns; they are compiled when first asked.

        ``base`` is the directory they are relative to, POSIX and relative to ``root``, which is absolute.
        """
        self.dialect = dialect
        self._texts = texts
        self._base = base
        self._root = root
        self._match: Callable[[str], bool] | None = None

    def matches(self, path: str) -> bool:
        """Say whether a file (POSIX, relative to the root) matches."""
        if self._match is None:
            self._match = self._as_flake8() if self.dialect == "flake8" else self._as_gitignore()
        return self._match(path)

    @property
    def reach(self) -> int:
        """How long the pattern is once flake8 has made it absolute; the longest one that matches wins."""
        return max(len(text) for text in self._flake8.texts)

    @cached_property
    def _flake8(self) -> Flake8Patterns:
        return Flake8Patterns(self._texts, os.path.join(self._root, self._base))

    def _as_flake8(self) -> Callable[[str], bool]:
        patterns, root = self._flake8, self._root
        return lambda path: patterns.match(path, root)

    def _as_gitignore(self) -> Callable[[str], bool]:
        steps = []
        for text in self._texts:
            pattern = text.removeprefix("!")
            steps.append((pattern == text, GitPatterns([from_here(pattern)])))
        prefix = self._base + "/" if self._base else ""

        def match(path: str) -> bool:
            if (path.startswith("../") and not prefix.startswith("../")) or not path.startswith(prefix):
                return False
            inner = path[len(prefix) :]
            result = not steps[0][0]
            for takes, patterns in steps:
                result = takes if patterns.covers(inner) else result
            return result

        return match
