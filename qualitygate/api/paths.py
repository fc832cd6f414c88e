"""Which files a pattern of the configuration is for, in the pattern language of .gitignore."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.patterns.git import GitPatterns, from_here, never_matches


class PathPatterns:
    """Patterns relative to the root, read together: the last that matches wins, and ``!pattern`` takes back.

    A list that begins with ``!`` starts from every file, as in ``per-file-ignores``.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._steps = [(text[:1] != "!", GitPatterns([from_here(text.removeprefix("!"))])) for text in texts]

    def match(self, path: str) -> bool:
        """Are they for this file (POSIX, relative to the root)? No patterns are for every file."""
        result = not self._steps or not self._steps[0][0]
        for takes, patterns in self._steps:
            if patterns.covers(path):
                result = takes
        return result


def why_never(text: str) -> str:
    """Say why a pattern can match no path, and what to write instead; "" when it can."""
    return never_matches(text, ())
