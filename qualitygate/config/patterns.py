"""Does a path match the patterns of per-file-ignores and overrides?"""

from __future__ import annotations

import os
from collections.abc import Callable
from fnmatch import fnmatch

from qualitygate.errors import ConfigError
from qualitygate.model.settings import Dialect


class PathMatcher:
    """A few patterns of one file, read together: the last that matches wins, and ``!pattern`` takes back.

    A list that begins with ``!`` starts from everything, as ruff's per-file-ignores do. In flake8's dialect ``!`` is
    a character like any other.
    """

    def __init__(
        self, texts: tuple[str, ...], base: str, *, dialect: Dialect, root: str, place: Callable[[], str] = str
    ) -> None:
        """Remember the patterns; they are compiled when first asked.

        ``base`` is the directory they are relative to, POSIX and relative to ``root``, which is absolute. ``place``
        says where they stand, should one be wrong.
        """
        self.dialect = dialect
        self._texts = texts
        self._base = base
        self._root = root
        self._place = place
        self._match: Callable[[str], bool] | None = None

    def matches(self, path: str) -> bool:
        """Say whether a file (POSIX, relative to the root) matches.

        Raises:
            ConfigError: a pattern is not one that git understands.
        """
        if self._match is None:
            self._match = self._as_flake8() if self.dialect == "flake8" else self._as_gitignore()
        return self._match(path)

    @property
    def reach(self) -> int:
        """How long the pattern is once flake8 has made it absolute; the longest one that matches wins."""
        return max(len(self._absolute(text)) for text in self._texts)

    def _as_flake8(self) -> Callable[[str], bool]:
        """Match the base name or the absolute path, as flake8 7.5 ``utils.matches_filename`` does.

        flake8 makes a pattern with a slash absolute from the current directory; here it is the configuration's.
        """
        patterns = [self._absolute(text) for text in self._texts]

        def match(path: str) -> bool:
            names = (os.path.basename(path), os.path.normpath(os.path.join(self._root, path)))
            return any(fnmatch(name, pattern) for pattern in patterns for name in names)

        return match

    def _absolute(self, text: str) -> str:
        if "/" in text or os.path.sep in text or text == ".":
            text = os.path.abspath(os.path.join(self._root, self._base, text))
        return text.rstrip("/" + os.path.sep)

    def _as_gitignore(self) -> Callable[[str], bool]:
        from pathspec import GitIgnoreSpec  # 25 ms, needed only when there are such patterns

        steps = []
        for text in self._texts:
            try:
                steps.append((not text.startswith("!"), GitIgnoreSpec.from_lines([text.removeprefix("!")]).match_file))
            except ValueError:
                raise ConfigError(f"{self._place()}: {text!r} is no pattern that git understands") from None
        prefix = self._base + "/" if self._base else ""

        def match(path: str) -> bool:
            if path.startswith("../") or not path.startswith(prefix):
                return False
            inner = path[len(prefix) :]
            result = not steps[0][0]
            for takes, is_match in steps:
                result = takes if is_match(inner) else result
            return result

        return match
