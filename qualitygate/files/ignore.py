"""Exclude patterns: which paths the project does not want looked at, in two dialects."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Protocol

from qualitygate.model.settings import FileRules
from qualitygate.patterns.git import GitPatterns, from_here


class Excludes:
    """The exclude patterns of a whole project, compiled once for each set of rules.

    ``rules_for`` takes a directory relative to ``root``, "" for the root itself. An entry is judged by the rules of the
    directory it lies in.
    """

    def __init__(self, root: str, rules_for: Callable[[str], FileRules]) -> None:
        self._root = root
        self._rules_for = rules_for
        self._compiled: dict[FileRules, Exclusions] = {}
        self._latest: Exclusions | None = None
        self._directories: dict[str, bool] = {}

    def at(self, directory: str) -> Exclusions:
        """Return what holds for the entries of a directory."""
        rules = self._rules_for(directory)
        if self._latest is None or self._latest.rules is not rules:  # hashing rules costs more than asking for them
            if rules not in self._compiled:
                self._compiled[rules] = Exclusions(rules, self._root)
            self._latest = self._compiled[rules]
        return self._latest

    def covers(self, path: str, *, is_directory: bool = False) -> bool:
        """Is this path excluded, or any directory above it that a pattern's base contains?

        This is how a file named on the command line, or by an editor, keeps the promise of ``exclude = migrations``.
        """
        if self._lies_in_excluded(path):
            return True
        return self.at(posixpath.dirname(path)).match(path, is_directory=is_directory)

    def _lies_in_excluded(self, path: str) -> bool:
        parts = path.split("/")
        climbs = parts.count("..")
        starts = [] if climbs or not path else [""]
        above = starts + ["/".join(parts[:end]) for end in range(climbs + 1, len(parts))]
        return any(self._is_excluded_directory(directory) for directory in above)

    def _is_excluded_directory(self, directory: str) -> bool:
        known = self._directories.get(directory)
        if known is None:
            exclusions = self.at(posixpath.dirname(directory))
            known = exclusions.match(directory, is_directory=True, is_above=True)
            self._directories[directory] = known
        return known


class Exclusions:
    """One set of rules, compiled. Paths are POSIX and relative to the project root."""

    def __init__(self, rules: FileRules, root: str) -> None:
        self.rules = rules
        self._groups: list[tuple[str, _Group]] = []
        for (base, dialect), patterns in groupby(rules.exclude, key=lambda pattern: (pattern.base, pattern.dialect)):
            texts = [pattern.text for pattern in patterns]
            group = _Flake8Group(root, base, texts) if dialect == "flake8" else _GitGroup(base, texts)
            self._groups.insert(0, (base, group))

    def match(self, path: str, *, is_directory: bool, is_above: bool = False) -> bool:
        """Is this entry excluded itself? ``is_above``: it is asked about only because something named lies in it.

        A pattern says nothing about the directories above its base, or else a project in ``/home/me/build`` could not
        name a file under ``exclude = build``.
        """
        for base, group in self._groups:
            if not is_above or _contains(base, path):
                decision = group.decide(path, is_directory)
                if decision is not None:
                    return decision
        return False


def _contains(base: str, path: str) -> bool:
    return not path.startswith("../") and path != ".." if not base else path.startswith(base + "/")


class _Group(Protocol):
    """Neighbouring patterns with one base. True: excluded; False: taken back; None: nothing said."""

    def decide(self, path: str, is_directory: bool) -> bool | None: ...


class _GitGroup:
    """Patterns as in a .gitignore that lies in the base directory."""

    def __init__(self, base: str, texts: Iterable[str]) -> None:
        self._base = base
        self._patterns = GitPatterns(map(from_here, texts))

    def decide(self, path: str, is_directory: bool) -> bool | None:
        if not path or path == self._base:
            return None
        if self._base:
            inside = path.startswith(self._base + "/")
            path = path[len(self._base) + 1 :] if inside else posixpath.relpath(path, self._base)
        return self._patterns.decide(path, is_directory=is_directory)


class _Flake8Group:
    """Patterns as flake8 reads its own ``exclude``."""

    def __init__(self, root: str, base: str, texts: Iterable[str]) -> None:
        from qualitygate.patterns.flake8 import Flake8Patterns  # here: only old configuration files speak so

        self._root = root
        self._patterns = Flake8Patterns(texts, os.path.join(root, base))

    def decide(self, path: str, is_directory: bool) -> bool | None:
        return self._patterns.match(path, self._root) or None
