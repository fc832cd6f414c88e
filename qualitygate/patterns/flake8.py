"""flake8's path patterns: fnmatch against the last component or the whole absolute path.

As flake8 7.5, ``utils.normalize_path`` and ``matches_filename``: a pattern with a slash is made absolute first, so that
it can only match the whole path. ``*`` crosses slashes.

Its facts are pinned by tests/unit/patterns/test_flake8.py.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable

#: What fnmatch does through ``os.path.normcase``.
_CASE = re.IGNORECASE if os.name == "nt" else re.RegexFlag(0)


class Flake8Patterns:
    """Patterns relative to one directory, compiled; any of them may match."""

    def __init__(self, texts: Iterable[str], base: str) -> None:
        """``base`` is absolute. flake8 itself takes the working directory or that of its configuration file."""
        self.texts = tuple(_normalize(text, base) for text in texts)
        self._names = _any_of(text for text in self.texts if os.sep not in text)
        # A pattern that starts with a letter cannot match an absolute path; most do, and are not tried.
        self._absolutes = _any_of(text for text in self.texts if os.sep in text or text[:1] in {"*", "?", "["})

    def match(self, path: str, root: str) -> bool:
        """Does a pattern match ``path`` (POSIX, relative to ``root``, which is absolute)?"""
        name = path.rpartition("/")[2]
        if self._names and name not in {"", "..", "."} and self._names.match(name):
            return True
        return bool(self._absolutes and self._absolutes.match(_absolute(path, root)))


def _absolute(path: str, root: str) -> str:
    if os.sep == "/" and path and not path.startswith("../"):
        return f"{root}/{path}"
    return os.path.normpath(os.path.join(root, path))


def _normalize(text: str, base: str) -> str:
    separators = os.sep + (os.altsep or "")
    if text == "." or any(separator in text for separator in separators):
        text = os.path.abspath(os.path.join(base, text))
    return text.rstrip(separators)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    regexes = [fnmatch.translate(pattern) for pattern in dict.fromkeys(patterns) if pattern]
    return re.compile("|".join(regexes), _CASE) if regexes else None
